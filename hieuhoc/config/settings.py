"""All settings, one file, read from the environment (see docs/operating/settings.md)."""

from typing import Any

from hieuhoc.config import environment
from hieuhoc.config.database import database_settings
from hieuhoc.config.logs import logging_settings

BASE_DIR = environment.ROOT
DATA_DIR = environment.data_folder()

DEBUG = environment.flag("HIEUHOC_DEBUG")
DEMO = environment.flag("HIEUHOC_DEMO")
SECRET_KEY = environment.kept_secret("HIEUHOC_SECRET_KEY")
# Root keys of personal data, newest first: `id:base64url`; older ones stay to read what they wrote (lib.crypto);
# `hieuhoc rotate_keys` seals numbers, phones and mail addresses anew under the first.
DATA_KEYS = environment.words("HIEUHOC_DATA_KEYS") or ["k1:" + environment.kept_secret("HIEUHOC_DATA_KEY")]
# The index key does not rotate with them: under another one nobody would be found by number any more.
INDEX_KEY = environment.kept_secret("HIEUHOC_INDEX_KEY")
ALLOWED_HOSTS = environment.words("HIEUHOC_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = environment.words("HIEUHOC_ORIGINS")
BEHIND_TLS = environment.flag("HIEUHOC_TLS")
PUBLIC_URL = environment.text("HIEUHOC_URL", "http://127.0.0.1:8000")
# Who issues credentials, in words; the address above says it to machines (did:web).
ISSUER_NAME = environment.text("HIEUHOC_ISSUER", "Chương trình Công dân học tập")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "hieuhoc.lib",
    "hieuhoc.audit",
    "hieuhoc.places",
    "hieuhoc.outbox",
    "hieuhoc.accounts",
    "hieuhoc.indicators",
    "hieuhoc.sheets",
    "hieuhoc.documents",
    "hieuhoc.chains",
    "hieuhoc.news",
    "hieuhoc.alerts",
    "hieuhoc.people",
    "hieuhoc.criteria",
    "hieuhoc.privacy",
    "hieuhoc.reported",
    "hieuhoc.consultations",
    "hieuhoc.skills",
    "hieuhoc.learning",
    "hieuhoc.schools",
    "hieuhoc.funds",
    "hieuhoc.assessment",
    "hieuhoc.trials",
    "hieuhoc.recognition",
    "hieuhoc.collectives",
    "hieuhoc.credentials",
    "hieuhoc.plans",
    "hieuhoc.inspection",
    "hieuhoc.programme",
    "hieuhoc.web",
    "hieuhoc.web.public",
    "hieuhoc.web.citizen",
    "hieuhoc.web.office.home",
    "hieuhoc.web.office.people",
    "hieuhoc.web.office.groups",
    "hieuhoc.web.office.places",
    "hieuhoc.web.office.accounts",
    "hieuhoc.web.office.sheets",
    "hieuhoc.web.office.chains",
    "hieuhoc.web.office.assessment",
    "hieuhoc.web.office.papers",
    "hieuhoc.web.office.recognition",
    "hieuhoc.web.office.collectives",
    "hieuhoc.web.office.credentials",
    "hieuhoc.web.office.criteria",
    "hieuhoc.web.office.trials",
    "hieuhoc.web.office.consultations",
    "hieuhoc.web.office.schools",
    "hieuhoc.web.office.trainings",
    "hieuhoc.web.office.activities",
    "hieuhoc.web.office.news",
    "hieuhoc.web.office.funds",
    "hieuhoc.web.office.plans",
    "hieuhoc.web.office.inspection",
    "hieuhoc.web.office.programme",
    "hieuhoc.web.office.privacy",
    "hieuhoc.web.office.figures",
    "hieuhoc.web.office.reported",
    "hieuhoc.web.office.alerts",
    *(["hieuhoc.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hieuhoc.web.compression.PageCompressionMiddleware",
    "hieuhoc.web.middleware.RequestContextMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hieuhoc.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hieuhoc.web.bounds.RequestBoundsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "hieuhoc.config.urls"
WSGI_APPLICATION = "hieuhoc.config.wsgi.application"
DATABASES: dict[str, dict[str, Any]] = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "hieuhoc.accounts.backend.AbilityBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
]
LOGIN_REDIRECT_URL = "start"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "hieuhoc.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "hieuhoc.accounts.adapter.SocialAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Whoever finds a session open does not give the account another mail address.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# An office shares one address, and the codes we give out may not be tried by the thousand. Wrong passwords: accounts.guessing.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "known_device": "10/5m/key",
    "guessed": "20/h/key",
    "guessed_here": "1/m/key",
    "guessed_anywhere": "1/5s/key",
    "link_code": "10/h/user",
    "unknown_code": "30/m/ip",
    "comment": "30/h/ip",
    "wrong_checkin": "60/m/ip",
}
# How many proxies of ours stand before the web: the address people come from is read behind them.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("HIEUHOC_PROXIES", 1 if BEHIND_TLS else 0)
# A link to set a new password serves for two hours, once.
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
# A second place for the newest seals of the history (another disk, a share of another machine), beside the data folder.
SEALS_FOLDER = environment.text("HIEUHOC_SEALS_FOLDER")
# The certificates papers are signed with; documents/signing_keys.py says what stands in the file.
SIGNING_KEYS = environment.text("HIEUHOC_SIGNING_KEYS")
SIGNATURE_ROOTS = environment.text("HIEUHOC_SIGNATURE_ROOTS")
# Where a mail with the newest seals goes every night.
SEALS_MAIL = environment.text("HIEUHOC_SEALS_MAIL")
# How many numbers of people recorded elsewhere one officer may try within an hour without name and birth agreeing.
LOOKS_PER_HOUR = environment.number("HIEUHOC_LOOKS_PER_HOUR", 30)
# For how many days the commune that is left may contest a move that another one recorded.
CONTEST_DAYS = environment.number("HIEUHOC_CONTEST_DAYS", 30)
# Who wrote down that somebody asks to be erased does not carry it out alone.
ERASURE_TWO_PEOPLE = environment.flag("HIEUHOC_ERASURE_TWO_PEOPLE", default=True)
# Within how many days of asking each kind of request about personal data is settled, and by how many it may be prolonged.
DATA_REQUEST_DAYS = {
    "view": environment.number("HIEUHOC_VIEW_DAYS", 10),
    "correct": environment.number("HIEUHOC_CORRECT_DAYS", 10),
    "restrict": environment.number("HIEUHOC_RESTRICT_DAYS", 15),
    "object": environment.number("HIEUHOC_OBJECT_DAYS", 15),
    "erase": environment.number("HIEUHOC_ERASE_DAYS", 20),
}
DATA_REQUEST_EXTENSION_DAYS = environment.number("HIEUHOC_REQUEST_EXTENSION_DAYS", 15)
# A second factor must not depend on a mail address: anybody could make one wait for its confirmation.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "hieuhoc.accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "hieuhoc.web.passkeys.AddPasskeyForm",
    "edit_webauthn": "hieuhoc.web.passkeys.EditPasskeyForm",
}
# The code that has just gone still serves: typing takes time (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Hiếu Học"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
OIDC_URL = environment.secure_address("HIEUHOC_OIDC_URL")
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": environment.text("HIEUHOC_OIDC_NAME", "Đăng nhập một lần của tỉnh"),
                    "client_id": environment.text("HIEUHOC_OIDC_CLIENT"),
                    "secret": environment.text("HIEUHOC_OIDC_SECRET"),
                    "settings": {"server_url": OIDC_URL},
                }
            ],
        }
    }
    if OIDC_URL
    else {}
)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "hieuhoc" / "web" / face / "templates" for face in ("ui", "office")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hieuhoc.web.context.page_frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "hieuhoc.web.ui.templatetags.ui",
                "hieuhoc.web.ui.templatetags.ui_addresses",
                "hieuhoc.web.ui.templatetags.ui_figures",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Vietnamese for everybody until they choose: the browser's wish is not asked (web.language).
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_HTTPONLY = True
# Here the words we lend to Django and allauth stand before their own.
LOCALE_PATHS = [BASE_DIR / "hieuhoc" / "locale", BASE_DIR / "hieuhoc" / "web" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["hieuhoc.config.formats"]
# Off: a year or an id in a template must stay "2025"; counts are written with the `number` filter.
USE_THOUSAND_SEPARATOR = False

# Counted attempts: all web processes and machines must see the same count, so it is kept in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempt",
        # Far above what a flood of made-up names fills within an hour's limits: counts must not be pushed out.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # Drawn pages of figures, per process, each under the word that changes with the figures (indicators.figures_token).
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 200}},
    # Calendars of places, some 200 KB each: apart, as the many of them would push pages out.
    "calendars": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "calendars",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Filled by the commands that serve: compressed, and named by content, so that a browser need not ask again.
PACKED = environment.flag("HIEUHOC_PACKED")
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "hieuhoc" / "web" / "ui" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PACKED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PACKED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_AUTOREFRESH = DEBUG

MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": environment.text("HIEUHOC_SMTP_HOST", "127.0.0.1"),
            "port": environment.number("HIEUHOC_SMTP_PORT", 25),
            "username": environment.text("HIEUHOC_SMTP_USER"),
            "password": environment.text("HIEUHOC_SMTP_PASSWORD"),
            "use_tls": environment.flag("HIEUHOC_SMTP_TLS"),
            "timeout": 20,
        },
    }
}
# Where the mail server puts what comes back to the sender: a Maildir.
RETURNED_MAILS = environment.text("HIEUHOC_RETURNED_MAILS")
# Texts by a provider: eSMS.vn, or what answers as it does.
SMS_URL = environment.secure_address("HIEUHOC_SMS_URL")
SMS_KEY, SMS_SECRET = environment.text("HIEUHOC_SMS_KEY"), environment.text("HIEUHOC_SMS_SECRET")
SMS_BRAND = environment.text("HIEUHOC_SMS_BRAND")
# Notices on telephones and computers: the private number of P-256 with which push services know us, 32 bytes as base64url.
VAPID_KEY = environment.kept_secret("HIEUHOC_VAPID_KEY")
PUSH_INSECURE = DEBUG
# From and until which hour of the clock no campaign goes out: people sleep.
QUIET_HOURS = environment.hours("HIEUHOC_QUIET_HOURS", "21 7")
DEFAULT_FROM_EMAIL = environment.text("HIEUHOC_SENDER", "hieuhoc@localhost")

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "hieuhoc.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = BEHIND_TLS
# Watchdogs ask from inside, without TLS.
SECURE_REDIRECT_EXEMPT = ["^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    # The button of the single sign-on is a form of ours that leads to the provider's page.
    "form-action": ["'self'", *environment.words("HIEUHOC_OIDC_PAGES", environment.origin(OIDC_URL))],
    "frame-ancestors": ["'none'"],
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = logging_settings(json=not DEBUG)
SILENCED_SYSTEM_CHECKS: list[str] = []
TEST_RUNNER = "django.test.runner.DiscoverRunner"
