"""What people said, counted and in order, for pages and the report."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Min

from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.criteria.models import Version
from hieuhoc.criteria.rules import sentences


@dataclass
class CommentTally:
    """Of one criterion (position), or of the whole draft (None): how many said what, and what came of it."""

    position: int | None
    stances: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        return self.stances.total()


def tallies_of(consultation: Consultation) -> list[CommentTally]:
    """Without hidden comments; the whole draft first, then every criterion in order. One query, and one of positions."""
    positions = Version(pk=consultation.pk).criteria.order_by("position").values_list("position", flat=True)
    tallies = {position: CommentTally(position) for position in (None, *positions)}
    rows = consultation.comments.exclude(display=Comment.Display.HIDDEN)
    for position, stance, verdict in rows.values_list("criterion__position", "stance", "verdict").iterator():
        tallies[position].stances[stance] += 1
        tallies[position].verdicts[verdict] += 1
    return list(tallies.values())


@dataclass(frozen=True)
class Unanswered:
    """How many comments on a draft have no answer yet; of whom the first waits since `oldest_on`."""

    version: int
    number: str
    count: int
    oldest_on: datetime


def unanswered() -> list[Unanswered]:
    rows = Comment.objects.filter(consultation__closed_at=None, verdict="").exclude(display=Comment.Display.HIDDEN)
    counted = rows.values_list("consultation", "consultation__version__number").order_by("consultation")
    return [Unanswered(*row) for row in counted.annotate(count=Count("pk"), oldest_on=Min("said_at"))]


def quoted(comment: Comment) -> str:
    """The words it speaks of; "" = the whole draft."""
    if comment.criterion is None:
        return ""
    parts: Sequence[str] = sentences(comment.criterion.text)
    return parts[comment.sentence - 1] if comment.sentence else comment.criterion.text
