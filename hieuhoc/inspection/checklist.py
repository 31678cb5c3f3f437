"""What is asked of every title on a visit. Our own list until the province gives one: no official checklist was seen.

A "no" to an `is_decisive` question means that the title is not merited.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class ChecklistQuestion:
    code: str
    text: Promise
    is_decisive: bool = False


YES, NO, UNKNOWN = "yes", "no", "unknown"
ANSWERS = (
    (YES, gettext_lazy("Có")),
    (NO, gettext_lazy("Không")),
    (UNKNOWN, gettext_lazy("Không xác định")),
)
QUESTIONS = (
    ChecklistQuestion("met", gettext_lazy("Gặp đúng người có tên trong quyết định"), is_decisive=True),
    ChecklistQuestion("asked", gettext_lazy("Người này biết và đồng ý việc đánh giá")),
    ChecklistQuestion("evidence", gettext_lazy("Minh chứng là của người này và có thật"), is_decisive=True),
    ChecklistQuestion("learned", gettext_lazy("Có tham gia học tập như hồ sơ ghi")),
    ChecklistQuestion("points", gettext_lazy("Điểm chấm khớp với minh chứng, đủ mức đạt"), is_decisive=True),
)
CODES = frozenset(question.code for question in QUESTIONS)
DECISIVE = tuple(question for question in QUESTIONS if question.is_decisive)
