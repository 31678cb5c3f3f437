"""Numbers, percentages and dates as a person in a commune office writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from hieuhoc.web.ui import formats


def test_thousands_take_a_point_and_tenths_a_comma() -> None:
    assert formats.number(1234.5, 1) == "1.234,5"
    assert formats.number(25013) == "25.013"
    assert formats.number(None) == "–"


def test_english_pages_turn_the_separators_round() -> None:
    with translation.override("en"):
        assert formats.number(1234.5, 1) == "1,234.5"


def test_a_fraction_names_what_it_counts() -> None:
    assert formats.fraction(412, 1038, "người lớn") == "412/1.038 người lớn (39,7%)"


def test_nothing_is_divided_by_nothing() -> None:
    assert formats.percent(0, 0) == "–"
    assert formats.fraction(0, 0) == "0/0 (chưa có số liệu)"


def test_almost_all_is_not_all_and_a_few_are_not_none() -> None:
    assert formats.percent(99_999, 100_000) == "99,9%"
    assert formats.percent(1, 100_000) == "0,1%"
    assert formats.percent(100_000, 100_000) == "100,0%"


def test_a_share_below_its_target_is_not_written_as_the_target() -> None:
    assert formats.percent(3_996, 10_000) == "40,0%"
    assert formats.percent(3_996, 10_000, 40) == "39,9%"
    assert formats.fraction(3_996, 10_000, "người lớn", 40) == "3.996/10.000 người lớn (39,9%)"


@pytest.mark.parametrize(("seconds", "words"), [(47, "47 giây"), (240, "4 phút"), (3_900, "1 giờ 5 phút")])
def test_time_left_is_told_in_the_unit_that_matters(seconds: int, words: str) -> None:
    assert formats.duration(timedelta(seconds=seconds)) == words


def test_days_are_written_day_first_and_in_the_time_of_vietnam() -> None:
    assert formats.day(date(2025, 3, 5)) == "05/03/2025"
    assert formats.day(datetime(2025, 3, 4, 18, 0, tzinfo=UTC)) == "05/03/2025"
    assert formats.moment(datetime(2025, 3, 4, 18, 5, tzinfo=UTC)) == "01:05 05/03/2025"
