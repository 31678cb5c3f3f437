"""Geometry of the figures drawn on the server as SVG: gauge, ranking bars, bubble map. Pure functions of numbers."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hieuhoc.lib.shares import reaches, share
from hieuhoc.lib.sort_keys import sort_key

ARC_RADIUS = 80.0
BESIDE_RADIUS = 65.0  # of the dotted arc inside
ARC_LENGTH = math.pi * ARC_RADIUS
MAP_WIDTH, MAP_MARGIN = 640.0, 34.0
SMALLEST, LARGEST = 6.0, 26.0
# Room a letter and a line of a label take, in units of the drawing, at the size labels have on a telephone.
LETTER, LINE = 15.0, 34.0
HALO = 22.0  # how far the land around a circle reaches: together the halos draw the shape of the province


def standing(num: float, den: float, target: Decimal | float | None) -> str:
    """One of: empty (no denominator), plain (no target), reached, near (≥ 90 % of the target), below; judged exactly."""
    if not den:
        return "empty"
    if target is None:
        return "plain"
    if reaches(num, den, target):
        return "reached"
    return "near" if reaches(num, den, near_from(Decimal(str(target)))) else "below"


def standing_of_amount(amount: Decimal | None, target: Decimal | float | None) -> str:
    """The same of đồng or hours: as a share of a hundred is compared with its target in per cent."""
    return standing(0, 0, target) if amount is None else standing(float(amount), 100, target)


def whole_bar(amounts: Iterable[Decimal | None], target: Decimal | float | None) -> Decimal:
    """What the longest bar stands for: the largest amount, or the target where nobody has reached it."""
    known = [amount for amount in amounts if amount is not None]
    return max([*known, Decimal(str(target or 0)), Decimal(0)])


def part_of(amount: Decimal | float | None, whole: Decimal) -> Decimal | None:
    """In per cent of the longest bar, with one decimal: lengths that SVG takes."""
    if amount is None or not whole:
        return None
    return (Decimal(str(amount)) * 100 / whole).quantize(Decimal("0.1"))


def near_from(target: Decimal) -> Decimal:
    return target * Decimal("0.9")


class GaugeMark(NamedTuple):
    """The two ends of the line at the target."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Gauge:
    share: Decimal | None
    filled: str
    length: str
    mark: GaugeMark | None
    standing: str
    arc: str  # as a path of its own, for a line that is dotted


def gauge(num: float, den: float, target: Decimal | float | None) -> Gauge:
    """A semicircle from left to right: length of the filled arc and the two ends of the target's mark."""
    written = share(num, den, target=target)
    portion = min(float(written), 100.0) / 100 if written is not None else 0.0
    mark = None
    if target is not None:
        angle = math.pi * (1 - min(float(target), 100.0) / 100)
        ends = [(100 + r * math.cos(angle), 96 - r * math.sin(angle)) for r in (ARC_RADIUS - 13, ARC_RADIUS + 13)]
        mark = GaugeMark(*(_units(length) for end in ends for length in end))
    drawn = (_units(ARC_LENGTH * portion), _units(ARC_LENGTH))
    return Gauge(written, *drawn, mark, standing(num, den, target), _arc(ARC_RADIUS, portion))


def arc_beside(num: float, den: float) -> str:
    """The path of a second, smaller arc; empty without a share."""
    written = share(num, den)
    return "" if written is None else _arc(BESIDE_RADIUS, min(float(written), 100.0) / 100)


def _arc(radius: float, portion: float) -> str:
    """From the left, clockwise; a sliver of it where there is next to nothing, or nobody would see it."""
    angle = math.pi * (1 - max(portion, 0.02))
    x, y = 100 + radius * math.cos(angle), 96 - radius * math.sin(angle)
    return f"M{_units(100 - radius)} 96A{_units(radius)} {_units(radius)} 0 0 1 {_units(x)} {_units(y)}"


@dataclass(frozen=True)
class Bubble:
    """One place of a map: coordinates in degrees, a figure, where it leads."""

    name: str
    latitude: float
    longitude: float
    num: int
    den: int
    url: str = ""


@dataclass(frozen=True)
class DrawnBubble:
    bubble: Bubble
    x: str
    y: str
    r: str
    halo: str
    standing: str
    label: "Label | None"


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    anchor: str


@dataclass(frozen=True)
class BubbleMap:
    width: str
    height: str
    bubbles: Sequence[DrawnBubble]


def bubble_map(places: Iterable[Bubble], target: Decimal | float | None, labels: int = 8) -> BubbleMap:
    """Places by their coordinates (a degree of longitude shrinks with the latitude), circles by denominator.

    Large circles come first so that small ones stay on top and can be reached; the largest carry their name.
    """
    in_order = sorted(places, key=lambda place: (-place.den, sort_key(place.name)))
    if not in_order:
        return BubbleMap(_units(MAP_WIDTH), _units(MAP_WIDTH / 2), ())
    south, north = min(p.latitude for p in in_order), max(p.latitude for p in in_order)
    west, east = min(p.longitude for p in in_order), max(p.longitude for p in in_order)
    shrink = math.cos(math.radians((south + north) / 2))
    inner = MAP_WIDTH - 2 * MAP_MARGIN
    scale = inner / max((east - west) * shrink, (north - south) * 0.75, 0.01)
    height = (north - south) * scale + 2 * MAP_MARGIN
    left = (MAP_WIDTH - (east - west) * shrink * scale) / 2
    most = max(in_order[0].den, 1)
    spots = [
        _Spot(
            x=left + (place.longitude - west) * shrink * scale,
            y=MAP_MARGIN + (north - place.latitude) * scale,
            r=max(SMALLEST, LARGEST * math.sqrt(max(place.den, 0) / most)),
        )
        for place in in_order
    ]
    names = _labels(spots, [place.name for place in in_order], labels, height)
    drawn = [
        DrawnBubble(
            bubble=place,
            x=_units(spot.x),
            y=_units(spot.y),
            r=_units(spot.r),
            halo=_units(spot.r + HALO),
            standing=standing(place.num, place.den, target),
            label=name,
        )
        for place, spot, name in zip(in_order, spots, names, strict=True)
    ]
    return BubbleMap(_units(MAP_WIDTH), _units(height), drawn)


@dataclass(frozen=True)
class _Spot:
    x: float
    y: float
    r: float


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def _labels(spots: Sequence[_Spot], names: Sequence[str], most: int, height: float) -> list[Label | None]:
    """Names for up to `most` circles, largest first; a name that would cover a circle or another name is left out."""
    circles: list[_Box] = [_Box(s.x - s.r, s.y - s.r, s.x + s.r, s.y + s.r) for s in spots]
    taken: list[_Box] = []
    labels: list[Label | None] = []
    for index, (spot, name) in enumerate(zip(spots, names, strict=True)):
        others = [*taken, *circles[:index], *circles[index + 1 :]]
        spaces = _spaces_for_name(spot, len(name) * LETTER, height) if len(taken) < most else ()
        free = next((space for space in spaces if not any(_overlap(space[0], other) for other in others)), None)
        if free is not None:
            taken.append(free[0])
        labels.append(free[1] if free is not None else None)
    return labels


def _spaces_for_name(spot: _Spot, width: float, height: float) -> Iterator[tuple[_Box, Label]]:
    """Above, below, right, left of the circle, as far as the name stays on the map."""
    x, y, r = spot.x, spot.y, spot.r
    begins = min(max(0.0, x - width / 2), MAP_WIDTH - width)
    for box, baseline in (
        (_Box(begins, y - r - LINE, begins + width, y - r - 2), y - r - 5),
        (_Box(begins, y + r + 2, begins + width, y + r + LINE), y + r + LINE - 10),
        (_Box(x + r + 4, y - LINE / 2, x + r + 4 + width, y + LINE / 2), y + LINE / 4),
        (_Box(x - r - 4 - width, y - LINE / 2, x - r - 4, y + LINE / 2), y + LINE / 4),
    ):
        if box.left >= 0 and box.top >= 0 and box.right <= MAP_WIDTH and box.bottom <= height:
            yield box, Label(_units((box.left + box.right) / 2), _units(baseline), "middle")


def _overlap(box: _Box, other: _Box) -> bool:
    is_beside = box.right <= other.left or other.right <= box.left
    return not is_beside and box.top < other.bottom and other.top < box.bottom


def _units(value: float) -> str:
    """A length for an SVG attribute: always with a point, whatever the language of the page."""
    return f"{value:.1f}"
