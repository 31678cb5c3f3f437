"""Closing and opening an account, and the leaver: roles, what was handed on and the account itself end together."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.actions.grants import end_spell, refuse_ending_the_last
from hieuhoc.accounts.actions.written_down import News, write_down
from hieuhoc.accounts.authority import lasting_grants, refuse_opening, refuse_over
from hieuhoc.accounts.models import DisableReason, Grant, User
from hieuhoc.accounts.reads import require
from hieuhoc.accounts.security import Happened
from hieuhoc.accounts.telling import tell

DISABLED = gettext_lazy("Tài khoản đã bị khoá")
DISABLED_TEXT = gettext_lazy(
    "Tài khoản Hiếu Học của ông/bà đã bị khoá. Lý do: {reason}. Muốn mở lại, hỏi cán bộ quản lý tài khoản."
)
ENABLED = News(
    Happened.ENABLED,
    gettext_lazy("Tài khoản đã mở lại"),
    gettext_lazy("Tài khoản Hiếu Học của ông/bà đã mở lại; đăng nhập như trước."),
)
ENABLED_WITHOUT_PASSWORD = News(
    Happened.ENABLED,
    gettext_lazy("Tài khoản đã mở lại"),
    gettext_lazy("Tài khoản Hiếu Học của ông/bà đã mở lại; nhận mật khẩu tạm ở cán bộ quản lý tài khoản."),
)
RETURNED = gettext_lazy("Uỷ quyền đã kết thúc")
RETURNED_TEXT = gettext_lazy("Vai trò được uỷ quyền đã kết thúc sớm, vì tài khoản của một bên bị khoá.")


@transaction.atomic
def disable_user(user: User, *, reason: str, actor: User | None) -> User:
    """Every session of the account ends at once, and so does what it handed on or was handed. Its own roles stay, and give
    nothing until it is opened again."""
    require(actor, "accounts.disable_user")
    refuse_over("accounts.disable_user", user, actor)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        return user
    for grant in lasting_grants(user) if actor is not None else ():
        refuse_ending_the_last(grant, timezone.localdate(), with_account=True)
    handed_on = _return_what_was_handed_on(user, actor)
    news = _close(user, DisableReason(reason))
    changes = {"reason": [None, reason], "delegations": [handed_on, 0]}
    write_down("accounts.disable_user", user, news, actor=actor, changes=changes)
    return user


@transaction.atomic
def enable_user(user: User, *, actor: User | None) -> User:
    """Opens it again. What had been handed on stays ended; a password made by somebody else and out of date stays so."""
    require(actor, "accounts.enable_user")
    refuse_over("accounts.enable_user", user, actor)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        return user
    refuse_opening(user, actor)
    user.is_active = True
    user.save(update_fields=["is_active"])
    news = ENABLED if user.has_usable_password() else ENABLED_WITHOUT_PASSWORD
    write_down("accounts.enable_user", user, news, actor=actor)
    return user


@transaction.atomic
def end_service(user: User, *, actor: User | None) -> User:
    """Somebody leaves: all roles and all that was handed on end today, and the account closes."""
    require(actor, "accounts.end_service")
    refuse_over("accounts.end_service", user, actor)
    user, today = User.objects.select_for_update().get(pk=user.pk), timezone.localdate()
    handed_on = _return_what_was_handed_on(user, actor)
    held = list(lasting_grants(user).filter(delegated_from__isnull=True))
    for grant in held:
        if actor is not None:
            refuse_ending_the_last(grant, today)
        end_spell("accounts.end_grant", grant, today, actor)
    news = _close(user, DisableReason.LEFT) if user.is_active else None
    place = held[0].place_id if held else None
    changes = {"roles": [len(held), 0], "delegations": [handed_on, 0]}
    write_down("accounts.end_service", user, news, actor=actor, place=place, changes=changes)
    return user


def _close(user: User, reason: DisableReason) -> News:
    """Whatever may be in other hands serves no more, also once the account is opened again: its holder gets a new password."""
    if reason == DisableReason.EXPOSED:
        user.set_unusable_password()
        Authenticator.objects.filter(user=user).delete()
    user.is_active = False
    user.sign_outs += 1
    user.save(update_fields=["is_active", "sign_outs", "password"])
    return News(Happened.DISABLED, DISABLED, format_lazy(DISABLED_TEXT, reason=reason.label))


def _return_what_was_handed_on(user: User, actor: User | None) -> int:
    """Both ways: a role lent by a closed account has nobody who answers for it."""
    today = timezone.localdate()
    lent = Grant.objects.filter(Q(delegated_from__user=user) | Q(user=user, delegated_from__isnull=False))
    ending = list(
        lent.filter(Q(until__isnull=True) | Q(until__gt=today)).select_related("user", "delegated_from__user")
    )
    for grant in ending:
        end_spell("accounts.end_delegation", grant, today, actor)
        assert grant.delegated_from is not None
        for told in {grant.user, grant.delegated_from.user} - {user}:
            tell(told, subject=RETURNED, body=RETURNED_TEXT, occasion=f"returned.{grant.pk}")
    return len(ending)
