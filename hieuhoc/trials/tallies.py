"""Counts that grow block by block, and stay small: keyed by year, group, area class, commune."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import numpy as np
else:
    np = when_used("numpy")

MOST_SPAN = 1 << 22
MIXING = 0x9E3779B97F4A7C15  # odd, so that no bit is lost


@dataclass
class Outcomes:
    """Key → dossiers that [fail and fail, fail and would pass, pass and would fail, pass and pass]."""

    counts: dict[Hashable, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 4))

    def add(self, keys: "np.ndarray", before: "np.ndarray", after: "np.ndarray", *more: Hashable) -> None:
        """`keys`: a number for each dossier; `more` goes behind it in the key."""
        known, which = known_and_which(keys)
        code = which * 4 + before.astype(np.int64) * 2 + after
        table = np.bincount(code, minlength=4 * len(known)).reshape(-1, 4)
        for key, row in zip(known.tolist(), table.tolist(), strict=True):
            self.counts[(key, *more)] = [
                have + more_ for have, more_ in zip(self.counts[(key, *more)], row, strict=True)
            ]


def known_and_which(keys: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """As `np.unique(keys, return_inverse=True)` says; ids lie close together, so they need not be sorted."""
    lowest = int(keys.min()) if len(keys) else 0
    span = int(keys.max()) - lowest + 1 if len(keys) else 0
    if span > MOST_SPAN:
        known, which = np.unique(keys, return_inverse=True)
        return known, which
    is_there = np.zeros(span, dtype=bool)
    is_there[keys - lowest] = True
    known = np.flatnonzero(is_there)
    return known + lowest, (np.cumsum(is_there) - 1)[keys - lowest]


def digest_of(ids: "np.ndarray", *columns: "np.ndarray") -> int:
    """The same for the same dossiers in whatever order they come; add them up modulo 2**64."""
    mixed = ids.astype(np.uint64)
    for column in columns:
        mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(MIXING) + column.astype(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(MIXING)
    return int((mixed ^ (mixed >> np.uint64(32))).sum(dtype=np.uint64))
