"""Writing into the books: all entries of one deed at once, one fund after the other.

What the database would refuse (migration 0002) is refused here in words first; both see the same rows, which stay locked until the
commit.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.funds.models import Balance, Fund, Use, Voucher
from hieuhoc.funds.rules.books import HELD, Posting, reversed_lines
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.copying import copy_frame
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.numbers import format_number

CHUNK = 10_000  # vouchers written at once
VOUCHERS = """
INSERT INTO funds_voucher (made_by_id, made_at, fund_id, place_id, booked_on, about, reverses_id)
SELECT %s, %s, fund, place, booked_on, about, reverses
FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::bigint[])
  WITH ORDINALITY AS wanted (fund, place, booked_on, about, reverses, turn)
ORDER BY turn RETURNING id
"""


@dataclass(frozen=True)
class Booking:
    """One voucher to be written; its lines come to nought."""

    fund: Fund
    lines: Sequence[Posting]
    booked_on: date
    about: str
    reverses: Voucher | None = None


def book(booking: Booking, *, by: User | None) -> int:
    return book_all([booking], by=by)[0]


def book_all(bookings: Sequence[Booking], *, by: User | None) -> list[int]:
    """Ids of the vouchers in the order of `bookings`; all or none. Raises Refusal: in_future, books_closed, before_fund,
    not_enough."""
    funds = sorted({booking.fund.pk for booking in bookings})
    balances = Balance.objects.select_for_update().filter(fund__in=funds).order_by("pk")
    held = {(row.fund_id, row.account): row.amount for row in balances}
    closed = dict(Fund.objects.filter(pk__in=funds).values_list("pk", "closed_through"))
    for day, since, fund in {(booking.booked_on, booking.fund.since, booking.fund.pk) for booking in bookings}:
        refuse_day(day, since, closed[fund])
    _refuse_overdraft(bookings, held)
    vouchers = list(_written(bookings, by))
    first = min(booking.booked_on.year for booking in bookings)
    places = {booking.fund.place_id for booking in bookings}
    mark_stale(places, range(first, timezone.localdate().year + 1), is_bulk=len(bookings) > 1)
    return vouchers


def _written(bookings: Sequence[Booking], by: User | None) -> Iterator[int]:
    """A statement of the bank brings tens of thousands: the lines of a chunk go in one statement, as the trigger must see those of a
    voucher together."""
    made_at, maker = timezone.now(), None if by is None else by.pk
    for first in range(0, len(bookings), CHUNK):
        chunk = bookings[first : first + CHUNK]
        rows = [
            (row.fund.pk, row.fund.place_id, row.booked_on, row.about[:300], row.reverses and row.reverses.pk)
            for row in chunk
        ]
        with connection.cursor() as cursor:
            cursor.execute(VOUCHERS, [maker, made_at, *(list(column) for column in zip(*rows, strict=True))])
            vouchers = sorted(number for (number,) in cursor.fetchall())  # numbered in their turn
            copy_frame(cursor, "funds_voucherline", _lines(vouchers, chunk))
        yield from vouchers


def _lines(vouchers: Sequence[int], bookings: Sequence[Booking]) -> pl.DataFrame:
    rows = [
        (voucher, account, amount)
        for voucher, booking in zip(vouchers, bookings, strict=True)
        for account, amount in booking.lines
    ]
    schema = {"voucher_id": pl.Int64, "account": pl.String, "amount": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def take_back(voucher: Voucher, *, on: date, reason: str, by: User | None) -> int:
    """The opposite entry, on a day of its own: what was written stays written."""
    lines = reversed_lines(voucher.lines.order_by("pk").values_list("account", "amount"))
    fund = Fund.objects.get(pk=voucher.fund_id)
    # What it said was read in the year and at the place it was booked.
    mark_stale({voucher.place_id}, range(voucher.booked_on.year, timezone.localdate().year + 1))
    about = _("Huỷ chứng từ %(number)s: %(reason)s") % {"number": voucher.pk, "reason": reason}
    return book(Booking(fund, lines, on, about, voucher), by=by)


def refuse_day(day: date, since: date, closed_through: date | None) -> None:
    if day > timezone.localdate():
        raise Refusal(_("Ngày ghi sổ không được ở tương lai."), code="in_future")
    if day < since:
        raise Refusal(_("Quỹ lập ngày %(day)s.") % {"day": f"{since:%d/%m/%Y}"}, code="before_fund")
    if closed_through is not None and day <= closed_through:
        raise Refusal(
            _("Sổ đã khoá đến hết ngày %(day)s.") % {"day": f"{closed_through:%d/%m/%Y}"},
            remedy=_("Ghi vào một ngày sau đó; sổ đã khoá thì không mở lại."),
            code="books_closed",
        )


def left_unspoken(fund: Fund, form: str) -> int:
    """What the fund has and has not yet approved for anything, in đồng."""
    has = Balance.objects.get(fund=fund, account=form).amount
    approved = Use.objects.filter(fund=fund, form=form, status=Use.Status.APPROVED).aggregate(sum=Sum("amount"))
    return int(has - (approved["sum"] or 0))


def refuse_lack(has: int) -> Refusal:
    return Refusal(
        _("Quỹ chỉ còn %(left)s đồng.") % {"left": format_number(max(has, 0))},
        remedy=_("Giảm số tiền, hoặc đợi quỹ nhận thêm."),
        code="not_enough",
    )


def _refuse_overdraft(bookings: Sequence[Booking], held: dict[tuple[int, str], int]) -> None:
    """`held`: (fund, account) → what stands there."""
    changes: dict[tuple[int, str], int] = defaultdict(int)
    for booking in bookings:
        for account, amount in booking.lines:
            changes[booking.fund.pk, account] += amount
    for (fund, account), change in changes.items():
        if account in HELD and held[fund, account] + change < 0:
            raise refuse_lack(held[fund, account])
