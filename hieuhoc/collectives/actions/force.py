"""Putting criteria of a kind of model in force, and ending them."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.collectives.actions.criteria import checked, locked_draft
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.rules import gaps
from hieuhoc.lib.errors import Refusal


@transaction.atomic
def promulgate_model_criteria(criteria: ModelCriteria, *, since: date, actor: User | None) -> ModelCriteria:
    """In force from that day on, and unchangeable (the database refuses too). Asked again for the same day: the same
    result."""
    require(actor, "collectives.promulgate_model_criteria")
    standing = ModelCriteria.objects.select_for_update().get(pk=criteria.pk)
    if standing.status == ModelCriteria.Status.IN_FORCE and standing.since == since:
        return standing
    draft = locked_draft(criteria)
    _refuse_gaps(draft)
    _refuse_overlap(draft, since)
    draft.status, draft.since = ModelCriteria.Status.IN_FORCE, since
    draft.save(update_fields=["status", "since"])
    record(
        "collectives.promulgate_model_criteria",
        actor=actor,
        subject_kind="model_criteria",
        subject_id=draft.pk,
        changes={"status": ["draft", draft.status], "since": [None, since]},
    )
    return draft


@transaction.atomic
def retire_model_criteria(criteria: ModelCriteria, *, until: date, actor: User | None) -> ModelCriteria:
    """`until` is the first day they no longer apply. What was judged by them keeps them."""
    require(actor, "collectives.retire_model_criteria")
    standing = ModelCriteria.objects.select_for_update().get(pk=criteria.pk)
    if standing.status == ModelCriteria.Status.RETIRED and standing.until == until:
        return standing
    if standing.status != ModelCriteria.Status.IN_FORCE or standing.since is None:
        raise Refusal(_("Chỉ kết thúc được tiêu chí đang áp dụng."), code="not_in_force")
    if until <= standing.since:
        first = standing.since + timedelta(days=1)
        raise Refusal(
            _("Ngày hết hiệu lực phải từ %(day)s trở đi.") % {"day": f"{first:%d/%m/%Y}"}, code="until_too_early"
        )
    standing.status, standing.until = ModelCriteria.Status.RETIRED, until
    standing.save(update_fields=["status", "until"])
    record(
        "collectives.retire_model_criteria",
        actor=actor,
        subject_kind="model_criteria",
        subject_id=standing.pk,
        changes={"status": ["in_force", standing.status], "until": [None, until]},
    )
    return standing


def _refuse_gaps(draft: ModelCriteria) -> None:
    sentences = {
        "nothing_asked": _("Chưa có yêu cầu nào."),
        "unknown_part": _("Có yêu cầu chưa có quy tắc: nội dung chưa thấy trong nguồn nào, tỉnh phải ghi hoặc bỏ."),
        "too_many_grades": _("Có yêu cầu ghi cho mức không có."),
        "question_misfit": _("Có quy tắc hỏi câu chưa được soạn, hoặc hỏi không đúng kiểu trả lời."),
        "population_misfit": _("Có quy tắc đếm những người hoặc mô hình không thuộc loại mô hình này."),
        "no_least_points": _("Chưa ghi tổng điểm ít nhất cho mỗi mức."),
        "points_out_of_reach": _(
            "Tổng điểm ít nhất cao hơn tổng điểm của bảng, hoặc mức cao cần ít điểm hơn mức thấp."
        ),
    }
    missing = gaps(checked(draft.content), draft.kind)
    if missing:
        raise Refusal(" ".join(sentences[gap] for gap in missing), code=missing[0])


def _refuse_overlap(draft: ModelCriteria, since: date) -> None:
    """Which version a year stands on is never in doubt: one of a kind (and level of unit) in force at a time."""
    others = ModelCriteria.objects.kept().filter(kind=draft.kind, unit_level=draft.unit_level)
    for other in others.select_for_update():
        if other.until is None or other.until > since:
            raise Refusal(
                _("Bản %(number)s của loại mô hình này còn hiệu lực vào ngày ấy.") % {"number": other.number},
                remedy=_("Kết thúc hiệu lực bản ấy trước, hoặc chọn ngày sau."),
                code="still_in_force",
            )
