"""A family, clan, unit or place objects to losing its recognition; somebody who did not take it back looks again and answers."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.actions.settling import locked_model, restore_model
from hieuhoc.collectives.models import ModelObjection, ModelObjectionFile, Registration
from hieuhoc.collectives.objecting import days_of, is_open_to_objection, objects_until, refuse_answering, takers
from hieuhoc.collectives.steps import SUBJECT
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions import SentFile
from hieuhoc.recognition.actions.raising import (
    refuse_answered,
    refuse_no_answer,
    refuse_raising,
    stored_piece,
    tell,
)
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def raise_model_objection(
    registration: Registration, *, reason: str, files: Sequence[SentFile] = (), actor: User | None
) -> ModelObjection:
    """By who speaks for the model, or for it by an office that has it on paper. The same again while it waits: the one that is
    there."""
    require(actor, "collectives.raise_model_objection", registration)
    row = locked_model(registration.pk)
    reason = reason.strip()
    standing = row.objections.waiting().filter(contested=row.revoked_by).first()
    if standing is not None and standing.reason == reason:
        return standing
    _refuse_raising(row, reason, files)
    assert row.revoked_by is not None  # refused above
    assert row.decision is not None  # nothing else is revoked
    objection = ModelObjection.objects.create(
        registration=row,
        contested=row.revoked_by,
        recognised_by=row.decision,
        reason=reason,
        raised_by=actor,
        due_on=timezone.localdate() + timedelta(days=days_of(row)[1]),
    )
    for file in files:
        ModelObjectionFile.objects.create(objection=objection, document=stored_piece(file))
    record(
        "collectives.raise_model_objection",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=row.pk,
        place=row.place_id,
        changes={"objection": [None, objection.pk], "due_on": [None, objection.due_on]},
    )
    for user in takers(objection):
        body = _("Một mô hình năm %(year)s có đề nghị xét lại việc thu hồi, trả lời trước hết ngày %(day)s.")
        words = {"year": row.year, "day": f"{objection.due_on:%d/%m/%Y}"}
        tell(user, gettext_lazy("Có đề nghị xét lại"), body % words, f"{_key(objection)}.{user.pk}")
    return objection


@transaction.atomic
def answer_model_objection(
    objection: ModelObjection, *, accepted: bool, answer: str, text: DecisionText | None = None, actor: User | None
) -> ModelObjection:
    """Accepted: the model is recognised again by the decision `text`. Not accepted: the revocation stays. Either way who
    objected reads the answer."""
    require(actor, "collectives.answer_model_objection", objection)
    registration = locked_model(objection.registration_id)
    row = ModelObjection.objects.select_related("raised_by", "contested").get(pk=objection.pk)
    row.registration = registration
    answer, status = answer.strip(), ModelObjection.Status.UPHELD if accepted else ModelObjection.Status.KEPT
    if (row.status, row.answer) == (status, answer):
        return row
    refuse_answered(row)
    refuse_answering(actor, row)
    refuse_no_answer(answer)
    row.status, row.answer, row.answered_by, row.answered_at = status, answer, actor, timezone.now()
    row.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    record(
        "collectives.answer_model_objection",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=registration.pk,
        place=registration.place_id,
        changes={"objection": [row.pk, status]},
    )
    if accepted:
        _give_back(registration, text, actor)
    if row.raised_by is not None:
        tell(row.raised_by, gettext_lazy("Trả lời đề nghị xét lại"), answer, f"{_key(row)}.answer")
    return row


def _give_back(registration: Registration, text: DecisionText | None, actor: User | None) -> None:
    if text is None:
        raise Refusal(
            _("Đồng ý thì mô hình được khôi phục bằng một quyết định; chưa ghi quyết định ấy."), code="no_decision"
        )
    restore_model(registration, text, actor=actor)


def _refuse_raising(row: Registration, reason: str, files: Sequence[SentFile]) -> None:
    until = objects_until(row)
    if until is None:
        raise Refusal(_("Mô hình này không có quyết định thu hồi nào để đề nghị xét lại."), code="no_result")
    answer_at, is_open = _("Xem trả lời ở trang của mô hình."), is_open_to_objection(row)
    refuse_raising(reason, files, until=until, is_open=is_open, answer_at=answer_at)


def _key(objection: ModelObjection) -> str:
    return f"collectives.objection.{objection.pk}"
