"""Gifts that came go into the books together, whichever way they were told: one by one, all that waits, by the bank's statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.funds.bookkeeping import Booking, book_all
from hieuhoc.funds.models import Fund, Gift
from hieuhoc.funds.rules.books import lines_of_gift
from hieuhoc.funds.thanking import thank_all

AT_ONCE = 1_000  # gifts whose donors are thanked with one look
# All at once; back come those whose donor can be thanked.
NOTE = """
WITH noted AS (
  UPDATE funds_gift AS gift SET voucher_id = went.voucher, received_on = went.day, status = %s, place_id = fund.place_id
  FROM unnest(%s::bigint[], %s::bigint[], %s::date[]) AS went (id, voucher, day), funds_fund AS fund
  WHERE gift.id = went.id AND fund.id = gift.fund_id
  RETURNING gift.id, gift.citizen_id, gift.email, gift.may_be_written_to
)
SELECT noted.id FROM noted LEFT JOIN people_citizen AS citizen ON citizen.id = noted.citizen_id
WHERE noted.may_be_written_to AND (noted.email IS NOT NULL OR citizen.user_id IS NOT NULL) ORDER BY noted.id
"""


@dataclass(frozen=True, slots=True)
class ComingGift:
    """What the books need of a promised gift; `amount` in đồng."""

    id: int
    code: str
    form: str
    amount: int
    on: date


def coming(gift: Gift, on: date) -> ComingGift:
    return ComingGift(gift.pk, gift.code, gift.form, gift.amount, on)


def book_gifts(fund: Fund, gifts: Sequence[ComingGift], *, by: User | None) -> None:
    """Promised gifts to this fund, locked by the caller."""
    about = _("Ủng hộ %(code)s")
    bookings = [
        Booking(fund, lines_of_gift(gift.form, gift.amount), gift.on, about % {"code": gift.code}) for gift in gifts
    ]
    vouchers = book_all(bookings, by=by)
    thank_all(_to_thank(_note_received(gifts, vouchers)))


def _note_received(gifts: Sequence[ComingGift], vouchers: Sequence[int]) -> list[int]:
    ids, days = [gift.id for gift in gifts], [gift.on for gift in gifts]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [Gift.Status.RECEIVED, ids, list(vouchers), days])
        return [gift for (gift,) in cursor.fetchall()]


def _to_thank(ids: Sequence[int]) -> list[Gift]:
    rows = Gift.objects.select_related("fund", "citizen__user").order_by("pk")
    return [gift for first in range(0, len(ids), AT_ONCE) for gift in rows.filter(pk__in=ids[first : first + AT_ONCE])]
