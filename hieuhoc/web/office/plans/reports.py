"""Reports on a task: sent by whoever has it, accepted or returned by whoever gave it."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hieuhoc.plans.actions import accept_report, report_task, return_report
from hieuhoc.plans.models import PlanTask, TaskReport
from hieuhoc.web.files import file_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.tasks import crumbs, task_within
from hieuhoc.web.requests import Request


class TaskReportForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Kết quả"),
        widget=forms.Textarea,
        max_length=2_000,
        help_text=gettext_lazy("Đã làm gì, ngày nào, được bao nhiêu."),
    )
    link = forms.URLField(
        label=pgettext_lazy("evidence", "Đường dẫn"), required=False, max_length=500, assume_scheme="https"
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp"),
        required=False,
        help_text=gettext_lazy("Ảnh hoặc PDF, nhẹ hơn 10 MB. Vị trí chụp trong ảnh được bỏ đi."),
    )


class TaskAnswerForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Lời nhận xét"), widget=forms.Textarea, max_length=500, required=False)


class TaskReturnForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Còn thiếu gì"), widget=forms.Textarea, max_length=500)


@needs("plans.report_task")
def task_report(request: Request, pk: int) -> HttpResponse:
    task = task_within(request, pk)
    address = reverse("office:task", args=[pk])
    form = TaskReportForm(request.POST or None, request.FILES or None)
    lead = "" if task.is_own else _("Nơi giao việc nhận báo cáo và nghiệm thu hoặc trả lại.")
    page = FormPage(_("Báo cáo kết quả"), _("Gửi báo cáo"), lead, address, crumbs(task))

    def deed(given: dict[str, Any]) -> str:
        file = given["file"]
        report_task(
            task,
            text=given["text"],
            link=given["link"],
            content=file.read() if file else None,
            file_name=file.name if file else "",
            actor=request.user,
        )
        came_of_it(
            request, _("Đã gửi báo cáo; nhiệm vụ đã xong.") if task.is_own else _("Đã gửi báo cáo, chờ nghiệm thu.")
        )
        return address

    return ask(request, form, page, deed, "office/plans/report.html")


@needs("plans.answer_report")
def report_accept(request: Request, pk: int) -> HttpResponse:
    report = report_given(request, pk)
    address = reverse("office:task", args=[report.task_id])
    page = FormPage(_("Nghiệm thu kết quả"), _("Nghiệm thu"), report.text, address, crumbs(report.task))

    def deed(given: dict[str, Any]) -> str:
        accept_report(report, answer=given["answer"], actor=request.user)
        came_of_it(request, _("Đã nghiệm thu; nhiệm vụ đã xong."))
        return address

    return ask(request, TaskAnswerForm(request.POST or None), page, deed)


@needs("plans.answer_report")
def report_return(request: Request, pk: int) -> HttpResponse:
    report = report_given(request, pk)
    address = reverse("office:task", args=[report.task_id])
    page = FormPage(_("Trả lại báo cáo"), _("Trả lại"), report.text, address, crumbs(report.task))

    def deed(given: dict[str, Any]) -> str:
        return_report(report, answer=given["answer"], actor=request.user)
        came_of_it(request, _("Đã trả lại báo cáo; nơi thực hiện được báo."))
        return address

    return ask(request, TaskReturnForm(request.POST or None), page, deed)


@needs("plans.read_plans")
def report_file(request: Request, pk: int) -> HttpResponse:
    rows = TaskReport.objects.filter(task__in=PlanTask.objects.within(request.scope)).select_related("document")
    report = get_object_or_404(rows, pk=pk)
    if report.document is None:
        raise Http404
    return file_answer(report.document)


def report_given(request: Request, pk: int) -> TaskReport:
    rows = TaskReport.objects.filter(task__in=PlanTask.objects.within(request.scope))
    return get_object_or_404(rows.select_related("task__plan", "task__unit"), pk=pk)
