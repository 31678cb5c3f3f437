"""What a consultation is opened with, and how a comment is shown and answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.rules import MOST_LETTERS
from hieuhoc.web.ui.days import DayField


class ConsultationForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Ai được góp ý"), choices=Consultation.Audience.choices, widget=forms.RadioSelect
    )
    opens_on = DayField(label=_("Từ ngày"))
    closes_on = DayField(label=_("Đến hết ngày"))
    question = forms.CharField(
        label=_("Điều cần hỏi"),
        widget=forms.Textarea,
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("Hiện ở đầu trang góp ý. Ví dụ: chỉ số 9 là mới, nên giữ hay bỏ?"),
    )


class ClosingDayForm(forms.Form):
    closes_on = DayField(label=_("Đến hết ngày"))


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Tên cơ quan, tổ chức"), max_length=200)


class CommentAnswerForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Kết luận về góp ý"), choices=Comment.Verdict.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("Trả lời"),
        widget=forms.Textarea,
        max_length=MOST_LETTERS,
        help_text=_("Vì sao tiếp thu hay không. Ai cũng đọc được, cùng với góp ý."),
    )


class DisplayForm(forms.Form):
    display = forms.ChoiceField(
        label=_("Đăng góp ý"),
        choices=[(Comment.Display.SHOWN, _("Đăng")), (Comment.Display.HIDDEN, _("Không đăng"))],
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label=_("Vì sao không đăng"),
        max_length=300,
        required=False,
        help_text=_("Chỉ người duyệt đọc. Ví dụ: không liên quan; có số điện thoại của người khác."),
    )
