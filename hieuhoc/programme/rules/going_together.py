"""Whether what places do goes with what comes of it: Spearman's rank correlation. Pure.

Ranks, for money and learning are far from evenly spread and one large place would decide alone. By chance it is about normal
with a standard error of 1 / √(n − 1); several things are looked at, so the limit is that of one in a hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

LEAST_PLACES = 8  # fewer say nothing
LIMIT = 2.576  # standard errors: one in a hundred by chance


@dataclass(frozen=True)
class GoingTogether:
    """`strength` from −1 to 1, of `places` places; None: too few of them, or all alike."""

    places: int
    strength: float | None

    @property
    def is_beyond_chance(self) -> bool:
        return self.strength is not None and abs(self.strength) * sqrt(self.places - 1) >= LIMIT


def going_together(pairs: Sequence[tuple[float, float]]) -> GoingTogether:
    """A pair for each place: what it did, what came of it."""
    if len(pairs) < LEAST_PLACES:
        return GoingTogether(len(pairs), None)
    done, reached = (_ranks(values) for values in zip(*pairs, strict=True))
    middle = (len(pairs) + 1) / 2
    both = sum((x - middle) * (y - middle) for x, y in zip(done, reached, strict=True))
    spread = sqrt(sum((x - middle) ** 2 for x in done) * sum((y - middle) ** 2 for y in reached))
    return GoingTogether(len(pairs), both / spread if spread else None)


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1; equal ones share the mean of theirs."""
    ordered = sorted(values)
    first = {value: rank for rank, value in reversed(list(enumerate(ordered, 1)))}
    last = {value: rank for rank, value in enumerate(ordered, 1)}
    return [(first[value] + last[value]) / 2 for value in values]
