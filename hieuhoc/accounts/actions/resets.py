"""A lost password, a lost phone: somebody who looks after the account lets its holder in again."""

import secrets

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.actions.written_down import News, write_down
from hieuhoc.accounts.authority import refuse_over
from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.accounts.rules import TEMPORARY
from hieuhoc.accounts.security import Happened
from hieuhoc.lib.errors import Refusal

READ_ALOUD = "abcdefghjkmnpqrstuvwxyz23456789"  # no l, i, o, 0, 1
NEW_PASSWORD = News(
    Happened.PASSWORD_RESET,
    gettext_lazy("Mật khẩu đã được cấp lại"),
    gettext_lazy(
        "Cán bộ quản lý tài khoản vừa cấp mật khẩu tạm cho tài khoản Hiếu Học của ông/bà; các phiên đang mở đã kết thúc. Nếu"
        " không phải ông/bà nhờ, báo ngay cho xã, phường hoặc cấp tỉnh."
    ),
)
NO_FACTOR = News(
    Happened.FACTOR_RESET,
    gettext_lazy("Bước xác thực thứ hai đã được gỡ"),
    gettext_lazy(
        "Cán bộ quản lý tài khoản vừa gỡ mã trên điện thoại và khoá bảo mật của tài khoản Hiếu Học của ông/bà; các phiên đang mở"
        " đã kết thúc. Nếu không phải ông/bà nhờ, báo ngay cho xã, phường hoặc cấp tỉnh."
    ),
)


def temporary_password() -> str:
    """Three groups of four that can be read out by telephone: 59 random bits."""
    return "-".join("".join(secrets.choice(READ_ALOUD) for _letter in range(4)) for _group in range(3))


@transaction.atomic
def reset_password(user: User, *, actor: User | None) -> str:
    """The password as it is handed over, once: it serves for a week, opens only the page where it is changed, and ends
    every session of the account."""
    require(actor, "accounts.reset_password")
    refuse_over("accounts.reset_password", user, actor)
    user = _open_account(user)
    password = temporary_password()
    user.set_password(password)
    user.temporary_until = timezone.now() + TEMPORARY
    user.sign_outs += 1
    user.save(update_fields=["password", "temporary_until", "sign_outs"])
    write_down("accounts.reset_password", user, NEW_PASSWORD, actor=actor)
    return password


@transaction.atomic
def reset_second_factor(user: User, *, actor: User | None) -> User:
    """Codes, keys and recovery codes go, and every session ends; the password stays. Who must hold a second factor sets up
    a new one at the next sign-in."""
    require(actor, "accounts.reset_second_factor")
    refuse_over("accounts.reset_second_factor", user, actor)
    user = _open_account(user)
    count, _kinds = Authenticator.objects.filter(user=user).delete()
    if not count:
        raise Refusal(_("Tài khoản này chưa đặt bước xác thực thứ hai."), code="no_factor")
    user.sign_outs += 1
    user.save(update_fields=["sign_outs"])
    write_down("accounts.reset_second_factor", user, NO_FACTOR, actor=actor, changes={"factors": [count, 0]})
    return user


def _open_account(user: User) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise Refusal(_("Tài khoản này đang bị khoá."), remedy=_("Mở lại tài khoản trước."), code="disabled")
    return user
