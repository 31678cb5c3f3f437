"""Forms of accounts: they clean input into plain values and know no rule."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.actions import known_as
from hieuhoc.accounts.actions.sign_in_rules import LEAST_MINUTES, MOST_MINUTES
from hieuhoc.accounts.models import DisableReason, Role, User
from hieuhoc.lib.scope import Scope
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.office.homes import homes_in
from hieuhoc.web.ui.days import DayField


class UserForm(forms.Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=80,
        help_text=_("Chữ không dấu, số, dấu chấm."),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
                _("Chỉ dùng chữ không dấu, số, dấu chấm, gạch nối; ví dụ: nguyen.van.an."),
            )
        ],
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Để nhận thông báo và đặt lại mật khẩu.")
    )
    home = forms.TypedChoiceField(
        label=_("Nơi quản lý tài khoản"), coerce=int, help_text=_("Cán bộ nơi này mở, khoá, cấp lại mật khẩu.")
    )

    def __init__(self, *args: Any, homes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["home"], homes)

    def typed(self, name: str) -> str:
        return str(self.data.get(name, ""))


class GrantForm(forms.Form):
    """A village role is held at a village: of the commune chosen, asked for once that is known."""

    role = forms.ChoiceField(label=_("Vai trò"))
    place = forms.TypedChoiceField(label=_("Địa bàn"), coerce=int)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến trước ngày"), required=False, help_text=_("Bỏ trống nếu chưa biết."))

    field_order = ("role", "place", "village", "since", "until")

    def __init__(self, *args: Any, scope: Scope, roles: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role, places = self.fields["role"], places_to_choose(scope)
        assert isinstance(role, forms.ChoiceField)
        role.choices = roles
        _offer(self.fields["place"], places)
        asked = self.data.get("role") or (roles[0][0] if len(roles) == 1 else "")
        commune = self.data.get("place") or (str(places[0][0]) if len(places) == 1 else "")
        if asked == Role.VILLAGE and commune in {str(pk) for pk, _title in places}:
            self.fields["village"] = forms.TypedChoiceField(label=_("Thôn, buôn"), coerce=int)
            _offer(self.fields["village"], [home for home in homes_in(int(commune), scope) if home[0] != int(commune)])
            self.order_fields(self.field_order)


def _offer(field: forms.Field, choices: Sequence[tuple[int, str]]) -> None:
    assert isinstance(field, forms.TypedChoiceField)
    field.choices = choices if len(choices) == 1 else [("", _("Chọn…")), *choices]


def ask_whether_another(form: forms.Form, alike: Sequence[User]) -> None:
    """A box to tick when the account looks like one there is."""
    if alike:
        known = known_as(alike)
        form.fields["is_another"] = forms.BooleanField(
            label=_("Đúng là người khác, không phải nhầm tên"),
            required=False,
            help_text=format_lazy(_("Dễ nhầm với: {known}."), known=known),
        )


class AccountHomeForm(forms.Form):
    home = forms.TypedChoiceField(
        label=_("Nơi quản lý tài khoản"), coerce=int, help_text=_("Cán bộ nơi này mở, khoá, cấp lại mật khẩu.")
    )

    def __init__(self, *args: Any, homes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["home"], homes)


class DisableForm(forms.Form):
    reason = forms.ChoiceField(label=_("Lý do"), choices=DisableReason.choices, widget=forms.RadioSelect)


class SignInRuleForm(forms.Form):
    since = DayField(label=_("Từ ngày"))
    officers_need_factor = forms.BooleanField(
        label=_("Cán bộ phải có bước xác thực thứ hai"),
        required=False,
        help_text=_("Mã trên điện thoại hoặc khoá bảo mật. Quá hạn mà chưa có thì chỉ mở được trang thiết lập."),
    )
    grace_days = forms.IntegerField(label=_("Số ngày để thiết lập"), min_value=0, max_value=365)
    officer_idle_minutes = forms.IntegerField(
        label=_("Cán bộ: số phút không dùng thì hết phiên"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES
    )
    idle_minutes = forms.IntegerField(
        label=_("Người khác: số phút không dùng thì hết phiên"), min_value=LEAST_MINUTES, max_value=MOST_MINUTES
    )


class EndForm(forms.Form):
    on = DayField(label=_("Kết thúc từ ngày"))


class DelegationForm(forms.Form):
    username = forms.CharField(label=_("Tên đăng nhập của người nhận"), max_length=80)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến trước ngày"))
