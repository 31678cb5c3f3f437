"""Attendances, places in courses, participations and wishes of two records of one person: all go over but those of a training, an activity or a
year of which the kept record has its own."""

from collections.abc import Mapping, Sequence

from hieuhoc.learning.models import Attendance, LearningWish, OwnLearning, Participation, Trainee
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
    answered = LearningWish.objects.filter(citizen=kept).values("year")
    wishes = LearningWish.objects.filter(citizen=joined).exclude(year__in=answered)
    wish_ids = list(wishes.values_list("pk", flat=True))
    point_rows(LearningWish, wish_ids, away_from=joined, to=kept)
    listed = Trainee.objects.filter(citizen=kept).values("training")
    trainees = Trainee.objects.filter(citizen=joined).exclude(training__in=listed)
    trainee_ids = list(trainees.values_list("pk", flat=True))
    point_rows(Trainee, trainee_ids, away_from=joined, to=kept)
    own_ids = list(OwnLearning.objects.filter(citizen=joined).values_list("pk", flat=True))
    point_rows(OwnLearning, own_ids, away_from=joined, to=kept)
    return {
        "attendances": ids,
        "participations": part_ids,
        "wishes": wish_ids,
        "trainees": trainee_ids,
        "own_learning": own_ids,
    }


def move_back(kept: Citizen, joined: Citizen, moved: Mapping[str, Sequence[int]]) -> None:
    point_rows(Attendance, moved["attendances"], away_from=kept, to=joined)
    point_rows(Participation, moved.get("participations", ()), away_from=kept, to=joined)
    point_rows(LearningWish, moved.get("wishes", ()), away_from=kept, to=joined)
    point_rows(Trainee, moved.get("trainees", ()), away_from=kept, to=joined)
    point_rows(OwnLearning, moved.get("own_learning", ()), away_from=kept, to=joined)
