"""The formulas against their definitions, worked out another way."""

from collections import Counter
from statistics import correlation, variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.criteria.rules import AskedCriterion, asked_before
from hieuhoc.trials.rules import (
    Moments,
    agreement,
    carried,
    cronbach_alpha,
    group_in_draft,
    item_rest_correlation,
)

answers = st.integers(2, 6).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 10), min_size=size, max_size=size), min_size=3, max_size=40)
)


def moments_of(rows: list[list[int]]) -> Moments:
    columns = list(zip(*rows, strict=True))
    products = tuple(tuple(sum(a * b for a, b in zip(x, y, strict=True)) for y in columns) for x in columns)
    return Moments(len(rows), tuple(map(sum, columns)), products)


@given(answers)
def test_alpha_is_what_variances_say(rows: list[list[int]]) -> None:
    columns, totals = list(zip(*rows, strict=True)), [sum(row) for row in rows]
    alpha, size = cronbach_alpha(moments_of(rows)), len(rows[0])
    if len(set(totals)) == 1:
        assert alpha is None
    else:
        own = sum(float(variance(column)) for column in columns)
        assert alpha == pytest.approx(size / (size - 1) * (1 - own / float(variance(totals))), abs=1e-9)


@given(answers)
def test_a_criterion_is_compared_with_all_the_others(rows: list[list[int]]) -> None:
    for number in range(len(rows[0])):
        mine, rest = [row[number] for row in rows], [sum(row) - row[number] for row in rows]
        told = item_rest_correlation(moments_of(rows), number)
        if len(set(mine)) == 1 or len(set(rest)) == 1:
            assert told is None
        else:
            assert told == pytest.approx(correlation(mine, rest), abs=1e-9)


@given(answers, st.data())
def test_moments_of_parts_add_up(rows: list[list[int]], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(rows) - 1))
    assert moments_of(rows[:cut]) + moments_of(rows[cut:]) == moments_of(rows)


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=50))
def test_kappa_is_what_its_definition_says(pairs: list[tuple[int, int]]) -> None:
    told, count = agreement(Counter(pairs)), len(pairs)
    apart = sum((a - b) ** 2 for a, b in pairs) / count
    by_chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / count**2
    assert told.same == sum(a == b for a, b in pairs)
    assert told.within_one == sum(abs(a - b) <= 1 for a, b in pairs)
    assert told.points_apart == sum(abs(a - b) for a, b in pairs)
    if by_chance:
        assert told.kappa == pytest.approx(1 - apart / by_chance, abs=1e-9)
    else:
        assert told.kappa is None


def test_points_keep_their_share_of_the_whole() -> None:
    assert [carried(points, 10, 15) for points in (0, 5, 10)] == [0, 8, 15]
    assert [carried(points, 10, 5) for points in (0, 5, 7, 10)] == [0, 3, 4, 5]
    assert [carried(points, 10, 10) for points in range(11)] == list(range(11))


def test_a_question_is_known_again_by_where_it_came_from_else_by_its_words() -> None:
    earlier = [AskedCriterion(1, "Đọc", 10), AskedCriterion(2, "Viết", 10), AskedCriterion(3, "Tính", 10)]
    draft = [AskedCriterion(3, "Tính toán", 20), AskedCriterion(9, "Viết", 10), AskedCriterion(8, "Mới", 10)]
    assert asked_before(draft, earlier) == (2, 1, None)
    assert asked_before([AskedCriterion(9, "Đọc", 10), AskedCriterion(1, "Đọc sách", 10)], earlier) == (None, 0)


def test_a_group_the_draft_dropped_goes_where_the_trial_says() -> None:
    assert group_in_draft("workers", {}, ["workers", "learners"]) == "workers"
    assert group_in_draft("staff", {"staff": "workers"}, ["workers"]) == "workers"
    assert group_in_draft("staff", {}, ["workers"]) == ""
