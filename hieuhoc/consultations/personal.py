"""What commenters wrote, and what they called themselves. Nothing points at an account or a record, so nobody can be
looked for here; the names go when the drafters no longer need to know who said it."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from hieuhoc.consultations.models import Comment
from hieuhoc.lib.personal import Kind, columns


def _purge(before: datetime, limit: int) -> int:
    """Without the name; what was said is part of how the criteria came about."""
    due = Comment.objects.filter(consultation__closed_at__lt=before).exclude(name="").order_by("pk")
    return Comment.objects.filter(pk__in=list(due.values_list("pk", flat=True)[:limit])).update(name="")


KINDS = (
    Kind(
        "consultations.comments",
        gettext_lazy("Tên người góp ý về bộ tiêu chí"),
        counts_from=gettext_lazy("ngày kết thúc lấy ý kiến"),
        end=gettext_lazy("xoá tên, giữ lời góp ý"),
        days=180,
        columns=columns("consultations_comment", "name", "text", "answer", "hidden_because"),
        purge=_purge,
        stays=gettext_lazy("Góp ý không gắn với tài khoản hay hồ sơ của ai nên không tìm được theo người."),
    ),
)
IMPERSONAL = frozenset(
    {
        "consultations_consultation",
        "consultations_invitation",
        "consultations_comment.stance",
        "consultations_comment.display",
        "consultations_comment.verdict",
    }
)
