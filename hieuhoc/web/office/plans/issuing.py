"""Issuing a plan, amending it, ending it."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.plans.actions import PaperWords, amend_plan, close_plan, issue_plan
from hieuhoc.plans.plan_on_paper import USUAL_SIGNATORY
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.plans import crumbs, own_plan
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField


class IssueForm(forms.Form):
    """Under what number, by whom and when it is signed."""

    takes_number = forms.BooleanField(
        label=gettext_lazy("Lấy số kế tiếp trong sổ văn bản"),
        required=False,
        help_text=gettext_lazy(
            "Ô số chỉ cần ký hiệu; sổ chưa có số nào của năm thì ghi cả số bắt đầu, như 12/KH-UBND."
        ),
    )
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu"), max_length=80, help_text=gettext_lazy("Ví dụ: 12/KH-UBND.")
    )
    signed_on = DayField(label=gettext_lazy("Ngày ký"))
    signatory_title = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"),
        max_length=120,
        help_text=gettext_lazy("Ký thay thì ghi: KT. Chủ tịch; Phó Chủ tịch."),
    )
    signatory = forms.CharField(label=gettext_lazy("Người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=gettext_lazy("Nơi nhận"),
        widget=forms.Textarea,
        required=False,
        help_text=gettext_lazy("Mỗi nơi một dòng."),
    )


class PlanReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500)


@needs("plans.issue_plan")
def plan_issue(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    address = reverse("office:plan", args=[pk])
    initial = {
        "signed_on": timezone.localdate(),
        "signatory_title": plan.signatory_title or USUAL_SIGNATORY,
        "signatory": plan.signatory,
        "recipients": plan.recipients,
    }
    form = IssueForm(request.POST or None, initial=initial)
    lead = _("Chỉ tiêu của kế hoạch thành chỉ tiêu đo số liệu; việc giao cho mọi xã, phường được chia cho từng nơi.")
    page = FormPage(_("Ban hành kế hoạch"), _("Ban hành"), lead, address, crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        issued = issue_plan(plan, PaperWords(**given), actor=request.user)
        came_of_it(
            request,
            _("Đã ban hành kế hoạch %(number)s; cấp dưới thấy kế hoạch và việc được giao.") % {"number": issued.number},
            (_("Tải kế hoạch (PDF)"), reverse("office:plan-paper", args=[pk])),
        )
        return address

    return ask(request, form, page, deed)


@needs("plans.amend_plan")
def plan_amend(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    address = reverse("office:plan", args=[pk])
    lead = _("Bản đã ban hành vẫn có hiệu lực và giữ nguyên cho đến khi bản sửa đổi được ban hành với số riêng.")
    page = FormPage(_("Sửa đổi kế hoạch"), _("Mở sửa đổi"), lead, address, crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        amend_plan(plan, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Kế hoạch đang mở để sửa đổi; sửa xong thì ban hành lại."))
        return address

    return ask(request, PlanReasonForm(request.POST or None), page, deed)


@needs("plans.close_plan")
def plan_close(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    address = reverse("office:plan", args=[pk])
    lead = _("Nhiệm vụ chưa xong thôi không nhắc, không đếm nữa; mọi thứ giữ lại để xem.")
    page = FormPage(_("Kết thúc kế hoạch"), _("Kết thúc"), lead, address, crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        close_plan(plan, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã kết thúc kế hoạch."))
        return address

    return ask(request, PlanReasonForm(request.POST or None), page, deed)
