"""A fund under load: a statement of 50,000 lines read and matched (at most ten seconds), and 1,000 payments at the same moment from
one fund that can pay 400 of them (none more is made)."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from django.db import connection
from django.utils import timezone

from bench.figures import scratch_database
from bench.rows import Row
from hieuhoc.funds.actions import NewFund, import_statement, open_fund, pay_use
from hieuhoc.funds.models import Fund, Gift, Use
from hieuhoc.funds.reads import accounts_of
from hieuhoc.funds.thanking import CODE_PREFIX
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.places.models import Place, PlaceSpell, Tier

SIZES = {"full": (50_000, 1_000), "small": (2_000, 40)}  # lines, payments
SECONDS_BAR = 10.0
DOUBTFUL_EACH, PAID_SHARE, AT_ONCE = 20, 0.4, 20  # one line in twenty has no code; of a hundred payments forty; threads


def run(scale: str) -> list[Row]:
    lines, payments = SIZES.get(scale, SIZES["small"])
    with scratch_database("payments"):
        return [_matched(_fund("Sao kê"), lines), _overdrawn(_fund("Chi cùng lúc"), payments)]


def _fund(name: str) -> Fund:
    place = Place.objects.create()
    PlaceSpell.objects.create(place=place, code="1", name=name, folded_name=name, kind="Xã", tier=Tier.COMMUNE)
    told = {"purpose": "Học bổng", "decider": "Ban chấp hành", "since": timezone.localdate() - timedelta(days=400)}
    return open_fund(NewFund(kind=Fund.Kind.FUND, name=name, place=place, **told), actor=None)  # type: ignore[arg-type]


def _matched(fund: Fund, count: int) -> Row:
    content = _statement(_promise(fund, count), count)
    began, used = time.perf_counter(), _cpu()
    outcome = import_statement(fund, content, file_name="sao-ke.csv", actor=None)
    took, cpu = time.perf_counter() - began, _cpu() - used
    again = import_statement(fund, content, file_name="sao-ke.csv", actor=None)
    is_right = outcome.matched == count - count // DOUBTFUL_EACH and again.statement is None
    note = f"{outcome.matched} matched, {outcome.doubtful} to ask; cpu of this process {cpu:.1f} s; read again: nothing new"
    return Row("bank statement read and matched, s", took, SECONDS_BAR, is_right and took <= SECONDS_BAR, note)


def _promise(fund: Fund, count: int) -> list[Gift]:
    day = timezone.localdate() - timedelta(days=9)
    plain = {
        "fund": fund,
        "place_id": fund.place_id,
        "form": "money",
        "donor_kind": "person",
        "donor_name": "Người ủng hộ",
    }
    return Gift.objects.bulk_create(
        (
            Gift(**plain, amount=50_000 + number, code=CODE_PREFIX + make_public_code(), pledged_on=day)
            for number in range(count)
        ),
        batch_size=4_000,
    )


def _statement(gifts: list[Gift], count: int) -> bytes:
    day = f"{timezone.localdate() - timedelta(days=2):%d/%m/%Y}"
    rows = ["Ngày giao dịch;Mã giao dịch;Phát sinh nợ;Phát sinh có;Nội dung giao dịch"]
    for number, gift in enumerate(gifts):
        words = "ung ho quy" if number % DOUBTFUL_EACH == 0 else f"MBVCB.{number}.{gift.code}.CT tu 0071000123456"
        rows.append(f"{day};FT{number};;{gift.amount};{words}")
    assert len(rows) == count + 1
    return "\n".join(rows).encode()


def _overdrawn(fund: Fund, count: int) -> Row:
    """How many payments too many were made."""
    today, enough_for = timezone.localdate(), int(count * PAID_SHARE)
    given = _promise(fund, 1)[0]
    Gift.objects.filter(pk=given.pk).update(amount=enough_for * 100)
    day = f"{today:%d/%m/%Y}"
    paid_in = f"Ngày giao dịch;Phát sinh có;Nội dung giao dịch\n{day};{enough_for * 100};{given.code}\n"
    import_statement(fund, paid_in.encode(), file_name="sao-ke.csv", actor=None)
    plain = {
        "fund": fund,
        "place_id": fund.place_id,
        "kind": "grant",
        "form": "money",
        "amount": 100,
        "reason": "Học bổng",
    }
    asked = {"recipient": "Trường", "status": Use.Status.APPROVED, "asked_on": today}
    uses = Use.objects.bulk_create(Use(**plain, **asked) for _number in range(count))
    begin = Barrier(AT_ONCE)

    def pay(mine: list[Use]) -> int:
        begin.wait()
        try:
            return sum(_is_paid(use) for use in mine)
        finally:
            connection.close()

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        paid = sum(pool.map(pay, [uses[first::AT_ONCE] for first in range(AT_ONCE)]))
    took, left = time.perf_counter() - began, accounts_of([fund.pk])[fund.pk].money
    note = f"{paid} of {count} paid by {AT_ONCE} at once, fund for {enough_for}; {left} đồng left; {count / took:.0f} a second"
    return Row(
        "payments more than a fund holds", float(abs(paid - enough_for)), 0.0, paid == enough_for and left == 0, note
    )


def _is_paid(use: Use) -> bool:
    try:
        pay_use(use, on=timezone.localdate(), actor=None)
    except Refusal:
        return False
    return True


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
