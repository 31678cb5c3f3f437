"""A commune derives its plan: nothing that is asked is lost, nothing is silently lower, and what was given goes on below."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.plans.actions import (
    add_task,
    amend_plan,
    change_task,
    derive_plan,
    draft_plan,
    drop_target,
    issue_plan,
    set_target,
)
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.reads import lower_below
from tests.cast import Cast
from tests.plans.makers import make_derived, paper, plan_words, task_words, this_year
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def upper_of(cast: Cast) -> ProgrammePlan:
    """The province asks 45% of T2 and gives every commune a task."""
    plan = draft_plan(plan_words(), cast.province, actor=cast.hoa)
    set_target(plan, "T2", this_year(), Decimal(45), actor=cast.hoa)
    given = task_words(cast.province, owner=PlanTask.Owner.COMMUNE, due_on=date(this_year(), 10, 31))
    add_task(plan, given, actor=cast.hoa)
    return issue_plan(plan, paper(), actor=cast.hoa)


def test_targets_and_what_was_given_come_along(cast: Cast) -> None:
    upper = upper_of(cast)
    plan = make_derived(upper, cast.commune, actor=cast.minh)
    target, task = plan.targets.get(), plan.tasks.get()
    assert (target.number, target.asked) == (Decimal(45), Decimal(45))
    assert (task.parent, task.place) == (upper.tasks.get(place=cast.commune), cast.commune)
    assert "Kế hoạch số 12/KH-UBND" in plan.bases
    with refused("already_derived"):
        make_derived(upper, cast.commune, actor=cast.minh)
    with refused("later_than_given"):
        change_task(task, task_words(cast.commune), actor=cast.minh)


def test_higher_is_free_lower_needs_a_reason_that_the_level_above_reads(cast: Cast) -> None:
    upper = upper_of(cast)
    plan = make_derived(upper, cast.commune, actor=cast.minh)
    set_target(plan, "T2", this_year(), Decimal(50), actor=cast.minh)
    assert lower_below(upper) == []
    with refused("lower_without_reason"):
        set_target(plan, "T2", this_year(), Decimal(30), actor=cast.minh)
    set_target(plan, "T2", this_year(), Decimal(30), reason="Xã mới sáp nhập", actor=cast.minh)
    (lower,) = lower_below(upper)
    assert (lower.number, lower.asked, lower.reason) == (Decimal(30), Decimal(45), "Xã mới sáp nhập")
    with refused("asked_from_above"):
        drop_target(plan.targets.get(), actor=cast.minh)


def test_what_is_raised_or_added_above_later_is_seen_where_it_is_not_followed(cast: Cast) -> None:
    upper = upper_of(cast)
    plan = make_derived(upper, cast.commune, actor=cast.minh)
    amend_plan(upper, reason="Nâng chỉ tiêu", actor=cast.hoa)
    set_target(upper, "T2", this_year(), Decimal(60), actor=cast.hoa)
    set_target(upper, "T1", this_year(), Decimal(100), actor=cast.hoa)
    issue_plan(upper, paper("30/KH-UBND"), actor=cast.hoa)
    told = {(target.indicator, target.number, target.asked, target.reason) for target in lower_below(upper)}
    assert told == {("T2", Decimal(45), Decimal(60), ""), ("T1", None, Decimal(100), "")}
    with refused("lower_without_reason"):
        issue_plan(plan, paper("1/KH"), actor=cast.minh)


def test_what_is_not_below_is_not_derived(cast: Cast) -> None:
    upper = upper_of(cast)
    with refused("place_outside_plan"):
        make_derived(upper, cast.province, actor=cast.hoa)
    with refused("outside_upper_plan"):
        derive_plan(upper, cast.commune, plan_words(ends_on=date(this_year() + 1, 1, 1)), actor=cast.minh)
    with pytest.raises(PermissionDenied):
        make_derived(upper, cast.commune, actor=cast.son)
    draft = draft_plan(plan_words(), cast.province, actor=cast.hoa)
    with refused("plan_not_issued"):
        make_derived(draft, cast.commune, actor=cast.minh)


def test_a_plan_below_gives_its_tasks_on_to_villages(cast: Cast) -> None:
    plan = make_derived(upper_of(cast), cast.commune, actor=cast.minh)
    given = plan.tasks.get()
    words = task_words(cast.village, owner=PlanTask.Owner.VILLAGE, due_on=given.due_on - timedelta(days=9))
    part = add_task(plan, words, parent=given, actor=cast.minh)
    assert (part.parent, part.place, part.is_part) == (given, cast.village, False)
    add_task(plan, replace(words, place=cast.commune), actor=cast.minh)
    assert plan.tasks.count() == 3
