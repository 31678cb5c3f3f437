"""A recognised model that no longer meets its criteria does not fall by itself: a person keeps or revokes it, with a reason, and
gives it back where an objection was upheld."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.decisions_on_paper import SAID, is_of_models
from hieuhoc.collectives.judgements import judge_registrations
from hieuhoc.collectives.models import ModelObjection, Registration
from hieuhoc.indicators.actions import mark_stale
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions import GroupFact
from hieuhoc.recognition.actions.decisions import entered, number_taken, refuse_text
from hieuhoc.recognition.actions.groups import counted_at, refuse_own_family
from hieuhoc.recognition.decision_numbers import numbered
from hieuhoc.recognition.models import Decision, GroupRecognition
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def keep_model(registration: Registration, *, reason: str, actor: User | None) -> Registration:
    """It stays recognised although it does not meet its criteria today. Asked again when it met them and falls anew."""
    require(actor, "collectives.keep_model", registration)
    row = _locked_fallen(registration, reason, actor)
    row.kept_on, row.kept_reason = timezone.localdate(), reason.strip()
    row.save(update_fields=["kept_on", "kept_reason"])
    record(
        "collectives.keep_model",
        actor=actor,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        changes={"kept_on": [None, row.kept_on], "reason": [None, row.kept_reason]},
    )
    return row


@transaction.atomic
def revoke_model(registration: Registration, text: DecisionText, *, reason: str, actor: User | None) -> Registration:
    """By a decision of its own. It goes on as registered; figures no longer count it as recognised."""
    require(actor, "collectives.revoke_model", registration)
    row = _locked_fallen(registration, reason, actor)
    decision = decision_on(row, text, Decision.Kind.REVOKE, "revoked_registration", made_by=actor)
    row.revoked_by, row.revocation_reason = decision, reason.strip()
    row.save(update_fields=["revoked_by", "revocation_reason"])
    count_as(row, None)
    record(
        "collectives.revoke_model",
        actor=actor,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        changes={"decision": [row.decision_id, decision.pk], "reason": [None, row.revocation_reason]},
    )
    return row


@transaction.atomic
def restore_model(registration: Registration, text: DecisionText, *, actor: User | None) -> Registration:
    """Recognised again by a decision of its own, once an objection to the revocation was upheld. Its certificate and credential
    are new ones. What it does not meet today was weighed by the answer, so nobody is asked about it once more."""
    require(actor, "collectives.restore_model", registration)
    row = locked_model(registration.pk)
    revoked_by = row.revoked_by
    if revoked_by is None:
        raise Refusal(_("Mô hình này không có quyết định thu hồi nào đang có hiệu lực."), code="not_revoked")
    refuse_own_family([row.group_id] if row.group_id else [], actor)
    if not row.objections.filter(contested=revoked_by, status=ModelObjection.Status.UPHELD).exists():
        raise Refusal(
            _("Chưa có đề nghị xét lại nào về việc thu hồi này được chấp nhận."),
            remedy=_("Ghi đề nghị xét lại ở trang của mô hình; người không thu hồi xét lại và trả lời."),
            code="not_upheld",
        )
    if text.signed_on < revoked_by.signed_on:
        raise Refusal(_("Quyết định khôi phục ký trước quyết định thu hồi."), code="signed_before_revocation")
    decision = decision_on(row, text, Decision.Kind.RESTORE, "restored_registration", made_by=actor)
    row.decision, row.revoked_by, row.revocation_reason = decision, None, ""
    row.kept_on = timezone.localdate()
    row.kept_reason = _("Khôi phục theo quyết định %(number)s") % {"number": decision.number}
    row.save(update_fields=["decision", "revoked_by", "revocation_reason", "kept_on", "kept_reason"])
    count_as(row, decision)
    record(
        "collectives.restore_model",
        actor=actor,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        changes={"decision": [revoked_by.pk, decision.pk]},
    )
    judge_registrations([row.pk])
    return row


def decision_on(
    row: Registration,
    text: DecisionText,
    kind: Decision.Kind,
    subject: str,
    *,
    corrects: Decision | None = None,
    made_by: User | None,
) -> Decision:
    """The decision of that number, made now if this is its first model. `subject`: what the register is told it decides on."""
    text = text.cleaned()
    refuse_text(text, year=row.year)
    deed = SAID[kind][0]
    about = f"Về việc {deed} mô hình học tập năm {row.year}"
    text = numbered(text, (subject, row.pk), row.place, about=about, actor=made_by)
    decision, is_new = entered(text, kind=kind, corrects=corrects, place_id=row.place_id, made_by=made_by)
    is_same = (decision.kind, decision.corrects_id) == (kind, corrects and corrects.pk)
    if not is_new and not (is_same and is_of_models(decision)):
        raise number_taken(text)
    return decision


def count_as(row: Registration, decision: Decision | None) -> None:
    """What figures read of it: recognised by that decision, or registered only. A commune's own is counted by nobody."""
    known = row.recognition
    if known is None:
        return
    status = GroupRecognition.Status.RECOGNISED if decision else GroupRecognition.Status.REGISTERED
    GroupRecognition.objects.filter(pk=known.pk).update(
        status=status,
        decision_number=decision.number if decision else "",
        decided_on=decision.signed_on if decision else None,
        is_earned=decision is not None,
    )
    mark_stale(counted_at([GroupFact(row.year, status, known.group, known.unit, known.village)]), [row.year])


def locked_model(pk: int) -> Registration:
    Registration.objects.select_for_update().get(pk=pk)
    return Registration.objects.with_bodies().select_related("revoked_by", "place").get(pk=pk)


def _locked_fallen(registration: Registration, reason: str, actor: User | None) -> Registration:
    row = locked_model(registration.pk)
    refuse_own_family([row.group_id] if row.group_id else [], actor)
    if not row.has_fallen:
        raise Refusal(_("Mô hình này không có gì phải xử lý."), code="not_fallen")
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do."), code="no_reason")
    return row
