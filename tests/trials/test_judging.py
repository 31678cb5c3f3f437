"""Blocks are judged as each dossier is judged alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.assessment.rules import Rule, score
from hieuhoc.places.models import AreaClass
from hieuhoc.trials.dossiers import AREA_BIT
from hieuhoc.trials.judging import Carrying, carry, judge
from hieuhoc.trials.rules import Mark

CLASSES = [str(area_class) for area_class in AreaClass.values]
TOPS = [10, 5, 20, 10]

rows = st.lists(
    st.tuples(st.tuples(*(st.integers(0, top) for top in TOPS)), st.sets(st.sampled_from(CLASSES))),
    min_size=1,
    max_size=30,
)
marks = st.lists(
    st.builds(Mark, st.sampled_from(CLASSES), st.integers(1, 45), st.integers(0, 5)), unique_by=lambda m: m.area_class
)
general = st.builds(Mark, st.just(""), st.integers(1, 45), st.integers(0, 5))


@settings(max_examples=150, deadline=None)
@given(rows, marks, general)
def test_a_block_is_judged_as_its_dossiers_are(
    dossiers: list[tuple[tuple[int, ...], set[str]]], special: list[Mark], everywhere: Mark
) -> None:
    given_points = np.array([points for points, _classes in dossiers], dtype=np.int16).T
    areas = np.array([sum(AREA_BIT[name] for name in classes) for _points, classes in dossiers])
    said = judge(given_points, TOPS, [everywhere, *special], areas)
    rules = [Rule(mark.area_class, mark.min_total, mark.min_each) for mark in (everywhere, *special)]
    for number, (points, classes) in enumerate(dossiers):
        alone = score(points, rules, classes, max_points=TOPS)
        assert bool(said.passes[number]) == alone.is_passed
        assert int(said.totals[number]) == alone.total
        assert int(said.missing[number]) == (0 if alone.is_passed else alone.missing_points)
        for question, top in enumerate(TOPS):
            full = [*points[:question], top, *points[question + 1 :]]
            would = score(full, rules, classes, max_points=TOPS).is_passed
            assert bool(said.is_blocking[question][number]) == (would and not alone.is_passed)


def test_a_question_nobody_was_asked_is_taken_as_the_trial_says() -> None:
    points = np.array([[8, 10], [6, 10]], dtype=np.uint8)
    how = {
        way: carry(points, Carrying([1, None, 0], [10, 10], [10, 10, 5], way)).tolist()
        for way in ("none", "share", "full")
    }
    assert how["none"] == [[6, 10], [0, 0], [4, 5]]
    assert how["share"] == [[6, 10], [7, 10], [4, 5]]
    assert how["full"] == [[6, 10], [10, 10], [4, 5]]
