"""Accounts of people who sign in."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.actions.grants import refuse_look_alikes
from hieuhoc.accounts.authority import refuse_over
from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.accounts.rules import TEMPORARY, plain
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place


@transaction.atomic
def add_user(
    username: str,
    full_name: str,
    *,
    email: str = "",
    password: str | None = None,
    home: Place | None = None,
    is_another: bool = False,
    actor: User | None,
) -> User:
    """A new account without any role, looked after at `home`. A password somebody else made is changed at the first
    sign-in; without one it signs in by passkey, single sign-on or a reset link. `is_another`: as in `grant_role`."""
    require(actor, "accounts.add_user", home)
    if actor is not None and home is None:
        raise Refusal(_("Chưa chọn nơi quản lý tài khoản."), code="no_home")
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(
            _("Tên đăng nhập này đã có người dùng."),
            remedy=_("Chọn tên đăng nhập khác."),
            code="username_taken",
        )
    if actor is not None and not is_another:
        refuse_look_alikes(username, full_name)
    user = User.objects.create_user(
        username=username,
        email=email,
        password=password,
        full_name=full_name,
        home=home,
        temporary_until=timezone.now() + TEMPORARY if password and actor is not None else None,
        plain_username=plain(username),
        plain_name=plain(full_name),
    )
    place = home.pk if home is not None else None
    record("accounts.add_user", actor=actor, subject_kind="user", subject_id=user.pk, place=place)
    return user


@transaction.atomic
def move_user(user: User, home: Place, *, actor: User | None) -> User:
    """Officers of another place look after the account from now on; whoever looks after it, and has the power there, may."""
    require(actor, "accounts.move_user", home)
    refuse_over("accounts.move_user", user, actor)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.home_id != home.pk:
        changes = {"home": [user.home_id, home.pk]}
        user.home = home
        user.save(update_fields=["home"])
        record(
            "accounts.move_user",
            actor=actor,
            subject_kind="user",
            subject_id=user.pk,
            place=home.pk,
            changes=changes,
        )
    return user
