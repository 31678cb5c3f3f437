"""Answers about plans: what one says, where plans below ask less, how far tasks are, what is late and who has it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Value

from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.reads import grants_on
from hieuhoc.lib.numbers import format_number
from hieuhoc.lib.scope import Scope
from hieuhoc.plans.budgets import planned_of
from hieuhoc.plans.models import (
    Circular,
    CircularQuerySet,
    CircularQuestion,
    CircularReading,
    PlanTarget,
    PlanTask,
    PlanTaskQuerySet,
    ProgrammePlan,
)
from hieuhoc.plans.rules import SaidTarget, missing_targets

CONTENT = ("title", "organ", "bases", "purpose")
MOST_IN_FEED = 500


def content_of(plan: ProgrammePlan) -> dict[str, Any]:
    """What the plan says, as plain values, for the edition it is issued in."""
    tasks = list(written_tasks(plan).exclude(status=PlanTask.Status.DROPPED))
    planned = planned_of(tasks)
    return {
        **{name: getattr(plan, name) for name in CONTENT},
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "targets": {f"{target.indicator} {target.year}": str(target.number) for target in said_targets(plan)},
        "tasks": {task.code: f"{task.title} ({_in_brief(task, planned.get(task.pk))})" for task in tasks},
    }


def _in_brief(task: PlanTask, planned: int | None) -> str:
    """Until when, and for how much where that is planned."""
    money = f", {format_number(planned)} đồng" if planned else ""
    return f"{task.due_on:%d/%m/%Y}{money}"


def said_targets(plan: ProgrammePlan) -> QuerySet[PlanTarget]:
    return plan.targets.order_by("indicator", "year")


def written_tasks(plan: ProgrammePlan) -> QuerySet[PlanTask]:
    """As the document lists them: what is given to every commune is one line."""
    return PlanTask.objects.filter(plan=plan, is_part=False).select_related("plan", "unit").order_by("code", "pk")


def basis_of(upper: ProgrammePlan) -> str:
    """How a plan below names the one it stands on, as a legal basis."""
    day = f" ngày {upper.signed_on:%d/%m/%Y}" if upper.signed_on else ""
    return f"Kế hoạch số {upper.number}{day} của {upper.organ}"


@dataclass(frozen=True)
class LowerTarget:
    """Where a plan below asks less than this one. `number` None: it is silent. `reason` "": none was given."""

    plan: ProgrammePlan
    indicator: str
    year: int
    asked: Any
    number: Any
    reason: str


def lower_below(plan: ProgrammePlan) -> list[LowerTarget]:
    """By place and indicator: what plans derived from it set lower, with the reason, or do not say at all."""
    derived = list(plan.derived.exclude(status=ProgrammePlan.Status.CLOSED).order_by("place", "pk"))
    rows = PlanTarget.objects.filter(plan__in=derived).order_by("indicator", "year")
    asked = [SaidTarget(target.indicator, target.year, target.number) for target in said_targets(plan)]
    lower: list[LowerTarget] = []
    said: dict[int, list[PlanTarget]] = {}
    for row in rows:
        said.setdefault(row.plan_id, []).append(row)
    for below in derived:
        own = said.get(below.pk, [])
        years = range(below.starts_on.year, below.ends_on.year + 1)
        silent = missing_targets(
            [target for target in asked if target.year in years],
            [SaidTarget(target.indicator, target.year, target.number) for target in own],
        )
        lower += [
            LowerTarget(below, target.indicator, target.year, target.asked, target.number, target.reason)
            for target in own
            if target.is_lower
        ]
        lower += [LowerTarget(below, target.indicator, target.year, target.number, None, "") for target in silent]
    return lower


@dataclass(frozen=True)
class TaskStanding:
    """How many tasks are done, being done, reported, late (of those being done)."""

    finished: int = 0
    assigned: int = 0
    reported: int = 0
    late: int = 0

    @property
    def count(self) -> int:
        return self.finished + self.assigned + self.reported


def standing_of(tasks: PlanTaskQuerySet, today: date) -> TaskStanding:
    """Of what is done by somebody: not what is given to every commune at once, which is done by its parts."""
    status = PlanTask.Status
    counts = single(tasks).aggregate(
        finished=Count("pk", filter=Q(status=status.FINISHED)),
        assigned=Count("pk", filter=Q(status=status.ASSIGNED)),
        reported=Count("pk", filter=Q(status=status.REPORTED)),
        late=Count("pk", filter=Q(status=status.ASSIGNED, due_on__lt=today)),
    )
    return TaskStanding(**counts)


def single(tasks: PlanTaskQuerySet) -> PlanTaskQuerySet:
    """Without those that stand for the rows of every commune, and without what belongs to no plan that holds."""
    has_parts = Exists(PlanTask.objects.filter(parent=OuterRef("pk"), is_part=True))
    return tasks.filter(Q(is_part=True) | ~has_parts, plan__status__in=ProgrammePlan.HELD)


@dataclass(frozen=True)
class LatePlace:
    """A place with late tasks: how many, the first since when."""

    place_id: int
    count: int
    since: date


def late_by_place(tasks: PlanTaskQuerySet, today: date) -> list[LatePlace]:
    """The place with the most late tasks first."""
    rows = single(tasks).late(today).values("place").annotate(count=Count("pk"), first=Min("due_on"))
    ordered = rows.order_by("-count", "first", "place")
    return [LatePlace(row["place"], row["count"], row["first"]) for row in ordered]


def late_tasks(tasks: PlanTaskQuerySet, today: date) -> PlanTaskQuerySet:
    """What is late longest stands first."""
    return single(tasks).late(today).select_related("plan", "unit").order_by("due_on", "pk")


def own_tasks(scope: Scope) -> PlanTaskQuerySet:
    """What waits to be done at the very places and units of the scope."""
    return single(PlanTask.objects.held_by(scope)).filter(status=PlanTask.Status.ASSIGNED)


@dataclass(frozen=True)
class WaitingTasks:
    """How many, and the first day one of them is due."""

    count: int
    first_on: date | None


def waiting_tasks(
    held: Scope, given: Scope, today: date, until: date
) -> tuple[WaitingTasks, WaitingTasks, WaitingTasks]:
    """In one question: late and due by `until` of what lies with the very places and units of `held`, and reported of what the
    very places of `given` gave."""
    status = PlanTask.Status
    mine = Q(place__in=held.places, unit__isnull=True) | Q(unit__in=held.units)
    asked = mine & Q(status=status.ASSIGNED, due_on__lte=until)
    is_late = Q(due_on__lt=today)
    reported = Q(plan__place__in=given.places, status=status.REPORTED)
    kinds = {"late": asked & is_late, "soon": asked & ~is_late, "reported": reported}
    counts = {kind: Count("pk", filter=condition) for kind, condition in kinds.items()}
    firsts = {f"first_{kind}": Min("due_on", filter=condition) for kind, condition in kinds.items()}
    told = single(PlanTask.objects.filter(asked | reported)).aggregate(**counts, **firsts)
    late, soon, answers = (WaitingTasks(told[kind], told[f"first_{kind}"]) for kind in kinds)
    return late, soon, answers


def feed_tasks(scope: Scope) -> PlanTaskQuerySet:
    """One's own open tasks, the first that are due."""
    return own_tasks(scope).select_related("plan", "unit").order_by("due_on", "pk")[:MOST_IN_FEED]


@dataclass(frozen=True)
class CircularStanding:
    """Accounts that are to read it and those that did; their places, and those where somebody did."""

    accounts: int
    read: int
    places: int
    read_places: int


def addressees_with_receipts(circular: Circular, today: date, *, read: bool | None = None) -> QuerySet[Grant]:
    """Who is to read it today, with `confirmed_at`: None for who has not. `read`: only who has, or who has not."""
    receipts = CircularReading.objects.filter(circular=circular, user=OuterRef("user")).values("read_at")
    rows = circular.addressees(today).annotate(confirmed_at=Subquery(receipts)).select_related("user")
    return rows if read is None else rows.filter(confirmed_at__isnull=not read)


def circular_standing(circular: Circular, today: date) -> CircularStanding:
    has_read = Q(confirmed_at__isnull=False)
    counts = addressees_with_receipts(circular, today).aggregate(
        accounts=Count("user", distinct=True),
        read=Count("user", distinct=True, filter=has_read),
        places=Count("place", distinct=True),
        read_places=Count("place", distinct=True, filter=has_read),
    )
    return CircularStanding(**counts)


def unread_circulars(user: User, today: date) -> CircularQuerySet:
    """In force, for this account, and not confirmed by it."""
    return Circular.objects.addressed(grants_on(user, today), today).unread(user.pk)


def circulars_waiting(user: User, scope: Scope, today: date) -> tuple[int, int]:
    """How many the account has not confirmed, and how many questions wait for the places of the scope to answer."""
    unread = unread_circulars(user, today).order_by().values_list(Value("unread"))
    asked = open_questions(scope).order_by().values_list(Value("asked"))
    told = Counter(word for (word,) in unread.union(asked, all=True))
    return told["unread"], told["asked"]


def open_questions(scope: Scope) -> QuerySet[CircularQuestion]:
    """Asked of what the very places of the scope published, not answered yet."""
    return CircularQuestion.objects.filter(circular__place__in=scope.places, answered_at=None)
