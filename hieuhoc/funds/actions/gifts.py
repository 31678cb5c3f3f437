"""Gifts: promised, received into the books with thanks, or withdrawn; booked wrongly, taken back by an entry of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record, record_bulk
from hieuhoc.funds.bookkeeping import take_back
from hieuhoc.funds.models import Fund, Gift
from hieuhoc.funds.receiving import book_gifts, coming
from hieuhoc.funds.rules.books import MOST_AMOUNT
from hieuhoc.funds.thanking import CODE_PREFIX, seal_email
from hieuhoc.funds.worth import labour_valued
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.opaque import make_public_code
from hieuhoc.lib.personal import NAMELESS
from hieuhoc.lib.vietnamese import nfc
from hieuhoc.people.models import Citizen, Group


@dataclass(frozen=True)
class NewGift:
    """`amount` in đồng, of labour None: its `hours` say it. `worth_by`: which paper says what goods or a venue are worth.
    `email` is left to be thanked by: whoever leaves it may be written to."""

    form: str
    donor_kind: str
    donor_name: str
    pledged_on: date
    amount: int | None = None
    hours: int | None = None
    about: str = ""
    worth_by: str = ""
    citizen: Citizen | None = None
    group: Group | None = None
    email: str = ""
    is_named: bool = False
    may_be_written_to: bool = False


@transaction.atomic
def pledge_gift(fund: Fund, new: NewGift, *, actor: User | None) -> Gift:
    require(actor, "funds.pledge_gift", fund)
    name = nfc(" ".join(new.donor_name.split()))
    if not name:
        raise Refusal(_("Ghi ai ủng hộ."), remedy=_("Không muốn nêu tên thì ghi “Người ủng hộ”."), code="words_missing")
    _refuse_closed_to_gifts(fund, new.pledged_on)
    amount, worth_by = worth_of(new)
    gift = Gift.objects.create(
        fund=fund,
        place_id=fund.place_id,
        form=Gift.Form(new.form),
        amount=amount,
        about=nfc(" ".join(new.about.split())),
        hours=new.hours if new.form == Gift.Form.LABOUR else None,
        worth_by=worth_by,
        donor_kind=Gift.Donor(new.donor_kind),
        donor_name=name,
        citizen=new.citizen,
        group=new.group,
        email=seal_email(new.email),
        is_named=new.is_named,
        may_be_written_to=new.may_be_written_to or bool(new.email.strip()),
        code=CODE_PREFIX + make_public_code(),
        pledged_on=new.pledged_on,
        recorded_by=actor,
    )
    _record("funds.pledge_gift", gift, {"form": [None, gift.form], "amount": [None, amount]}, actor)
    return gift


@transaction.atomic
def receive_gift(gift: Gift, *, on: date, actor: User | None) -> Gift:
    """Into the books, with thanks to whoever left an address. Asked again, nothing happens."""
    require(actor, "funds.receive_gift", gift)
    gift = _locked(gift)
    if gift.status == Gift.Status.RECEIVED:
        return gift
    _refuse_step(gift, Gift.Status.PLEDGED)
    book_gifts(gift.fund, [coming(gift, on)], by=actor)
    gift.refresh_from_db(fields=["status", "received_on", "voucher", "place"])
    _record("funds.receive_gift", gift, {"amount": [None, gift.amount], "received_on": [None, on]}, actor)
    return gift


@transaction.atomic
def receive_gifts(fund: Fund, *, on: date, actor: User | None) -> int:
    """All that is promised to a fund, as after a list of a meeting was entered. How many."""
    require(actor, "funds.receive_gifts", fund)
    fund = Fund.objects.get(pk=fund.pk)
    waiting = Gift.objects.select_for_update().filter(fund=fund, status=Gift.Status.PLEDGED, pledged_on__lte=on)
    gifts = [coming(gift, on) for gift in waiting.order_by("pk")]
    if not gifts:
        raise Refusal(_("Quỹ này không có khoản nào đang chờ nhận."), code="nothing_waits")
    book_gifts(fund, gifts, by=actor)
    record_bulk(
        "funds.receive_gifts",
        actor=actor,
        subject_kind="fund",
        subject_id=fund.pk,
        place=fund.place_id,
        rows_touched=len(gifts),
        changes={"amount": [None, sum(gift.amount for gift in gifts)], "received_on": [None, on]},
    )
    return len(gifts)


@transaction.atomic
def withdraw_gift(gift: Gift, *, actor: User | None) -> Gift:
    """The donor does not give after all."""
    require(actor, "funds.withdraw_gift", gift)
    gift = _locked(gift)
    if gift.status == Gift.Status.WITHDRAWN:
        return gift
    _refuse_step(gift, Gift.Status.PLEDGED)
    gift.status = Gift.Status.WITHDRAWN
    gift.save(update_fields=["status"])
    _record("funds.withdraw_gift", gift, {"status": [Gift.Status.PLEDGED, gift.status]}, actor)
    return gift


@transaction.atomic
def reverse_gift(gift: Gift, *, on: date, reason: str, actor: User | None) -> Gift:
    """It was booked by mistake, or given back. Refused while what it brought is spent."""
    require(actor, "funds.reverse_gift", gift)
    gift = _locked(gift)
    if gift.status == Gift.Status.REVERSED:
        return gift
    _refuse_step(gift, Gift.Status.RECEIVED)
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao huỷ."), code="no_reason")
    assert gift.voucher is not None  # gift_received_is_booked
    take_back(gift.voucher, on=on, reason=reason.strip(), by=actor)
    gift.status = Gift.Status.REVERSED
    gift.save(update_fields=["status"])
    changes = {"status": [Gift.Status.RECEIVED, gift.status], "reason": [None, reason.strip()]}
    _record("funds.reverse_gift", gift, changes, actor)
    return gift


@transaction.atomic
def change_consents(gift: Gift, *, is_named: bool, may_be_written_to: bool, actor: User | None) -> Gift:
    """What the donor says now: named in public, written to. The address of who may not be written to is not kept."""
    require(actor, "funds.change_consents", gift)
    gift = _locked(gift)
    said = {"is_named": is_named, "may_be_written_to": may_be_written_to}
    changes = {name: [getattr(gift, name), value] for name, value in said.items() if getattr(gift, name) != value}
    if not changes:
        return gift
    if gift.donor_name == NAMELESS:
        raise Refusal(_("Tên người ủng hộ đã xoá; không còn ai để hỏi."), code="donor_erased")
    gift.is_named, gift.may_be_written_to = is_named, may_be_written_to
    gift.email = gift.email if may_be_written_to else None
    gift.save(update_fields=["is_named", "may_be_written_to", "email"])
    _record("funds.change_consents", gift, changes, actor)
    return gift


def worth_of(new: NewGift) -> tuple[int, str]:
    """đồng, and what says so. Raises Refusal."""
    if new.form == Gift.Form.LABOUR:
        worth = labour_valued(new.hours or 0, new.pledged_on)
        if worth is None:
            raise Refusal(_("Ghi số giờ công, từ ngày 1/7/2022 trở đi."), code="no_hours")
        return worth
    if not new.amount or not 0 < new.amount <= MOST_AMOUNT:
        raise Refusal(_("Ghi số tiền, hoặc giá trị bằng đồng."), code="no_amount")
    worth_by = nfc(" ".join(new.worth_by.split()))
    if new.form != Gift.Form.MONEY and not worth_by:
        raise Refusal(
            _("Ghi giá trị lấy theo đâu."),
            remedy=_("Ví dụ hoá đơn, báo giá, biên bản hai người định giá."),
            code="no_basis",
        )
    return new.amount, "" if new.form == Gift.Form.MONEY else worth_by


def _locked(gift: Gift) -> Gift:
    Gift.objects.select_for_update().get(pk=gift.pk)
    return Gift.objects.select_related("fund", "citizen__user", "voucher").get(pk=gift.pk)


def _refuse_step(gift: Gift, status: str) -> None:
    if gift.status != status:
        raise Refusal(
            _("Khoản này đang ở tình trạng “%(status)s”.") % {"status": gift.get_status_display()}, code="wrong_step"
        )


def _refuse_closed_to_gifts(fund: Fund, day: date) -> None:
    if day > timezone.localdate():
        raise Refusal(_("Ngày hứa ủng hộ không được ở tương lai."), code="in_future")
    if day < fund.since or (fund.until is not None and day > fund.until):
        raise Refusal(
            _("Ngày ấy quỹ không nhận ủng hộ."),
            remedy=_("Xem lại ngày, hoặc đổi thời gian của quỹ."),
            code="takes_no_gifts",
        )


def _record(deed: str, gift: Gift, changes: Mapping[str, object], actor: User | None) -> None:
    record(deed, actor=actor, subject_kind="gift", subject_id=gift.pk, place=gift.fund.place_id, changes=dict(changes))
