"""The words of this room's deeds in the history."""

from django.utils.translation import gettext_lazy

from hieuhoc.consultations.models import Comment, Consultation

VERBS = {
    "consultations.answer_comment": gettext_lazy("Trả lời góp ý"),
    "consultations.close_consultation": gettext_lazy("Kết thúc lấy ý kiến"),
    "consultations.invite_organisation": gettext_lazy("Mời góp ý"),
    "consultations.moderate_comment": gettext_lazy("Duyệt góp ý"),
    "consultations.move_closing_day": gettext_lazy("Đổi ngày cuối lấy ý kiến"),
    "consultations.open_consultation": gettext_lazy("Lấy ý kiến về bộ tiêu chí"),
    "consultations.take_comment": gettext_lazy("Góp ý"),
    "consultations.withdraw_invitation": gettext_lazy("Thu hồi lời mời góp ý"),
}
FIELDS = {
    "commenters": gettext_lazy("Ai được góp ý"),
    "closes_on": gettext_lazy("Ngày cuối lấy ý kiến"),
    "display": gettext_lazy("Đăng góp ý"),
    "verdict": gettext_lazy("Kết luận về góp ý"),
    "invited": gettext_lazy("Nơi được mời góp ý"),
}
CHOICES = (Consultation.Audience, Comment.Display, Comment.Verdict)
