"""Gifts that came go into the books together, whichever way they were told: one by one, all that waits, by the bank's statement."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.funds.bookkeeping import Booking, book_all
from hieuhoc.funds.models import Gift
from hieuhoc.funds.rules.books import lines_of_gift
from hieuhoc.funds.thanking import thank

NOTE = """
UPDATE funds_gift AS gift SET voucher_id = went.voucher, received_on = went.day, status = %s, place_id = fund.place_id
FROM unnest(%s::bigint[], %s::bigint[], %s::date[]) AS went (id, voucher, day), funds_fund AS fund
WHERE gift.id = went.id AND fund.id = gift.fund_id
"""


def book_gifts(received: Sequence[tuple[Gift, date]], *, by: User | None) -> None:
    """Promised gifts, locked by the caller, with their funds and the accounts of their donors read along; each with its day."""
    about = _("Ủng hộ %(code)s")
    bookings = [
        Booking(gift.fund, lines_of_gift(gift.form, gift.amount), on, about % {"code": gift.code})
        for gift, on in received
    ]
    vouchers = book_all(bookings, by=by)
    _note_received(received, [voucher.pk for voucher in vouchers])
    for (gift, on), voucher in zip(received, vouchers, strict=True):
        gift.voucher, gift.received_on, gift.status = voucher, on, Gift.Status.RECEIVED
        gift.place_id = gift.fund.place_id
        thank(gift)


def _note_received(received: Sequence[tuple[Gift, date]], vouchers: Sequence[int]) -> None:
    """All at once: a statement of the bank brings tens of thousands."""
    ids, days = [gift.pk for gift, _on in received], [on for _gift, on in received]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [Gift.Status.RECEIVED, ids, list(vouchers), days])
