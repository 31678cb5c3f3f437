"""A draft people are asked about."""

from datetime import timedelta

from django.utils import timezone

from hieuhoc.consultations.actions import open_consultation
from hieuhoc.consultations.commenting import take_comment
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.rules import SentComment
from hieuhoc.criteria.actions import draft_version
from hieuhoc.criteria.models import Version

TEXT = "Nên giữ chỉ số này vì bà con trong buôn làm được."


def make_consultation(
    version: Version, audience: str = Consultation.Audience.ANYONE, number: str = "Dự thảo"
) -> Consultation:
    draft, today = draft_version(version, number=number, actor=None), timezone.localdate()
    return open_consultation(
        draft,
        audience=audience,
        question="Nên giữ mười chỉ số không?",
        opens_on=today - timedelta(days=10),
        closes_on=today + timedelta(days=10),
        actor=None,
    )


def make_comment(consultation: Consultation, text: str = TEXT, position: int | None = 1, **more: object) -> Comment:
    said = SentComment(stance=Comment.Stance.CHANGE, text=text, position=position, **more)  # type: ignore[arg-type]
    return take_comment(consultation, said, user=None)


def end_period(consultation: Consultation) -> None:
    """As if its last day was yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Consultation.objects.filter(pk=consultation.pk).update(opens_on=yesterday, closes_on=yesterday)
