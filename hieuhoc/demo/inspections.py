"""A year that was inspected: a sample of last year's titles, visits, one of them written on a telephone without a network, what
was found and is late, one place inspected for a reason."""

from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import uuid4

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.demo.writing import drawn
from hieuhoc.inspection.actions import (
    CheckWords,
    NamedReason,
    PlannedInspection,
    SampleWish,
    add_finding,
    add_photo,
    check_title,
    conclude_inspection,
    draft_plan,
    draw_sample,
    order_inspection,
    plan_visit,
    settle_finding,
)
from hieuhoc.inspection.checklist import NO, QUESTIONS, YES
from hieuhoc.inspection.independence import tie_of
from hieuhoc.inspection.models import CheckedTitle, Inspection, InspectionPlan, Sample
from hieuhoc.inspection.reads import findings_of, frame_of
from hieuhoc.inspection.reminding import remind
from hieuhoc.inspection.sending import done_once
from hieuhoc.places.models import Place

RIGHT = CheckWords(CheckedTitle.Verdict.MERITED, {question.code: YES for question in QUESTIONS})
WRONG = CheckWords(
    CheckedTitle.Verdict.UNMERITED,
    {**RIGHT.answers, "evidence": NO, "points": NO},
    "Minh chứng chụp chung, không phải của người này.",
)
EVERY_NINTH = 9  # is not merited
DAYS_LATE = 12


def inspect_year(province: Place, commune: Place, hoa: User, son: User, year: int, today: date) -> None:
    """Of the titles of the year before `year`; Sơn, officer of another commune, was at one place and is sent to Minh's."""
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
    _hold(plan, son, today)
    _follow_up(plan, today)
    titles = frame.get(commune.pk, [])[:3]
    if titles:
        rows = [("title", title, "cùng một ảnh minh chứng") for title in titles]
        visit = order_inspection(plan, commune, NamedReason("Ba hồ sơ dùng cùng một ảnh minh chứng", rows), actor=hoa)
        plan_visit(visit, [son], planned_on=min(max(today, plan.starts_on), plan.ends_on), actor=hoa)


def _hold(plan: InspectionPlan, son: User, today: date) -> None:
    """All visits of the sample, one a week; the first that he may hold is Sơn's."""
    visits = list(plan.inspections.filter(origin=Inspection.Origin.SAMPLE).select_related("plan").order_by("pk"))
    of_son = next((visit for visit in visits if tie_of(son, visit) is None), None)
    seen = 0
    for week, visit in enumerate(visits, 1):
        visit.planned_on = min(plan.starts_on + timedelta(weeks=week), max(today, plan.starts_on))
        visit.save(update_fields=["planned_on"])
        titles = list(visit.checked_titles.select_related("inspection").order_by("pk"))
        seen += len(titles)
        wrong = [row for number, row in enumerate(titles, seen - len(titles) + 1) if number % EVERY_NINTH == 0]
        if visit == of_son:
            wrong = wrong or titles[-1:]
            _check_by_telephone(visit, titles, wrong, son)
        else:
            for checked in titles:
                check_title(checked, WRONG if checked in wrong else RIGHT, actor=None)
        _conclude(visit, len(wrong))


def _check_by_telephone(visit: Inspection, titles: list[CheckedTitle], wrong: list[CheckedTitle], son: User) -> None:
    """Written at the place, sent in the evening; with a photograph of the visit and one of what is wrong."""
    assert visit.planned_on is not None
    plan_visit(visit, [son], planned_on=visit.planned_on, actor=None)
    begins = datetime.combine(visit.planned_on, time(8, 30), timezone.get_default_timezone())
    for number, checked in enumerate(titles):
        words = WRONG if checked in wrong else RIGHT
        moment = begins + timedelta(minutes=25 * number)
        done_once(visit, uuid4(), partial(check_title, checked, words, seen_at=moment, actor=son), sender=son)
    for shown in (None, wrong[0]):
        picture, moment = drawn(f"{visit.pk} {shown}"), begins + timedelta(minutes=10)
        done_once(
            visit, uuid4(), partial(add_photo, visit, picture, checked=shown, taken_at=moment, actor=son), sender=son
        )


def _conclude(visit: Inspection, wrong: int) -> None:
    """On the day it was held."""
    if wrong:
        due_on = max(visit.plan.ends_on, timezone.localdate()) + timedelta(days=30)
        text, action = f"{wrong} hồ sơ dùng minh chứng của người khác.", "Rà soát, đề nghị thu hồi danh hiệu."
        add_finding(visit, text=text, action=action, due_on=due_on, actor=None)
    conclude_inspection(visit, summary=f"{wrong} danh hiệu không đúng." if wrong else "Đúng cả.", actor=None)
    Inspection.objects.filter(pk=visit.pk).update(concluded_on=visit.planned_on)


def _follow_up(plan: InspectionPlan, today: date) -> None:
    """One finding is put right, one is late, and those who have to hear of it are told."""
    first = list(findings_of(plan).order_by("inspection__planned_on", "pk")[:2])
    for finding in first[:1]:
        finding.due_on = max(plan.starts_on, today - timedelta(days=DAYS_LATE))
        finding.save(update_fields=["due_on"])
    for finding in first[1:]:
        settle_finding(finding, answer="Đã rà soát, trình Chủ tịch UBND xã thu hồi.", actor=None)
    remind(today)
