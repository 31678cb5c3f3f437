"""What a person answered the last time, beside the questions of this round."""

from collections.abc import Mapping
from dataclasses import dataclass

from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.rules import Points, given_at
from hieuhoc.criteria.models import Criterion


@dataclass(frozen=True)
class EarlierPoints:
    declared: int | None
    reviewed: int | None


@dataclass(frozen=True)
class EarlierAnswers:
    """`points`: by position of today's question, of those that were asked in the same words; `reworded`: positions of the
    others."""

    year: int
    version: str
    points: Mapping[int, EarlierPoints]
    reworded: frozenset[int]

    def carried_over(self, points: Points) -> list[int | None]:
        """What was declared then, where nothing is answered yet."""
        return [
            given if given is not None or position not in self.points else self.points[position].declared
            for position, given in enumerate(points, start=1)
        ]


def earlier_answers(dossier: Dossier) -> EarlierAnswers | None:
    """Of the newest earlier round in which the person sent a dossier."""
    rows = Dossier.objects.of(dossier.citizen).filter(round__year__lt=dossier.round.year, submitted_at__isnull=False)
    before = rows.select_related("round__version").order_by("-round__year", "-pk").first()
    if before is None:
        return None
    asked_then = {text: position for position, text in _questions(before.round.version_id)}
    points, reworded = {}, set()
    for position, text in _questions(dossier.round.version_id):
        then = asked_then.get(text)
        if then is None:
            reworded.add(position)
        else:
            points[position] = EarlierPoints(given_at(before.self_points, then), given_at(before.final_points, then))
    return EarlierAnswers(before.round.year, before.round.version.number, points, frozenset(reworded))


def _questions(version_id: int) -> list[tuple[int, str]]:
    return list(Criterion.objects.filter(version=version_id).order_by("position").values_list("position", "text"))
