"""What a task may cost stands in lines; uses of funds are made of them, each of one, and count once they are paid."""

from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.funds.actions import pay_use, refuse_use, reverse_use
from hieuhoc.lib.scope import whole_system
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import (
    BudgetWords,
    add_budget_line,
    amend_plan,
    attach_use,
    change_budget_line,
    close_plan,
    derive_plan,
    detach_use,
    drop_budget_line,
    drop_task,
    issue_plan,
)
from hieuhoc.plans.budgets import attachable_uses, budget_by_plan, budget_by_source, budget_of
from hieuhoc.plans.models import BudgetLine, PlanTask, ProgrammePlan
from hieuhoc.plans.plan_on_paper import plan_paper
from hieuhoc.plans.rules import MOST_LINES, Budget
from tests.cast import Cast
from tests.funds.makers import make_approved, make_fund, make_use
from tests.plans.makers import make_paid_use, make_plan, paper, plan_words, task_words
from tests.refusals import refused

pytestmark = pytest.mark.django_db

STATE, FUND, UNSAID = BudgetLine.Source.STATE, BudgetLine.Source.FUND, BudgetLine.Source.UNSAID


def budgeted(cast: Cast, place: Place | None = None, *, is_issued: bool = True) -> ProgrammePlan:
    """A plan of the commune with one task: 3 million of the state, 2 of the fund."""
    plan = make_plan(place or cast.commune, is_issued=False)
    task = plan.tasks.get()
    add_budget_line(task, BudgetWords(STATE, 3_000_000, "  Thuê   hội trường "), actor=None)
    add_budget_line(task, BudgetWords(FUND, 2_000_000), actor=None)
    return issue_plan(plan, paper(f"{plan.pk}/KH-UBND"), actor=None) if is_issued else plan


def line_of(plan: ProgrammePlan, source: str = FUND) -> BudgetLine:
    return BudgetLine.objects.get(task__plan=plan, source=source)


def test_lines_are_written_changed_and_dropped_while_the_plan_is_open(cast: Cast) -> None:
    plan = make_plan(cast.commune, is_issued=False, actor=cast.minh)
    task = plan.tasks.get()
    first = add_budget_line(task, BudgetWords(STATE, 3_000_000, "  Thuê   hội trường "), actor=cast.minh)
    second = add_budget_line(task, BudgetWords(FUND, 2_000_000), actor=cast.minh)
    assert (first.about, first.position, second.position) == ("Thuê hội trường", 1, 2)
    change_budget_line(second, BudgetWords(FUND, 2_500_000, "Khen thưởng"), actor=cast.minh)
    assert budget_by_source(plan) == {STATE: Budget(3_000_000), FUND: Budget(2_500_000)}
    drop_budget_line(first, actor=cast.minh)
    assert list(task.budget_lines.values_list("position", "amount")) == [(2, 2_500_000)]
    deeds = Entry.objects.filter(subject_kind="plan_task", subject_id=task.pk, deed__contains="budget").order_by("pk")
    told = list(deeds.values_list("deed", "changes"))
    assert [deed for deed, _changes in told] == [
        *["plans.add_budget_line"] * 2,
        "plans.change_budget_line",
        "plans.drop_budget_line",
    ]
    assert told[2][1] == {"budget": [2_000_000, 2_500_000], "budget_about": [None, "Khen thưởng"]}


def test_what_a_line_cannot_be_is_refused(cast: Cast) -> None:
    plan = make_plan(cast.province, task_words(cast.province, owner=PlanTask.Owner.COMMUNE), actor=cast.hoa)
    common = plan.tasks.get(is_part=False)
    with refused("plan_issued"):
        add_budget_line(common, BudgetWords(STATE, 1), actor=cast.hoa)
    amend_plan(plan, reason="Bổ sung kinh phí", actor=cast.hoa)
    for code, words in (("no_amount", BudgetWords(STATE, 0)), ("no_source", BudgetWords("moon", 1))):
        with refused(code):
            add_budget_line(common, words, actor=cast.hoa)
    with refused("part_of_common"):
        add_budget_line(common.parts.get(place=cast.commune), BudgetWords(STATE, 1), actor=cast.hoa)
    for _line in range(MOST_LINES):
        line = add_budget_line(common, BudgetWords(STATE, 1), actor=cast.hoa)
    with refused("too_many_lines"):
        add_budget_line(common, BudgetWords(STATE, 1), actor=cast.hoa)
    for deed in (
        lambda: add_budget_line(common, BudgetWords(STATE, 1), actor=cast.minh),
        lambda: change_budget_line(line, BudgetWords(STATE, 1), actor=cast.minh),
        lambda: drop_budget_line(line, actor=cast.minh),
    ):
        with pytest.raises(PermissionDenied):
            deed()
    drop_task(common, reason="Không làm nữa", actor=cast.hoa)
    with refused("task_ended"):
        drop_budget_line(line, actor=cast.hoa)


def test_what_is_paid_is_spent_and_what_is_taken_back_is_not(cast: Cast) -> None:
    plan = budgeted(cast)
    use = make_approved(make_fund(cast.commune, holds=10_000_000), 1_200_000)
    attach_use(line_of(plan), use, actor=cast.minh)
    assert budget_by_source(plan)[FUND] == Budget(2_000_000, 0)
    pay_use(use, on=timezone.localdate(), actor=None)
    assert budget_by_source(plan) == {STATE: Budget(3_000_000), FUND: Budget(2_000_000, 1_200_000)}
    assert budget_by_plan([plan]) == {plan.pk: Budget(5_000_000, 1_200_000)}
    assert budget_of(PlanTask.objects.filter(plan=plan)).left == 3_800_000
    reverse_use(use, on=timezone.localdate(), reason="Chi nhầm", actor=None)
    assert budget_by_source(plan)[FUND].spent == 0


def test_a_use_counts_for_one_line_until_it_is_detached(cast: Cast) -> None:
    plan, use = budgeted(cast), make_paid_use(cast.commune, 500_000)
    state, fund = line_of(plan, STATE), line_of(plan)
    everything = whole_system(timezone.localdate())
    assert list(attachable_uses(plan, everything)) == [use]
    attached = attach_use(fund, use, actor=cast.minh)
    assert attach_use(fund, use, actor=cast.minh) == attached
    assert list(attachable_uses(plan, everything)) == []
    with refused("use_attached"):
        attach_use(state, use, actor=cast.minh)
    amend_plan(plan, reason="Đổi nguồn", actor=cast.minh)
    with refused("line_has_uses"):
        drop_budget_line(fund, actor=cast.minh)
    with pytest.raises(PermissionDenied):
        detach_use(attached, actor=cast.son)
    detach_use(attached, actor=cast.minh)
    attach_use(state, use, actor=cast.minh)
    assert budget_by_source(plan) == {STATE: Budget(3_000_000, 500_000), FUND: Budget(2_000_000)}
    deeds = Entry.objects.filter(subject_kind="plan_task", deed__in=["plans.attach_use", "plans.detach_use"])
    assert [entry.changes["attached_use"] for entry in deeds.order_by("pk") if entry.changes] == [
        [None, 500_000],
        [500_000, None],
        [None, 500_000],
    ]


def test_what_is_no_use_of_the_plan_is_not_attached(cast: Cast) -> None:
    line, own = line_of(budgeted(cast)), make_fund(cast.commune, holds=10_000_000)
    with pytest.raises(PermissionDenied):
        attach_use(line, make_use(own, 100_000), actor=cast.son)
    elsewhere = make_paid_use(cast.other_commune, 100_000)
    with pytest.raises(PermissionDenied):
        attach_use(line, elsewhere, actor=cast.minh)
    with refused("use_outside_plan"):
        attach_use(line, elsewhere, actor=cast.hoa)
    with refused("use_ended"):
        attach_use(line, refuse_use(make_use(own, 100_000), note="Không đúng", actor=None), actor=cast.minh)
    with refused("plan_not_issued"):
        attach_use(line_of(budgeted(cast, cast.province, is_issued=False)), make_use(own, 100_000), actor=cast.hoa)


def test_bills_come_after_the_end_of_a_plan_and_a_dropped_task_is_planned_no_more(cast: Cast) -> None:
    plan, use = budgeted(cast), make_paid_use(cast.commune, 700_000)
    attach_use(line_of(plan), use, actor=cast.minh)
    amend_plan(plan, reason="Bỏ việc", actor=cast.minh)
    drop_task(plan.tasks.get(), reason="Không đủ người", actor=cast.minh)
    assert budget_by_source(plan) == {STATE: Budget(0, 0), FUND: Budget(0, 700_000)}
    ended = budgeted(cast, cast.province)
    close_plan(ended, reason="Hết năm", actor=cast.hoa)
    attach_use(line_of(ended), make_paid_use(cast.commune, 300_000, "Quỹ khác"), actor=cast.hoa)
    assert budget_by_source(ended)[FUND].spent == 300_000


def test_the_paper_and_the_edition_say_what_is_planned_and_a_plan_below_plans_its_own(cast: Cast) -> None:
    plan = budgeted(cast, cast.province)
    words = " ".join(part.text for part in plan_paper(plan).body)
    assert "5.000.000 đồng, gồm: ngân sách nhà nước 3.000.000 đồng; quỹ khuyến học 2.000.000 đồng." in words
    annex = plan_paper(plan).annex
    assert annex is not None
    assert annex.table.rows[0][-1] == "5.000.000"
    assert "5.000.000 đồng" in plan.editions.get().content["tasks"]["01"]
    derived = derive_plan(plan, cast.commune, plan_words(title="Kế hoạch của xã"), actor=cast.minh)
    assert budget_by_source(derived) == {}


def test_the_amount_a_task_had_became_its_first_line(cast: Cast) -> None:
    """Of a part of a common task none: none was planned for it."""
    plan = make_plan(cast.province, task_words(cast.province, owner=PlanTask.Owner.COMMUNE))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_plantask SET budget = 5000000 WHERE plan_id = %s", [plan.pk])
        cursor.execute(import_module("hieuhoc.plans.migrations.0005_fill_budget_lines").FILL)
    (line,) = BudgetLine.objects.all()
    assert (line.task.is_part, line.source, line.amount) == (False, UNSAID, 5_000_000)
    assert "dự kiến: 5.000.000 đồng." in " ".join(part.text for part in plan_paper(plan).body)
