"""Points and what they decide; who may do what to a dossier in which state. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

type Points = Sequence[int | None]


@dataclass(frozen=True)
class Rule:
    """Recognised when total >= min_total and no criterion < min_each. `area_class` empty = holds everywhere."""

    area_class: str
    min_total: int
    min_each: int
    source: str = ""
    is_certain: bool = True
    id: int | None = None


@dataclass(frozen=True)
class Shortfall:
    """A criterion under the mark every criterion needs; `points` None = not answered."""

    position: int
    points: int | None
    needed: int


@dataclass(frozen=True)
class Verdict:
    """Explains itself: the points, what is missing to pass, and the rule (with its source) that decided."""

    total: int
    max_total: int
    is_passed: bool
    missing_points: int
    low: tuple[Shortfall, ...]
    rule: Rule


def score(
    points: Points, rules: Iterable[Rule], area_classes: Collection[str] = (), *, max_points: Sequence[int]
) -> Verdict:
    """The verdict on one dossier, `points` in the order of the criteria.

    Of the rules that hold where the person lives, one is enough. When several are met, the surest and then the
    strictest one is named, so that nobody in a special area who reaches 80 rests on the 70 mark (unconfirmed under
    324); when none is met, the nearest one, which says how little is missing. Raises ValueError for points outside
    0..max or without a general rule.
    """
    if len(points) != len(max_points):
        raise ValueError(f"{len(points)} points for {len(max_points)} criteria")
    if any(given is not None and not 0 <= given <= top for given, top in zip(points, max_points, strict=True)):
        raise ValueError("points outside 0..max")
    applicable = [rule for rule in rules if not rule.area_class or rule.area_class in area_classes]
    if not applicable:
        raise ValueError("no rule applies")
    verdicts = [_judge(points, rule, sum(max_points)) for rule in applicable]
    passed = [verdict for verdict in verdicts if verdict.is_passed]
    if passed:
        return max(
            passed, key=lambda verdict: (verdict.rule.is_certain, verdict.rule.min_total, not verdict.rule.area_class)
        )
    return min(
        verdicts,
        key=lambda verdict: (verdict.missing_points, sum(low.needed - (low.points or 0) for low in verdict.low)),
    )


def _judge(points: Points, rule: Rule, max_total: int) -> Verdict:
    total = sum(given or 0 for given in points)
    low = tuple(
        Shortfall(position, given, rule.min_each)
        for position, given in enumerate(points, start=1)
        if given is None or given < rule.min_each
    )
    # Lifting the low criteria to their mark also lifts the total: the larger of the two ways to count is missing.
    lifted = sum(max(given or 0, rule.min_each) for given in points) - total
    return Verdict(
        total=total,
        max_total=max_total,
        is_passed=total >= rule.min_total and not low,
        missing_points=max(rule.min_total - total, lifted, 0),
        low=low,
        rule=rule,
    )


EDITABLE = frozenset({"draft", "returned"})
WITHDRAWABLE = frozenset({"draft", "returned", "submitted", "passed", "failed"})
RETURNABLE = frozenset({"submitted", "passed", "failed"})


def may_edit(status: str) -> bool:
    return status in EDITABLE


def may_review(status: str) -> bool:
    return status == "submitted"


def may_return(status: str) -> bool:
    return status in RETURNABLE


def may_withdraw(status: str) -> bool:
    return status in WITHDRAWABLE


def is_in_time(today: date, *, submit_by: date, is_own: bool) -> bool:
    """The deadline binds the person; the office may still send what it holds while the round is open."""
    return not is_own or today <= submit_by


def given_at(points: Points, position: int) -> int | None:
    """None where nothing is answered, or nobody has given points yet."""
    return points[position - 1] if position <= len(points) else None


def unanswered(points: Points) -> tuple[int, ...]:
    return tuple(position for position, given in enumerate(points, start=1) if given is None)


def out_of_range(points: Points, max_points: Sequence[int]) -> tuple[int, ...]:
    return tuple(
        position
        for position, (given, top) in enumerate(zip(points, max_points, strict=True), start=1)
        if given is not None and not 0 <= given <= top
    )


def changed(before: Points, after: Points) -> tuple[int, ...]:
    """Positions whose points differ; a missing list counts as all unanswered."""
    old = list(before) or [None] * len(after)
    return tuple(position for position, (was, now) in enumerate(zip(old, after, strict=True), start=1) if was != now)


def without_reason(positions: Iterable[int], reasons: Mapping[int, str]) -> tuple[int, ...]:
    return tuple(position for position in positions if not reasons.get(position, "").strip())


def reading_day(reference_on: date, today: date) -> date:
    """The day on which place and area class are read: the round's reference day, or today while that is still to
    come."""
    return min(reference_on, today)


def round_dates_hold(
    *, year: int, opens_on: date, closes_on: date, submit_by: date, review_by: date, reference_on: date
) -> bool:
    """The window lies in order and begins in the round's year; deadlines may run into the next one. So may the whole
    window (a school year, 1/9–31/5): then the reference day lies in the year or within the window."""
    return (
        opens_on < closes_on
        and opens_on <= submit_by <= review_by
        and opens_on.year == year
        and closes_on.year <= year + 1
        and (reference_on.year == year or opens_on <= reference_on <= closes_on)
    )
