"""Budgets as pages show them: by source for a plan, line by line with its uses for a task."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.funds.models import Use
from hieuhoc.plans.budgets import lines_of
from hieuhoc.plans.models import BudgetLine, BudgetUse, PlanTask, ProgrammePlan
from hieuhoc.plans.rules import Budget
from hieuhoc.web.addresses import record_address
from hieuhoc.web.ui.formats import day, number

type MoneyRow = tuple[str, Budget]


def money_rows(by_source: Mapping[str, Budget]) -> list[MoneyRow]:
    """Source in words → its budget; the sum last, where there are several."""
    rows = [(str(BudgetLine.Source(source).label), budget) for source, budget in by_source.items()]
    return [*rows, (_("Cộng"), sum(by_source.values(), Budget()))] if len(rows) > 1 else rows


@dataclass(frozen=True)
class ShownLine:
    line: BudgetLine
    budget: Budget


@dataclass(frozen=True)
class ShownUse:
    """`url` "" where the account does not reach the fund. Whom it goes to stands there, not here."""

    attached: BudgetUse
    words: str
    url: str


@dataclass(frozen=True)
class TaskMoney:
    """What the page of a task shows of its budget, and what this account may do with it."""

    lines: Sequence[ShownLine]
    total: Budget
    may_add: bool
    may_change: bool
    may_attach: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.lines) or self.may_add


def money_of(user: User, task: PlanTask) -> TaskMoney:
    lines = [ShownLine(line, Budget(line.amount, line.spent)) for line in lines_of(task)]
    is_open = task.plan.is_open_to_change and task.status in PlanTask.RUNNING and not task.is_part
    return TaskMoney(
        lines,
        sum((shown.budget for shown in lines), Budget()),
        may_add=is_open and user.has_perm("plans.add_budget_line", task.plan),
        may_change=is_open and user.has_perm("plans.change_budget_line", task.plan),
        may_attach=task.plan.status != ProgrammePlan.Status.DRAFT and user.has_perm("plans.attach_use", task.plan),
    )


def shown_uses(user: User, uses: Sequence[BudgetUse]) -> list[ShownUse]:
    """In the order they come in."""
    reach = Use.objects.within(scope_of(user, "funds.read_funds"))
    reached = set(reach.filter(pk__in=[attached.use_id for attached in uses]).values_list("pk", flat=True))
    return [
        ShownUse(
            attached,
            use_words(attached.use),
            record_address("office:use", attached.use_id) if attached.use_id in reached else "",
        )
        for attached in uses
    ]


def use_words(use: Use) -> str:
    """ "Học bổng, Quỹ khuyến học xã Cư Né, 05/03/2026"."""
    return ", ".join([str(use.get_kind_display()), use.fund.name, day(use.paid_on or use.asked_on)])


def offered_words(use: Use) -> str:
    """As one is chosen among many: how much, what for, from where, when, and the school or centre it goes to."""
    amount = _("%(amount)s đồng") % {"amount": number(use.amount)}
    return " · ".join(filter(None, [amount, use_words(use), use.recipient, str(use.get_status_display())]))
