"""A statement of the bank is read whatever bank wrote it; what is clear is received, what is doubtful is asked, nothing twice."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.funds.actions import (
    NewGift,
    close_books,
    import_statement,
    pass_over_line,
    settle_line,
    take_line,
    withdraw_gift,
)
from hieuhoc.funds.models import Gift, Statement, StatementLine
from hieuhoc.funds.reads import accounts_of, gifts_like, words_of
from hieuhoc.funds.rules.statements import StatementRow as Row
from hieuhoc.funds.rules.statements import amount_in, code_in, gifts_meant, layouts, marks_of
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.funds.files import Line, bidv, mt940, vietcombank
from tests.funds.makers import BEGUN, make_fund, make_gift
from tests.refusals import refused

TODAY = timezone.localdate
CODE = "HH7K2M9QXA0B1C"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,250,000", 1_250_000), ("1.250.000", 1_250_000), ("1,250,000.00 VND", 1_250_000), ("50000", 50_000), ("", 0)],
)
def test_amounts_are_read_as_banks_write_them(text: str, amount: int) -> None:
    assert amount_in(text) == amount


@pytest.mark.parametrize("text", ["1,25", "12.5", "1.250,000", "hai triệu", "1,250,000.50", "²"])
def test_what_is_no_whole_amount_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        amount_in(text)


def test_a_code_is_found_among_the_words_that_banks_put_around_it() -> None:
    for words in (
        f"MBVCB.123.{CODE}.CT tu 001",
        f"NGUYEN THI NAM ung ho {CODE.lower()}",
        f"{CODE[:6]} {CODE[6:]} cam on",
    ):
        assert code_in(words) == CODE
    assert code_in(f"{CODE} {CODE}") == CODE
    assert code_in(f"{CODE} HH7K2M9QXA0B1D") == ""
    assert code_in("ung ho quy khuyen hoc") == ""


def test_a_gift_is_paid_once_and_only_by_its_own_amount() -> None:
    rows = [Row(TODAY(), amount, "", CODE) for amount in (90, 100, 100)]
    assert gifts_meant(rows, {CODE: 100}) == ["", CODE, ""]


def test_two_equal_lines_of_a_day_are_two_and_the_same_file_is_the_same() -> None:
    rows = [Row(TODAY(), 100, "", "ung ho"), Row(TODAY(), 100, "", "ung ho")]
    assert len(set(marks_of(rows))) == 2
    assert marks_of(rows) == marks_of(rows)


def test_every_layout_says_where_what_stands_and_how_sure_that_is() -> None:
    assert len(layouts()) >= 5
    assert all(layout.day and layout.credit and layout.words and layout.certainty for layout in layouts())


@pytest.mark.django_db
@pytest.mark.parametrize(("written", "name"), [(vietcombank, "a.xlsx"), (bidv, "a.csv"), (mt940, "a.sta")])
def test_what_has_its_code_and_amount_is_received_and_the_rest_is_asked(
    cast: Cast, written: Callable[[Sequence[Line]], bytes], name: str
) -> None:
    fund, day = make_fund(cast.commune), TODAY() - timedelta(days=2)
    clear, other = make_gift(fund, 250_000, pledged_on=day), make_gift(fund, 500_000, pledged_on=day)
    lines: list[Line] = [
        (day, 250_000, "FT001", f"ung ho {clear.code}"),
        (day, 400_000, "FT002", f"ung ho {other.code}"),
        (day, 70_000, "FT003", "ba Nam ung ho quy"),
        (day, -30_000, "FT004", "rut tien"),
    ]
    made = import_statement(fund, written(lines), file_name=name, actor=cast.minh)
    assert (made.matched, made.doubtful, made.known) == (1, 2, 0)
    clear.refresh_from_db()
    assert (clear.status, clear.received_on) == (Gift.Status.RECEIVED, day)
    assert accounts_of([fund.pk])[fund.pk].money == 250_000
    again = import_statement(fund, written([*lines, (day, 1_000, "FT005", "lai")]), file_name=name, actor=cast.minh)
    assert (again.matched, again.doubtful, again.known) == (0, 1, 3)
    assert import_statement(fund, written(lines), file_name=name, actor=cast.minh).statement is None
    assert Statement.objects.count() == 2
    assert broken_promises() == []


@pytest.mark.django_db
def test_a_doubtful_line_is_a_promised_gift_a_new_one_or_none(cast: Cast) -> None:
    fund, day = make_fund(cast.commune), TODAY() - timedelta(days=2)
    near, far = make_gift(fund, 390_000, pledged_on=day), make_gift(fund, 9_000_000, pledged_on=day)
    said: list[Line] = [(day, amount, f"FT{amount}", f"ung ho {amount}") for amount in (400_000, 70_000, 1_200)]
    import_statement(fund, bidv(said), file_name="saoke.csv", actor=cast.minh)
    first, second, third = StatementLine.objects.order_by("pk")
    assert words_of([first])[first.pk] == "FT400000 ung ho 400000"
    assert gifts_like(first, 9) == [near, far]
    assert settle_line(first, near, actor=cast.minh).amount == 400_000
    new = NewGift(form="money", donor_kind="person", donor_name="Bà Sáu", pledged_on=day)
    assert take_line(second, new, actor=cast.minh).received_on == day
    with refused("no_reason"):
        pass_over_line(third, reason=" ", actor=cast.minh)
    pass_over_line(third, reason="Lãi tiền gửi", actor=cast.minh)
    assert accounts_of([fund.pk])[fund.pk].money == 470_000
    with refused("wrong_step"):
        settle_line(third, far, actor=cast.minh)


@pytest.mark.django_db
def test_what_cannot_be_booked_on_its_day_is_asked_and_nothing_is_lost(cast: Cast) -> None:
    fund, day = make_fund(cast.commune), TODAY() - timedelta(days=5)
    gifts = [make_gift(fund, 100, pledged_on=day) for _number in range(3)]
    close_books(fund, through=day, actor=cast.minh)
    withdraw_gift(gifts[2], actor=cast.minh)
    days = (day, BEGUN - timedelta(days=1), TODAY())
    lines: list[Line] = [(on, 100, "", gift.code) for on, gift in zip(days, gifts, strict=True)]
    made = import_statement(fund, bidv(lines), file_name="saoke.csv", actor=cast.minh)
    assert (made.matched, made.doubtful) == (0, 3)


@pytest.mark.django_db
def test_a_file_of_no_bank_we_know_is_refused_in_words(cast: Cast) -> None:
    fund = make_fund(cast.commune)
    with refused("statement_not_read"):
        import_statement(fund, "Tên;Tuổi\nNam;5\n".encode(), file_name="a.csv", actor=cast.minh)
    broken = bidv([(TODAY(), 100, "FT1", "ung ho")]).replace(b"100", b"12.5")
    with refused("statement_not_read"):
        import_statement(fund, broken, file_name="a.csv", actor=cast.minh)
    with refused("file_too_large"):
        import_statement(fund, b"x" * (20 * 1024 * 1024 + 1), file_name="a.csv", actor=cast.minh)
