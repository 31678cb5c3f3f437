"""Forms of the register of numbers and of templates: plain values, no rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.documents.actions import NumberWanted
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.numbers import DecimalTextField


class PaperNumberForm(forms.Form):
    """What the register and the paper say beside the number."""

    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    parent_organ = forms.CharField(
        label=_("Cơ quan cấp trên"), max_length=200, required=False, help_text=_("Dòng trên tên cơ quan ban hành.")
    )
    symbol = forms.CharField(
        label=_("Ký hiệu"), max_length=40, help_text=_("Phần sau số và dấu gạch chéo; ví dụ TTr-HKH.")
    )
    signed_on = DayField(label=_("Ngày ban hành"))
    signatory_title = forms.CharField(
        label=_("Chức vụ người ký"), max_length=120, help_text=_("Ký thay thì ghi: KT. Chủ tịch; Phó Chủ tịch.")
    )
    signatory = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"), widget=forms.Textarea, required=False, help_text=_("Mỗi nơi một dòng.")
    )
    first = DecimalTextField(
        label=_("Số bắt đầu của năm"),
        required=False,
        min_value=1,
        max_value=100_000,
        decimal_places=0,
        help_text=_("Chỉ khi trước đây dùng sổ giấy; bỏ trống thì bắt đầu từ 01."),
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_first:
            del self.fields["first"]

    def wanted(self, *, kind: str, about: str, subject_kind: str, subject_id: int) -> NumberWanted:
        named = {name: value for name, value in self.cleaned_data.items() if name != "first"}
        return NumberWanted(kind=kind, about=about, subject_kind=subject_kind, subject_id=subject_id, **named)


class SpoilForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Ví dụ: in hỏng, văn bản không ban hành."))


class TemplateForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp mẫu Word"), help_text=_("Tệp .docx nhẹ hơn 5 MB, không có macro, không gắn tệp khác.")
    )
