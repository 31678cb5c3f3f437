"""The deeds on plans, one file per verb's object."""

from hieuhoc.plans.actions.answers import accept_report, return_report
from hieuhoc.plans.actions.budgets import (
    BudgetWords,
    add_budget_line,
    attach_use,
    change_budget_line,
    detach_use,
    drop_budget_line,
)
from hieuhoc.plans.actions.circular_answers import answer_question, ask_circular, confirm_circular
from hieuhoc.plans.actions.circulars import CircularWords, change_circular, draft_circular, issue_circular
from hieuhoc.plans.actions.deriving import derive_plan
from hieuhoc.plans.actions.feeds import drop_reminder, open_feed, set_reminder
from hieuhoc.plans.actions.issuing import PaperWords, amend_plan, close_plan, issue_plan
from hieuhoc.plans.actions.plans import PlanWords, change_plan, draft_plan
from hieuhoc.plans.actions.reports import report_task
from hieuhoc.plans.actions.targets import drop_target, set_target
from hieuhoc.plans.actions.tasks import TaskWords, add_task, change_task, count_task, drop_task

__all__ = [
    "BudgetWords",
    "CircularWords",
    "PaperWords",
    "PlanWords",
    "TaskWords",
    "accept_report",
    "add_budget_line",
    "add_task",
    "amend_plan",
    "answer_question",
    "ask_circular",
    "attach_use",
    "change_budget_line",
    "change_circular",
    "change_plan",
    "change_task",
    "close_plan",
    "confirm_circular",
    "count_task",
    "derive_plan",
    "detach_use",
    "draft_circular",
    "draft_plan",
    "drop_budget_line",
    "drop_reminder",
    "drop_target",
    "drop_task",
    "issue_circular",
    "issue_plan",
    "open_feed",
    "report_task",
    "return_report",
    "set_reminder",
    "set_target",
]
