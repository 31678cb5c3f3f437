"""Targets of a plan on their forms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.indicators.definition import programme_indicators
from hieuhoc.plans.actions import drop_target, set_target
from hieuhoc.plans.models import PlanTarget, ProgrammePlan
from hieuhoc.plans.plan_on_paper import amount_words
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.plans import crumbs, own_plan
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.numbers import DecimalTextField


class PlanTargetForm(forms.Form):
    indicator = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu"))
    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int)
    number = DecimalTextField(
        label=gettext_lazy("Mức phấn đấu"),
        min_value=0,
        max_digits=20,
        decimal_places=2,
        help_text=gettext_lazy("Phần trăm với chỉ tiêu tỉ lệ, còn lại là số."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Vì sao thấp hơn cấp trên giao"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Chỉ khi đặt thấp hơn; cấp trên đọc được lý do này."),
    )

    def __init__(self, *args: Any, plan: ProgrammePlan, target: PlanTarget | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if target is not None:
            del self.fields["indicator"], self.fields["year"]
        else:
            years = range(plan.starts_on.year, plan.ends_on.year + 1)
            self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
            choices = [(each.code, f"{each.code}. {each.name}") for each in programme_indicators()]
            self.fields["indicator"].choices = choices  # type: ignore[attr-defined]
        if target is None or target.asked is None:
            del self.fields["reason"]


@needs("plans.set_target")
def target_new(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    address = reverse("office:plan", args=[pk])
    form = PlanTargetForm(request.POST or None, initial={"year": plan.ends_on.year}, plan=plan)
    lead = _("Đặt lại chỉ tiêu của một năm đã có thì thay số cũ.")
    page = FormPage(_("Đặt chỉ tiêu"), _("Đặt chỉ tiêu"), lead, address, crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        target = set_target(plan, given["indicator"], given["year"], given["number"], actor=request.user)
        came_of_it(request, _set_words(target), _another(target))
        return address

    return ask(request, form, page, deed)


@needs("plans.set_target")
def target_change(request: Request, pk: int) -> HttpResponse:
    target = target_within(request, pk)
    plan, address = target.plan, reverse("office:plan", args=[target.plan_id])

    def known() -> Mapping[str, object]:
        return dict(PlanTarget.objects.filter(pk=pk).values("number", "reason").get())

    form = PlanTargetForm(request.POST or None, initial=dict(known()), plan=plan, target=target)
    words = {"code": target.indicator, "year": target.year}
    asked = {"asked": "" if target.asked is None else amount_words(target.indicator, target.asked)}
    lead = _("Cấp trên giao %(asked)s.") % asked if asked["asked"] else ""
    page = FormPage(_("Chỉ tiêu %(code)s năm %(year)s") % words, _("Đặt chỉ tiêu"), lead, address, crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        reason = given.get("reason", "")
        changed = set_target(plan, target.indicator, target.year, given["number"], reason=reason, actor=request.user)
        came_of_it(request, _set_words(changed), _another(changed))
        return address

    return ask(request, form, page, deed, known=known)


@needs("plans.drop_target")
def target_drop(request: Request, pk: int) -> HttpResponse:
    target = target_within(request, pk)
    address = reverse("office:plan", args=[target.plan_id])
    words = {"code": target.indicator, "year": target.year}
    page = FormPage(_("Bỏ chỉ tiêu %(code)s năm %(year)s") % words, _("Bỏ chỉ tiêu"), "", address, crumbs(target.plan))

    def deed(_given: dict[str, Any]) -> str:
        drop_target(target, actor=request.user)
        came_of_it(request, _("Đã bỏ chỉ tiêu khỏi kế hoạch."))
        return address

    return ask(request, confirmation(request), page, deed)


def target_within(request: Request, pk: int) -> PlanTarget:
    rows = PlanTarget.objects.filter(plan__in=ProgrammePlan.objects.within(request.scope))
    return get_object_or_404(rows.select_related("plan"), pk=pk)


def _set_words(target: PlanTarget) -> str:
    said = {"code": target.indicator, "year": target.year, "number": amount_words(target.indicator, target.number)}
    return _("Đã đặt chỉ tiêu %(code)s năm %(year)s: %(number)s.") % said


def _another(target: PlanTarget) -> tuple[str, str]:
    return _("Đặt chỉ tiêu khác"), reverse("office:plan-target-new", args=[target.plan_id])
