"""Rows fetched and locked for a deed, and what every deed on a plan refuses."""

from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.plans.models import Circular, PlanTask, ProgrammePlan

PLAN, TASK, CIRCULAR = "plan", "plan_task", "circular"  # subjects of the audit


def locked_plan(pk: int) -> ProgrammePlan:
    return ProgrammePlan.objects.select_for_update().get(pk=pk)


def locked_open_plan(pk: int) -> ProgrammePlan:
    """To be changed: a draft, or one that is being amended."""
    plan = locked_plan(pk)
    if not plan.is_open_to_change:
        raise Refusal(
            _("Kế hoạch đã ban hành nên không sửa thẳng được."),
            remedy=_("Bấm Sửa đổi kế hoạch; bản sửa có số, ngày riêng và bản cũ vẫn giữ."),
            code="plan_issued",
        )
    return plan


def locked_task(pk: int) -> PlanTask:
    return PlanTask.objects.select_for_update(of=("self",)).select_related("plan").get(pk=pk)


def locked_running_task(pk: int) -> PlanTask:
    task = locked_task(pk)
    if not task.plan.holds:
        raise Refusal(_("Kế hoạch chưa ban hành hoặc đã kết thúc nên việc này chưa làm được."), code="plan_not_issued")
    refuse_ended(task)
    return task


def refuse_ended(task: PlanTask) -> None:
    if task.status not in PlanTask.RUNNING:
        raise Refusal(
            _("Nhiệm vụ này đã kết thúc: %(state)s.") % {"state": task.get_status_display()}, code="task_ended"
        )


def refuse_parts(task: PlanTask) -> None:
    if task.is_part:
        raise Refusal(
            _("Đây là phần của một xã trong nhiệm vụ giao chung."),
            remedy=_("Sửa hoặc bỏ ở nhiệm vụ chung."),
            code="part_of_common",
        )


def locked_circular(pk: int) -> Circular:
    return Circular.objects.select_for_update().get(pk=pk)
