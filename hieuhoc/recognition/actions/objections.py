"""A person objects to the result of their dossier; somebody who had no hand in it looks again and answers."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.reexamining import examine_again
from hieuhoc.assessment.steps import SUBJECT, way_of
from hieuhoc.audit.actions import record
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions.raising import (
    SentFile,
    refuse_answered,
    refuse_no_answer,
    refuse_raising,
    stored_piece,
    tell,
)
from hieuhoc.recognition.actions.restorations import restore_title
from hieuhoc.recognition.models import Objection, ObjectionFile, Title
from hieuhoc.recognition.objecting import contestable, open_to_objection, refuse_answering, takers
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def raise_objection(dossier: Dossier, *, reason: str, files: Sequence[SentFile] = (), actor: User | None) -> Objection:
    """By the person, or for them by an office that has it on paper. The same again while it waits: the one that is there."""
    require(actor, "recognition.raise_objection", dossier)
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    row = Dossier.objects.select_related("round", "citizen__user").get(pk=dossier.pk)
    reason = reason.strip()
    standing = row.objections.waiting().first()
    if standing is not None and standing.reason == reason:
        return standing
    _refuse_raising(row, reason, files)
    result = contestable(row)
    assert result is not None  # refused above
    objection = Objection.objects.create(
        dossier=row,
        about=result.about,
        result_at=result.result_at,
        reason=reason,
        raised_by=actor,
        due_on=timezone.localdate() + timedelta(days=way_of(row).answer_days),
    )
    for file in files:
        ObjectionFile.objects.create(objection=objection, document=stored_piece(file))
    record(
        "recognition.raise_objection",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=row.pk,
        place=row.place_id,
        changes={"objection": [None, objection.pk], "due_on": [None, objection.due_on]},
    )
    for user in takers(objection):
        body = _("Một hồ sơ năm %(year)s có đề nghị xét lại, trả lời trước hết ngày %(day)s.")
        words = {"year": row.round.year, "day": f"{objection.due_on:%d/%m/%Y}"}
        tell(user, gettext_lazy("Có đề nghị xét lại"), body % words, f"recognition.objection.{objection.pk}.{user.pk}")
    return objection


@transaction.atomic
def answer_objection(
    objection: Objection,
    *,
    accepted: bool,
    answer: str,
    points: Sequence[int] = (),
    reasons: Mapping[int, str] | None = None,
    text: DecisionText | None = None,
    actor: User | None,
) -> Objection:
    """Accepted: a dossier that had not passed has, by these points; one that was struck may stand on a list; a title that was
    revoked stands again by the decision `text`. Not accepted: the result stays. Either way the person reads the answer."""
    require(actor, "recognition.answer_objection", objection)
    Objection.objects.select_for_update().get(pk=objection.pk)
    row = Objection.objects.select_related("dossier__round", "dossier__citizen__user").get(pk=objection.pk)
    answer, status = answer.strip(), Objection.Status.UPHELD if accepted else Objection.Status.KEPT
    if (row.status, row.answer) == (status, answer):
        return row
    dossier = _locked(row)
    refuse_answering(actor, row)
    refuse_no_answer(answer)
    row.status, row.answer, row.answered_by = status, answer, actor
    if accepted and row.about == Objection.About.FAILED:
        kept = {position: why.strip() for position, why in (reasons or {}).items() if why.strip()}
        examine_again(dossier, points, reasons=kept, deed="recognition.answer_objection", by=actor)
    else:
        record(
            "recognition.answer_objection",
            actor=actor,
            subject_kind=SUBJECT,
            subject_id=dossier.pk,
            place=dossier.place_id,
            changes={"objection": [row.pk, status]},
        )
    row.answered_at = timezone.now()
    row.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    if accepted and row.about == Objection.About.REVOKED:
        _give_back(row, text, actor)
    if dossier.citizen.user is not None:
        key = f"recognition.objection.{row.pk}.answer"
        tell(dossier.citizen.user, gettext_lazy("Trả lời đề nghị xét lại"), answer, key)
    return row


def _give_back(objection: Objection, text: DecisionText | None, actor: User | None) -> None:
    if text is None:
        raise Refusal(
            _("Đồng ý thì danh hiệu được khôi phục bằng một quyết định; chưa ghi quyết định ấy."), code="no_decision"
        )
    restore_title(Title.objects.get(dossier=objection.dossier_id), text, actor=actor)


def _locked(objection: Objection) -> Dossier:
    """The dossier, while the result is still the one that the objection is about."""
    refuse_answered(objection)
    Dossier.objects.select_for_update().get(pk=objection.dossier_id)
    dossier = Dossier.objects.select_related("round", "citizen__user", "pass_rule").get(pk=objection.dossier_id)
    objection.dossier = dossier
    return dossier


def _refuse_raising(dossier: Dossier, reason: str, files: Sequence[SentFile]) -> None:
    result = contestable(dossier)
    if result is None:
        raise Refusal(
            _("Hồ sơ này chưa có kết quả nào để đề nghị xét lại."),
            remedy=_("Xem ở trang hồ sơ: hồ sơ đang chờ ai, đến ngày nào."),
            code="no_result",
        )
    answer_at, is_open = _("Xem trả lời ở trang hồ sơ."), open_to_objection(dossier) is not None
    refuse_raising(reason, files, until=result.until, is_open=is_open, answer_at=answer_at)
