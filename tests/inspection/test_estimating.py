"""The estimate and its standard error are those of an independent library for survey samples; the interval holds the truth as
often as it says."""

from random import Random

import polars as pl
import pytest
import svy

from hieuhoc.inspection.rules.estimating import Estimate, PartResult, of_draws, of_strata
from hieuhoc.inspection.rules.sampling import drawn_by_size, drawn_from_each

SIZES = {1: 40, 2: 260, 3: 33, 4: 90, 5: 12}


def judged(seed: int) -> list[tuple[PartResult, list[int]]]:
    """Strata with what was found at each of their titles that was judged."""
    random, parts = Random(seed), []
    for size in SIZES.values():
        found = [int(random.random() < 0.8) for _title in range(random.randint(2, 12))]
        parts.append((PartResult(size, len(found), sum(found)), found))
    return parts


def by_library(parts: list[tuple[PartResult, list[int]]], *, is_stratified: bool) -> tuple[float, float]:
    rows = [
        (str(number), part.size, part.size / part.judged if is_stratified else 1 / part.judged, value)
        for number, (part, found) in enumerate(parts)
        for value in found
    ]
    frame = pl.DataFrame(rows, schema=["part", "size", "weight", "merited"], orient="row")
    strata = svy.Design(stratum="part", wgt="weight", pop_size="size")
    design = strata if is_stratified else svy.Design(psu="part", wgt="weight")
    told = svy.Sample(frame, design).estimation.mean("merited")
    assert isinstance(told, svy.Estimate)
    return told.estimates[0].est, told.estimates[0].se


@pytest.mark.parametrize("seed", range(4))
def test_a_stratified_estimate_is_that_of_the_library(seed: int) -> None:
    parts = judged(seed)
    estimate = of_strata([part for part, _found in parts])
    assert estimate is not None
    assert (estimate.share, estimate.error) == pytest.approx(by_library(parts, is_stratified=True), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_an_estimate_by_size_is_that_of_the_library(seed: int) -> None:
    parts = judged(seed)
    estimate = of_draws([part for part, _found in parts])
    assert estimate is not None
    assert (estimate.share, estimate.error) == pytest.approx(by_library(parts, is_stratified=False), abs=1e-12)


def test_where_everything_was_judged_nothing_is_uncertain() -> None:
    assert of_strata([PartResult(4, 4, 3), PartResult(2, 2, 2)]) == Estimate(5 / 6, 0.0, 5 / 6, 5 / 6, 6)


def test_all_merited_is_not_certainty_for_those_that_were_not_seen() -> None:
    estimate = of_strata([PartResult(100, 10, 10), PartResult(50, 5, 5)])
    assert estimate is not None
    assert (estimate.share, estimate.high) == (1.0, 1.0)
    assert 0.75 < estimate.low < 0.9


def test_nothing_is_estimated_while_a_part_has_nobody_judged() -> None:
    assert of_strata([PartResult(100, 10, 10), PartResult(50, 0, 0)]) is None
    assert of_draws([PartResult(100, 10, 10)]) is None
    assert of_draws([PartResult(100, 10, 10), PartResult(50, 0, 0)]) is None
    assert of_strata([]) is None


def test_a_stratum_with_one_title_judged_borrows_what_the_others_differ_by() -> None:
    estimate = of_strata([PartResult(100, 10, 5), PartResult(50, 1, 1)])
    assert estimate is not None
    assert estimate.error > 0


@pytest.mark.parametrize("method", ["from_each", "by_size"])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(method: str) -> None:
    """Three hundred samples of one population: 95 % of the intervals hold its share, give or take chance."""
    random = Random(1)
    frame = {place: range(place * 1000, place * 1000 + size) for place, size in SIZES.items()}
    merited = {title: random.random() < 0.85 for titles in frame.values() for title in titles}
    truth, held = sum(merited.values()) / len(merited), 0
    for number in range(300):
        seed = f"seed {number}"
        by_size = method == "by_size"
        drawn = drawn_by_size(frame, 120, 4, seed) if by_size else drawn_from_each(frame, 80, seed)
        parts: dict[tuple[int, int], list[bool]] = {}
        for row in drawn:
            parts.setdefault((row.place, row.draw), []).append(merited[row.title])
        results = [PartResult(len(frame[place]), len(found), sum(found)) for (place, _draw), found in parts.items()]
        estimate = of_draws(results) if by_size else of_strata(results)
        assert estimate is not None
        held += estimate.low <= truth <= estimate.high
    assert held >= 270
