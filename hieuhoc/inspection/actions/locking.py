"""Rows fetched and locked for a deed, and what every deed on them refuses."""

from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.inspection.models import Inspection, InspectionPlan
from hieuhoc.lib.errors import Refusal

# Subjects of the audit.
PLAN, SAMPLE, VISIT, FINDING, ALERT = "inspection_plan", "sample", "inspection", "finding", "alert"


def locked_running_plan(pk: int) -> InspectionPlan:
    plan = InspectionPlan.objects.select_for_update().get(pk=pk)
    if plan.status != InspectionPlan.Status.RUNNING:
        raise Refusal(_("Kế hoạch kiểm tra đã kết thúc."), code="inspection_plan_closed")
    return plan


def locked_open_visit(pk: int) -> Inspection:
    inspection = Inspection.objects.select_for_update(of=("self",)).select_related("plan").get(pk=pk)
    if inspection.status not in Inspection.OPEN:
        raise Refusal(
            _("Cuộc kiểm tra này đã kết thúc: %(state)s.") % {"state": inspection.get_status_display()},
            code="visit_ended",
        )
    return inspection


def refuse_others(inspection: Inspection, user: User | None) -> None:
    """What is seen on a visit is written by those who were there."""
    if user is not None and not inspection.inspectors.filter(user=user).exists():
        raise Refusal(
            _("Chỉ người được cử kiểm tra cuộc này mới ghi được."),
            remedy=_("Người lập kế hoạch cử thêm người ở trang của cuộc kiểm tra."),
            code="not_inspector",
        )
