"""Forms about people: they clean input into plain values and know no rule of the programme."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.people.models import Citizen, Sex
from hieuhoc.people.rules import Cause, clean_number, number_findings
from hieuhoc.skills.models import SkillFact
from hieuhoc.web.office.people_meant import described_each
from hieuhoc.web.ui.days import DayField, DayOrYearField

SEXES = [("", _("Không rõ")), *Sex.choices]
NEW_PERSON = "new"


class NumberField(forms.CharField):
    """A personal number as people write it; what cannot be one is said beside the field."""

    def clean(self, value: Any) -> Any:
        number = clean_number(super().clean(value))
        causes = number_findings(number) if number else []
        if Cause.NUMBER_DIGITS in causes:
            raise forms.ValidationError(_("Số định danh chỉ gồm chữ số; bỏ chữ và dấu khác."))
        if Cause.NUMBER_LENGTH in causes:
            raise forms.ValidationError(
                _("Số định danh có %(count)d chữ số; cần 12, hoặc 9 với chứng minh nhân dân cũ."),
                params={"count": len(number)},
            )
        return number


class FactsForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    given_name = forms.CharField(
        label=_("Tên gọi"), max_length=60, required=False, help_text=_("Bỏ trống để phần mềm tự tách từ họ và tên.")
    )
    birth = DayOrYearField(label=_("Ngày sinh"))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=SEXES, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


def facts_given(given: dict[str, Any]) -> dict[str, Any]:
    """The plain values of a FactsForm, as `Facts` and `Declaration` take them."""
    birth_date, birth_year = given["birth"]
    kept = {key: given[key] for key in ("name", "given_name", "phone", "email")}
    return {**kept, "sex": given["sex"] or None, "birth_date": birth_date, "birth_year": birth_year}


class HomeForm(forms.Form):
    """Where and since when; `homes` are the choices."""

    home = forms.TypedChoiceField(label=_("Nơi ở"), coerce=int)
    since = DayField(label=_("Ở đó từ ngày"))

    def __init__(self, *args: Any, homes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        home = self.fields["home"]
        assert isinstance(home, forms.TypedChoiceField)
        home.choices = [("", _("Chọn nơi ở")), *homes]


class ResidenceForm(HomeForm):
    reason = forms.CharField(
        label=_("Lý do sửa"), max_length=200, help_text=_("Ví dụ: ghi nhầm thôn khi nhập danh sách.")
    )


class ArrivalForm(HomeForm):
    """What together says who arrives: nobody is known by the number alone."""

    number = NumberField(label=_("Số định danh của người chuyển đến"), max_length=20)
    name = forms.CharField(label=_("Họ và tên"), max_length=120, help_text=_("Đúng như trên thẻ căn cước."))
    birth = DayOrYearField(label=_("Ngày sinh"))
    field_order = ("number", "name", "birth", "home", "since")


class DeclarationForm(FactsForm, HomeForm):
    number = NumberField(
        label=_("Số định danh"),
        max_length=20,
        required=False,
        help_text=_("12 chữ số (chứng minh nhân dân cũ: 9 chữ số). Có số thì không ai bị khai hai lần."),
    )
    field_order = ("name", "given_name", "birth", "sex", "number", "home", "since", "phone", "email")


class MatchForm(forms.Form):
    """Which of the people on record is meant, or nobody of them."""

    match = forms.ChoiceField(label=_("Người được khai báo là"), widget=forms.RadioSelect)
    # Sent back once the question was put: no answer is then a mistake.
    asked = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def __init__(self, *args: Any, candidates: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        match = self.fields["match"]
        assert isinstance(match, forms.ChoiceField)
        match.choices = [*candidates, (NEW_PERSON, _("Một người khác, chưa có hồ sơ"))]


class NumberForm(forms.Form):
    number = NumberField(label=_("Số định danh"), max_length=20, help_text=_("12 chữ số, hoặc 9 với giấy cũ."))
    since = DayField(label=_("Có hiệu lực từ ngày"), required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=200)


class JoinForm(ReasonForm):
    number_or_name = forms.CharField(
        label=_("Người kia"), max_length=120, help_text=_("Tên đầy đủ hoặc số định danh của hồ sơ trùng.")
    )
    other = forms.TypedChoiceField(
        label=_("Hồ sơ sẽ gộp vào đây"), coerce=int, required=False, widget=forms.RadioSelect
    )
    field_order = ("number_or_name", "other", "reason")

    def offer(self, people: list[Citizen]) -> None:
        other = self.fields["other"]
        assert isinstance(other, forms.TypedChoiceField)
        other.choices = list(described_each(people).items())


class SkillForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kỹ năng"), choices=SkillFact.Kind.choices)
    basis = forms.ChoiceField(label=_("Căn cứ"), choices=SkillFact.Basis.choices)
    since = DayField(label=_("Từ ngày"))
    note = forms.CharField(
        label=_("Số giấy xác nhận"), max_length=200, required=False, help_text=_("Không ghi thông tin cá nhân ở đây.")
    )
