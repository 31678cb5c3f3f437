"""Learnings of two records of one person: all go over but those of a class the kept record was in."""

from collections.abc import Mapping, Sequence

from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen
from hieuhoc.schools.models import Learner


def move(kept: Citizen, joined: Citizen) -> Moved:
    held = Learner.objects.filter(citizen=kept).values("school_class")
    ids = list(Learner.objects.filter(citizen=joined).exclude(school_class__in=held).values_list("pk", flat=True))
    point_rows(Learner, ids, away_from=joined, to=kept)
    return {"learners": ids}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(Learner, moved.get("learners", ()), away_from=kept, to=joined)
