"""What holds true of figures: the counting day, who is an adult, what a target asks, in plain values."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

ADULT_AGE = 18  # completed on 31/12 of the year; of a birth year alone: year - birth year
SMALLEST_PUBLIC_DENOMINATOR = 5


@dataclass(frozen=True)
class Settings:
    """How a target set reads its indicators."""

    group_status: str = "registered"  # or "recognised": which families, clans, communities and units count
    holders_need_job_fit: bool = True
    proficient_of: str = "holders"  # or "skilled"


@dataclass(frozen=True)
class Count:
    """Persons. Counts add; percentages never do."""

    numerator: int = 0
    denominator: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.numerator + other.numerator, self.denominator + other.denominator)

    @property
    def percent(self) -> Decimal | None:
        """Exact, unrounded; None of nobody."""
        return Decimal(self.numerator) * 100 / self.denominator if self.denominator else None


def counting_day(year: int, today: date) -> date:
    """31/12 of the year, or today while the year lasts."""
    return min(date(year, 12, 31), today)


def is_adult(birth_year: int | None, year: int) -> bool:
    """18 completed on 31/12: the day of birth never matters on the last day of the year."""
    return birth_year is not None and year - birth_year >= ADULT_AGE


def missing_to_target(count: Count, target: Decimal | None) -> int | None:
    """How many more of the denominator must be in the numerator; 0 = reached; None = the document gives no number."""
    if target is None:
        return None
    needed = (target * count.denominator / 100).to_integral_value(ROUND_CEILING)
    return max(0, int(needed) - count.numerator)


def target_of_year(targets: Mapping[int, Decimal | None], year: int) -> tuple[int, Decimal | None] | None:
    """The milestone a year is measured against: the nearest one that is not past, else the last one set."""
    if not targets:
        return None
    milestone = min((at for at in targets if at >= year), default=max(targets))
    return milestone, targets[milestone]


def choose_target_set[T](
    candidates: Iterable[tuple[T, int | None, date | None, date | None]], above: list[int], on: date
) -> T | None:
    """Of (set, place id, since, until): the set in force on that day of the nearest place in `above` (the place itself
    first, then its ancestors), else the national one (place None)."""
    in_force = [row for row in candidates if (row[2] is None or row[2] <= on) and (row[3] is None or on < row[3])]
    for place in [*above, None]:
        here = [row for row in in_force if row[1] == place]
        if here:
            return max(here, key=lambda row: row[2] or date.min)[0]
    return None


@dataclass(frozen=True)
class Sum[Cell: Hashable]:
    """A published total, the cells that add up to it, and how many people of it stand in no published cell."""

    total: Cell
    parts: tuple[Cell, ...]
    rest: int = 0


def hidden_cells[Cell: Hashable](cells: Mapping[Cell, int], sums: Sequence[Sum[Cell]]) -> set[Cell]:
    """Which denominators the public must not see: those of fewer than five people, who could be pointed at, and as
    many others as it takes that no subtraction brings one of those back."""
    hidden = {cell for cell, people in cells.items() if people < SMALLEST_PUBLIC_DENOMINATOR}
    is_settled = False
    while not is_settled:
        is_settled = True
        for one in sums:
            while (given_away := _gives_away(one, cells, hidden)) is not None:
                hidden.add(given_away)
                is_settled = False
    return hidden


def _gives_away[Cell: Hashable](one: Sum[Cell], cells: Mapping[Cell, int], hidden: set[Cell]) -> Cell | None:
    """The next cell to hide so that total minus what is shown says nothing of fewer than five people or of one cell."""
    unseen = [part for part in one.parts if part in hidden and cells[part]]
    shown = [part for part in one.parts if part not in hidden]
    smallest = min(shown, key=lambda part: cells[part], default=None)
    if one.total in hidden:  # then it must not follow from its parts either
        return None if unseen or one.rest >= SMALLEST_PUBLIC_DENOMINATOR else smallest
    difference = sum(cells[part] for part in unseen) + one.rest
    is_blurred = difference >= SMALLEST_PUBLIC_DENOMINATOR and len(unseen) + (one.rest > 0) > 1
    if is_blurred or not (unseen or 0 < one.rest < SMALLEST_PUBLIC_DENOMINATOR):
        return None
    return one.total if smallest is None else smallest
