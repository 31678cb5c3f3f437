"""Gifts that came go into the books together, whichever way they were told: one by one, all that waits, by the bank's statement."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.funds.bookkeeping import Booking, book_all
from hieuhoc.funds.models import Gift
from hieuhoc.funds.rules.books import lines_of_gift
from hieuhoc.funds.thanking import thank

CHUNK = 2_000


def book_gifts(received: Sequence[tuple[Gift, date]], *, by: User | None) -> None:
    """Promised gifts, locked by the caller, with their funds and the accounts of their donors read along; each with its day."""
    about = _("Ủng hộ %(code)s")
    bookings = [
        Booking(gift.fund, lines_of_gift(gift.form, gift.amount), on, about % {"code": gift.code})
        for gift, on in received
    ]
    for (gift, on), voucher in zip(received, book_all(bookings, by=by), strict=True):
        gift.voucher, gift.received_on, gift.status = voucher, on, Gift.Status.RECEIVED
        gift.place_id = gift.fund.place_id
    gifts = [gift for gift, _on in received]
    Gift.objects.bulk_update(gifts, ["voucher", "received_on", "status", "place"], batch_size=CHUNK)
    for gift in gifts:
        thank(gift)
