"""What was found and has to be put right; what a visit comes to."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.inspection.actions import add_finding, conclude_inspection, settle_finding
from hieuhoc.inspection.models import Finding, Inspection
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.inspection.plans import SummaryForm
from hieuhoc.web.office.inspection.visits import visit_address, visit_crumbs
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Kiến nghị kiểm tra")
LATE = "late"  # no state of a finding: to be put right, and its day is over


class FindingForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Phát hiện"), widget=forms.Textarea, max_length=1_000)
    action = forms.CharField(label=gettext_lazy("Việc phải làm"), widget=forms.Textarea, max_length=1_000)
    due_on = DayField(label=gettext_lazy("Hạn khắc phục"))


class FindingAnswerForm(forms.Form):
    answer = forms.CharField(label=gettext_lazy("Đã làm gì"), widget=forms.Textarea, max_length=1_000)


@needs("inspection.read_inspections")
def finding_list(request: Request) -> HttpResponse:
    """Of visits that are concluded, the first to be put right first."""
    states, today = [*Finding.Status.choices, (LATE, _("Quá hạn"))], timezone.localdate()
    state, place = filter_of(request, "state", _("Trạng thái"), states), place_filter(request)
    rows = Finding.objects.within(request.scope).select_related("inspection")
    if state.chosen:
        rows = rows.late(today) if state.chosen == LATE else rows.filter(status=state.chosen)
    if (ids := place_ids(request, place)) is not None:
        rows = rows.filter(inspection__place__in=ids)
    page = key_page(rows, request, order=["due_on", "id"])
    filters, address = [state, place], reverse("office:finding-list")
    context = {
        "page": page,
        "rows": [(row, row.is_late(today)) for row in page.rows],
        "names": full_titles(row.inspection.place_id for row in page.rows),
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
    }
    return render(request, "office/inspection/findings.html", context)


@needs("inspection.add_finding")
def finding_new(request: Request, pk: int) -> HttpResponse:
    visit = _held(request, pk)
    lead = _("Nơi được kiểm tra thấy kiến nghị khi cuộc kiểm tra đã kết luận.")
    page = FormPage(_("Thêm kiến nghị"), _("Thêm"), lead, visit_address(visit), visit_crumbs(visit))

    def deed(given: dict[str, Any]) -> str:
        add_finding(visit, **given, actor=request.user)
        came_of_it(request, _("Đã thêm kiến nghị; nơi được kiểm tra thấy khi kết luận."))
        return visit_address(visit)

    return ask(request, FindingForm(request.POST or None), page, deed)


@needs("inspection.conclude_inspection")
def visit_conclude(request: Request, pk: int) -> HttpResponse:
    visit = _held(request, pk)
    lead = _("Sau khi kết luận không sửa được; nơi được kiểm tra thấy kết luận và kiến nghị.")
    page = FormPage(_("Kết luận cuộc kiểm tra"), _("Kết luận"), lead, visit_address(visit), visit_crumbs(visit))

    def deed(given: dict[str, Any]) -> str:
        conclude_inspection(visit, summary=given["summary"], actor=request.user)
        came_of_it(request, _("Đã kết luận cuộc kiểm tra."))
        return visit_address(visit)

    return ask(request, SummaryForm(request.POST or None), page, deed)


@needs("inspection.settle_finding")
def finding_settle(request: Request, pk: int) -> HttpResponse:
    rows = Finding.objects.within(request.scope).select_related("inspection__plan")
    finding = get_object_or_404(rows, pk=pk)
    back = reverse("office:finding-list")
    page = FormPage(_("Ghi đã khắc phục"), _("Ghi đã khắc phục"), finding.action, back, [(str(TITLE), back)])

    def deed(given: dict[str, Any]) -> str:
        settle_finding(finding, answer=given["answer"], actor=request.user)
        came_of_it(request, _("Đã ghi việc khắc phục; nơi kiểm tra có thể kiểm tra lại."))
        return back

    return ask(request, FindingAnswerForm(request.POST or None), page, deed)


def _held(request: Request, pk: int) -> Inspection:
    rows = Inspection.objects.checkable(request.scope, request.user).select_related("plan", "place")
    return get_object_or_404(rows, pk=pk)
