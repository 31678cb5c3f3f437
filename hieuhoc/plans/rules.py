"""What holds true of plans and their tasks. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

LONGEST_YEARS = 20  # of a plan
MOST_TASKS = 500  # of a plan, as written; those of every commune count once
MOST_BUDGET = 10**15  # đồng
MOST_LINES = 20  # of the budget of a task
EVIDENCE_BYTES = 10 * 1024 * 1024


class Turn(StrEnum):
    """What counting in the records does to a task."""

    STAYS = "stays"
    FINISHES = "finishes"
    REOPENS = "reopens"


def turn_of(*, is_running: bool, by_records: bool, is_enough: bool, due_on: date, today: date) -> Turn:
    """A task ends when the records hold enough; it runs again when they no longer do and its day is not over. What people
    accepted stays accepted."""
    if is_running:
        return Turn.FINISHES if is_enough else Turn.STAYS
    if by_records and not is_enough and today <= due_on:
        return Turn.REOPENS
    return Turn.STAYS


def days_late(due_on: date, today: date) -> int:
    """0 while the day is not over."""
    return max(0, (today - due_on).days)


def told_on(due_on: date, days: int) -> date:
    """The day on which a rule of so many days after (below nought: before) tells of it."""
    return due_on + timedelta(days=days)


CATCHES_UP = 7  # days: a job that did not run tells later, but not of what is long over


def is_told_today(due_on: date, days: int, today: date) -> bool:
    first = told_on(due_on, days)
    return first <= today < first + timedelta(days=CATCHES_UP) and (days > 0 or today <= due_on)


CIRCULAR_TOLD_AFTER = (1, 4, 10)  # days after guidance was published, to whoever has not confirmed it


def last_told_after(days: int) -> int | None:
    """Of the days on which people are told, the one that has come last; None before the first, and when it is long over."""
    come = [after for after in CIRCULAR_TOLD_AFTER if after <= days < after + CATCHES_UP]
    return max(come, default=None)


@dataclass(frozen=True)
class Budget:
    """Whole đồng. `left` below nought: more was spent than planned."""

    planned: int = 0
    spent: int = 0

    @property
    def left(self) -> int:
        return self.planned - self.spent

    def __add__(self, other: "Budget") -> "Budget":
        return Budget(self.planned + other.planned, self.spent + other.spent)


@dataclass(frozen=True)
class SaidTarget:
    """A target in plain values: indicator, year, how much."""

    indicator: str
    year: int
    number: Decimal


def missing_targets(asked: Iterable[SaidTarget], said: Iterable[SaidTarget]) -> list[SaidTarget]:
    """What the plan above asks and this one is silent about."""
    known = {(target.indicator, target.year) for target in said}
    return [target for target in asked if (target.indicator, target.year) not in known]


def next_code(codes: Iterable[str]) -> str:
    """ "01", "02" …: one more than the highest of the codes that are numbers."""
    numbers = [int(code) for code in codes if code.isascii() and code.isdecimal()]
    return f"{max(numbers, default=0) + 1:02d}"
