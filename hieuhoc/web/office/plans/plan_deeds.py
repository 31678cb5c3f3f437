"""Drafting a plan, from nothing or from the one above, and changing its words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.places.models import Ancestry, Place
from hieuhoc.plans.actions import PlanWords, change_plan, derive_plan, draft_plan
from hieuhoc.plans.models import ProgrammePlan
from hieuhoc.plans.reads import basis_of
from hieuhoc.web.choices import places_to_choose
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.plans.plans import crumbs, own_plan, readable_plan
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField

WORDS = ("title", "organ", "bases", "purpose", "starts_on", "ends_on")


class PlanForm(forms.Form):
    """What a plan says of itself; with `places`, whose it is."""

    place = forms.TypedChoiceField(label=gettext_lazy("Của địa bàn"), coerce=int)
    title = forms.CharField(
        label=gettext_lazy("Tên kế hoạch"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Xây dựng mô hình Công dân học tập năm 2026."),
    )
    organ = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    bases = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        widget=forms.Textarea,
        max_length=4_000,
        required=False,
        help_text=gettext_lazy("Mỗi căn cứ một dòng."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Mục đích, yêu cầu"), widget=forms.Textarea, max_length=4_000, required=False
    )
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: Any, places: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if places is None:
            del self.fields["place"]
        else:
            self.fields["place"].choices = places  # type: ignore[attr-defined]

    def said(self) -> PlanWords:
        return PlanWords(**{name: self.cleaned_data[name] for name in WORDS})


@needs("plans.draft_plan")
def plan_new(request: Request) -> HttpResponse:
    year = timezone.localdate().year
    days = {
        "starts_on": timezone.localdate().replace(month=1, day=1),
        "ends_on": timezone.localdate().replace(month=12, day=31),
    }
    initial = {"title": _("Xây dựng mô hình Công dân học tập năm %(year)s") % {"year": year}, **days}
    form = PlanForm(request.POST or None, initial=initial, places=places_to_choose(request.scope))
    lead = _("Viết phần lời trước; chỉ tiêu và nhiệm vụ thêm ở trang của kế hoạch.")
    page = FormPage(_("Soạn kế hoạch"), _("Lưu dự thảo"), lead, reverse("office:plan-list"), crumbs())

    def deed(given: dict[str, Any]) -> str:
        plan = draft_plan(form.said(), get_object_or_404(Place, pk=given["place"]), actor=request.user)
        came_of_it(request, _("Đã lưu dự thảo kế hoạch."), *_next_steps(plan))
        return reverse("office:plan", args=[plan.pk])

    return ask(request, form, page, deed)


@needs("plans.derive_plan")
def plan_derive(request: Request, pk: int) -> HttpResponse:
    upper = readable_plan(request, pk)
    lines = Ancestry.objects.on(request.scope.on).filter(ancestor=upper.place_id, depth__gt=0)
    below = set(lines.values_list("descendant", flat=True)) - set(upper.derived.values_list("place", flat=True))
    places = [(place, words) for place, words in places_to_choose(request.scope) if place in below]
    initial = {
        "title": upper.title,
        "bases": "\n".join(filter(None, [upper.bases, basis_of(upper)])),
        "purpose": upper.purpose,
        "starts_on": upper.starts_on,
        "ends_on": upper.ends_on,
    }
    form = PlanForm(request.POST or None, initial=initial, places=places)
    lead = _(
        "Mọi chỉ tiêu được chép sang, đặt cao hơn tuỳ ý, thấp hơn thì ghi lý do; nhiệm vụ giao cho địa bàn cũng vậy."
    )
    title = _("Lập kế hoạch theo %(number)s") % {"number": upper.number}
    back = reverse("office:plan", args=[upper.pk])
    notice = "" if places else _("Các địa bàn được giao đều đã lập kế hoạch theo kế hoạch này.")
    page = FormPage(title, _("Lập dự thảo"), lead, back, crumbs(upper), notice=notice)

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given["place"])
        plan = derive_plan(upper, place, form.said(), actor=request.user)
        came_of_it(request, _("Đã lập dự thảo theo kế hoạch cấp trên."), *_next_steps(plan))
        return reverse("office:plan", args=[plan.pk])

    return ask(request, form, page, deed)


@needs("plans.change_plan")
def plan_change(request: Request, pk: int) -> HttpResponse:
    plan = own_plan(request, pk)
    address = reverse("office:plan", args=[pk])

    def known() -> Mapping[str, object]:
        return dict(ProgrammePlan.objects.filter(pk=pk).values(*WORDS).get())

    form = PlanForm(request.POST or None, initial=dict(known()))
    page = FormPage(_("Sửa kế hoạch"), _("Lưu"), "", address, crumbs(plan))

    def deed(_given: dict[str, Any]) -> str:
        change_plan(plan, form.said(), actor=request.user)
        came_of_it(request, _("Đã lưu kế hoạch như vừa sửa."))
        return address

    return ask(request, form, page, deed, known=known)


def _next_steps(plan: ProgrammePlan) -> list[tuple[str, str]]:
    return [
        (_("Đặt chỉ tiêu"), reverse("office:plan-target-new", args=[plan.pk])),
        (_("Thêm nhiệm vụ"), reverse("office:task-new", args=[plan.pk])),
    ]
