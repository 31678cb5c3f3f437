"""What an indicator is, and which ones the rooms above contribute (their `indicators.py`)."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from django.utils.functional import Promise

from hieuhoc.indicators.rules import Settings

type Words = str | Promise


@dataclass(frozen=True)
class Reading:
    """One way to read an indicator: SQL conditions over the columns of its members."""

    code: str
    name: Words
    denominator: str  # of whom
    numerator: str  # who of them; the engine adds the denominator's condition

    @property
    def counted(self) -> str:
        return f"({self.denominator}) AND ({self.numerator})"


@dataclass(frozen=True)
class Indicator:
    """`members` is SQL over the relations of `relations.py` and the engine's `years(year, day)` and `here(place)`: one
    row per person and year with columns citizen, year, place (as stored), level and those the readings speak of. The
    same text runs on PostgreSQL and DuckDB.

    Where that would be slow for millions, `members_in_duckdb` says the same of everybody at once: columns year, place,
    level, follower (the citizen, if among `follower`), persons (how many are alike) and those the readings speak of; it
    may use the macros of `snapshot.py` for sets of years."""

    code: str
    name: Words  # short
    sentence: Words  # what is counted of what, in one sentence
    people: Words  # the denominator in a word or two, for "412/1.038 người lớn"
    members: str
    readings: tuple[Reading, ...]
    reading_of: Callable[[Settings], str]  # which one counts under a target set
    has_levels: bool = False
    members_in_duckdb: str | None = None

    def reading(self, code: str) -> Reading:
        return next(reading for reading in self.readings if reading.code == code)


registry: dict[str, Indicator] = {}


def add_room(_room: str, module: ModuleType) -> None:
    registry.update({indicator.code: indicator for indicator in module.INDICATORS})


def indicators() -> list[Indicator]:
    """T1 to T5 in order."""
    return [registry[code] for code in sorted(registry)]
