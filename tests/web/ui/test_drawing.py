"""Gauges, maps and trends: what is drawn agrees with the figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib.shares import share
from hieuhoc.web.ui.drawing import ARC_LENGTH, MAP_WIDTH, Bubble, bubble_map, gauge, standing
from hieuhoc.web.ui.shapes import Point, Series, trend_rows
from hieuhoc.web.ui.trends import MOST_YEARS, trend


def test_half_a_share_fills_half_the_arc() -> None:
    assert float(gauge(50, 100, 40).filled) == pytest.approx(ARC_LENGTH / 2, abs=0.1)


def test_a_gauge_without_a_target_has_no_mark() -> None:
    drawn = gauge(50, 100, None)
    assert drawn.mark is None
    assert drawn.standing == "plain"


@pytest.mark.parametrize(
    ("num", "den", "target", "word"),
    [
        (40, 100, 40, "reached"),
        (3_996, 10_000, 40, "near"),  # 39.96 % would be rounded to the target
        (359, 1_000, 40, "below"),
        (1, 3, "33.33", "reached"),  # though 33,3 % is written
        (0, 0, 40, "empty"),
    ],
)
def test_standing_is_judged_exactly(num: int, den: int, target: int | str, word: str) -> None:
    assert standing(num, den, Decimal(target)) == word


places = st.builds(
    Bubble,
    name=st.text("abcdê", min_size=1, max_size=12),
    latitude=st.floats(12, 14),
    longitude=st.floats(107, 110),
    num=st.just(1),
    den=st.integers(0, 5_000),
)


@given(st.lists(places, max_size=40))
def test_every_place_is_drawn_inside_the_map_and_small_ones_on_top(found: list[Bubble]) -> None:
    drawn = bubble_map(found, 40)
    assert len(drawn.bubbles) == len(found)
    radii = [float(spot.r) for spot in drawn.bubbles]
    assert radii == sorted(radii, reverse=True)
    for spot in drawn.bubbles:
        assert 0 <= float(spot.x) <= MAP_WIDTH
        assert 0 <= float(spot.y) <= float(drawn.height)
        assert spot.label is None or 0 <= float(spot.label.y) <= float(drawn.height) - 10, "no name is cut"


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east = Bubble("a", 12.0, 108.0, 1, 5), Bubble("b", 13.0, 109.0, 1, 4)
    first, second = bubble_map([south_west, north_east], None).bubbles
    assert float(first.x) < float(second.x)
    assert float(first.y) > float(second.y)


A_LINE = Series("A", [Point(2022, 1, 4), Point(2023, 0, 0), Point(2024, 2, 4), Point(2025, 3, 4)])
YEARS = (2022, 2023, 2024, 2025)


def test_a_year_without_a_figure_is_a_gap_in_its_line() -> None:
    drawn = trend([A_LINE], 40, None, YEARS)
    assert [spot.point.year for spot in drawn.lines[0].spots] == [2022, 2024, 2025]
    assert len(drawn.lines[0].legs) == 1, "nothing leads over the gap"
    assert [row.year for row in trend_rows([A_LINE, Series("B", [Point(2026, 3, 4)])])] == [*YEARS, 2026]


def test_a_change_of_map_is_marked_only_between_two_years() -> None:
    def marked(*over: int) -> bool:
        line = Series("Bản đồ từng năm", [Point(year, 1, 2) for year in over])
        return trend([line], None, 2025, over).change is not None

    assert marked(2024, 2025)
    assert not marked(2025, 2026)
    assert not marked(2022, 2023)


shares = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=12)


@given(st.lists(shares, min_size=1, max_size=4), st.one_of(st.none(), st.integers(0, 100)))
def test_lines_stay_inside_their_drawing_and_higher_shares_stand_higher(
    counts: list[list[tuple[int, int]]], target: int | None
) -> None:
    lines = [
        Series(str(order), [Point(2020 + year, min(num, den), den) for year, (num, den) in enumerate(line)])
        for order, line in enumerate(counts)
    ]
    years = [row.year for row in trend_rows(lines)]
    drawn = trend(lines, target, 2025, years)
    spots = [spot for line in drawn.lines for spot in line.spots]
    for spot in spots:
        assert 0 <= float(spot.x.rstrip("%")) <= 100
        assert 0 < float(spot.label_y) < float(drawn.height)
    ordered = sorted(spots, key=lambda spot: share(spot.point.num, spot.point.den) or 0)
    heights = [float(spot.y) for spot in ordered]
    assert heights == sorted(heights, reverse=True)
    assert len({(line.look, line.mark) for line in drawn.lines}) == len(lines), "told apart without colour"


def test_more_years_than_fit_are_thinned_but_the_last_is_written() -> None:
    years = range(2010, 2031)
    written = [words.text for words in trend([Series("A", [Point(y, 1, 2) for y in years])], None, None, years).years]
    assert len(written) <= MOST_YEARS
    assert written[-1] == "2030"
