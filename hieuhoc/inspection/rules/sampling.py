"""Samples that anybody can draw again: how many are needed, how they are shared out, which ones the seed gives. Pure.

A title is drawn by the SHA-256 of "<seed>:<its number>": the smallest of a stratum are taken. No machine's random numbers,
so that another program, or a pencil, draws the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

Z = 1.959963984540054  # of 95 %
PER_PLACE = 2  # at least, where a place has them: one alone says nothing of how much they differ
SPREAD = 1.5  # titles of one place are alike: so many more are needed when whole places are drawn

type TitleFrame = Mapping[int, Sequence[int]]  # place -> numbers of its titles


@dataclass(frozen=True)
class DrawnTitle:
    """`draw`: which of the places' draws it came by, from 1; 0 where every place is drawn from. `weight`: how many of the
    population it speaks for."""

    place: int
    title: int
    draw: int
    weight: float


def size_wanted(population: int, margin: float, expected: float) -> int:
    """How many titles tell the share within ±`margin` at 95 %, if it is about `expected`; with the finite population
    correction. All shares from 0 to 1."""
    if population < 1:
        return 0
    without_end = Z * Z * expected * (1 - expected) / (margin * margin)
    return min(population, max(1, ceil(without_end / (1 + (without_end - 1) / population))))


def shared_out(sizes: Mapping[int, int], count: int) -> dict[int, int]:
    """`count` among strata in proportion to their size: at least two of each that has them, never more than it has. Largest
    remainders first, the smaller key where they are equal."""
    total = sum(sizes.values())
    if not total:
        return dict.fromkeys(sizes, 0)
    exact = {key: Fraction(count * size, total) for key, size in sizes.items()}
    taken = {key: min(size, max(min(PER_PLACE, size), int(exact[key]))) for key, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda key: (int(exact[key]) - exact[key], key))
    while (missing := count - sum(taken.values())) > 0:
        open_to_more = [key for key in by_remainder if taken[key] < sizes[key]][:missing]
        if not open_to_more:
            break
        for key in open_to_more:
            taken[key] += 1
    return taken


def in_order(seed: str, titles: Sequence[int]) -> list[int]:
    return sorted(titles, key=lambda title: hashlib.sha256(f"{seed}:{title}".encode()).digest())


def drawn_from_each(frame: TitleFrame, count: int, seed: str) -> list[DrawnTitle]:
    """Stratified: from every place its part."""
    taken = shared_out({place: len(titles) for place, titles in frame.items()}, count)
    return [
        DrawnTitle(place, title, 0, len(titles) / taken[place])
        for place, titles in sorted(frame.items())
        for title in in_order(seed, titles)[: taken[place]]
    ]


def drawn_by_size(frame: TitleFrame, count: int, per_draw: int, seed: str) -> list[DrawnTitle]:
    """Places with probability proportional to size, systematically from a start the seed gives; `per_draw` titles each
    time a place is hit, so that every title is as likely as any other. A place hit twice is drawn from twice."""
    population = sum(len(titles) for titles in frame.values())
    draws = max(2, ceil(count / per_draw))
    step = Fraction(population, draws)
    start = Fraction(int.from_bytes(hashlib.sha256(f"{seed}:start".encode()).digest()), 2**256) * step
    drawn: list[DrawnTitle] = []
    passed, number = 0, 0
    for place, titles in sorted(frame.items()):
        hits = 0
        while number + hits < draws and start + (number + hits) * step < passed + len(titles):
            hits += 1
        ordered, each = in_order(seed, titles), min(per_draw, len(titles) // hits) if hits else 0
        for hit in range(hits):
            part = ordered[hit * each : (hit + 1) * each]
            weight = population / (draws * each) if each else 0.0
            drawn += [DrawnTitle(place, title, number + hit + 1, weight) for title in part]
        passed, number = passed + len(titles), number + hits
    return drawn


def fingerprint(frame: TitleFrame) -> str:
    """SHA-256 of the whole population, a line "<place>:<title>" each, in order: published with the seed."""
    digest = hashlib.sha256()
    for place, titles in sorted(frame.items()):
        for title in sorted(titles):
            digest.update(f"{place}:{title}\n".encode())
    return digest.hexdigest()
