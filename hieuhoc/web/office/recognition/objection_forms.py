"""What is answered to an objection: with points given anew, or without."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hieuhoc.web.office.recognition.forms import DecisionForm
from hieuhoc.web.score_forms import PointsForm


def answer_field() -> forms.CharField:
    return forms.CharField(
        label=_("Trả lời người nộp"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=_("Người nộp đọc được nguyên văn: đã xem lại gì, vì sao."),
    )


class KeptOrListedForm(forms.Form):
    """Somebody was taken off a list."""

    accepted = forms.ChoiceField(
        label=_("Kết quả xét lại"),
        choices=[("yes", _("Đồng ý: được vào danh sách đề nghị sau")), ("no", _("Giữ nguyên kết quả"))],
        widget=forms.RadioSelect,
    )
    answer = answer_field()


class RevocationAnswerForm(DecisionForm):
    """A title was taken back: it stands again by a decision, or stays revoked, and then there is none to enter."""

    accepted = forms.ChoiceField(
        label=_("Kết quả xét lại"),
        choices=[("yes", _("Khôi phục danh hiệu, bằng quyết định dưới đây")), ("no", _("Giữ nguyên việc thu hồi"))],
        widget=forms.RadioSelect,
    )
    answer = answer_field()
    decision_heading: str | Promise = _("Quyết định khôi phục")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["edition"]
        if self.data.get("accepted") == "no":
            for name in DecisionForm.base_fields:
                if name in self.fields:
                    self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if self.cleaned_data.get("accepted") == "no" else super().clean()

    def boxes(self) -> list[forms.BoundField]:
        """Of the decision."""
        return [self[name] for name in DecisionForm.base_fields if name in self.fields]


class ReexaminationForm(PointsForm):
    """The points of somebody who had not passed, given once more."""

    accepted = forms.ChoiceField(
        label=_("Kết quả xét lại"),
        choices=[("yes", _("Đổi kết quả: đủ điều kiện, theo điểm dưới đây")), ("no", _("Giữ nguyên kết quả"))],
        widget=forms.RadioSelect,
    )
    answer = answer_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, is_review=True, **kwargs)
        del self.fields["edition"]

    def clean(self) -> dict[str, Any]:
        """Points that stay as they were need no reason: nothing is given anew."""
        if self.cleaned_data.get("accepted") == "no":
            return self.cleaned_data
        return super().clean()

    def given(self) -> list[int]:
        return [-1 if points is None else points for points in self.points()]
