"""Gauges, maps and trends: what is drawn agrees with the figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.web.ui.drawing import ARC_LENGTH, MAP_WIDTH, Bubble, bubble_map, gauge, standing
from hieuhoc.web.ui.shapes import Point, Series, trend_data, trend_rows


def test_half_a_share_fills_half_the_arc() -> None:
    assert float(gauge(50, 100, 40).filled) == pytest.approx(ARC_LENGTH / 2, abs=0.1)


def test_a_gauge_without_a_target_has_no_mark() -> None:
    drawn = gauge(50, 100, None)
    assert drawn.mark is None
    assert drawn.standing == "plain"


@pytest.mark.parametrize(
    ("share", "target", "word"),
    [("40.0", 40, "reached"), ("39.9", 40, "near"), ("35.9", 40, "below"), (None, 40, "empty")],
)
def test_standing_is_told_from_share_and_target(share: str | None, target: int, word: str) -> None:
    assert standing(None if share is None else Decimal(share), target) == word


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


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east = Bubble("a", 12.0, 108.0, 1, 5), Bubble("b", 13.0, 109.0, 1, 4)
    first, second = bubble_map([south_west, north_east], None).bubbles
    assert float(first.x) < float(second.x)
    assert float(first.y) > float(second.y)


def test_a_year_without_a_figure_is_a_gap_in_its_line() -> None:
    lines = [Series("A", [Point(2022, 1, 4), Point(2023, 0, 0)]), Series("B", [Point(2023, 3, 4)])]
    assert [row.year for row in trend_rows(lines)] == [2022, 2023]
    data = trend_data(lines, target=40, break_year=None, break_label="")
    assert data["series"][0]["values"] == [25.0, None]
    assert data["series"][1]["values"] == [None, 75.0]
    assert data["series"][0]["labels"][0] == "1/4 (25,0%)"


def test_a_change_of_map_is_marked_only_between_two_years() -> None:
    def marked(*over: int) -> object:
        line = Series("Bản đồ từng năm", [Point(year, 1, 2, "") for year in over])
        return trend_data([line], target=None, break_year=2025, break_label="Bỏ cấp huyện")["breakYear"]

    assert marked(2024, 2025) == "2025"
    assert marked(2025) is None
    assert marked(2022, 2023) is None
