"""An upheld objection to the result of a model: what was answered for it is put right, and a decision of its own gives the grade
that follows, or recognises what had been passed over."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.chains.passing import finish
from hieuhoc.collectives.actions.deciding import decide_models
from hieuhoc.collectives.actions.registering import refuse_misfit
from hieuhoc.collectives.actions.settling import count_as, decision_on, locked_model
from hieuhoc.collectives.judgements import explanation_of, judge_registrations
from hieuhoc.collectives.models import ModelObjection, Registration
from hieuhoc.collectives.rules.judging import Given
from hieuhoc.collectives.steps import SUBJECT
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions.groups import refuse_own_family
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.rules import DecisionText


@transaction.atomic
def regrade_model(
    registration: Registration, answers: Mapping[str, Given], text: DecisionText, *, actor: User | None
) -> Registration:
    """`answers`: question → what is to be said instead; those left out stay. The grade is the one that follows today, never
    chosen; its certificate and credential are new ones."""
    require(actor, "collectives.regrade_model", registration)
    row = locked_model(registration.pk)
    refuse_own_family([row.group_id] if row.group_id else [], actor)
    upheld = row.objections.filter(status=ModelObjection.Status.UPHELD).order_by("-pk").first()
    if upheld is None or not _stands(row, upheld):
        raise Refusal(
            _("Chưa có đề nghị xét lại nào về kết quả này được chấp nhận."),
            remedy=_("Ghi đề nghị xét lại ở trang của mô hình; người không xét lần trước xét lại và trả lời."),
            code="not_upheld",
        )
    _say_anew(row, answers, actor)
    if row.grade <= (row.decided_grade or 0):
        raise Refusal(
            _("Với những câu trả lời này mô hình vẫn chưa đạt mức cao hơn."),
            remedy=_("Sửa câu trả lời, hoặc chọn giữ nguyên kết quả."),
            code="still_short",
        )
    if row.decision is None:
        finish(SUBJECT, [row.pk])  # the answer stands in place of the steps still ahead
        decide_models([row.pk], row.place, text, actor=actor)
    else:
        _decide_anew(row, row.decision, text, actor)
    return locked_model(row.pk)


def _stands(row: Registration, upheld: ModelObjection) -> bool:
    """The result is still the one that the objection is about."""
    return row.revoked_by_id is None and row.decision_id == upheld.recognised_by_id


def _say_anew(row: Registration, answers: Mapping[str, Given], actor: User | None) -> None:
    questions = {question.code: question for question in row.criteria.table.questions}
    for code, answer in answers.items():
        if code not in questions:
            raise Refusal(_("Tiêu chí của mô hình không có câu hỏi này."), code="unknown_question")
        refuse_misfit(questions[code], answer)
    before, given = row.answers, {code: _kept(answer) for code, answer in answers.items()}
    row.answers = {**before, **given}
    row.save(update_fields=["answers"])
    judge_registrations([row.pk])
    row.refresh_from_db(fields=["standing", "grade", "failing"])
    changes: dict[str, list[object]] = {
        questions[code].text: [before.get(code), answer] for code, answer in given.items() if before.get(code) != answer
    }
    record(
        "collectives.regrade_model",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=row.pk,
        place=row.place_id,
        changes={"grade": [row.decided_grade, row.grade], **changes},
    )


def _kept(answer: Given) -> object:
    """As it is stored."""
    return list(answer) if isinstance(answer, tuple) else answer


def _decide_anew(row: Registration, wrong: Decision, text: DecisionText, actor: User | None) -> None:
    if text.signed_on < wrong.signed_on:
        raise Refusal(_("Quyết định điều chỉnh ký trước quyết định được điều chỉnh."), code="signed_before_recognition")
    decision = decision_on(row, text, Decision.Kind.CORRECT, "regraded_registration", corrects=wrong, made_by=actor)
    points = explanation_of(row).points
    row.decision, row.decided_grade, row.decided_points, row.kept_on = decision, row.grade, points and points[0], None
    row.save(update_fields=["decision", "decided_grade", "decided_points", "kept_on"])
    count_as(row, decision)
