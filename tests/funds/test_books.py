"""The books of a fund: what the database keeps, whoever writes, and what holds after any sequence of deeds."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.funds.actions import close_books, receive_gift, transfer_money
from hieuhoc.funds.models import Fund, Voucher, VoucherLine
from hieuhoc.funds.reads import accounts_of
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.web.promises import broken_promises
from tests.cast import Cast
from tests.funds.makers import make_fund, make_gift
from tests.places.small_map import new
from tests.refusals import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def yesterday() -> date:
    return TODAY() - timedelta(days=1)


def written(fund: Fund, *lines: tuple[str, int], on: date | None = None, reverses: Voucher | None = None) -> Voucher:
    """Past all rules of ours, as a slip or an attacker with the tables would."""
    about = {"place_id": fund.place_id, "booked_on": on or TODAY(), "about": "tay", "reverses": reverses}
    voucher = Voucher.objects.create(fund=fund, **about)
    VoucherLine.objects.bulk_create(VoucherLine(voucher=voucher, account=name, amount=sum_) for name, sum_ in lines)
    return voucher


def is_kept(deed: Callable[[], object]) -> str:
    """The name of the constraint that refuses it."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        deed()
    return str(caught.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def test_the_database_takes_no_voucher_whose_lines_do_not_come_to_nought(cast: Cast) -> None:
    fund = make_fund(cast.commune)
    assert is_kept(lambda: written(fund, ("money", 5), ("raised", -4))) == "voucher_balances"
    whole = written(fund, ("money", 5), ("raised", -5))
    more = [
        VoucherLine(voucher=whole, account="money", amount=1),
        VoucherLine(voucher=whole, account="raised", amount=-1),
    ]
    assert is_kept(lambda: VoucherLine.objects.bulk_create(more)) == "voucher_balances"
    assert accounts_of([fund.pk])[fund.pk].money == 5


def test_the_database_changes_and_deletes_nothing_that_is_booked(cast: Cast) -> None:
    make_fund(cast.commune, holds=100)
    for table, column in (("funds_voucher", "about"), ("funds_voucherline", "account")):
        for statement in (f"UPDATE {table} SET {column} = 'used'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_the_database_lets_no_fund_fall_below_nought(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=100)
    assert is_kept(lambda: written(fund, ("used", 101), ("money", -101))) == "balance_never_negative"
    written(fund, ("used", 100), ("money", -100))
    assert accounts_of([fund.pk])[fund.pk].money == 0


def test_the_database_books_nothing_into_closed_books_and_opens_none_again(cast: Cast) -> None:
    fund = close_books(make_fund(cast.commune, holds=100), through=yesterday(), actor=cast.minh)
    lines = (("used", 1), ("money", -1))
    assert is_kept(lambda: written(fund, *lines, on=yesterday())) == "voucher_in_open_books"
    written(fund, *lines, on=TODAY())
    earlier = yesterday() - timedelta(days=9)
    assert is_kept(lambda: Fund.objects.filter(pk=fund.pk).update(closed_through=earlier)) == "books_stay_closed"
    assert is_kept(lambda: Fund.objects.filter(pk=fund.pk).update(closed_through=None)) == "books_stay_closed"


def test_the_database_takes_a_reversal_only_whole_and_once(cast: Cast) -> None:
    fund = make_fund(cast.commune)
    first = written(fund, ("money", 5), ("raised", -5))
    assert is_kept(lambda: written(fund, ("money", -4), ("raised", 4), reverses=first)) == "voucher_reverses_whole"
    written(fund, ("money", -5), ("raised", 5), reverses=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        written(fund, ("money", -5), ("raised", 5), reverses=first)


def test_books_are_closed_up_to_a_day_that_is_over_and_only_further(cast: Cast) -> None:
    fund = make_fund(cast.commune, holds=100)
    with refused("in_future"):
        close_books(fund, through=TODAY(), actor=cast.minh)
    close_books(fund, through=yesterday(), actor=cast.minh)
    with refused("books_closed"):
        close_books(fund, through=yesterday(), actor=cast.minh)
    gift = make_gift(fund, pledged_on=yesterday())
    with refused("books_closed"):
        receive_gift(gift, on=yesterday(), actor=cast.minh)
    with refused("before_fund"):
        receive_gift(gift, on=date(2022, 12, 31), actor=cast.minh)
    receive_gift(gift, on=TODAY(), actor=cast.minh)


def test_money_goes_over_from_fund_to_fund_and_what_was_raised_stays_with_the_first(cast: Cast) -> None:
    first, second = make_fund(cast.commune, holds=700), make_fund(cast.other_commune)
    words: dict[str, Any] = {"amount": 500, "on": TODAY(), "actor": cast.hoa}
    transfer_money(first, second, reason="Hai xã nhập làm một", **words)
    accounts = accounts_of([first.pk, second.pk])
    assert (accounts[first.pk].money, accounts[first.pk].raised, accounts[first.pk].moved_in) == (200, 700, -500)
    assert (accounts[second.pk].money, accounts[second.pk].raised, accounts[second.pk].moved_in) == (500, 0, 500)
    assert Entry.objects.filter(deed="funds.transfer_money", subject_id=first.pk).exists()
    with refused("not_enough"):
        transfer_money(first, second, reason="Nữa", **words)
    with refused("same_fund"):
        transfer_money(first, first, reason="Nhầm", **words)
    with refused("no_reason"):
        transfer_money(second, first, reason=" ", **words)
    assert broken_promises() == []


def test_a_fund_goes_on_in_the_successor_with_its_books_and_comes_back(cast: Cast) -> None:
    make_fund(cast.commune, holds=700)
    make_fund(cast.other_commune, holds=30)
    merger = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Cư Né Mới", cast.province))
    order = draft_order("1/NQ", "Sắp xếp", TODAY(), list(merger), actor=None)
    apply_change_order(order, actor=None)
    successor = order.steps.get(verb="make").place
    funds = Fund.objects.order_by("pk")
    assert [fund.place for fund in funds] == [successor, successor]
    assert [fund.name for fund in funds] == [
        "Quỹ khuyến học (Xã Cư Né)",
        "Quỹ khuyến học (Xã Ea Ngai)",
    ]
    assert set(Voucher.objects.values_list("place", flat=True)) == {cast.commune.pk, cast.other_commune.pk}
    undo_change_order(order, actor=None)
    assert [(fund.place, fund.name) for fund in Fund.objects.order_by("pk")] == [
        (cast.commune, "Quỹ khuyến học"),
        (cast.other_commune, "Quỹ khuyến học"),
    ]
    assert broken_promises() == []
