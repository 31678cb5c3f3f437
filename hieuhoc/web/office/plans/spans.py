"""Geometry of bars over months, drawn on the server as SVG: across in per cent of its width. Pure."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MOST_MONTHS_NAMED = 8


@dataclass(frozen=True)
class SpanBar:
    """`done`: how much of it is filled, in per cent of the whole width."""

    x: str
    width: str
    done: str


@dataclass(frozen=True)
class MonthMark:
    x: str
    text: str  # "" between those that are named


@dataclass(frozen=True)
class Ruler:
    """`first` to `last`: whole months. `today` "": the day lies outside."""

    first: date
    last: date
    months: Sequence[MonthMark]
    today: str

    def bar(self, starts_on: date, due_on: date, done: float) -> SpanBar:
        """`done`: from 0 to 1. A bar that begins before the ruler is cut where it begins."""
        x, end = self._place(max(starts_on, self.first)), self._place(min(due_on, self.last), is_over=True)
        width = max(end - x, 0.6)
        return SpanBar(_percent(x), _percent(width), _percent(width * min(max(done, 0.0), 1.0)))

    def _place(self, day: date, *, is_over: bool = False) -> float:
        days = (self.last - self.first).days + 1
        return ((day - self.first).days + is_over) * 100 / days


def ruler_of(spans: Sequence[tuple[date, date]], today: date) -> Ruler:
    """Around all of them; of none, the month of today."""
    begins = min((first for first, _last in spans), default=today).replace(day=1)
    ends = max((last for _first, last in spans), default=today)
    ends = ends.replace(day=monthrange(ends.year, ends.month)[1])
    bare = Ruler(begins, ends, (), "")
    firsts = _months(begins, ends)
    step = -(-len(firsts) // MOST_MONTHS_NAMED)
    marks = [
        MonthMark(_percent(bare._place(first)), f"{first:%m/%Y}" if order % step == 0 else "")
        for order, first in enumerate(firsts)
    ]
    shows = begins <= today <= ends
    return Ruler(begins, ends, marks, _percent(bare._place(today)) if shows else "")


def _months(begins: date, ends: date) -> list[date]:
    count = (ends.year - begins.year) * 12 + ends.month - begins.month + 1
    return [date(begins.year + (begins.month - 1 + n) // 12, (begins.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def _percent(number: float) -> str:
    return f"{number:.2f}%"
