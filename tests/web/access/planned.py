"""What a commune that has paid a use plans: a plan with a target and a task of its village with a budget, reported on; its
guidance. Kind of id → its row."""

from datetime import date
from decimal import Decimal

from hieuhoc.accounts.models import User
from hieuhoc.documents.actions import store_file
from hieuhoc.funds.models import Use
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import (
    BudgetWords,
    add_budget_line,
    add_task,
    ask_circular,
    attach_use,
    draft_plan,
    issue_plan,
    open_feed,
    report_task,
    set_target,
)
from hieuhoc.plans.models import BudgetUse, Circular, PlanTask, ReminderRule, TaskReport
from tests.lib.strangers_files import picture
from tests.plans.makers import make_circular, paper, plan_words, task_words, this_year


def planned(commune: Place, village: Place, officer_of: User, first_day: int = 1) -> dict[str, int]:
    """`first_day` of January: two plans of one place do not begin on one day."""
    begins = {"starts_on": date(this_year(), 1, first_day)}
    plan = draft_plan(plan_words(title="Kế hoạch của xã", organ="UBND xã", **begins), commune, actor=None)
    target = set_target(plan, "T1", this_year(), Decimal(100), actor=None)
    words = task_words(
        village, owner=PlanTask.Owner.VILLAGE, **begins, product_code="activities", product_number=Decimal(3)
    )
    task = add_task(plan, words, actor=None)
    line = add_budget_line(task, BudgetWords("study_fund", 2_000_000, "Loa, tài liệu"), actor=None)
    issue_plan(plan, paper(f"{commune.pk}/KH-UBND"), actor=None)
    report = report_task(task, text="Đã họp dân", actor=None)
    stored = store_file(picture("PNG"), kind="task_report", file_name="anh.png", media_type="image/png")
    TaskReport.objects.filter(pk=report.pk).update(document=stored)
    free = Use.objects.paid().filter(fund__place=commune).exclude(pk__in=BudgetUse.objects.values("use"))
    attached = attach_use(line, free.order_by("pk")[0], actor=None)
    open_feed(actor=officer_of)
    circular = make_circular(commune, roles=["village", "commune"], title=f"Hướng dẫn {commune.pk}")
    Circular.objects.filter(pk=circular.pk).update(document=stored)
    question = ask_circular(circular, village, text="Hạn có lùi được không?", actor=None)
    return {
        "plan": plan.pk,
        "plantarget": target.pk,
        "plantask": task.pk,
        "budgetline": line.pk,
        "budgetuse": attached.pk,
        "planedition": plan.editions.get().pk,
        "taskreport": report.pk,
        "circular": circular.pk,
        "circularquestion": question.pk,
        "reminderrule": ReminderRule.objects.order_by("pk")[0].pk,
    }
