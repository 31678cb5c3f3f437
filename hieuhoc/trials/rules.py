"""What a draft makes of points given under other criteria, and how well a question works. Pure; exact whole numbers as
far as they go.

The formulas are the classical ones of test theory: corrected item–total correlation, Cronbach's alpha (1951), weighted
kappa with quadratic weights (Cohen 1968).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

NEAR_POINTS = 2  # how many points short still is at the edge
EDGE = 5  # how far from the mark dossiers are counted point by point
ENOUGH_DOSSIERS = 30  # below that a correlation says nothing, and might point at somebody


@dataclass(frozen=True)
class Mark:
    """Passes with `min_total` points and none under `min_each`; `area_class` "" = everywhere."""

    area_class: str
    min_total: int
    min_each: int


def carried(points: int, old_max: int, new_max: int) -> int:
    """The same share of the new points, to the nearest whole point, halves up."""
    return (2 * points * new_max + old_max) // (2 * old_max)


def group_in_draft(code: str, regrouped: Mapping[str, str], codes: Sequence[str]) -> str:
    """The draft's group of somebody who was in the group `code`; "" = the draft has none for them."""
    group = regrouped.get(code, code)
    return group if group in codes else ""


@dataclass(frozen=True)
class Moments:
    """Of `count` dossiers with points in the same criteria: sums of each, and sums of the products of each two."""

    count: int
    sums: tuple[int, ...]
    products: tuple[tuple[int, ...], ...]

    def spread(self, first: int, second: int) -> int:
        """Covariance times count², exact."""
        return self.count * self.products[first][second] - self.sums[first] * self.sums[second]

    def spread_with_all(self, criterion: int) -> int:
        return sum(self.spread(criterion, other) for other in range(len(self.sums)))

    @property
    def spread_of_total(self) -> int:
        return sum(self.spread_with_all(criterion) for criterion in range(len(self.sums)))

    def __add__(self, other: "Moments") -> "Moments":
        return Moments(
            self.count + other.count,
            tuple(mine + more for mine, more in zip(self.sums, other.sums, strict=True)),
            tuple(
                tuple(mine + more for mine, more in zip(row, added, strict=True))
                for row, added in zip(self.products, other.products, strict=True)
            ),
        )


def cronbach_alpha(moments: Moments) -> float | None:
    """How far the criteria measure one thing: 0 nothing in common, 1 all the same. None = fewer than two, or no
    difference between people."""
    size, whole = len(moments.sums), moments.spread_of_total
    if size < 2 or whole == 0:
        return None
    own = sum(moments.spread(number, number) for number in range(size))
    return size / (size - 1) * (1 - own / whole)


def item_rest_correlation(moments: Moments, criterion: int) -> float | None:
    """Between the points of a criterion and those of all the others together; None where either never differs."""
    own, with_all = moments.spread(criterion, criterion), moments.spread_with_all(criterion)
    rest = moments.spread_of_total - 2 * with_all + own
    return (with_all - own) / sqrt(own * rest) if own > 0 and rest > 0 else None


@dataclass(frozen=True)
class Agreement:
    """Of pairs of reviews of one dossier by two people: how many, how many the same, how many within one point, points
    apart all together; `kappa`: 1 = always the same, 0 = as by chance, None = nothing ever differed."""

    pairs: int
    same: int
    within_one: int
    points_apart: int
    kappa: float | None


def agreement(pairs: Mapping[tuple[int, int], int]) -> Agreement:
    """`pairs`: (points of the earlier review, of the later) → how often."""
    count = sum(pairs.values())
    far = sum(often * (first - second) ** 2 for (first, second), often in pairs.items())
    firsts = sum(often * first for (first, _second), often in pairs.items())
    seconds = sum(often * second for (_first, second), often in pairs.items())
    squares = sum(often * (first**2 + second**2) for (first, second), often in pairs.items())
    by_chance = count * squares - 2 * firsts * seconds  # times count
    return Agreement(
        pairs=count,
        same=sum(often for (first, second), often in pairs.items() if first == second),
        within_one=sum(often for (first, second), often in pairs.items() if abs(first - second) <= 1),
        points_apart=sum(often * abs(first - second) for (first, second), often in pairs.items()),
        kappa=1 - count * far / by_chance if by_chance else None,
    )
