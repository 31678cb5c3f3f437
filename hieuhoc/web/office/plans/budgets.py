"""Lines of the budget of a task on their forms, and the uses of funds that are made of them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import scope_of
from hieuhoc.funds.models import Use
from hieuhoc.plans.actions import (
    BudgetWords,
    add_budget_line,
    attach_use,
    change_budget_line,
    detach_use,
    drop_budget_line,
)
from hieuhoc.plans.budgets import attachable_uses
from hieuhoc.plans.models import BudgetLine, BudgetUse
from hieuhoc.plans.rules import MOST_BUDGET
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.money import offered_words, use_words
from hieuhoc.web.office.plans.task_deeds import planned_task
from hieuhoc.web.office.plans.tasks import crumbs
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.numbers import DecimalTextField

WORDS = ("source", "about", "amount")


class BudgetLineForm(forms.Form):
    source = forms.ChoiceField(label=gettext_lazy("Nguồn kinh phí"), choices=BudgetLine.Source.choices)
    amount = DecimalTextField(
        label=gettext_lazy("Số tiền (đồng)"), min_value=1, max_value=MOST_BUDGET, decimal_places=0
    )
    about = forms.CharField(
        label=gettext_lazy("Nội dung chi"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ví dụ: thuê hội trường, in tài liệu."),
    )

    def said(self) -> BudgetWords:
        given = self.cleaned_data
        return BudgetWords(given["source"], int(given["amount"]), given["about"])


class BudgetUseForm(forms.Form):
    use = forms.TypedChoiceField(
        label=gettext_lazy("Chọn khoản chi"),
        coerce=int,
        help_text=gettext_lazy("Mới nhất trước; khoản đã gắn với dòng kinh phí khác không hiện ở đây."),
    )

    def __init__(self, *args: Any, uses: list[Use], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use"].choices = [(use.pk, offered_words(use)) for use in uses]  # type: ignore[attr-defined]


@needs("plans.add_budget_line")
def budget_line_new(request: Request, pk: int) -> HttpResponse:
    task = planned_task(request, pk)
    address = reverse("office:task", args=[pk])
    page = FormPage(_("Thêm dòng kinh phí"), _("Thêm dòng kinh phí"), "", address, crumbs(task))
    form = BudgetLineForm(request.POST or None)

    def deed(_given: dict[str, Any]) -> str:
        line = add_budget_line(task, form.said(), actor=request.user)
        again = (_("Thêm dòng nữa"), reverse("office:budget-line-new", args=[pk]))
        came_of_it(request, _("Đã thêm dòng kinh phí %(amount)s đồng.") % {"amount": number(line.amount)}, again)
        return address

    return ask(request, form, page, deed)


@needs("plans.change_budget_line")
def budget_line_change(request: Request, pk: int) -> HttpResponse:
    line = line_within(request, pk)
    address = reverse("office:task", args=[line.task_id])

    def known() -> Mapping[str, object]:
        return dict(BudgetLine.objects.filter(pk=pk).values(*WORDS).get())

    form = BudgetLineForm(request.POST or None, initial=dict(known()))
    page = FormPage(_("Sửa dòng kinh phí"), _("Lưu"), "", address, crumbs(line.task))

    def deed(_given: dict[str, Any]) -> str:
        change_budget_line(line, form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu dòng kinh phí như vừa sửa."))
        return address

    return ask(request, form, page, deed, known=known)


@needs("plans.drop_budget_line")
def budget_line_drop(request: Request, pk: int) -> HttpResponse:
    line = line_within(request, pk)
    address = reverse("office:task", args=[line.task_id])
    page = FormPage(_("Bỏ dòng kinh phí"), _("Bỏ dòng kinh phí"), _told(line), address, crumbs(line.task))

    def deed(_given: dict[str, Any]) -> str:
        drop_budget_line(line, actor=request.user)
        came_of_it(request, _("Đã bỏ dòng kinh phí."))
        return address

    return ask(request, confirmation(request), page, deed)


@needs("plans.attach_use")
def budget_use_attach(request: Request, pk: int) -> HttpResponse:
    line = line_within(request, pk)
    address = reverse("office:task", args=[line.task_id])
    uses = list(attachable_uses(line.task.plan, scope_of(request.user, "funds.read_funds")))
    none_left = _("Các quỹ ở địa bàn này không có khoản chi nào chưa gắn.")
    notice = "" if uses else none_left
    page = FormPage(_("Gắn khoản chi"), _("Gắn khoản chi"), _told(line), address, crumbs(line.task), notice=notice)

    def deed(given: dict[str, Any]) -> str:
        use = next(use for use in uses if use.pk == given["use"])
        attach_use(line, use, actor=request.user)
        again = (_("Gắn khoản nữa"), reverse("office:budget-use-attach", args=[pk]))
        came_of_it(request, _("Đã gắn khoản chi %(amount)s đồng.") % {"amount": number(use.amount)}, again)
        return address

    return ask(request, BudgetUseForm(request.POST or None, uses=uses), page, deed)


@needs("plans.detach_use")
def budget_use_detach(request: Request, pk: int) -> HttpResponse:
    rows = BudgetUse.objects.filter(line__in=BudgetLine.objects.within(request.scope))
    attached = get_object_or_404(rows.select_related("line__task__plan", "use__fund"), pk=pk)
    task = attached.line.task
    address = reverse("office:task", args=[task.pk])
    lead = _("%(use)s. Trong sổ quỹ không có gì thay đổi.") % {"use": use_words(attached.use)}
    page = FormPage(_("Gỡ khoản chi"), _("Gỡ khoản chi"), lead, address, crumbs(task))

    def deed(_given: dict[str, Any]) -> str:
        detach_use(attached, actor=request.user)
        came_of_it(request, _("Đã gỡ khoản chi khỏi dòng kinh phí."))
        return address

    return ask(request, confirmation(request), page, deed)


def line_within(request: Request, pk: int) -> BudgetLine:
    return get_object_or_404(BudgetLine.objects.within(request.scope).select_related("task__plan"), pk=pk)


def _told(line: BudgetLine) -> str:
    return _("%(line)s, %(amount)s đồng.") % {"line": line, "amount": number(line.amount)}
