"""Geometry of lines over years, drawn on the server as SVG: across in per cent of its width, down in its own units, so that
letters keep their size on every screen. Pure functions of numbers."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from hieuhoc.lib.shares import share
from hieuhoc.web.ui.shapes import Point, Series

HEIGHT, TOP, FOOT = 270.0, 44.0, 234.0  # of the drawing; of 100 % of its scale; of 0 %
WORDS = 8.0  # per cent of the width on the left, where the scale is written
BESIDE_SCALE = "46"
LETTERS = 24.0  # a line of words
BELOW_YEAR = 18.0  # where a year that goes on says so
MOST_YEARS = 7  # written below the lines; of more, every second or third
LOOKS = 6  # colours, in turn; even lines are dashed
# Circle, square, triangle, diamond: lines are told apart without colour.
MARKS = ("M0-5a5 5 0 1 0 .1 0z", "M-4.5-4.5h9v9h-9z", "M0-6 6 5H-6z", "M0-6.5 6.5 0 0 6.5-6.5 0z")


@dataclass(frozen=True)
class Spot:
    x: str
    y: str
    label_y: str  # above the spot, or below where the words would stand in the line of the target
    point: Point


@dataclass(frozen=True)
class Leg:
    """From one year to the next that has a figure; a gap has none."""

    x1: str
    y1: str
    x2: str
    y2: str
    is_open: bool = False  # leads into a year that goes on


@dataclass(frozen=True)
class PlacedWords:
    x: str
    y: str
    anchor: str
    text: str = ""
    is_open: bool = False  # of a year that goes on


@dataclass(frozen=True)
class Line:
    look: int  # from 1
    mark: str
    name: str
    spots: Sequence[Spot]
    legs: Sequence[Leg]


@dataclass(frozen=True)
class RuledLine:
    """A straight line across (the target) or down (the change of map), with its words."""

    place: str
    words: PlacedWords


@dataclass(frozen=True)
class Trend:
    height: str
    foot: str
    scale: Sequence[PlacedWords]
    years: Sequence[PlacedWords]
    lines: Sequence[Line]
    target: RuledLine | None
    change: RuledLine | None


def trend(
    lines: Sequence[Series], target: Decimal | float | None, break_year: int | None, years: Sequence[int]
) -> Trend:
    """`years`: those of the table, in order. A change of map is marked only where years stand on both sides of it. Years
    that go on are dotted."""
    canvas = _Canvas(
        years, _top(lines, target), {point.year for line in lines for point in line.points if point.is_open}
    )
    drawn = [_spots(line, canvas, target) for line in lines]
    return Trend(
        height=_units(HEIGHT + (BELOW_YEAR if canvas.open_years else 0)),
        foot=_units(FOOT),
        scale=[PlacedWords("0", _units(canvas.y(Decimal(step))), "start", f"{step}%") for step in _steps(canvas.top)],
        years=_written_years(canvas),
        lines=[
            Line(order % LOOKS + 1, MARKS[order % len(MARKS)], line.name, spots, _legs(spots, canvas))
            for order, (line, spots) in enumerate(zip(lines, drawn, strict=True))
        ],
        target=None if target is None else _target(Decimal(str(target)), drawn, canvas),
        change=_change(break_year, canvas),
    )


@dataclass(frozen=True)
class _Canvas:
    over: Sequence[int]
    top: int  # per cent at the upper end of the scale
    open_years: Set[int] = frozenset()

    def x(self, year: float) -> float:
        """Each year has a band as wide as its distance to the next."""
        span = self.over[-1] - self.over[0] + 1
        return WORDS + (100 - WORDS) * (year - self.over[0] + 0.5) / span

    def y(self, share: Decimal) -> float:
        return FOOT - (FOOT - TOP) * float(share) / self.top


def _top(lines: Sequence[Series], target: Decimal | float | None) -> int:
    """The next step of 20 above all that is drawn; never below 20, never above 100."""
    shares = [share(point.num, point.den) or Decimal(0) for line in lines for point in line.points]
    highest = max([*shares, Decimal(str(target or 0))])
    return max(20, min(100, int((highest / 20).to_integral_value(ROUND_CEILING)) * 20))


def _steps(top: int) -> range:
    return range(0, top + 1, 25 if top == 100 else 5 if top == 20 else 10 if top <= 60 else 20)


def _spots(line: Series, canvas: _Canvas, target: Decimal | float | None) -> list[Spot]:
    spots = []
    for point in sorted(line.points, key=lambda point: point.year):
        height = share(point.num, point.den)
        if height is not None:
            x, y = canvas.x(point.year), canvas.y(min(height, Decimal(canvas.top)))
            under = target is not None and 0 < y - canvas.y(Decimal(str(target))) < LETTERS + 8
            label = y + LETTERS if under and y + LETTERS < FOOT else y - LETTERS / 2
            spots.append(Spot(_across(x), _units(y), _units(label), point))
    return spots


def _legs(spots: Sequence[Spot], canvas: _Canvas) -> list[Leg]:
    following = dict(pairwise(canvas.over))
    return [
        Leg(before.x, before.y, after.x, after.y, after.point.is_open)
        for before, after in pairwise(spots)
        if following.get(before.point.year) == after.point.year
    ]


def _target(target: Decimal, drawn: Sequence[Sequence[Spot]], canvas: _Canvas) -> RuledLine:
    """Its words stand at the side where the lines are farther from it."""
    y = canvas.y(min(target, Decimal(canvas.top)))
    middle = (canvas.over[0] + canvas.over[-1]) / 2
    near = dict.fromkeys(("start", "end"), HEIGHT)
    for spot in (spot for spots in drawn for spot in spots):
        side = "start" if spot.point.year < middle else "end"
        near[side] = min(near[side], abs(float(spot.y) - (y - 10)))
    side = "start" if near["start"] >= near["end"] else "end"
    return RuledLine(_units(y), PlacedWords(BESIDE_SCALE if side == "start" else "100%", _units(y - 6), side))


def _change(year: int | None, canvas: _Canvas) -> RuledLine | None:
    if year is None or not canvas.over[0] < year <= canvas.over[-1]:
        return None
    x = canvas.x(year - 0.5)
    anchor, beside = ("end", x - 1) if x > 50 else ("start", x + 1)
    return RuledLine(_across(x), PlacedWords(_across(beside), "12", anchor))


def _written_years(canvas: _Canvas) -> list[PlacedWords]:
    every = -(-len(canvas.over) // MOST_YEARS)
    return [
        PlacedWords(_across(canvas.x(year)), _units(HEIGHT - 10), "middle", str(year), year in canvas.open_years)
        for year in canvas.over[::-1][::every]
    ][::-1]


def _across(share: float) -> str:
    return f"{share:.2f}%"


def _units(value: float) -> str:
    """A length for an SVG attribute: always with a point, whatever the language of the page."""
    return f"{value:.1f}"
