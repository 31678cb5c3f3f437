"""A year of the programme looked back on, commune by commune: what was asked of it, done and late, learned, raised, spent and
inspected, and what came of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from hieuhoc.indicators import reads as figures
from hieuhoc.indicators.definition import programme_indicators
from hieuhoc.indicators.reads import FigureCard
from hieuhoc.indicators.rules import Value, counting_day
from hieuhoc.inspection.models import CheckedTitle, Finding, InspectionPlan
from hieuhoc.inspection.reads import communes_reaching
from hieuhoc.learning.models import Attendance, Participation
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import among, communes_under, labels
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.programme.rules.going_together import GoingTogether, going_together

TRAINED, RAISED, SPENT = "T1", "V1", "V2"

type Counts = dict[int, dict[str, int]]  # place → what is counted of it


@dataclass(frozen=True)
class TaskCount:
    """Tasks of the place's plans due in the year: all, done, and neither done nor reported though their day is over."""

    count: int = 0
    finished: int = 0
    late: int = 0


@dataclass(frozen=True)
class CommuneYear:
    """`learned`: how often somebody completed an activity or a training there; `trained` of its officers, `titled` of its adults;
    `raised`, `spent`: đồng of its funds; `judged` of its titles on visits, `wrong` of those."""

    place_id: int
    name: str
    tasks: TaskCount
    learned: int
    trained: Value
    titled: Value
    raised: int
    spent: int
    judged: int
    wrong: int


@dataclass(frozen=True)
class FindingCount:
    """What inspections of the year's titles demanded, what of it was put right, what is late."""

    count: int
    fixed: int
    late: int


@dataclass(frozen=True)
class YearlyReview:
    """`tasks`, `learned`: of the whole place, its own too. `cards`: its figures by their codes."""

    place_id: int
    name: str
    year: int
    is_open: bool
    tasks: TaskCount
    learned: int
    cards: dict[str, FigureCard]
    communes: list[CommuneYear]
    inspection: InspectionPlan | None
    findings: FindingCount
    beside: dict[str, GoingTogether] = field(
        default_factory=dict
    )  # what places did → whether it goes with what came of it


def headline() -> str:
    return next(indicator.code for indicator in programme_indicators() if indicator.is_headline)


def reviewed_place(scope: Scope) -> int | None:
    """Whose year it is: the place one looks over; whoever has no place of their own begins with the province."""
    own = min(scope.places, default=None)
    return own or Place.objects.on(timezone.localdate(), Tier.PROVINCE).values_list("pk", flat=True).first()


def review_of(place_id: int, year: int) -> YearlyReview:
    """On today's map where the year's figures are on it, else on that of the year."""
    today, known = timezone.localdate(), figures.years_known()
    is_open = known.get(year, True)
    map_date = None if is_open else figures.current_map_date()
    if not figures.is_on_map(year, map_date):
        map_date = None
    day = max(map_date or today.min, counting_day(year, today)) if year in known else today
    tasks, learned = _tasks(place_id, year, today), _learned(place_id, year)
    cards = figures.cards(place_id, year, map_date=map_date, with_headings=True)
    communes = _communes(place_id, year, map_date, day, tasks, learned)
    return YearlyReview(
        place_id=place_id,
        name=labels([place_id], day)[place_id].title,
        year=year,
        is_open=is_open,
        tasks=TaskCount(**_summed(tasks.values())) if tasks else TaskCount(),
        learned=sum(row["learned"] for row in learned.values()),
        cards={card.indicator.code: card for card in cards if card.value is not None and card.value.denominator},
        communes=communes,
        inspection=InspectionPlan.objects.filter(place=place_id, year=year).order_by("-pk").first(),
        findings=_findings(place_id, year, today),
        beside=what_goes_with(communes),
    )


def what_goes_with(communes: Iterable[CommuneYear]) -> dict[str, GoingTogether]:
    """With the share of adults who hold the title, place by place; without those that have no adults on record."""
    known = [row for row in communes if row.titled.denominator]
    done = {
        "tasks": [(row, row.tasks.finished / row.tasks.count) for row in known if row.tasks.count],
        "learned": [(row, row.learned / row.titled.denominator) for row in known],
        "trained": [(row, row.trained.numerator / row.trained.denominator) for row in known if row.trained.denominator],
        "spent": [(row, row.spent / row.titled.denominator) for row in known],
    }
    return {
        what: going_together([(amount, row.titled.numerator / row.titled.denominator) for row, amount in rows])
        for what, rows in done.items()
    }


def _under(place_id: int) -> Scope:
    return Scope(on=timezone.localdate(), places=frozenset({place_id}))


def _tasks(place_id: int, year: int, today: date) -> Counts:
    """Of the place's own plans, also those that have ended: what lies with somebody, not the common row of many."""
    status, plan_status = PlanTask.Status, ProgrammePlan.Status
    has_parts = Exists(PlanTask.objects.filter(parent=OuterRef("pk"), is_part=True))
    rows = PlanTask.objects.filter(
        Q(is_part=True) | ~has_parts,
        plan__place=place_id,
        plan__status__in=(*ProgrammePlan.HELD, plan_status.CLOSED),
        due_on__year=year,
    )
    counted = (
        rows.exclude(status=status.DROPPED)
        .values("place")
        .annotate(
            count=Count("pk"),
            finished=Count("pk", filter=Q(status=status.FINISHED)),
            late=Count("pk", filter=Q(status=status.ASSIGNED, due_on__lt=today)),
        )
    )
    return _by(counted.order_by(), "place")


def _learned(place_id: int, year: int) -> Counts:
    there, learned = _under(place_id), defaultdict[int, dict[str, int]](lambda: {"learned": 0})
    activities = Participation.objects.filter(among("activity__place", there), completed_on__year=year)
    trainings = Attendance.objects.filter(among("training__place", there), completed=True, training__held_on__year=year)
    for rows, where in ((activities, "activity__place"), (trainings, "training__place")):
        for place, count in rows.values_list(where).annotate(Count("pk")).order_by():
            learned[place]["learned"] += count
    return dict(learned)


def _judged(place_id: int, year: int) -> Counts:
    rows = CheckedTitle.objects.filter(
        inspection__plan__place=place_id, inspection__plan__year=year, verdict__in=CheckedTitle.JUDGED
    )
    wrong = Count("pk", filter=Q(verdict=CheckedTitle.Verdict.UNMERITED))
    counted = rows.values("inspection__place").annotate(judged=Count("pk"), wrong=wrong)
    return _by(counted.order_by(), "inspection__place")


def _findings(place_id: int, year: int, today: date) -> FindingCount:
    status = Finding.Status
    rows = Finding.objects.within(_under(place_id)).filter(
        inspection__plan__place=place_id, inspection__plan__year=year
    )
    late = Q(status=status.TO_FIX, due_on__lt=today)
    counts = {
        "count": Count("pk"),
        "fixed": Count("pk", filter=Q(status=status.FIXED)),
        "late": Count("pk", filter=late),
    }
    return FindingCount(**rows.aggregate(**counts))


def _communes(
    place_id: int, year: int, map_date: date | None, day: date, tasks: Counts, learned: Counts
) -> list[CommuneYear]:
    """In the order of their names as the map has them, best first."""
    judged = _judged(place_id, year)
    lies_in = communes_reaching(place_id, tasks.keys() | learned.keys() | judged.keys(), day)
    of_commune = {
        name: _by_commune(counts, lies_in)
        for name, counts in (("tasks", tasks), ("learned", learned), ("judged", judged))
    }
    known = {
        code: {row.place_id: row.value for row in figures.ranking(place_id, code, year, map_date=map_date)}
        for code in (headline(), TRAINED, RAISED, SPENT)
    }
    names = labels(communes_under(place_id, day), day)
    ordered = sorted(names, key=lambda pk: (-_share(known[headline()].get(pk, Value())), sort_key(names[pk].title)))
    return [
        CommuneYear(
            place_id=pk,
            name=names[pk].title,
            tasks=TaskCount(**of_commune["tasks"].get(pk, {})),
            learned=of_commune["learned"].get(pk, {}).get("learned", 0),
            trained=known[TRAINED].get(pk, Value()),
            titled=known[headline()].get(pk, Value()),
            raised=known[RAISED].get(pk, Value()).numerator,
            spent=known[SPENT].get(pk, Value()).numerator,
            judged=of_commune["judged"].get(pk, {}).get("judged", 0),
            wrong=of_commune["judged"].get(pk, {}).get("wrong", 0),
        )
        for pk in ordered
    ]


def _by(rows: Iterable[Mapping[str, Any]], key: str) -> Counts:
    return {row[key]: {name: count for name, count in row.items() if name != key} for row in rows}


def _by_commune(counts: Counts, lies_in: dict[int, int]) -> Counts:
    parts: dict[int, list[dict[str, int]]] = defaultdict(list)
    for place, counted in counts.items():
        if place in lies_in:
            parts[lies_in[place]].append(counted)
    return {commune: _summed(of_commune) for commune, of_commune in parts.items()}


def _summed(parts: Collection[dict[str, int]]) -> dict[str, int]:
    return {name: sum(part[name] for part in parts) for name in next(iter(parts))}


def _share(value: Value) -> float:
    return value.numerator / value.denominator if value.denominator else -1.0
