"""A draft's verdict on blocks of dossiers, in columns: the same as `assessment.rules.score` says of each one alone (a
property test holds them equal)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hieuhoc.lib.later import when_used
from hieuhoc.trials.dossiers import AREA_BIT
from hieuhoc.trials.rules import Mark, carried

if TYPE_CHECKING:
    import numpy as np
else:
    np = when_used("numpy")

FAR = 30_000  # more points than any set gives


@dataclass(frozen=True)
class Carrying:
    """How points of one version become points of the draft. `sources`: for each question where it stood, None = new."""

    sources: Sequence[int | None]
    old_max: Sequence[int]
    new_max: Sequence[int]
    new_answers: str


@dataclass(frozen=True)
class Verdicts:
    """One element for each dossier. `missing`: points more that it would need, 0 = passes; `margin`: points above the
    mark it passes by; `is_low`, `is_blocking`: a row for each question: under its floor; alone in the way (with full
    points there it would pass)."""

    totals: "np.ndarray"
    passes: "np.ndarray"
    missing: "np.ndarray"
    margin: "np.ndarray"
    is_low: "np.ndarray"
    is_blocking: "np.ndarray"


def carry(points: "np.ndarray", how: Carrying) -> "np.ndarray":
    """`points`: a row for each earlier criterion. Gives a row for each question of the draft."""
    given = np.zeros((len(how.sources), points.shape[1]), dtype=np.uint8)
    for number, source in enumerate(how.sources):
        if source is not None:
            old_max, new_max = how.old_max[source], how.new_max[number]
            worth = np.array([min(carried(value, old_max, new_max), new_max) for value in range(256)], dtype=np.uint8)
            given[number] = points[source] if old_max == new_max else worth[points[source]]
    _answer_new(given, how)
    return given


def _answer_new(given: "np.ndarray", how: Carrying) -> None:
    new = [number for number, source in enumerate(how.sources) if source is None]
    if not new or how.new_answers == "none":
        return
    answered = sum(how.new_max[number] for number, source in enumerate(how.sources) if source is not None)
    reached = given.sum(axis=0, dtype=np.int32)
    for number in new:
        full = how.new_max[number]
        if how.new_answers == "full":
            given[number] = full
        elif answered:
            given[number] = (2 * reached * full + answered) // (2 * answered)


def judge(given: "np.ndarray", new_max: Sequence[int], marks: Sequence[Mark], areas: "np.ndarray") -> Verdicts:
    """`given`: a row for each question; `areas`: bits of AREA_BIT. Of the marks that hold somewhere, one is enough."""
    totals = given.sum(axis=0, dtype=np.int16)
    floors = {mark.min_each: _Floor.under(given, mark.min_each, totals) for mark in marks}
    count = given.shape[1]
    passes, missing = np.zeros(count, dtype=bool), np.full(count, FAR, dtype=np.int16)
    margin, is_low = np.full(count, -1, dtype=np.int16), np.ones(given.shape, dtype=bool)
    applies = {}
    for mark in marks:
        floor, here = floors[mark.min_each], _applies(mark, areas)
        applies[mark] = here
        enough = here & (totals >= mark.min_total) & (floor.how_many_low == 0)
        passes |= enough
        needed = np.maximum(np.maximum(mark.min_total - totals, floor.lifted), 0)
        np.minimum(missing, needed, out=missing, where=here)
        np.maximum(margin, totals - np.int16(mark.min_total), out=margin, where=enough)
        is_low &= floor.is_low | ~here
    is_blocking = _blocking(given, new_max, floors, applies, totals, ~passes)
    return Verdicts(totals, passes, missing, margin, is_low & ~passes, is_blocking)


@dataclass(frozen=True)
class _Floor:
    is_low: "np.ndarray"
    how_many_low: "np.ndarray"
    lifted: "np.ndarray"  # points it takes to lift every low question to the floor

    @classmethod
    def under(cls, given: "np.ndarray", min_each: int, totals: "np.ndarray") -> "_Floor":
        is_low = given < min_each
        lifted = np.maximum(given, np.uint8(min_each)).sum(axis=0, dtype=np.int16) - totals
        return cls(is_low, is_low.sum(axis=0, dtype=np.uint8), lifted)


def _applies(mark: Mark, areas: "np.ndarray") -> "np.ndarray":
    return (areas & AREA_BIT[mark.area_class]) != 0 if mark.area_class else np.ones(len(areas), dtype=bool)


def _blocking(
    given: "np.ndarray",
    new_max: Sequence[int],
    floors: Mapping[int, _Floor],
    applies: "Mapping[Mark, np.ndarray]",
    totals: "np.ndarray",
    fails: "np.ndarray",
) -> "np.ndarray":
    """With full points in a question that is under its floor alone, or when none is, the total would do."""
    is_blocking = np.zeros(given.shape, dtype=bool)
    for mark, here in applies.items():
        floor, failing = floors[mark.min_each], here & fails
        none_low, only_low = failing & (floor.how_many_low == 0), failing & (floor.how_many_low == 1)
        # Points under which full points lift the total to the mark: one byte says all, as of points.
        enough = {
            full: np.clip(totals + np.int16(full - mark.min_total + 1), 0, 255).astype(np.uint8)
            for full in set(new_max)
        }
        for number, full in enumerate(new_max):
            in_the_way = none_low | (only_low & floor.is_low[number])
            is_blocking[number] |= in_the_way & (given[number] < enough[full])
    return is_blocking
