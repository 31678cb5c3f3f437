"""What counting does to a task, when somebody is told of its day, where a bar lies: in plain values."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.plans.rules import (
    SaidTarget,
    Turn,
    days_late,
    is_told_today,
    missing_targets,
    next_code,
    turn_of,
)
from hieuhoc.web.office.plans.spans import ruler_of

DUE = date(2026, 6, 30)


def turn(is_running: bool, by_records: bool, is_enough: bool, today: date) -> Turn:
    return turn_of(is_running=is_running, by_records=by_records, is_enough=is_enough, due_on=DUE, today=today)


def test_a_task_ends_with_enough_and_runs_again_only_before_its_day_is_over() -> None:
    assert turn(True, False, True, DUE) is Turn.FINISHES
    assert turn(True, False, True, DUE + timedelta(days=40)) is Turn.FINISHES  # late, but done
    assert turn(True, False, False, DUE) is Turn.STAYS
    assert turn(False, True, False, DUE) is Turn.REOPENS
    assert turn(False, True, False, DUE + timedelta(days=1)) is Turn.STAYS
    assert turn(False, False, False, DUE) is Turn.STAYS  # what people accepted stays accepted
    assert turn(False, True, True, DUE) is Turn.STAYS


@given(st.integers(-90, 90), st.integers(-200, 200))
def test_everybody_is_told_within_a_week_of_the_day_and_never_early(days: int, distance: int) -> None:
    today = DUE + timedelta(days=distance)
    told = is_told_today(DUE, days, today)
    assert not told or 0 <= distance - days < 7
    assert not told or days > 0 or distance <= 0
    assert is_told_today(DUE, days, DUE + timedelta(days=days))


def test_days_late_begin_when_the_day_is_over() -> None:
    assert [days_late(DUE, DUE + timedelta(days=n)) for n in (-3, 0, 1, 30)] == [0, 0, 1, 30]


def test_what_the_plan_above_asks_and_nobody_says_is_missing() -> None:
    asked = [SaidTarget("T1", 2026, Decimal(100)), SaidTarget("T2", 2026, Decimal(45))]
    assert missing_targets(asked, [SaidTarget("T1", 2026, Decimal(90))]) == [asked[1]]


def test_codes_go_on_from_the_highest_number() -> None:
    assert next_code([]) == "01"
    assert next_code(["01", "NV-9", "11"]) == "12"


def test_bars_lie_within_whole_months_and_are_filled_by_what_is_done() -> None:
    ruler = ruler_of([(date(2026, 1, 15), date(2026, 3, 10))], date(2026, 2, 1))
    assert (ruler.first, ruler.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert [mark.text for mark in ruler.months] == ["01/2026", "02/2026", "03/2026"]
    bar = ruler.bar(date(2026, 1, 1), date(2026, 3, 31), 0.5)
    assert (bar.x, bar.width, bar.done) == ("0.00%", "100.00%", "50.00%")
    assert ruler.today == f"{31 * 100 / 90:.2f}%"
    assert ruler_of([(date(2026, 1, 15), date(2026, 3, 10))], date(2027, 2, 1)).today == ""


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 3000), st.floats(0, 1))
def test_no_bar_reaches_out_of_its_ruler(first: date, length: int, done: float) -> None:
    last = first + timedelta(days=length)
    bar = ruler_of([(first, last)], first).bar(first, last, done)
    x, width, filled = (float(text.rstrip("%")) for text in (bar.x, bar.width, bar.done))
    assert x >= 0
    assert x + width <= 100.7  # a bar of one day in twenty years is widened to be seen
    assert filled <= width + 0.01
