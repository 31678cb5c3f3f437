"""What holds true of figures: the counting day, what a measure says, what a target asks, in plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from hieuhoc.lib.shares import missing_to

SMALLEST_OPEN_COUNT = 5
OPEN_STEP = 5


type Settings = Mapping[str, str | bool]  # what a target set decides of how its indicators are read


class Measure(StrEnum):
    """What a figure says of its subjects. Amounts, ranks and targets are in per cent, subjects or the indicator's unit."""

    SHARE = "share"  # how many of them
    COUNT = "count"  # how many
    SUM = "sum"  # how much, all of them together
    RATIO = "ratio"  # how much of one thing for each of another

    def amount(self, value: "Value") -> Decimal | None:
        """What is ranked and compared with a target: exact, unrounded; None = nothing to divide by, or nobody."""
        if not value.denominator:
            return None
        if self is Measure.SHARE:
            return Decimal(value.numerator) * 100 / value.denominator
        return Decimal(value.numerator) / (value.denominator if self is Measure.RATIO else 1)

    @property
    def step(self) -> Decimal:
        """The finest a target of a year between two milestones is told: hundredths, or whole subjects and đồng."""
        return Decimal(1) if self in {Measure.COUNT, Measure.SUM} else Decimal("0.01")


@dataclass(frozen=True)
class Value:
    """What was counted in one place. Values add; percentages and averages never do.

    share: subjects in the numerator, subjects. count: the subjects, twice. sum: the amount, the subjects. ratio: the two
    amounts. `subjects`: how many stand behind it.
    """

    numerator: int = 0
    denominator: int = 0
    subjects: int = 0

    def __add__(self, other: "Value") -> "Value":
        return Value(
            self.numerator + other.numerator, self.denominator + other.denominator, self.subjects + other.subjects
        )


def share(numerator: int, denominator: int) -> Value:
    return Value(numerator, denominator, denominator)


def counting_day(year: int, today: date) -> date:
    """31/12 of the year, or today while the year lasts."""
    return min(date(year, 12, 31), today)


def missing_to_target(measure: Measure, value: Value, target: Decimal | None) -> Decimal | None:
    """How many subjects more must be in the numerator, or how much of the unit; 0 = reached; None = the document gives
    no number, or there is nothing to measure."""
    amount = measure.amount(value)
    if target is None or amount is None:
        return None
    if measure is Measure.SHARE:
        return Decimal(missing_to(value.numerator, value.denominator, target))
    return max(Decimal(0), target - amount)


@dataclass(frozen=True)
class YearTarget:
    """What a document asks of a year. `milestone`: the year its number is given for; `after` = the milestone before
    it, when the year lies between the two and `number` is where the line between them stands then."""

    milestone: int
    number: Decimal | None
    after: int | None = None


def target_of_year(
    targets: Mapping[int, Decimal | None], year: int, step: Decimal = Decimal("0.01")
) -> YearTarget | None:
    """As the document says for that very year; else on the line between the milestones around it (to `step`); before the
    first one that, after the last one that."""
    if not targets:
        return None
    milestone = min((milestone_year for milestone_year in targets if milestone_year >= year), default=max(targets))
    before = max((milestone_year for milestone_year in targets if milestone_year < year), default=None)
    number, began = targets[milestone], None if before is None else targets[before]
    if milestone <= year or number is None or before is None or began is None:
        return YearTarget(milestone, number)
    on_line = began + (number - began) * (year - before) / (milestone - before)
    return YearTarget(milestone, on_line.quantize(step, rounding=ROUND_HALF_UP), before)


@dataclass(frozen=True)
class IssuedTargets:
    """A target set in plain values: as it stands, or as a closed year keeps it. `place` None = national. `settings` and
    `numbers` (indicator -> year -> per cent or unit) hold what it says; of the rest it is silent. `english`: of its texts
    that have one, the unofficial translation."""

    code: str
    name: str
    place: int | None
    since: date | None
    until: date | None
    settings: Settings
    numbers: Mapping[str, Mapping[int, Decimal | None]]
    english: Mapping[str, str]

    def is_in_force(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def in_order(sets: Iterable[IssuedTargets], above: Sequence[int], on: date) -> list[IssuedTargets]:
    """Those in force on that day for a place, the one that is asked first in front: of the nearest place in `above` (the
    place itself first, then its ancestors), the national ones (place None) last; of one place, the one that began last."""
    distance = {place: steps for steps, place in enumerate([*above, None])}
    mine = [target_set for target_set in sets if target_set.place in distance and target_set.is_in_force(on)]
    mine.sort(key=lambda target_set: target_set.since or date.min, reverse=True)
    return sorted(mine, key=lambda target_set: distance[target_set.place])


def settings_said(ordered: Iterable[IssuedTargets]) -> dict[str, str | bool]:
    """Of each setting, what the first set that names it says."""
    said: dict[str, str | bool] = {}
    for target_set in ordered:
        said = {**target_set.settings, **said}
    return said


def target_said(
    ordered: Iterable[IssuedTargets], indicator: str, year: int, step: Decimal = Decimal("0.01")
) -> tuple[IssuedTargets, YearTarget] | None:
    """What a year is measured against, of the first set that gives a number; None = no target."""
    for target_set in ordered:
        asked = target_of_year(target_set.numbers.get(indicator, {}), year, step)
        if asked is not None and asked.number is not None:
            return target_set, asked
    return None


def open_count(count: int, before: int = 0, *, is_known: bool = False) -> int:
    """What everybody may read instead of the smallest counts: none below five, small ones ten, others the nearest
    multiple of five. What was open `before` (if `is_known`) stays while the count is no further than the next step."""
    step = _step(count)
    if is_known and abs(step - _step(before)) <= 1:
        return before
    return 0 if step == 0 else OPEN_STEP * (step + 1)


def _step(count: int) -> int:
    """0 to 4, 5 to 12, then five numbers each: every step that holds a count below five, or the difference of two counts
    in one step, leaves at least five possible."""
    if count < SMALLEST_OPEN_COUNT:
        return 0
    return max(1, (count + 2) // OPEN_STEP - 1)
