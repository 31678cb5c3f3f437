"""A recognised model that no longer meets its criteria does not fall by itself: a person keeps or revokes it, with a reason."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.decisions_on_paper import is_of_models
from hieuhoc.collectives.models import Registration
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
    text = text.cleaned()
    refuse_text(text, year=row.year)
    about = f"Về việc thu hồi công nhận mô hình học tập năm {row.year}"
    text = numbered(text, ("revoked_registration", row.pk), row.place, about=about, actor=actor)
    decision, is_new = entered(text, kind=Decision.Kind.REVOKE, place_id=row.place_id, made_by=actor)
    if not is_new and not (decision.kind == Decision.Kind.REVOKE and is_of_models(decision)):
        raise number_taken(text)
    row.revoked_by, row.revocation_reason = decision, reason.strip()
    row.save(update_fields=["revoked_by", "revocation_reason"])
    known = row.recognition
    if known is not None:
        status = GroupRecognition.Status.REGISTERED
        GroupRecognition.objects.filter(pk=known.pk).update(
            status=status, decision_number="", decided_on=None, is_earned=False
        )
        mark_stale(counted_at([GroupFact(row.year, status, known.group, known.unit, known.village)]), [row.year])
    record(
        "collectives.revoke_model",
        actor=actor,
        subject_kind="registration",
        subject_id=row.pk,
        place=row.place_id,
        changes={"decision": [row.decision_id, decision.pk], "reason": [None, row.revocation_reason]},
    )
    return row


def _locked_fallen(registration: Registration, reason: str, actor: User | None) -> Registration:
    Registration.objects.select_for_update().get(pk=registration.pk)
    row = Registration.objects.with_bodies().get(pk=registration.pk)
    refuse_own_family([row.recognition.group_id] if row.recognition and row.recognition.group_id else [], actor)
    if not row.has_fallen:
        raise Refusal(_("Mô hình này không có gì phải xử lý."), code="not_fallen")
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do."), code="no_reason")
    return row
