"""Figures of funds once more, row by row in plain Python: what came and was used in a year, what is held at its end, whom it helped."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date

from hieuhoc.funds.models import Gift, Use, Voucher, VoucherLine

type GivenFact = tuple[str, str, int, str, int, tuple[str, int]]  # as `brute_force.Fact`


class Given:
    """`known`: people who are kept in one record."""

    def __init__(self, known: Collection[int]) -> None:
        self.known = known
        self.gifts = list(Gift.objects.filter(status="given"))
        self.uses = list(Use.objects.filter(status__in=["paid_out", "proven"]).order_by("paid_on", "pk"))
        self.held: Counter[Voucher] = Counter()
        for line in VoucherLine.objects.filter(account__in=["money", "goods"]).select_related("voucher"):
            self.held[line.voucher] += line.amount

    def facts(self, year: int, day: date) -> Iterator[GivenFact]:
        for gift in self.gifts:
            if _is_in(gift.received_on, year, day):
                yield "V1", "all", gift.place_id, gift.form, gift.amount, ("fund", gift.fund_id)
        for voucher, amount in self.held.items():
            if amount and voucher.booked_on <= day:
                yield "V3", "all", voucher.place_id, "", amount, ("fund", voucher.fund_id)
        yield from self._used(year, day)

    def _used(self, year: int, day: date) -> Iterator[GivenFact]:
        helped: set[int] = set()
        for use in self.uses:
            if not _is_in(use.paid_on, year, day):
                continue
            seat = ("fund", use.fund_id)
            yield "V2", "all", use.place_id, use.kind, use.amount, seat
            if use.kind != "grant":
                continue
            yield "V4", "grants", use.place_id, use.kind, use.amount, seat
            if use.citizen_id is not None and use.citizen_id in self.known and use.citizen_id not in helped:
                helped.add(use.citizen_id)
                yield "V5", "all", use.place_id, "", 1, seat


def _is_in(on: date | None, year: int, day: date) -> bool:
    return on is not None and on.year == year and on <= day
