"""What a task may cost, written while its plan is open to change; and the uses of funds that are made of it, each for one
line at most. What the fund pays is decided by the fund's own deeds, never here."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.funds.models import Use
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.reads import ancestors
from hieuhoc.plans.actions.locking import TASK, locked_open_plan, locked_task, refuse_ended, refuse_parts
from hieuhoc.plans.budgets import ENDED_USES
from hieuhoc.plans.models import BudgetLine, BudgetUse, PlanTask, ProgrammePlan
from hieuhoc.plans.rules import MOST_BUDGET, MOST_LINES

WORDS = ("source", "about", "amount")


@dataclass(frozen=True)
class BudgetWords:
    """`source` of `BudgetLine.Source`, `amount` in đồng."""

    source: str
    amount: int
    about: str = ""

    def cleaned(self) -> "BudgetWords":
        return BudgetWords(self.source, self.amount, " ".join(self.about.split()))


@transaction.atomic
def add_budget_line(task: PlanTask, words: BudgetWords, *, actor: User | None) -> BudgetLine:
    """After the lines the task has. A part of a common task has none of its own: its place plans for it in its own plan."""
    require(actor, "plans.add_budget_line", task.plan)
    task = _open_task(task)
    said = _refuse_wrong(words.cleaned())
    if task.budget_lines.count() >= MOST_LINES:
        raise Refusal(
            _("Một nhiệm vụ có nhiều nhất %(most)d dòng kinh phí.") % {"most": MOST_LINES}, code="too_many_lines"
        )
    last = task.budget_lines.aggregate(last=Max("position"))["last"] or 0
    line = BudgetLine.objects.create(task=task, position=last + 1, **vars(said))
    _record("plans.add_budget_line", task, actor, _changes({}, _told(line)))
    return line


@transaction.atomic
def change_budget_line(line: BudgetLine, words: BudgetWords, *, actor: User | None) -> BudgetLine:
    """The uses attached to it stay with it."""
    require(actor, "plans.change_budget_line", line.task.plan)
    task = _open_task(line.task)
    said = _refuse_wrong(words.cleaned())
    line = _locked(line)
    before = _told(line)
    for name in WORDS:
        setattr(line, name, getattr(said, name))
    line.save(update_fields=WORDS)
    _record("plans.change_budget_line", task, actor, _changes(before, _told(line)))
    return line


@transaction.atomic
def drop_budget_line(line: BudgetLine, *, actor: User | None) -> PlanTask:
    require(actor, "plans.drop_budget_line", line.task.plan)
    task = _open_task(line.task)
    line = _locked(line)
    if line.uses.exists():
        raise Refusal(
            _("Dòng kinh phí này có khoản chi gắn vào nên không bỏ được."),
            remedy=_("Gỡ các khoản chi trước, hoặc sửa số tiền."),
            code="line_has_uses",
        )
    line.delete()
    _record("plans.drop_budget_line", task, actor, _changes(_told(line), {}))
    return task


@transaction.atomic
def attach_use(line: BudgetLine, use: Use, *, actor: User | None) -> BudgetUse:
    """Of a fund at the plan's place or below it, which the officer may read. Attached again to the same line it is one."""
    require(actor, "plans.attach_use", line.task.plan)
    require(actor, "funds.read_funds", use)
    use = Use.objects.select_for_update(of=("self",)).select_related("fund").get(pk=use.pk)
    line = _locked(line)
    plan = line.task.plan
    known = BudgetUse.objects.filter(use=use).first()
    if known is not None and known.line_id == line.pk:
        return known
    if known is not None:
        raise Refusal(
            _("Khoản chi này đã gắn với một dòng kinh phí khác."),
            remedy=_("Gỡ khoản chi ở dòng kia trước."),
            code="use_attached",
        )
    _refuse_use(plan, use)
    attached = BudgetUse.objects.create(line=line, use=use, attached_by=actor)
    changes = {"attached_use": [None, use.amount], "budget_source": [None, line.source]}
    _record("plans.attach_use", line.task, actor, changes)
    return attached


@transaction.atomic
def detach_use(attached: BudgetUse, *, actor: User | None) -> BudgetLine:
    """It counts for no line from then on; in the fund nothing changes."""
    line, use = attached.line, attached.use
    require(actor, "plans.detach_use", line.task.plan)
    attached.delete()
    changes = {"attached_use": [use.amount, None], "budget_source": [line.source, None]}
    _record("plans.detach_use", line.task, actor, changes)
    return line


def _open_task(task: PlanTask) -> PlanTask:
    locked_open_plan(task.plan_id)
    task = locked_task(task.pk)
    refuse_parts(task)
    refuse_ended(task)
    return task


def _locked(line: BudgetLine) -> BudgetLine:
    return BudgetLine.objects.select_for_update(of=("self",)).select_related("task__plan").get(pk=line.pk)


def _refuse_wrong(said: BudgetWords) -> BudgetWords:
    if not 0 < said.amount <= MOST_BUDGET:
        raise Refusal(_("Chưa ghi số tiền của dòng kinh phí."), code="no_amount")
    if said.source not in BudgetLine.Source:
        raise Refusal(_("Không có nguồn kinh phí này."), remedy=_("Chọn một nguồn trong danh sách."), code="no_source")
    return said


def _refuse_use(plan: ProgrammePlan, use: Use) -> None:
    """After the end of a plan its bills still come; of a draft nothing is spent."""
    if plan.status == ProgrammePlan.Status.DRAFT:
        raise Refusal(
            _("Kế hoạch chưa ban hành nên chưa có khoản chi nào."),
            remedy=_("Ban hành kế hoạch trước."),
            code="plan_not_issued",
        )
    if use.status in ENDED_USES:
        state = use.get_status_display()
        raise Refusal(_("Khoản chi này không còn được chi: %(state)s.") % {"state": state}, code="use_ended")
    if plan.place_id not in ancestors(use.fund.place_id, timezone.localdate()):
        raise Refusal(_("Quỹ chi khoản này không thuộc địa bàn của kế hoạch."), code="use_outside_plan")


def _told(line: BudgetLine) -> dict[str, Any]:
    return {"budget": line.amount, "budget_source": line.source, "budget_about": line.about or None}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Any]]:
    pairs = {key: [before.get(key), after.get(key)] for key in {**before, **after}}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


def _record(deed: str, task: PlanTask, actor: User | None, changes: dict[str, Any]) -> None:
    record(deed, actor=actor, subject_kind=TASK, subject_id=task.pk, place=task.place_id, changes=changes)
