"""The inspection plan of a year is drawn up, and ended with what came of it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.inspection.actions.locking import PLAN, locked_running_plan
from hieuhoc.inspection.models import Inspection, InspectionPlan
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place

FIRST_YEAR = 2022  # the programme began


@dataclass(frozen=True)
class PlannedInspection:
    """Of the titles of `year`; both days belong to it."""

    title: str
    organ: str
    year: int
    starts_on: date
    ends_on: date
    purpose: str = ""


@transaction.atomic
def draft_plan(words: PlannedInspection, place: Place, *, actor: User | None) -> InspectionPlan:
    require(actor, "inspection.draft_plan", place)
    title, organ = (" ".join(text.split()) for text in (words.title, words.organ))
    if not title or not organ:
        raise Refusal(_("Chưa ghi tên kế hoạch hoặc cơ quan kiểm tra."), code="no_title")
    if words.ends_on < words.starts_on:
        raise Refusal(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."), code="until_before_since")
    if not FIRST_YEAR <= words.year <= timezone.localdate().year:
        raise Refusal(
            _("Năm của danh hiệu phải từ %(first)d đến năm nay.") % {"first": FIRST_YEAR}, code="year_outside_programme"
        )
    plan = InspectionPlan.objects.create(
        place=place,
        year=words.year,
        title=title,
        organ=organ,
        purpose=words.purpose.strip(),
        starts_on=words.starts_on,
        ends_on=words.ends_on,
        drafted_by=actor,
    )
    record(
        "inspection.draft_plan",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=place.pk,
        changes={"plan_title": [None, title], "year": [None, words.year], "ends_on": [None, words.ends_on]},
    )
    return plan


@transaction.atomic
def close_plan(plan: InspectionPlan, *, summary: str, actor: User | None) -> InspectionPlan:
    """When no visit of it is open any more; `summary` says what came of it."""
    require(actor, "inspection.close_plan", plan)
    plan = locked_running_plan(plan.pk)
    count = plan.inspections.filter(status__in=Inspection.OPEN).count()
    if count:
        raise Refusal(
            _("Còn %(count)d cuộc kiểm tra chưa kết luận.") % {"count": count},
            remedy=_("Kết luận, hoặc ghi vì sao không thực hiện."),
            code="visits_open",
        )
    if not summary.strip():
        raise Refusal(_("Chưa ghi kết quả chung."), code="no_words")
    plan.status, plan.summary = InspectionPlan.Status.CLOSED, summary.strip()
    plan.save(update_fields=["status", "summary"])
    record(
        "inspection.close_plan",
        actor=actor,
        subject_kind=PLAN,
        subject_id=plan.pk,
        place=plan.place_id,
        changes={"inspection_status": [InspectionPlan.Status.RUNNING, plan.status]},
    )
    return plan
