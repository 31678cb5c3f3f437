"""The verdict on points: total, what is missing, which rule decided."""

from collections.abc import Collection, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.assessment.rules import Rule, Verdict, score

GENERAL = Rule("", 80, 5, "nguồn chung")
ETHNIC = Rule("ethnic_minority", 70, 5, "nguồn 70", is_certain=False)
RULES = [GENERAL, ETHNIC]
TOPS = (10,) * 10
points_of_ten = st.lists(st.none() | st.integers(0, 10), min_size=10, max_size=10)
# A busy machine is no fault of the rule.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
areas = st.sets(st.sampled_from(["ethnic_minority", "remote"]))


def judge(points: Sequence[int | None], area_classes: Collection[str] = ()) -> Verdict:
    return score(points, RULES, area_classes, max_points=TOPS)


def points_of_total(total: int) -> list[int]:
    return [total // 10 + (position < total % 10) for position in range(10)]


@pytest.mark.parametrize(
    ("total", "area_classes", "is_passed"),
    [
        (80, (), True),
        (79, (), False),
        (70, ("ethnic_minority",), True),
        (69, ("ethnic_minority",), False),
        (70, (), False),
        (70, ("remote",), False),
    ],
)
def test_the_mark_is_80_and_70_where_a_rule_for_the_area_says_so(
    total: int, area_classes: Collection[str], is_passed: bool
) -> None:
    assert judge(points_of_total(total), area_classes).is_passed is is_passed


def test_one_criterion_under_five_fails_whatever_the_total() -> None:
    verdict = judge([4] + [10] * 9)
    assert (verdict.total, verdict.is_passed) == (94, False)
    assert [(low.position, low.points, low.needed) for low in verdict.low] == [(1, 4, 5)]
    assert verdict.missing_points == 1


def test_five_in_one_criterion_is_enough() -> None:
    assert judge([5] + [10] * 9).is_passed


def test_an_unanswered_criterion_counts_nothing_and_is_low() -> None:
    verdict = judge([None] + [10] * 9)
    assert (verdict.total, verdict.low[0].points, verdict.is_passed) == (90, None, False)


def test_who_reaches_80_in_a_special_area_does_not_rest_on_the_unconfirmed_rule() -> None:
    assert judge(points_of_total(80), ("ethnic_minority",)).rule is GENERAL


def test_who_reaches_only_70_there_is_told_which_rule_with_which_source() -> None:
    verdict = judge(points_of_total(75), ("ethnic_minority",))
    assert (verdict.rule.source, verdict.rule.is_certain) == ("nguồn 70", False)


def test_who_misses_is_told_the_nearest_mark() -> None:
    assert judge(points_of_total(68), ("ethnic_minority",)).missing_points == 2
    assert judge(points_of_total(68)).missing_points == 12


def test_points_out_of_range_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"outside 0\.\.max"):
        judge([11] + [8] * 9)


@unhurried
@given(points_of_ten, areas)
def test_more_points_never_turn_a_pass_into_a_fail(points: list[int | None], area_classes: set[str]) -> None:
    before = judge(points, area_classes)
    for position in range(10):
        more = [*points]
        more[position] = min((more[position] or 0) + 1, 10)
        after = judge(more, area_classes)
        assert after.is_passed >= before.is_passed
        assert after.missing_points <= before.missing_points


@unhurried
@given(points_of_ten)
def test_an_area_class_never_harms(points: list[int | None]) -> None:
    inside, outside = judge(points, ("ethnic_minority",)), judge(points)
    assert inside.is_passed >= outside.is_passed
    assert inside.missing_points <= outside.missing_points


@unhurried
@given(points_of_ten, areas)
def test_passed_means_nothing_is_missing_and_the_rule_is_met(points: list[int | None], area_classes: set[str]) -> None:
    verdict = judge(points, area_classes)
    assert verdict.is_passed == (verdict.missing_points == 0)
    met = verdict.total >= verdict.rule.min_total and all((given or 0) >= verdict.rule.min_each for given in points)
    assert verdict.is_passed == met


@unhurried
@given(points_of_ten, areas)
def test_the_missing_points_are_enough_and_no_fewer_are(points: list[int | None], area_classes: set[str]) -> None:
    """Greedy: lift the low ones to their mark, put the rest anywhere there is room."""
    verdict = judge(points, area_classes)
    if verdict.is_passed:
        return
    lifted = [max(given or 0, 5) for given in points]
    left = verdict.missing_points - (sum(lifted) - verdict.total)
    for position in range(10):
        step = min(left, 10 - lifted[position])
        lifted[position] += step
        left -= step
    assert left == 0
    assert judge(lifted, area_classes).is_passed
    assert sum(lifted) - verdict.total == verdict.missing_points
