"""Forms of lists, decisions and recognitions of groups: plain values, no rule."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Group
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import standing_within
from hieuhoc.recognition.actions import gap_sentences
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.recognition.rules import DecisionText, decision_gaps
from hieuhoc.web.office.recognition.models_meant import Meant
from hieuhoc.web.ui.days import DayField

FIELD_OF_GAP = {
    "number_without_digits": "number",
    "symbol": "number",
    "signed_in_future": "signed_on",
    "signed_before_year": "signed_on",
}


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class DecisionForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    takes_number = forms.BooleanField(
        label=_("Lấy số kế tiếp trong sổ văn bản"),
        required=False,
        help_text=_("Ô số chỉ cần ký hiệu; sổ chưa có số nào của năm thì ghi cả số bắt đầu, như 113/QĐ-UBND."),
    )
    number = forms.CharField(label=_("Số quyết định"), max_length=80)
    signed_on = DayField(label=_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    signatory = forms.CharField(label=_("Người ký"), max_length=120)
    signatory_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120)
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), widget=forms.Textarea)

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean(self) -> dict[str, Any]:
        """An impossible decision is told beside its field, before anybody is asked to check it."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            sentences = gap_sentences(self.year)
            for gap in decision_gaps(self.text().cleaned(), today=timezone.localdate(), year=self.year):
                field = FIELD_OF_GAP.get(gap, gap)
                self.add_error(field, sentences[gap])
        return cleaned

    def text(self) -> DecisionText:
        names = ("number", "signed_on", "issuer", "signatory", "signatory_title", "legal_basis", "takes_number")
        return DecisionText(**{name: self.cleaned_data[name] for name in names})

    def answers(self) -> list[tuple[Any, Any]]:
        """(label, value) of what was entered, for the page that asks to check."""
        rows = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not isinstance(field.widget, forms.HiddenInput):
                rows.append((field.label, _answer(value)))
        return rows


def _answer(value: Any) -> Any:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    return f"{value:%d/%m/%Y}" if hasattr(value, "isoformat") else value


class OpenToForm(forms.Form):
    is_public = forms.TypedChoiceField(
        label=_("Ai xem được"),
        choices=[
            ("yes", _("Mọi người, ở trang kiểm tra giấy chứng nhận")),
            ("no", _("Chỉ cán bộ có quyền xem quyết định")),
        ],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        help_text=_("Mở cho mọi người thì chỉ quét phần quyết định, không kèm danh sách người."),
    )


class OriginalForm(OpenToForm):
    file = forms.FileField(
        label=_("Tệp PDF"), help_text=_("Bản quét có chữ ký và dấu, hoặc bản đã ký số; nhẹ hơn 25 MB.")
    )


class RevocationForm(DecisionForm):
    reason = forms.CharField(label=_("Lý do thu hồi"), max_length=300)


class SigningForm(forms.Form):
    """What decision forms start with. `{place}` and `{version}` are filled in when a decision is made."""

    place = forms.TypedChoiceField(
        label=_("Dùng cho"), coerce=int, help_text=_("Cả những nơi ở dưới, nếu chưa có mẫu riêng.")
    )
    issuer = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=200, help_text=_("Ghi {place} vào chỗ tên xã, phường.")
    )
    signatory_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120)
    signatory = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    number_suffix = forms.CharField(
        label=_("Đuôi của số quyết định"), max_length=40, required=False, help_text=_("Ví dụ: /QĐ-UBND")
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        widget=forms.Textarea,
        help_text=_("Ghi {version} vào chỗ số của bộ tiêu chí."),
    )
    commune_decides = forms.BooleanField(
        label=_("Xã, phường tự ra quyết định"),
        required=False,
        help_text=_("Bỏ trống: huyện (đến 30/6/2025) hoặc tỉnh ra quyết định."),
    )
    two_people = forms.BooleanField(
        label=_("Quyết định cần hai người"),
        required=False,
        help_text=_("Người lập hoặc trình danh sách không ra quyết định về danh sách đó."),
    )
    source = forms.CharField(
        label=_("Dựa vào văn bản nào"), widget=forms.Textarea, required=False, help_text=_("Hiện cạnh mẫu quyết định.")
    )

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        place.choices = list(places)


class RecognitionForm(forms.Form):
    """A family or clan by its code in the commune, a unit by its code, a village by its name."""

    kind = forms.ChoiceField(
        label=_("Mô hình"),
        choices=[*Group.Kind.choices, ("unit", _("Đơn vị")), ("village", _("Cộng đồng (thôn, buôn)"))],
    )
    place = forms.TypedChoiceField(label=_("Xã, phường"), coerce=int)
    code = forms.CharField(
        label=_("Mã, hoặc tên thôn, buôn"),
        max_length=160,
        help_text=_("Mã hộ, mã dòng họ, mã đơn vị; với cộng đồng ghi tên thôn, buôn."),
    )
    chosen = forms.ChoiceField(label=_("Là nơi nào"), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    status = forms.ChoiceField(label=_("Kết quả"), choices=GroupRecognition.Status.choices)
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=80, required=False, help_text=_("Cần khi đã công nhận.")
    )
    decided_on = DayField(label=_("Ngày quyết định"), required=False)

    def __init__(self, *args: Any, scope: Scope, alike: Sequence[Meant] = (), **kwargs: Any) -> None:
        """`alike`: those that bear the code or name, to choose from."""
        super().__init__(*args, **kwargs)
        place, chosen = self.fields["place"], self.fields["chosen"]
        assert isinstance(place, forms.TypedChoiceField)
        assert isinstance(chosen, forms.ChoiceField)
        place.choices = [(spell.place_id, str(spell)) for spell in standing_within(scope, Tier.COMMUNE)]
        chosen.choices = [(bearer.token, bearer.words) for bearer in alike]
        if not alike:
            del self.fields["chosen"]
        self.fields["year"].initial = timezone.localdate().year
