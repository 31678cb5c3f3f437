"""Spells, dates and numbers as the programme and people in Vietnam mean them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib import dates, numbers

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def _in_order(pair: tuple[int | None, int | None]) -> bool:
    since, until = pair
    return since is None or until is None or since < until


SPELLS = st.tuples(st.none() | st.integers(0, 8), st.none() | st.integers(1, 9)).filter(_in_order)


def a_spell(pair: tuple[int | None, int | None]) -> dates.Spell:
    since, until = (None if day is None else date(2020, 1, 1) + timedelta(days=day) for day in pair)
    return dates.Spell(since, until)


@pytest.mark.parametrize(
    "text",
    ["5/3/2025", "05-03-2025", "5.3.2025", "2025-03-05", "2025-03-05 00:00:00", "45721", "45721.0",
     "ngày 5 tháng 3 năm 2025", "Ngày 05 tháng 03 năm 2025", " 05 / 03 / 2025 ", "'05/03/2025"],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    assert dates.parse_date(text) == date(2025, 3, 5)


@pytest.mark.parametrize(("text", "year"), [("1957", 1957), ("năm 1957", 1957), ("1957.0", 1957), ("2025", 2025)])
def test_a_year_alone_stays_a_year(text: str, year: int) -> None:
    assert dates.parse_date(text) == year


@pytest.mark.parametrize(
    "text", ["", "31/2/2025", "5/13/2025", "abc", "12", "99999", "05/03/25", "5/3/1066", "1066", "5/3"]
)
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(dates.NotADate):
        dates.parse_date(text)


@pytest.mark.parametrize(
    "text", ["5/3/2025", "05/03/2025", "5-3-2025", "05.03.2025", "2025-03-05", "05032025", " 05 03 2025 "]
)
def test_a_typed_date_may_come_without_a_slash(text: str) -> None:
    assert dates.parse_typed_date(text) == date(2025, 3, 5)
    assert dates.parse_typed_date("1957") == 1957


def test_a_typed_number_of_five_digits_is_no_day() -> None:
    with pytest.raises(dates.NotADate):
        dates.parse_typed_date("45721")


def test_a_day_the_calendar_lacks_tells_the_nearest_it_has() -> None:
    for text, nearest in {"31/2/2025": date(2025, 2, 28), "30022024": date(2024, 2, 29), "5/13/2025": None}.items():
        with pytest.raises(dates.NoSuchDay) as found:
            dates.parse_typed_date(text)
        assert found.value.nearest == nearest
    with pytest.raises(dates.OutsideTheYears):
        dates.parse_typed_date("5/3/1066")


@given(DAYS)
def test_a_written_date_is_read_back(day: date) -> None:
    assert dates.parse_date(dates.format_date(day)) == day
    assert dates.parse_date(day.isoformat()) == day


def test_dates_are_written_day_first() -> None:
    assert dates.format_date(date(2025, 3, 5)) == "05/03/2025"
    assert dates.format_birth(None, 1957) == "1957"
    assert dates.format_birth(None, None) == dates.format_date(None) == ""


def holds_on(spell: dates.Spell, day: date) -> bool:
    return (spell.since is None or spell.since <= day) and (spell.until is None or day < spell.until)


@given(SPELLS, SPELLS)
def test_spells_overlap_when_they_share_a_day(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None]
) -> None:
    first, second = a_spell(one), a_spell(other)
    days = [date(2019, 12, 1) + timedelta(days=day) for day in range(80)]
    shared = any(all(holds_on(spell, day) for spell in (first, second)) for day in days)
    assert first.overlaps(second) is shared
    assert dates.overlaps_any(first, [second]) is shared


def test_a_spell_ends_before_its_last_date() -> None:
    spell = dates.Spell(date(2025, 1, 1), date(2025, 7, 1))
    assert spell.overlaps(dates.Spell(date(2025, 6, 30)))
    assert not spell.overlaps(dates.Spell(date(2025, 7, 1)))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1038, 0, "1.038"),
        (0.05, 1, "0,1"),
        (-1234567, 0, "-1.234.567"),
        (Decimal("-0.04"), 1, "0,0"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value: float, decimals: int, text: str) -> None:
    assert numbers.format_number(value, decimals) == text


def test_a_share_of_nothing_is_not_zero() -> None:
    assert numbers.format_percent(412, 1038) == "39,7%"
    assert numbers.format_percent(0, 5) == "0,0%"
    assert numbers.format_percent(0, 0) == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", "1234.5"), ("1234,5", "1234.5"), ("1234.5", "1234.5"), ("1 234", "1234"), ("1.234", "1234"),
     ("0.5", "0.5"), ("-8", "-8"), ("0.123", "0.123")],
)  # fmt: skip
def test_numbers_are_read_as_written(text: str, value: str) -> None:
    assert numbers.parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "abc", "1,2,3", "1.2.3", "²", "--1", "."])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        numbers.parse_number(text)


@given(st.integers(-(10**9), 10**9), st.integers(0, 3))
def test_a_written_number_is_read_back(value: int, decimals: int) -> None:
    exact = Decimal(value).scaleb(-decimals)
    text = numbers.format_number(exact, decimals)
    assert decimals == 3 or numbers.parse_number(text) == exact
