"""Uses of a fund: asked by one, approved by another, paid, proven. Nobody approves or pays to themselves or their family.

Legal source: the statute of study-encouragement funds asks for a decision by the board and public accounts (Decree 93/2019/NĐ-CP on
social and charity funds, articles 32–35); four eyes is the programme's own rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import store_file
from hieuhoc.funds.bookkeeping import Booking, book, left_unspoken, refuse_lack, take_back
from hieuhoc.funds.models import Balance, Fund, Use
from hieuhoc.funds.rules.books import MOST_AMOUNT, lines_of_use
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.lib.vietnamese import nfc
from hieuhoc.people.kinship import refuse_kin
from hieuhoc.people.models import Citizen

PROOF = "fund_proof"
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class WantedUse:
    """To a person (`citizen`), or to a `recipient` who is none: a school, a centre. `amount` in đồng, `form`: money or goods."""

    kind: str
    form: str
    amount: int
    reason: str
    citizen: Citizen | None = None
    recipient: str = ""
    is_named: bool = False


@transaction.atomic
def ask_use(fund: Fund, wanted: WantedUse, *, actor: User | None) -> Use:
    require(actor, "funds.ask_use", fund)
    recipient, reason = (nfc(" ".join(text.split())) for text in (wanted.recipient, wanted.reason))
    if not 0 < wanted.amount <= MOST_AMOUNT:
        raise Refusal(_("Ghi số tiền, hoặc giá trị bằng đồng."), code="no_amount")
    if not reason:
        raise Refusal(_("Chưa ghi vì sao chi."), code="no_reason")
    if (wanted.citizen is None) != bool(recipient):
        raise Refusal(_("Chi cho một người, hoặc cho một nơi; chọn một."), code="one_recipient")
    use = Use.objects.create(
        fund=fund,
        place_id=fund.place_id,
        kind=Use.Kind(wanted.kind),
        form=wanted.form,
        amount=wanted.amount,
        citizen=wanted.citizen,
        recipient=recipient,
        reason=reason,
        is_named=wanted.is_named,
        asked_by=actor,
        asked_on=timezone.localdate(),
    )
    _record("funds.ask_use", use, {"amount": [None, use.amount], "use": [None, use.kind]}, actor)
    return use


@transaction.atomic
def approve_use(use: Use, *, note: str = "", actor: User | None) -> Use:
    """By somebody who did not ask for it, nor is of the family of whom it goes to."""
    require(actor, "funds.approve_use", use)
    use = _locked(use)
    if use.status == Use.Status.APPROVED:
        return use
    _refuse_step(use, Use.Status.ASKED)
    _refuse_own(use, actor)
    Balance.objects.select_for_update().get(fund=use.fund_id, account=use.form)
    has = left_unspoken(use.fund, use.form)
    if has < use.amount:
        raise refuse_lack(has)
    return _decide(use, Use.Status.APPROVED, "funds.approve_use", note, actor)


@transaction.atomic
def refuse_use(use: Use, *, note: str, actor: User | None) -> Use:
    """With the reason, asked for or approved and not yet paid."""
    require(actor, "funds.refuse_use", use)
    use = _locked(use)
    if use.status == Use.Status.REFUSED:
        return use
    _refuse_step(use, Use.Status.ASKED, Use.Status.APPROVED)
    if not note.strip():
        raise Refusal(_("Chưa ghi vì sao không duyệt."), code="no_reason")
    _refuse_own(use, actor)
    return _decide(use, Use.Status.REFUSED, "funds.refuse_use", note, actor)


@transaction.atomic
def pay_use(use: Use, *, on: date, actor: User | None) -> Use:
    """Out of the books of the fund, never more than there is. Asked again, nothing happens."""
    require(actor, "funds.pay_use", use)
    use = _locked(use)
    if use.status == Use.Status.PAID:
        return use
    _refuse_step(use, Use.Status.APPROVED)
    if use.citizen_id is not None:
        refuse_kin([use.citizen_id], actor)
    about = f"{use.get_kind_display()} {use.pk}"
    use.voucher_id = book(Booking(use.fund, lines_of_use(use.form, use.amount), on, about), by=actor)
    use.paid_on, use.status, use.place_id = on, Use.Status.PAID, use.fund.place_id
    use.save(update_fields=["voucher", "paid_on", "status", "place"])
    _record("funds.pay_use", use, {"amount": [None, use.amount], "paid_on": [None, on]}, actor)
    return use


@transaction.atomic
def prove_use(use: Use, content: bytes, *, file_name: str, actor: User | None) -> Use:
    """The signed list, invoice or photo; in place of the one that is there."""
    require(actor, "funds.prove_use", use)
    use = _locked(use)
    _refuse_step(use, Use.Status.PAID, Use.Status.PROVEN)
    refuse_proof_size(len(content))
    cleaned = clean(content)
    use.proof = store_file(cleaned.content, kind=PROOF, file_name=file_name, media_type=cleaned.media_type)
    old, use.status = use.status, Use.Status.PROVEN
    use.save(update_fields=["proof", "status"])
    _record("funds.prove_use", use, {"status": [old, use.status]}, actor)
    return use


@transaction.atomic
def reverse_use(use: Use, *, on: date, reason: str, actor: User | None) -> Use:
    """It was paid by mistake, or given back: the money is there again."""
    require(actor, "funds.reverse_use", use)
    use = _locked(use)
    if use.status == Use.Status.REVERSED:
        return use
    _refuse_step(use, Use.Status.PAID, Use.Status.PROVEN)
    if not reason.strip():
        raise Refusal(_("Chưa ghi vì sao huỷ."), code="no_reason")
    _refuse_own(use, actor)
    assert use.voucher is not None  # use_paid_is_booked
    take_back(use.voucher, on=on, reason=reason.strip(), by=actor)
    old, use.status = use.status, Use.Status.REVERSED
    use.save(update_fields=["status"])
    _record("funds.reverse_use", use, {"status": [old, use.status], "reason": [None, reason.strip()]}, actor)
    return use


def refuse_proof_size(size: int) -> None:
    if size > MOST_BYTES:
        raise Refusal(_("Tệp lớn hơn 10 MB."), remedy=_("Thu nhỏ ảnh hoặc tách tệp."), code="file_too_large")


def _decide(use: Use, status: Use.Status, deed: str, note: str, actor: User | None) -> Use:
    old, use.status = use.status, status
    use.decided_by, use.decided_on, use.decision_note = actor, timezone.localdate(), nfc(note.strip())[:300]
    use.save(update_fields=["status", "decided_by", "decided_on", "decision_note"])
    _record(deed, use, {"status": [old, status]}, actor)
    return use


def _refuse_own(use: Use, actor: User | None) -> None:
    if actor is not None and use.asked_by_id == actor.pk:
        raise Refusal(
            _("Không tự duyệt khoản chi mình đề nghị."), remedy=_("Nhờ cán bộ khác duyệt."), code="own_request"
        )
    if use.citizen_id is not None:
        refuse_kin([use.citizen_id], actor)


def _refuse_step(use: Use, *statuses: str) -> None:
    if use.status not in statuses:
        raise Refusal(
            _("Khoản chi này đang ở tình trạng “%(status)s”.") % {"status": use.get_status_display()}, code="wrong_step"
        )


def _locked(use: Use) -> Use:
    Use.objects.select_for_update().get(pk=use.pk)
    return Use.objects.select_related("fund", "voucher").get(pk=use.pk)


def _record(deed: str, use: Use, changes: Mapping[str, object], actor: User | None) -> None:
    record(deed, actor=actor, subject_kind="use", subject_id=use.pk, place=use.fund.place_id, changes=dict(changes))
