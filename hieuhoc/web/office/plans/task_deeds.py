"""Tasks of a plan on their forms: added, changed, dropped, counted."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.plans.actions import add_task, change_task, count_task, drop_task
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.issuing import PlanReasonForm
from hieuhoc.web.office.plans.plans import crumbs as plan_crumbs
from hieuhoc.web.office.plans.plans import own_plan
from hieuhoc.web.office.plans.task_forms import PlanTaskForm, form_values
from hieuhoc.web.office.plans.tasks import crumbs, task_within
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number


@needs("plans.add_task")
def task_new(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    address = reverse("office:plan", args=[pk])
    initial = {"starts_on": plan.starts_on, "due_on": plan.ends_on, "place": plan.place_id}
    form = PlanTaskForm(request.POST or None, initial=initial, plan=plan, scope=request.scope)
    page = FormPage(_("Thêm nhiệm vụ"), _("Thêm nhiệm vụ"), "", address, plan_crumbs(plan))

    def deed(_given: dict[str, Any]) -> str:
        task = add_task(plan, form.said(), actor=request.user)
        again = (_("Thêm nhiệm vụ nữa"), reverse("office:task-new", args=[pk]))
        money = (_("Thêm dòng kinh phí"), reverse("office:budget-line-new", args=[task.pk]))
        came_of_it(request, _("Đã thêm nhiệm vụ %(code)s.") % {"code": task.code}, again, money)
        return address

    return ask(request, form, page, deed)


@needs("plans.change_task")
def task_change(request: Request, pk: int) -> HttpResponse:
    task = planned_task(request, pk)
    address = reverse("office:task", args=[pk])

    def known() -> Mapping[str, object]:
        return form_values(PlanTask.objects.select_related("unit").get(pk=pk))

    form = PlanTaskForm(request.POST or None, initial=dict(known()), plan=task.plan, scope=request.scope)
    page = FormPage(_("Sửa nhiệm vụ"), _("Lưu"), "", address, crumbs(task))

    def deed(_given: dict[str, Any]) -> str:
        change_task(task, form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu nhiệm vụ như vừa sửa."))
        return address

    return ask(request, form, page, deed, known=known)


@needs("plans.drop_task")
def task_drop(request: Request, pk: int) -> HttpResponse:
    task = planned_task(request, pk)
    address = reverse("office:task", args=[pk])
    lead = _("Nhiệm vụ giữ lại cùng lý do; phần đã giao cho từng xã, phường cũng bỏ.")
    page = FormPage(_("Bỏ nhiệm vụ"), _("Bỏ nhiệm vụ"), lead, address, crumbs(task))

    def deed(given: dict[str, Any]) -> str:
        drop_task(task, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã bỏ nhiệm vụ %(code)s.") % {"code": task.code})
        return address

    return ask(request, PlanReasonForm(request.POST or None), page, deed)


@needs("plans.count_task")
def task_count(request: Request, pk: int) -> HttpResponse:
    task = task_within(request, pk)
    address = reverse("office:task", args=[pk])
    lead = _("Đếm ngay trong số liệu, không đợi đến đêm; đủ thì nhiệm vụ tự đóng.")
    page = FormPage(_("Đếm lại trong số liệu"), _("Đếm lại"), lead, address, crumbs(task))

    def deed(_given: dict[str, Any]) -> str:
        counted = count_task(task, actor=request.user)
        reached = counted.reached
        told = {"count": number(reached.count), "needed": number(reached.needed)} if reached else None
        came_of_it(
            request,
            _("Số liệu bây giờ đếm được %(count)s/%(needed)s.") % told if told else _("Số liệu chưa có gì để đếm."),
        )
        return address

    return ask(request, confirmation(request), page, deed)


def planned_task(request: Request, pk: int) -> PlanTask:
    """Of a plan of the places of the scope."""
    rows = PlanTask.objects.filter(plan__in=ProgrammePlan.objects.within(request.scope))
    return get_object_or_404(rows.select_related("plan", "unit"), pk=pk)
