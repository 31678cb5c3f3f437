"""Inspection plans: which there are, one with its samples, its visits, and what they say of the whole."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.inspection.actions import PlannedInspection, close_plan, draft_plan
from hieuhoc.inspection.estimate_words import estimate_sentences
from hieuhoc.inspection.models import CheckedTitle, Inspection, InspectionPlan
from hieuhoc.inspection.reads import alerts_to_take_up, current_sample, reported_rate, standing_of
from hieuhoc.places.models import Place
from hieuhoc.web.choices import full_titles, places_to_choose
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.numbers import DecimalTextField
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Kế hoạch kiểm tra")


class InspectionPlanForm(forms.Form):
    """What a plan says of itself."""

    place = forms.TypedChoiceField(label=gettext_lazy("Của địa bàn"), coerce=int)
    title = forms.CharField(label=gettext_lazy("Tên kế hoạch"), max_length=300)
    organ = forms.CharField(label=gettext_lazy("Cơ quan kiểm tra"), max_length=200)
    year = DecimalTextField(label=gettext_lazy("Danh hiệu của năm"), min_value=2022, max_value=2100, decimal_places=0)
    starts_on = DayField(label=gettext_lazy("Từ ngày"))
    ends_on = DayField(label=gettext_lazy("Đến hết ngày"))
    purpose = forms.CharField(
        label=gettext_lazy("Mục đích, yêu cầu"), widget=forms.Textarea, max_length=4_000, required=False
    )

    def __init__(self, *args: Any, places: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class SummaryForm(forms.Form):
    summary = forms.CharField(label=gettext_lazy("Kết quả"), widget=forms.Textarea, max_length=4_000)


@needs("inspection.read_plans")
def plan_list(request: Request) -> HttpResponse:
    page = key_page(InspectionPlan.objects.within(request.scope), request, order=["-id"])
    context = {
        "page": page,
        "names": full_titles(row.place_id for row in page.rows),
        "may_draft": request.user.has_perm("inspection.draft_plan"),
    }
    return render(request, "office/inspection/plans.html", context)


@needs("inspection.draft_plan")
def plan_new(request: Request) -> HttpResponse:
    today, back = timezone.localdate(), reverse("office:inspection-plan-list")
    initial = {
        "title": _("Kiểm tra việc công nhận Công dân học tập năm %(year)s") % {"year": today.year - 1},
        "year": today.year - 1,
        "starts_on": today,
        "ends_on": today.replace(month=12, day=31),
    }
    form = InspectionPlanForm(request.POST or None, initial=initial, places=places_to_choose(request.scope))
    lead = _("Sau khi lập: rút mẫu từ mọi danh hiệu của năm, hoặc lập cuộc kiểm tra theo dấu hiệu.")
    page = FormPage(_("Lập kế hoạch kiểm tra"), _("Lập kế hoạch"), lead, back, crumbs())

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given.pop("place"))
        plan = draft_plan(PlannedInspection(**given | {"year": int(given["year"])}), place, actor=request.user)
        draw = (_("Rút mẫu"), reverse("office:sample-draw", args=[plan.pk]))
        came_of_it(request, _("Đã lập kế hoạch kiểm tra."), draw)
        return address_of(plan)

    return ask(request, form, page, deed)


@needs("inspection.read_plans")
def plan(request: Request, pk: int) -> HttpResponse:
    plan = plan_there(request, pk)
    sample, deeds = current_sample(plan), deeds_of(request.user, plan)
    standing = standing_of(sample) if sample else None
    page = key_page(plan.inspections.all(), request, order=["id"])
    context = {
        "plan": plan,
        "crumbs": crumbs(),
        "facts": _facts(plan),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "samples": plan.samples.order_by("-number"),
        "sentences": estimate_sentences(plan, standing, reported_rate(plan)) if standing else [],
        "page": page,
        "names": full_titles(row.place_id for row in page.rows),
        "events": story("inspection_plan", plan.pk),
        "page_place": full_titles([plan.place_id]).get(plan.place_id, ""),
        "page_year": plan.year,
    }
    return render(request, "office/inspection/plan.html", context)


@needs("inspection.close_plan")
def plan_close(request: Request, pk: int) -> HttpResponse:
    plan = plan_there(request, pk)
    lead = _("Mọi cuộc kiểm tra đã kết luận hoặc ghi không thực hiện; sau đó không lập thêm cuộc nào.")
    page = FormPage(_("Kết thúc kế hoạch kiểm tra"), _("Kết thúc"), lead, address_of(plan), crumbs(plan))

    def deed(given: dict[str, Any]) -> str:
        close_plan(plan, summary=given["summary"], actor=request.user)
        came_of_it(request, _("Đã kết thúc kế hoạch kiểm tra."))
        return address_of(plan)

    return ask(request, SummaryForm(request.POST or None), page, deed)


def plan_there(request: Request, pk: int) -> InspectionPlan:
    return get_object_or_404(InspectionPlan.objects.within(request.scope).select_related("place"), pk=pk)


def address_of(plan: InspectionPlan) -> str:
    return reverse("office:inspection-plan", args=[plan.pk])


def crumbs(plan: InspectionPlan | None = None) -> list[tuple[str, str]]:
    first = (str(TITLE), reverse("office:inspection-plan-list"))
    return [first] if plan is None else [first, (plan.title[:60], address_of(plan))]


def deeds_of(user: User, plan: InspectionPlan) -> list[NextDeed]:
    runs = plan.status == InspectionPlan.Status.RUNNING
    waits = runs and alerts_to_take_up(plan).exists()
    is_open = plan.inspections.filter(status__in=Inspection.OPEN).exists()
    is_checked = CheckedTitle.objects.filter(stratum__sample__plan=plan).exclude(verdict="").exists()
    deeds = [
        OfferedDeed("sample-draw", "inspection.draw_sample", _("Rút mẫu"), "list-check", runs and not is_checked),
        OfferedDeed(
            "inspection-new", "inspection.order_inspection", _("Kiểm tra theo dấu hiệu"), "alert-triangle", runs
        ),
        OfferedDeed("inspection-of-alerts", "inspection.take_up_alert", _("Kiểm tra theo cảnh báo"), "eye", waits),
        OfferedDeed(
            "inspection-plan-close", "inspection.close_plan", _("Kết thúc kế hoạch"), "lock", runs and not is_open
        ),
        OfferedDeed("inspection-report-page", "inspection.read_plans", _("Xem báo cáo"), "file-description", True),
        OfferedDeed("inspection-report", "inspection.read_plans", _("Tải báo cáo (PDF)"), "printer", True),
        OfferedDeed("inspection-report-docx", "inspection.read_plans", _("Tải báo cáo (Word)"), "file-text", True),
    ]
    return offered(user, plan, deeds, place=plan)


def _facts(plan: InspectionPlan) -> list[tuple[Any, ...]]:
    facts = [
        (_("Cơ quan kiểm tra"), plan.organ),
        (_("Danh hiệu của năm"), str(plan.year)),
        (_("Thời gian"), f"{day(plan.starts_on)} – {day(plan.ends_on)}"),
        (_("Mục đích, yêu cầu"), plan.purpose),
        (_("Kết quả"), plan.summary),
    ]
    return [(term, value) for term, value in facts if value]
