"""Forms of accounts: they clean input into plain values and know no rule."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import Role, User
from hieuhoc.lib.scope import Scope
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.ui.days import DayField


class UserForm(forms.Form):
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=80, help_text=_("Chữ không dấu, số, dấu chấm."))
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"), required=False, help_text=_("Để nhận thông báo và đặt lại mật khẩu.")
    )
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        widget=forms.PasswordInput,
        required=False,
        help_text=_("Ít nhất 10 ký tự; người dùng đổi sau."),
    )

    def clean_password(self) -> str | None:
        password: str = self.cleaned_data["password"]
        if password:
            named = ("username", "full_name", "email")
            validate_password(password, User(**{name: self.cleaned_data.get(name, "") for name in named}))
        return password or None


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    place = forms.TypedChoiceField(label=_("Địa bàn"), coerce=int)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến trước ngày"), required=False, help_text=_("Bỏ trống nếu chưa biết."))

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = places_to_choose(scope)


class EndForm(forms.Form):
    on = DayField(label=_("Kết thúc từ ngày"))


class DelegationForm(forms.Form):
    username = forms.CharField(label=_("Tên đăng nhập của người nhận"), max_length=80)
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến trước ngày"))
