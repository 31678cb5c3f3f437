"""What a sample says of the whole: the share of titles that are merited, with its interval of 95 %. Pure.

Stratified: the shares of the strata weighted by their size, with the finite population correction of each (Cochran, Sampling
Techniques, 5.6). By size: the mean of the draws, their spread as if drawn with putting back (Hansen and Hurwitz). The
interval is Wilson's, on as many titles as a simple sample of that precision would have: it holds at 0 and at 1 too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from hieuhoc.inspection.rules.sampling import Z


@dataclass(frozen=True)
class PartResult:
    """Of a stratum, or of one draw of a place: `size` how many titles it has, how many were judged, how many are merited."""

    size: int
    judged: int
    merited: int

    @property
    def share(self) -> float:
        return self.merited / self.judged


@dataclass(frozen=True)
class Estimate:
    """`share` from 0 to 1; `error`: its standard error; `low` to `high`: 95 %; `judged` of how many titles."""

    share: float
    error: float
    low: float
    high: float
    judged: int


def of_strata(parts: Sequence[PartResult]) -> Estimate | None:
    """None while a stratum that has titles has none that was judged."""
    known = [part for part in parts if part.size]
    population = sum(part.size for part in known)
    if not known or any(not part.judged for part in known):
        return None
    share = sum(part.size * part.share for part in known) / population
    alone = _spread(known)
    variance = 0.0
    for part in known:
        spread = part.share * (1 - part.share) / (part.judged - 1) if part.judged > 1 else alone
        variance += (part.size / population) ** 2 * (1 - part.judged / part.size) * spread
    judged = sum(part.judged for part in known)
    return _interval(share, variance, judged, 1 - judged / population)


def of_draws(parts: Sequence[PartResult]) -> Estimate | None:
    """None while fewer than two draws have a title that was judged, or one of them has none."""
    count = len(parts)
    if count < 2 or any(not part.judged for part in parts):
        return None
    share = sum(part.share for part in parts) / count
    variance = sum((part.share - share) ** 2 for part in parts) / (count * (count - 1))
    return _interval(share, variance, sum(part.judged for part in parts), 1.0)


def _spread(parts: Sequence[PartResult]) -> float:
    """For strata with a single title judged: what the titles of all others differ by."""
    more = [part for part in parts if part.judged > 1]
    freedom = sum(part.judged - 1 for part in more)
    return sum(part.judged * part.share * (1 - part.share) for part in more) / freedom if freedom else 0.25


def _interval(share: float, variance: float, judged: int, left: float) -> Estimate:
    """`left`: the part of the population that was not judged; nothing left, nothing uncertain."""
    if left <= 0:
        return Estimate(share, 0.0, share, share, judged)
    simple = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else judged / left
    middle = (share + Z * Z / (2 * simple)) / (1 + Z * Z / simple)
    half = Z * sqrt(share * (1 - share) / simple + Z * Z / (4 * simple * simple)) / (1 + Z * Z / simple)
    return Estimate(share, sqrt(variance), max(0.0, middle - half), min(1.0, middle + half), judged)
