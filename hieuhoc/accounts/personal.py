"""Accounts: who signs in, what happened at their door, and the tables of sign-in that are not ours."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import Attempt, Grant, SecurityEvent, User
from hieuhoc.lib.personal import NAMELESS, TECHNICAL, Kind, Person, columns


def without_office(person: Person) -> QuerySet[User]:
    """Accounts of the person that never held a role. Of the others the history needs the name: who did what."""
    return User.objects.filter(pk__in=person.users).exclude(pk__in=Grant.objects.values("user"))


def _first(rows: QuerySet[Model], limit: int) -> int:
    ids = list(rows.order_by("pk").values_list("pk", flat=True)[:limit])
    rows.model._default_manager.filter(pk__in=ids).delete()
    return len(ids)


def _old_events(before: datetime, limit: int) -> int:
    return _first(SecurityEvent.objects.filter(at__lt=before), limit)


def _over_sessions(before: datetime, limit: int) -> int:
    ended = _first(Session.objects.filter(expire_date__lt=before), limit)
    _first(UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")), limit)
    return ended


def _over_attempts(before: datetime, limit: int) -> int:
    return _first(Attempt.objects.filter(expires__lt=before), limit)


def _events_held(person: Person) -> int:
    return SecurityEvent.objects.filter(user__in=person.users).count()


def _erase_events(person: Person) -> int:
    return SecurityEvent.objects.filter(user__in=person.users).delete()[0]


def _accounts_held(person: Person) -> int:
    return without_office(person).count()


def _erase_accounts(person: Person) -> int:
    """Closed for good: no name, no address, nothing that opens it. The row stays, so that what it did has a doer."""
    ids = list(without_office(person).values_list("pk", flat=True))
    keys = list(UserSession.objects.filter(user__in=ids).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for table in (UserSession, EmailAddress, Authenticator, SocialAccount):
        table.objects.filter(user__in=ids).delete()
    for user in User.objects.select_for_update().filter(pk__in=ids):
        user.username, user.full_name, user.email = f"da-xoa-{user.pk}", NAMELESS, ""
        user.plain_username = user.plain_name = ""
        user.password, user.is_active, user.last_login = make_password(None), False, None
        user.sign_outs += 1
        user.save()
    return len(ids)


KINDS = (
    Kind(
        "accounts.accounts",
        gettext_lazy("Tài khoản: tên, địa chỉ thư, cách đăng nhập"),
        end=gettext_lazy("khoá hẳn, không còn tên"),
        columns=(
            columns("accounts_user", "username", "full_name", "email", "password", "plain_username", "plain_name")
            | columns("account_emailaddress", "email")
            | columns("account_emailconfirmation", "key")
            | columns("mfa_authenticator", "data", "type")
            | columns("socialaccount_socialaccount", "uid", "extra_data", "provider")
            | columns("socialaccount_socialtoken", "token", "token_secret")
        ),
        held=_accounts_held,
        erase=_erase_accounts,
    ),
    Kind(
        "accounts.officers",
        gettext_lazy("Tài khoản từng giữ vai trò"),
        held=lambda person: len(person.users) - without_office(person).count(),
        stays=gettext_lazy("Nhật ký phải nói được ai đã làm việc gì khi giữ vai trò."),
        columns=columns("accounts_grant", "role"),
    ),
    Kind(
        "accounts.events",
        gettext_lazy("Sự kiện đăng nhập và bảo mật"),
        counts_from=gettext_lazy("ngày xảy ra"),
        end=gettext_lazy("xoá"),
        days=365,
        columns=columns("accounts_securityevent", "happened", "device", "origin"),
        purge=_old_events,
        held=_events_held,
        erase=_erase_events,
    ),
    Kind(
        "accounts.sessions",
        gettext_lazy("Phiên đăng nhập đã hết"),
        counts_from=gettext_lazy("lúc hết phiên"),
        end=gettext_lazy("xoá"),
        days=1,
        source=TECHNICAL,
        columns=(
            columns("django_session", "session_key", "session_data")
            | columns("usersessions_usersession", "ip", "session_key", "user_agent", "data")
        ),
        purge=_over_sessions,
    ),
    Kind(
        "accounts.attempts",
        gettext_lazy("Số lần thử đăng nhập, thử mã"),
        counts_from=gettext_lazy("lúc hết hạn đếm"),
        end=gettext_lazy("xoá"),
        days=1,
        source=TECHNICAL,
        columns=columns("accounts_attempt", "cache_key", "value"),
        purge=_over_attempts,
    ),
)
# What the frameworks keep: their own names, jobs by ids.
IMPERSONAL = frozenset(
    {
        "auth_group",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "procrastinate_jobs",
        "procrastinate_events",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
        "procrastinate_version",
        "socialaccount_socialapp",
    }
)
