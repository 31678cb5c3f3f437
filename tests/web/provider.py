"""A real OpenID Connect provider (django-oauth-toolkit) as a process of its own, for the tests of single sign-on.

`python -m tests.web.provider FOLDER PORT CALLBACK` serves until it is ended. Its people sign in with the password
`mat-khau-cua-tinh`. Those named in LIARS get an identity token that a client must refuse; the server that issues it is
the same.
"""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from django.utils.module_loading import import_string

from hieuhoc.config.environment import ROOT

PASSWORD = "mat-khau-cua-tinh"
CLIENT, SECRET = "hieuhoc", "bi-mat-cua-hieuhoc"
# What is wrong with the identity token these people get: recipient, issuer, time; the key; whom the facts are about.
LIES = {
    "sai-noi-nhan": {"aud": "mot-phan-mem-khac"},
    "sai-noi-cap": {"iss": "http://127.0.0.1:1"},
    "het-han": {"exp": 1_700_000_000},
}
FORGED = "khoa-la"
LIES_ABOUT_PEOPLE = {"nguoi-khac": {"sub": "1"}}
LIARS = (*LIES, FORGED, *LIES_ABOUT_PEOPLE)
PEOPLE = ("h-lan", "minh", *LIARS)
LOGIN_PAGE = """<!doctype html><html lang="vi"><title>Cổng của tỉnh</title><form method="post">{% csrf_token %}
{{ form.username }}{{ form.password }}<button id="enter">Vào</button></form></html>"""


class Provider:
    def __init__(self, address: str) -> None:
        self.address = address


def as_known_to_us(server: Provider) -> dict[str, Any]:
    """`SOCIALACCOUNT_PROVIDERS` of our settings for this provider."""
    client = {
        "provider_id": "sso",
        "name": "Cổng của tỉnh",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": server.address},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [client]}}


@contextmanager
def running(folder: Path, port: int, callback: str) -> Iterator[Provider]:
    """The provider at http://127.0.0.1:port, that sends people back to `callback`; ended with the block."""
    command = [sys.executable, "-m", "tests.web.provider", str(folder), str(port), callback]
    with (folder / "provider.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, folder / "provider.log")
        yield Provider(address)
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=5).close()
            return
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"the provider did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


def new_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def configure(folder: Path, port: int) -> None:
    settings.configure(
        DEBUG=False,
        SECRET_KEY="only-for-tests-of-the-provider",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.web.provider",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        # The cookies of two sites on 127.0.0.1 would overwrite each other: cookies know no ports.
        SESSION_COOKIE_NAME="provider_session",
        CSRF_COOKIE_NAME="provider_csrf",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        ("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN_PAGE}),
                        "django.template.loaders.app_directories.Loader",
                    ]
                },
            }
        ],
        LOGIN_URL="/accounts/login/",
        # Its passwords are in this file.
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": new_key(),
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}",
            "PKCE_REQUIRED": True,
            "ALLOWED_REDIRECT_URI_SCHEMES": ["http"],
            "SCOPES": {"openid": "openid", "profile": "profile", "email": "email"},
            "OAUTH2_VALIDATOR_CLASS": "tests.web.provider.Validator",
        },
    )


def __getattr__(name: str) -> Any:
    """What Django asks this module for by name; made late, because the toolkit can only be loaded once the apps are."""
    if name == "Validator":
        return validator()
    if name == "urlpatterns":
        return addresses()
    raise AttributeError(name)


@cache
def addresses() -> list[Any]:
    return [
        path("accounts/", include("django.contrib.auth.urls")),
        path("", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


@cache
def validator() -> Any:
    """The toolkit's validator with claims of our people."""
    toolkit = import_string("oauth2_provider.oauth2_validators.OAuth2Validator")

    class Validator(toolkit):  # type: ignore[misc, valid-type]
        oidc_claim_scope = None

        def get_additional_claims(self, request: Any) -> dict[str, Any]:
            name = request.user.username
            return {"name": f"{name} của tỉnh", "email": request.user.email, "birthdate": "1990-05-06"}

        def get_userinfo_claims(self, request: Any) -> dict[str, Any]:
            claims: dict[str, Any] = super().get_userinfo_claims(request)
            return claims | LIES_ABOUT_PEOPLE.get(request.user.username, {})

        def get_id_token_dictionary(self, token: Any, token_handler: Any, request: Any) -> Any:
            claims, expires = super().get_id_token_dictionary(token, token_handler, request)
            return claims | LIES.get(request.user.username, {}), expires

        def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
            if request.user.username == FORGED:
                request.client = Forger(request.client)
            signed: str = super().finalize_id_token(id_token, token, token_handler, request)
            return signed

    return Validator


class Forger:
    """A client whose tokens are signed by a key that nobody published, under the name of the published one."""

    def __init__(self, client: Any) -> None:
        self._client = client
        forged = import_string("jwcrypto.jwk.JWK").from_pem(new_key().encode())
        forged.thumbprint = client.jwk_key.thumbprint
        self.jwk_key = forged

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def populate(callback: str) -> None:
    call_command("migrate", verbosity=0)
    people = get_user_model().objects
    for name in PEOPLE:
        people.create_user(name, email=f"{name}@tinh.example.vn", password=PASSWORD)
    application = import_string("oauth2_provider.models.Application")
    application.objects.create(
        name="Hiếu Học",
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=callback,
        skip_authorization=True,
        algorithm="RS256",
    )


class Quiet(WSGIRequestHandler):
    def address_string(self) -> str:
        return "127.0.0.1"


def main(folder: str, port: str, callback: str) -> None:
    configure(Path(folder), int(port))
    django.setup()
    populate(callback)
    with make_server("127.0.0.1", int(port), get_wsgi_application(), handler_class=Quiet) as server:
        server.serve_forever()


if __name__ == "__main__":
    sys.modules["tests.web.provider"] = sys.modules["__main__"]
    main(*sys.argv[1:])
