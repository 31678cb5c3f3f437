"""What somebody learned, year by year, wherever they lived: it goes with the person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from hieuhoc.learning.models import Attendance, OwnLearning, Participation
from hieuhoc.learning.reads import is_agreed
from hieuhoc.people.models import Citizen


@dataclass(frozen=True)
class LearnedThing:
    """`activity`: none for a training of the association. `place`: where it was held. `hours`: none where nobody counts
    them. `is_evidence`: it shows in the dossier of its year. `own`: the statement (id), where it is the person's own, of no place;
    `is_confirmed`: by an office."""

    last_on: date
    title: str
    organiser: str
    place: int | None
    activity: int | None
    sessions: int
    hours: float | None
    is_completed: bool
    is_evidence: bool
    own: int | None = None
    is_confirmed: bool = False

    @property
    def is_own(self) -> bool:
        return self.own is not None


@dataclass(frozen=True)
class LearningYear:
    """`things`: recorded ones and own statements; what is counted are the recorded ones."""

    year: int
    things: tuple[LearnedThing, ...]

    @property
    def recorded(self) -> int:
        return sum(not thing.is_own for thing in self.things)

    @property
    def stated(self) -> int:
        return sum(thing.is_own for thing in self.things)

    @property
    def hours(self) -> float:
        return sum(thing.hours or 0 for thing in self.things if not thing.is_own)

    @property
    def completed(self) -> int:
        return sum(thing.is_completed for thing in self.things)


def learning_record(citizen: Citizen, *, with_own: bool = False) -> list[LearningYear]:
    """Newest first: what they came to at least once. Four queries. `with_own`: all that they say they learned by
    themselves, for the person alone; else what of it they asked the office to confirm."""
    own = _own(citizen, with_own=with_own)
    things = sorted([*_activities(citizen), *_trainings(citizen), *own], key=lambda thing: thing.last_on, reverse=True)
    return [LearningYear(year, tuple(rows)) for year, rows in groupby(things, key=lambda thing: thing.last_on.year)]


def _activities(citizen: Citizen) -> Iterable[LearnedThing]:
    agreed = is_agreed(citizen)
    rows = Participation.objects.filter(citizen=citizen, attended__len__gte=1).select_related("activity")
    for row in rows:
        is_completed = row.completed_on is not None
        yield LearnedThing(
            row.attended[-1],
            row.activity.title,
            row.activity.organiser,
            row.activity.place_id,
            row.activity_id,
            len(row.attended),
            row.hours,
            is_completed,
            is_completed and row.is_evidence and agreed,
        )


def _trainings(citizen: Citizen) -> Iterable[LearnedThing]:
    for row in Attendance.objects.filter(citizen=citizen, attended=True).select_related("training"):
        held = row.training
        yield LearnedThing(
            held.held_on, held.title, held.organiser, held.place_id, None, 1, None, row.completed, is_evidence=False
        )


def _own(citizen: Citizen, *, with_own: bool) -> Iterable[LearnedThing]:
    rows = OwnLearning.objects.filter(citizen=citizen)
    for row in (rows if with_own else rows.asked()).order_by("-learned_on", "-pk"):
        hours = None if row.hours is None else float(row.hours)
        yield LearnedThing(
            row.learned_on,
            row.title,
            row.giver,
            None,
            None,
            0,
            hours,
            is_completed=False,
            is_evidence=False,
            own=row.pk,
            is_confirmed=row.confirmed_at is not None,
        )
