"""The plain values components are drawn from: series, ranks, events, tasks, chips, tiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Heading:
    """The head of a page (`page_header`) made by its view: what to show hangs on a state. `action_url` "" = nothing to do."""

    title: str
    state: str
    overline: str = ""
    meta: str = ""
    status: str = ""
    status_word: str = ""
    action_text: str = ""
    action_url: str = ""
    action_icon: str = ""


@dataclass(frozen=True)
class DeedLink:
    """Something to do, as a button or a link."""

    text: str
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Point:
    """One year of one line; `den` 0 leaves a gap. `url` leads to the rows behind the figure; `is_open`: the year goes on,
    and this is what is counted so far."""

    year: int
    num: int
    den: int
    url: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Ongoing:
    """What an open year has so far, beside the figure of a closed one. `text` "12/39.556 người lớn, 0,1%"; `target_text`
    "44%", empty without a target."""

    year: int
    num: int
    den: int
    is_share: bool
    text: str
    target_text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Series:
    """One line. Two lines (as of then, re-based) are told apart by name, shape and colour."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class TrendRow:
    year: int
    cells: Sequence[Point | None]

    @property
    def is_open(self) -> bool:
        return any(point.is_open for point in self.cells if point)


def trend_rows(lines: Sequence[Series]) -> list[TrendRow]:
    """The table beside the chart: one row per year, one cell per line."""
    known = [{point.year: point for point in line.points} for line in lines]
    years = sorted({year for points in known for year in points})
    return [TrendRow(year, [points.get(year) for points in known]) for year in years]


@dataclass(frozen=True)
class Rank:
    """One place or unit in a ranking: a fraction, or an `amount` with its `text` ("12.500.000 đồng")."""

    name: str
    num: int
    den: int
    url: str = ""
    note: str = ""
    amount: Decimal | None = None
    text: str = ""


@dataclass(frozen=True)
class Event:
    """One entry of a history: who did what when, and what changed (label, old, new). `about`: a record that came along, with
    its `url`."""

    who: str
    at: Any
    what: str
    changes: Sequence[tuple[str, str, str]] = ()
    tone: str = "neutral"
    note: str = ""
    about: str = ""
    url: str = ""


@dataclass(frozen=True)
class Task:
    """Work waiting for me: how many, since when, until when, and where to do it."""

    title: str
    count: int
    url: str
    oldest_on: Any = None
    due_on: Any = None
    is_late: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter that is on; `url` is this page without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Tile:
    """One of the five numbers of an import preview."""

    label: str
    count: int
    tone: str
    url: str = ""
    is_chosen: bool = False
    icon: str = ""
