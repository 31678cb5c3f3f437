"""The books themselves: closed up to a day, and money that goes over from one fund to another."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.funds.bookkeeping import Booking, book_all
from hieuhoc.funds.models import Fund
from hieuhoc.funds.rules.books import lines_of_move
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def close_books(fund: Fund, *, through: date, actor: User | None) -> Fund:
    """From now on nothing is booked on that day or before. What waits for this lock is booked before the books close."""
    require(actor, "funds.close_books", fund)
    fund = Fund.objects.select_for_update().get(pk=fund.pk)
    if through >= timezone.localdate():
        raise Refusal(_("Chỉ khoá sổ đến hết một ngày đã qua."), code="in_future")
    if fund.closed_through is not None and through <= fund.closed_through:
        raise Refusal(
            _("Sổ đã khoá đến hết ngày %(day)s.") % {"day": f"{fund.closed_through:%d/%m/%Y}"}, code="books_closed"
        )
    old, fund.closed_through = fund.closed_through, through
    fund.save(update_fields=["closed_through"])
    record(
        "funds.close_books",
        actor=actor,
        subject_kind="fund",
        subject_id=fund.pk,
        place=fund.place_id,
        changes={"closed_through": [old, through]},
    )
    return fund


@transaction.atomic
def transfer_money(source: Fund, target: Fund, *, amount: int, on: date, reason: str, actor: User | None) -> None:
    """Out of one fund and into another, as when two communes became one: a voucher in the books of each."""
    require(actor, "funds.transfer_money", source)
    require(actor, "funds.transfer_money", target)
    if source.pk == target.pk:
        raise Refusal(_("Chọn một quỹ khác để chuyển đến."), code="same_fund")
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao chuyển."), code="no_reason")
    words = {"source": source.name, "target": target.name, "reason": reason.strip()}
    about = _("Chuyển từ %(source)s sang %(target)s: %(reason)s") % words
    sides = [(source, True), (target, False)]
    book_all([Booking(fund, lines_of_move(amount, is_out=is_out), on, about) for fund, is_out in sides], by=actor)
    record(
        "funds.transfer_money",
        actor=actor,
        subject_kind="fund",
        subject_id=source.pk,
        place=source.place_id,
        changes={"amount": [None, amount], "target": [None, target.name], "reason": [None, reason.strip()]},
    )
