"""Accounts of people who sign in."""

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def add_user(
    username: str,
    full_name: str,
    *,
    email: str = "",
    password: str | None = None,
    actor: User | None,
) -> User:
    """A new account without any role; without a password it signs in by passkey, single sign-on or a reset link."""
    require(actor, "accounts.grant_role")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(
            _("Tên đăng nhập này đã có người dùng."),
            remedy=_("Chọn tên đăng nhập khác."),
            code="username_taken",
        )
    user = User.objects.create_user(username=username, email=email, password=password, full_name=full_name)
    record("accounts.add_user", actor=actor, subject_kind="user", subject_id=user.pk)
    return user
