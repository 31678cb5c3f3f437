"""A family, clan, unit or place objects to its result: taken back, a grade too low, passed over; somebody who had no hand in it
looks again and answers."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.actions.regrading import regrade_model
from hieuhoc.collectives.actions.settling import locked_model, restore_model
from hieuhoc.collectives.models import ContestedResult, ModelObjection, ModelObjectionFile, Registration
from hieuhoc.collectives.objecting import ModelResult, days_of, is_open, refuse_answering, result_of, takers
from hieuhoc.collectives.rules.judging import Given
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
    reason, result = reason.strip(), result_of(row)
    contested = result.contested if result else None
    standing = row.objections.waiting().filter(contested=contested).first()
    if standing is not None and standing.reason == reason:
        return standing
    result = _refuse_raising(row, result, reason, files)
    is_of_grade = result.about == ContestedResult.GRADE
    objection = ModelObjection.objects.create(
        registration=row,
        contested=result.contested,
        recognised_by=row.decision,
        decided_grade=row.decided_grade if is_of_grade else None,
        decided_points=row.decided_points if is_of_grade else None,
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
        body = _("Một mô hình năm %(year)s có đề nghị xét lại, trả lời trước hết ngày %(day)s.")
        words = {"year": row.year, "day": f"{objection.due_on:%d/%m/%Y}"}
        tell(user, gettext_lazy("Có đề nghị xét lại"), body % words, f"{_key(objection)}.{user.pk}")
    return objection


@transaction.atomic
def answer_model_objection(
    objection: ModelObjection,
    *,
    accepted: bool,
    answer: str,
    text: DecisionText | None = None,
    answers: Mapping[str, Given] = MappingProxyType({}),
    actor: User | None,
) -> ModelObjection:
    """Accepted: by the decision `text` the model is recognised again, or at the grade that follows with these `answers`
    (question → what is to be said instead). Not accepted: the result stays. Either way who objected reads the answer."""
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
        _put_right(row, text, answers, actor)
    if row.raised_by is not None:
        tell(row.raised_by, gettext_lazy("Trả lời đề nghị xét lại"), answer, f"{_key(row)}.answer")
    return row


def _put_right(
    objection: ModelObjection, text: DecisionText | None, answers: Mapping[str, Given], actor: User | None
) -> None:
    if text is None:
        raise Refusal(_("Đồng ý thì kết quả được sửa bằng một quyết định; chưa ghi quyết định ấy."), code="no_decision")
    if objection.about == ContestedResult.REVOKED:
        restore_model(objection.registration, text, actor=actor)
    else:
        regrade_model(objection.registration, answers, text, actor=actor)


def _refuse_raising(
    row: Registration, result: ModelResult | None, reason: str, files: Sequence[SentFile]
) -> ModelResult:
    """What is objected to."""
    if result is None:
        raise Refusal(_("Mô hình này chưa có kết quả nào để đề nghị xét lại."), code="no_result")
    answer_at = _("Xem trả lời ở trang của mô hình.")
    refuse_raising(reason, files, until=result.until, is_open=is_open(row, result), answer_at=answer_at)
    return result


def _key(objection: ModelObjection) -> str:
    return f"collectives.objection.{objection.pk}"
