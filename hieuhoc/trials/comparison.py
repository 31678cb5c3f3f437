"""Two groups compared like with like. Pure.

The difference of shares is the one of Mantel and Haenszel over strata, its variance that of Sato (1989): it holds for a
few large strata and for many small ones alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

NEARLY_ALL = 1.959964  # standard errors on both sides of 95 %


@dataclass(frozen=True)
class Stratum:
    """People of one place and one group: of `came` who came `came_passed` passed, likewise of those who stayed away."""

    came: int
    came_passed: int
    stayed: int
    stayed_passed: int

    @property
    def is_comparable(self) -> bool:
        return bool(self.came and self.stayed)


@dataclass(frozen=True)
class Compared:
    """`difference`: how much more often who came passed, as a share from -1 to 1; `low`, `high`: its interval of 95 %."""

    difference: float
    low: float
    high: float


def compared(strata: Iterable[Stratum]) -> Compared | None:
    """None when nowhere somebody came and somebody else did not."""
    weight = gained = first = second = 0.0
    for row in strata:
        if not row.is_comparable:
            continue
        whole = row.came + row.stayed
        weight += row.came * row.stayed / whole
        gained += (row.came_passed * row.stayed - row.stayed_passed * row.came) / whole
        first += (
            row.came**2 * row.stayed_passed
            - row.stayed**2 * row.came_passed
            + row.came * row.stayed * (row.stayed - row.came) / 2
        ) / whole**2
        failed_there = row.came_passed * (row.stayed - row.stayed_passed)
        failed_here = row.stayed_passed * (row.came - row.came_passed)
        second += (failed_there + failed_here) / (2 * whole)
    if not weight:
        return None
    difference = gained / weight
    reach = NEARLY_ALL * sqrt(max(0.0, difference * first + second)) / weight
    return Compared(difference, max(-1.0, difference - reach), min(1.0, difference + reach))


def summed(strata: Iterable[Stratum]) -> Stratum:
    """All of them as one, unlike with unlike."""
    rows = list(strata)
    return Stratum(
        sum(row.came for row in rows),
        sum(row.came_passed for row in rows),
        sum(row.stayed for row in rows),
        sum(row.stayed_passed for row in rows),
    )
