"""A year that was inspected: a sample of last year's titles, visits, what was found, one place inspected for a reason."""

from datetime import date, timedelta

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.inspection.actions import (
    CheckWords,
    NamedReason,
    PlannedInspection,
    SampleWish,
    add_finding,
    check_title,
    conclude_inspection,
    draft_plan,
    draw_sample,
    order_inspection,
    plan_visit,
)
from hieuhoc.inspection.checklist import NO, QUESTIONS, YES
from hieuhoc.inspection.models import CheckedTitle, Inspection, InspectionPlan, Sample
from hieuhoc.inspection.reads import frame_of
from hieuhoc.places.models import Place

RIGHT = CheckWords(CheckedTitle.Verdict.MERITED, {question.code: YES for question in QUESTIONS})
WRONG = CheckWords(
    CheckedTitle.Verdict.UNMERITED,
    {**RIGHT.answers, "evidence": NO, "points": NO},
    "Minh chứng chụp chung, không phải của người này.",
)
EVERY_NINTH = 9  # is not merited


def inspect_year(province: Place, commune: Place, hoa: User, son: User, year: int, today: date) -> None:
    """Of the titles of the year before `year`; Sơn, officer of another commune, is sent to Minh's."""
    words = PlannedInspection(
        f"Kiểm tra việc công nhận Công dân học tập năm {year - 1}",
        "Hội Khuyến học tỉnh",
        year - 1,
        date(year, 1, 1),
        date(year, 12, 31),
        "Xác minh tại chỗ, không báo trước; kết quả công bố cùng khoảng tin cậy.",
    )
    plan = draft_plan(words, province, actor=hoa)
    frame = frame_of(province, plan.year)
    if len(frame) < 2:  # a very small demonstration
        return
    draw_sample(plan, SampleWish(method=Sample.Method.BY_SIZE, per_draw=5), actor=hoa)
    _hold(plan, today)
    titles = frame.get(commune.pk, [])[:3]
    if titles:
        rows = [("title", title, "cùng một ảnh minh chứng") for title in titles]
        visit = order_inspection(plan, commune, NamedReason("Ba hồ sơ dùng cùng một ảnh minh chứng", rows), actor=hoa)
        plan_visit(visit, [son], planned_on=min(max(today, plan.starts_on), plan.ends_on), actor=hoa)


def _hold(plan: InspectionPlan, today: date) -> None:
    """All visits of the sample, one a week."""
    seen = 0
    for week, visit in enumerate(plan.inspections.filter(origin=Inspection.Origin.SAMPLE).order_by("pk"), 1):
        visit.planned_on = min(plan.starts_on + timedelta(weeks=week), max(today, plan.starts_on))
        visit.save(update_fields=["planned_on"])
        wrong = 0
        for checked in visit.checked_titles.select_related("inspection").order_by("pk"):
            seen += 1
            is_wrong = seen % EVERY_NINTH == 0
            check_title(checked, WRONG if is_wrong else RIGHT, actor=None)
            wrong += is_wrong
        if wrong:
            due_on = max(plan.ends_on, timezone.localdate()) + timedelta(days=30)
            text, action = f"{wrong} hồ sơ dùng minh chứng của người khác.", "Rà soát, đề nghị thu hồi danh hiệu."
            add_finding(visit, text=text, action=action, due_on=due_on, actor=None)
        conclude_inspection(visit, summary=f"{wrong} danh hiệu không đúng." if wrong else "Đúng cả.", actor=None)
