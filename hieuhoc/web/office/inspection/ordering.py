"""Visits outside the sample, who is sent, what is not held, what is looked at again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.inspection.actions import NamedReason, call_off, order_inspection, plan_visit, repeat_inspection
from hieuhoc.inspection.independence import ties_of, words_of
from hieuhoc.inspection.models import Inspection
from hieuhoc.inspection.reads import inspectors_to_choose
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import Title
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.inspection.plans import address_of, crumbs, plan_there
from hieuhoc.web.office.inspection.visits import visit_address, visit_crumbs
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField

MOST_BARRED_NAMED = 8


class InspectionOrderForm(forms.Form):
    place = forms.TypedChoiceField(label=gettext_lazy("Nơi kiểm tra"), coerce=int)
    reason = forms.CharField(
        label=gettext_lazy("Vì sao kiểm tra"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: phản ánh của người dân ngày 12/3; 40 hồ sơ cùng 80 điểm."),
    )
    codes = forms.CharField(
        label=gettext_lazy("Mã giấy chứng nhận cần kiểm tra"),
        widget=forms.Textarea,
        max_length=10_000,
        help_text=gettext_lazy("Mỗi mã một dòng."),
    )

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class VisitForm(forms.Form):
    planned_on = DayField(label=gettext_lazy("Ngày kiểm tra"))
    users = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Người kiểm tra"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].choices = [(user.pk, user.full_name) for user in people]  # type: ignore[attr-defined]


class CallOffForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Vì sao không thực hiện"), max_length=500)


@needs("inspection.order_inspection")
def inspection_new(request: Request, pk: int) -> HttpResponse:
    plan = plan_there(request, pk)
    form = InspectionOrderForm(request.POST or None, places=places_to_choose(request.scope))
    lead = _("Danh hiệu nêu tên được kiểm tra hết; kết quả không tính vào ước tính của mẫu.")
    page = FormPage(_("Kiểm tra theo dấu hiệu"), _("Lập cuộc kiểm tra"), lead, address_of(plan), crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        codes = {code.upper() for code in given["codes"].split()}
        known = dict(
            Title.objects.within(request.scope)
            .filter(certificate__code__in=codes)
            .values_list("certificate__code", "pk")
        )
        if missing := sorted(codes - known.keys()):
            raise Refusal(
                _("Không có giấy chứng nhận mã: %(codes)s.") % {"codes": ", ".join(missing[:10])}, code="unknown_code"
            )
        rows = [("title", known[code], "") for code in sorted(codes)]
        place = get_object_or_404(Place, pk=given["place"])
        visit = order_inspection(plan, place, NamedReason(given["reason"], rows), actor=request.user)
        came_of_it(
            request,
            _("Đã lập cuộc kiểm tra; cử người đi."),
            (_("Cử người"), reverse("office:visit-plan", args=[visit.pk])),
        )
        return visit_address(visit)

    return ask(request, form, page, deed)


@needs("inspection.plan_visit")
def visit_plan(request: Request, pk: int) -> HttpResponse:
    visit = _ordered(request, pk)
    people = inspectors_to_choose(visit.plan)
    ties = ties_of([user.pk for user in people], visit)
    offered = [user for user in people if user.pk not in ties]
    today = timezone.localdate()

    def known() -> dict[str, object]:
        visit.refresh_from_db(fields=["planned_on"])
        return {
            "planned_on": visit.planned_on or max(today, visit.plan.starts_on),
            "users": sorted(visit.inspectors.values_list("user", flat=True)),
        }

    form = VisitForm(request.POST or None, initial=known(), people=offered)
    page = FormPage(
        _("Cử người đi kiểm tra"),
        _("Cử đi"),
        _("Người kiểm tra không thuộc nơi được kiểm tra và không dính đến hồ sơ được kiểm tra."),
        visit_address(visit),
        visit_crumbs(visit),
        notice=_barred([user for user in people if user.pk in ties], ties),
    )

    def deed(given: dict[str, Any]) -> str:
        chosen = [user for user in offered if user.pk in given["users"]]
        plan_visit(visit, chosen, planned_on=given["planned_on"], actor=request.user)
        came_of_it(request, _("Đã cử người đi kiểm tra; từng người nhận được tin."))
        return visit_address(visit)

    return ask(request, form, page, deed, known=known)


@needs("inspection.call_off")
def visit_call_off(request: Request, pk: int) -> HttpResponse:
    visit = _ordered(request, pk)
    lead = _("Danh hiệu của cuộc này coi như chưa kiểm tra; ước tính của mẫu nói rõ còn thiếu.")
    page = FormPage(
        _("Không thực hiện cuộc kiểm tra"), _("Ghi không thực hiện"), lead, visit_address(visit), visit_crumbs(visit)
    )

    def deed(given: dict[str, Any]) -> str:
        call_off(visit, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã ghi không thực hiện cuộc kiểm tra này."))
        return visit_address(visit)

    return ask(request, CallOffForm(request.POST or None), page, deed)


@needs("inspection.repeat_inspection")
def visit_repeat(request: Request, pk: int) -> HttpResponse:
    visit = _ordered(request, pk)
    lead = _("Xem kiến nghị đã được thực hiện chưa, và kiểm tra lại những danh hiệu không đúng hoặc chưa gặp được.")
    page = FormPage(
        _("Kiểm tra lại nơi này?"), _("Lập cuộc kiểm tra lại"), lead, visit_address(visit), visit_crumbs(visit)
    )

    def deed(_given: dict[str, Any]) -> str:
        again = repeat_inspection(visit, actor=request.user)
        came_of_it(request, _("Đã lập cuộc kiểm tra lại; cử người đi."))
        return visit_address(again)

    return ask(request, confirmation(request), page, deed)


def _ordered(request: Request, pk: int) -> Inspection:
    """Of whoever ordered it: those who are inspected have no say."""
    rows = Inspection.objects.ordered_by(request.scope).select_related("plan", "place")
    return get_object_or_404(rows, pk=pk)


def _barred(people: Sequence[User], ties: dict[int, Any]) -> str:
    """Who is not offered, and why."""
    if not people:
        return ""
    named = "; ".join(f"{user.full_name}: {words_of(ties[user.pk])}" for user in people[:MOST_BARRED_NAMED])
    more = len(people) - MOST_BARRED_NAMED
    rest = _(" và %(count)d người nữa") % {"count": more} if more > 0 else ""
    return _("Không cử được: %(named)s%(rest)s.") % {"named": named, "rest": rest}
