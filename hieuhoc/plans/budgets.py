"""Answers about money: what lines of tasks plan, and what was spent of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from hieuhoc.funds.models import Use
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.plans.models import BudgetLine, BudgetLineQuerySet, BudgetUse, PlanTask, PlanTaskQuerySet, ProgrammePlan
from hieuhoc.plans.rules import Budget

MOST_OFFERED = 100
ENDED_USES = (Use.Status.REFUSED, Use.Status.REVERSED)  # nothing is spent by them


def planned_of(tasks: Iterable[PlanTask]) -> dict[int, int]:
    """Task → đồng, of those that have lines."""
    lines = BudgetLine.objects.filter(task__in=[task.pk for task in tasks]).order_by()
    return dict(lines.values_list("task").annotate(planned=Sum("amount")))


def planned_by_source(tasks: Iterable[PlanTask]) -> dict[str, int]:
    """`BudgetLine.Source` → đồng, in its order."""
    lines = BudgetLine.objects.filter(task__in=[task.pk for task in tasks]).order_by()
    return _in_order(dict(lines.values_list("source").annotate(planned=Sum("amount"))))


def budget_by_source(plan: ProgrammePlan) -> dict[str, Budget]:
    return _in_order(_summed(BudgetLine.objects.filter(task__plan=plan), "source"))


def budget_by_plan(plans: Iterable[ProgrammePlan]) -> dict[int, Budget]:
    """Plan → its budget, of those that have any."""
    return _summed(BudgetLine.objects.filter(task__plan__in=[plan.pk for plan in plans]), "task__plan")


def budget_of(tasks: PlanTaskQuerySet) -> Budget:
    """Of those whose plan holds."""
    lines = BudgetLine.objects.filter(task__in=tasks.order_by(), task__plan__status__in=ProgrammePlan.HELD)
    return sum(_summed(lines, "source").values(), Budget())


def lines_of(task: PlanTask) -> QuerySet[BudgetLine]:
    """In their order, with what was spent."""
    return task.budget_lines.with_spent().order_by("position")


def uses_of(task: PlanTask) -> QuerySet[BudgetUse]:
    return BudgetUse.objects.filter(line__task=task).select_related("line", "use__fund")


def attachable_uses(plan: ProgrammePlan, scope: Scope) -> QuerySet[Use]:
    """The newest that `scope` reaches, that may yet be spent or were, and count for no line."""
    near = Place.objects.under(plan.place_id, timezone.localdate())
    rows = Use.objects.within(scope).filter(fund__place__in=near).exclude(status__in=ENDED_USES)
    free = rows.exclude(pk__in=BudgetUse.objects.values("use"))
    return free.select_related("fund").order_by("-pk")[:MOST_OFFERED]


def _summed(lines: BudgetLineQuerySet, column: str) -> dict[Any, Budget]:
    """What a dropped task was to cost is planned no more; what was spent on it was spent."""
    is_kept = ~Q(task__status=PlanTask.Status.DROPPED)
    rows = lines.with_spent().order_by().values_list(column)
    sums = rows.annotate(planned=Coalesce(Sum("amount", filter=is_kept), 0), paid=Coalesce(Sum("spent"), 0))
    return {key: Budget(planned, paid) for key, planned, paid in sums}


def _in_order[Told](told: Mapping[str, Told]) -> dict[str, Told]:
    return {source: told[source] for source in BudgetLine.Source.values if source in told}
