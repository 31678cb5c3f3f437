"""Steps follow each other, levels that are not there are left out, and several reviewers' points make one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.chains.rules import (
    Act,
    ChainStep,
    Combining,
    ReviewChain,
    Who,
    combined,
    first_position,
    gaps,
    moved_up,
    next_position,
    with_step,
    without_step,
)
from hieuhoc.chains.shipped import default_chain, shipped_chains

POINTS = st.lists(st.lists(st.integers(0, 10), min_size=10, max_size=10), min_size=1, max_size=9)
ALL = frozenset(Who)


def step(who: Who, act: Act, **more: object) -> ChainStep:
    return ChainStep.model_validate({"name": f"{who} {act}", "who": who, "act": act} | more)


def chain(*steps: ChainStep, **more: object) -> ReviewChain:
    return ReviewChain.model_validate({"steps": steps} | more)


WHOLE = chain(
    step(Who.VILLAGE, Act.COLLECT),
    step(Who.ASSOCIATION, Act.SCORE),
    step(Who.DISTRICT, Act.AGREE, skipped_without=True),
    step(Who.COUNCIL, Act.AGREE),
    step(Who.COMMUNE, Act.PROPOSE),
    step(Who.PROVINCE, Act.DECIDE),
)


def there(*whos: Who) -> Callable[[Who], bool]:
    return lambda who: who in whos


def test_a_sent_dossier_begins_after_the_collecting() -> None:
    assert first_position(WHOLE, there(*ALL)) == 2


def test_a_step_of_a_level_that_is_not_there_is_left_out_when_it_may_be() -> None:
    assert next_position(WHOLE, 2, there(*ALL)) == 3
    assert next_position(WHOLE, 2, there(*(ALL - {Who.DISTRICT}))) == 4
    assert next_position(WHOLE, 3, there()) == 4  # the council is waited for, there or not
    assert next_position(WHOLE, 6, there(*ALL)) is None


@pytest.mark.parametrize(
    ("given_points", "rule", "result"),
    [
        ([[3], [9], [4]], Combining.LAST, [4]),
        ([[3], [9], [4]], Combining.MEDIAN, [4]),
        ([[3], [4]], Combining.MEDIAN, [4]),  # half a point goes up
        ([[0], [6], [7], [10]], Combining.MIDDLE_MEAN, [7]),
        ([[0], [5], [10]], Combining.MIDDLE_MEAN, [5]),
        ([[3, 8]], Combining.MIDDLE_MEAN, [3, 8]),
    ],
)
def test_points_of_several_make_one(given_points: list, rule: Combining, result: list) -> None:
    assert combined(given_points, rule) == result


@given(given_points=POINTS, rule=st.sampled_from(list(Combining)))
def test_combined_points_lie_between_the_least_and_the_most(given_points: list, rule: Combining) -> None:
    for column, one in zip(zip(*given_points, strict=True), combined(given_points, rule), strict=True):
        assert min(column) <= one <= max(column)


def test_nobodys_points_make_none() -> None:
    with pytest.raises(ValueError, match="nobody"):
        combined([], Combining.LAST)


def test_a_whole_chain_has_no_gap() -> None:
    assert gaps(WHOLE, ALL) == ()


@pytest.mark.parametrize(
    ("broken", "gap"),
    [
        (without_step(WHOLE, 2), "no_score"),
        (without_step(WHOLE, 5), "no_propose"),
        (without_step(WHOLE, 6), "no_decide"),
        (moved_up(WHOLE, 6), "out_of_order"),
        (with_step(WHOLE, 2, step(Who.COUNCIL, Act.SCORE)), "foreign_who"),
        (with_step(WHOLE, 6, step(Who.PROVINCE, Act.DECIDE, reviewers=2)), "alone"),
        (WHOLE.model_copy(update={"combining": Combining.MIDDLE_MEAN}), "too_few_for_middle"),
        (with_step(WHOLE, 2, step(Who.UNIT, Act.SCORE)), "foreign_who"),
    ],
)
def test_what_keeps_a_chain_from_being_put_in_force(broken: ReviewChain, gap: str) -> None:
    assert gap in gaps(broken, ALL - {Who.UNIT})


def test_every_shipped_chain_is_whole() -> None:
    of_people = [entry for entry in shipped_chains() if not entry["kind"].endswith("_model")]
    ways = [ReviewChain.model_validate(entry["content"]) for entry in of_people]
    ways += [default_chain(entry["kind"]) for entry in of_people]
    assert len(ways) == 6
    assert [gaps(way, ALL) for way in ways] == [()] * 6
