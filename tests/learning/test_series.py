"""Days by a rule, and the rule that says days shortest: there and back."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.learning.rules import MOST_DAYS, Recurrence, Repeat, days_of_rule, parts_of_days, read_clock, recurrence_of

THURSDAY = date(2026, 3, 5)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(st.sets(days, min_size=1, max_size=40))
def test_whatever_days_there_are_their_rule_gives_them_back(chosen: set[date]) -> None:
    assert recurrence_of(chosen).days() == tuple(sorted(chosen))


@given(days, st.sampled_from([repeat for repeat in Repeat if repeat != Repeat.ONCE]), st.integers(3, 20), st.data())
def test_a_series_with_one_day_left_out_is_known_again(
    first: date, repeat: Repeat, count: int, data: st.DataObject
) -> None:
    ruled = [day for _number, day in zip(range(count), days_of_rule(repeat, first, date.max), strict=False)]
    missing = data.draw(st.sampled_from(ruled[1:-1]), label="left out")
    rule = recurrence_of(set(ruled) - {missing})
    assert len(rule.left_out) + len(rule.added) <= 1
    assert rule.days() == tuple(day for day in ruled if day != missing)


def test_an_evening_class_without_its_holiday() -> None:
    weekly = [THURSDAY + timedelta(7 * week) for week in range(6)]
    holiday = weekly.pop(3)
    assert recurrence_of(weekly) == Recurrence(Repeat.WEEKLY, weekly[0], weekly[-1], (holiday,))
    assert recurrence_of([THURSDAY]) == Recurrence(Repeat.ONCE, THURSDAY, THURSDAY)


def test_the_same_weekday_of_each_month_jumps_over_months_that_lack_it() -> None:
    fifth_saturday = date(2026, 1, 31)
    assert [*days_of_rule(Repeat.MONTHLY, fifth_saturday, date(2026, 6, 30))] == [fifth_saturday, date(2026, 5, 30)]


def test_an_endless_rule_stops_one_after_the_most_there_may_be() -> None:
    assert len([*days_of_rule(Repeat.DAILY, THURSDAY, date.max)]) == MOST_DAYS + 1
    left_out = tuple(THURSDAY + timedelta(number) for number in range(1, 500))
    assert len(Recurrence(Repeat.DAILY, THURSDAY, date.max, left_out).days()) > MOST_DAYS


@pytest.mark.parametrize(("typed", "read"), [
    ("19:30", time(19, 30)), ("19h30", time(19, 30)), ("7.05", time(7, 5)), ("19h", time(19)), ("7 giờ 30", time(7, 30)),
    ("19:30:00", time(19, 30)), ("24:00", None), ("7:60", None), ("chiều", None), ("1930", None), ("", None),
])  # fmt: skip
def test_times_as_people_write_them(typed: str, read: time | None) -> None:
    assert read_clock(typed) == read


def test_days_stand_between_semicolons_commas_or_on_lines() -> None:
    assert parts_of_days(" 05/03/2026;12/03/2026 , 1/4/2026\n2/4/2026;") == [
        "05/03/2026",
        "12/03/2026",
        "1/4/2026",
        "2/4/2026",
    ]
