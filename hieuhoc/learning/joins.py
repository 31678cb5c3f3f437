"""Attendances and participations of two records of one person: all go over but those of a training or an activity the kept
record was at."""

from collections.abc import Mapping, Sequence

from hieuhoc.learning.models import Attendance, Participation
from hieuhoc.people.joins import Moved, point_rows
from hieuhoc.people.models import Citizen


def move(kept: Citizen, joined: Citizen) -> Moved:
    held = Attendance.objects.filter(citizen=kept).values("training")
    ids = list(Attendance.objects.filter(citizen=joined).exclude(training__in=held).values_list("pk", flat=True))
    point_rows(Attendance, ids, away_from=joined, to=kept)
    taken = Participation.objects.filter(citizen=kept).values("activity")
    parts = Participation.objects.filter(citizen=joined).exclude(activity__in=taken)
    part_ids = list(parts.values_list("pk", flat=True))
    point_rows(Participation, part_ids, away_from=joined, to=kept)
    return {"attendances": ids, "participations": part_ids}


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(Attendance, moved["attendances"], away_from=kept, to=joined)
    point_rows(Participation, moved.get("participations", ()), away_from=kept, to=joined)
