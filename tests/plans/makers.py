"""A plan of the province or of a commune for this year, and what it asks."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.funds.actions import pay_use
from hieuhoc.funds.models import Use
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import (
    CircularWords,
    PaperWords,
    PlanWords,
    TaskWords,
    add_task,
    derive_plan,
    draft_circular,
    draft_plan,
    issue_circular,
    issue_plan,
)
from hieuhoc.plans.models import Circular, PlanTask, ProgrammePlan
from tests.funds.makers import make_approved, make_fund

PAPER = PaperWords("12/KH-UBND", date(2026, 1, 5), "Chủ tịch", "Nguyễn Văn A")


def this_year() -> int:
    return timezone.localdate().year


def plan_words(**values: Any) -> PlanWords:
    year = this_year()
    words = PlanWords(
        title=f"Xây dựng mô hình Công dân học tập năm {year}",
        organ="UBND tỉnh",
        bases="Quyết định 677/QĐ-TTg",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
    )
    return replace(words, **values)


def task_words(place: Place, **values: Any) -> TaskWords:
    year = this_year()
    words = TaskWords(
        title="Tổ chức tuyên truyền",
        owner=PlanTask.Owner.ASSOCIATION,
        place=place,
        starts_on=date(year, 1, 1),
        due_on=date(year, 12, 31),
    )
    return replace(words, **values)


def paper(number: str = "12/KH-UBND") -> PaperWords:
    return replace(PAPER, number=number, signed_on=timezone.localdate())


def make_plan(place: Place, *tasks: TaskWords, is_issued: bool = True, actor: User | None = None) -> ProgrammePlan:
    """With one task at the place itself when none is given."""
    plan = draft_plan(plan_words(), place, actor=actor)
    for words in tasks or (task_words(place),):
        add_task(plan, words, actor=actor)
    return issue_plan(plan, paper(f"{plan.pk}/KH-UBND"), actor=actor) if is_issued else plan


def make_derived(upper: ProgrammePlan, place: Place, actor: User | None = None) -> ProgrammePlan:
    return derive_plan(upper, place, plan_words(title="Kế hoạch của xã", organ="UBND xã", bases=""), actor=actor)


def due_on(task: PlanTask, day: date) -> PlanTask:
    """As if it had been given for that day, long ago."""
    PlanTask.objects.filter(pk=task.pk).update(due_on=day, starts_on=min(task.starts_on, day))
    task.refresh_from_db()
    return task


def make_paid_use(place: Place, amount: int, fund: str = "Quỹ khuyến học") -> Use:
    """Of a new fund of the place, paid today."""
    return pay_use(make_approved(make_fund(place, fund, holds=10_000_000), amount), on=timezone.localdate(), actor=None)


def circular_words(audience: Place, **values: Any) -> CircularWords:
    words = CircularWords("Hướng dẫn đánh giá Công dân học tập", "## Thời gian\n\nTrước 30/11.", audience, ["commune"])
    return replace(words, **values)


def make_circular(place: Place, *, is_issued: bool = True, actor: User | None = None, **values: Any) -> Circular:
    """For the officers of the communes of `place`."""
    circular = draft_circular(circular_words(**{"audience": place, **values}), place, actor=actor)
    if not is_issued:
        return circular
    return issue_circular(circular, f"{circular.pk}/HD-HKH", timezone.localdate(), actor=actor)
