"""Plans and what they ask: one file per noun."""

from hieuhoc.plans.models.budgets import BudgetLine, BudgetLineQuerySet, BudgetUse
from hieuhoc.plans.models.circulars import Circular, CircularQuerySet, CircularQuestion, CircularReading
from hieuhoc.plans.models.feeds import ReminderRule, TaskFeed
from hieuhoc.plans.models.plans import PlanEdition, PlanTarget, ProgrammePlan
from hieuhoc.plans.models.tasks import PlanTask, PlanTaskQuerySet, TaskReport

__all__ = [
    "BudgetLine",
    "BudgetLineQuerySet",
    "BudgetUse",
    "Circular",
    "CircularQuerySet",
    "CircularQuestion",
    "CircularReading",
    "PlanEdition",
    "PlanTarget",
    "PlanTask",
    "PlanTaskQuerySet",
    "ProgrammePlan",
    "ReminderRule",
    "TaskFeed",
    "TaskReport",
]
