"""Visits: what is ordered where and by whom it is held; one with its titles and findings."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record_reading
from hieuhoc.inspection.models import Inspection, Inspector
from hieuhoc.lib.opaque import public_id
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Cuộc kiểm tra")
MINE = "mine"
SENT = Prefetch("inspectors", Inspector.objects.select_related("user").order_by("pk"))


@needs("inspection.read_inspections")
def inspection_list(request: Request) -> HttpResponse:
    place = place_filter(request)
    state = filter_of(request, "state", _("Trạng thái"), Inspection.Status.choices)
    whose = filter_of(request, "whose", _("Của ai"), [(MINE, _("Tôi được cử đi"))])
    rows = Inspection.objects.readable(request.scope, request.user).select_related("plan")
    if (ids := place_ids(request, place)) is not None:
        rows = rows.filter(place__in=ids)
    if state.chosen:
        rows = rows.filter(status=state.chosen)
    if whose.chosen:
        rows = rows.filter(inspectors__user=request.user)
    page = key_page(rows.prefetch_related(SENT), request, order=["-id"])
    filters, address = [state, place, whose], reverse("office:inspection-list")
    context = {
        "page": page,
        "names": full_titles(row.place_id for row in page.rows),
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
    }
    return render(request, "office/inspection/visits.html", context)


@needs("inspection.read_inspections")
def inspection(request: Request, pk: int) -> HttpResponse:
    visit = visit_there(request, pk)
    deeds = deeds_of(request.user, visit)
    titles = visit.checked_titles.select_related("title__citizen", "title__decision", "checked_by")
    page = key_page(titles, request, order=["id"])
    record_reading(
        "inspection.read_inspections",
        actor=request.user,
        subject_kind="list",
        person_count=len(page.rows),
        place=visit.place_id,
    )
    name, today = full_titles([visit.place_id]).get(visit.place_id, ""), timezone.localdate()
    holds = visit.status in Inspection.OPEN and visit.inspectors.filter(user=request.user).exists()
    may_look = request.user.has_perm("inspection.check_title", visit)
    context = {
        "visit": visit,
        "name": name,
        "crumbs": [(str(TITLE), reverse("office:inspection-list"))],
        "facts": _facts(request, visit),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "page": page,
        "may_check": holds,
        "may_revoke": request.user.has_perm("recognition.revoke_title"),
        "photos": visit.photos.select_related("checked_title__title__citizen").order_by("pk") if may_look else [],
        "is_over": visit.status not in Inspection.OPEN,
        "token": public_id("inspection", visit.pk),
        "findings": [(row, row.is_late(today)) for row in visit.findings.order_by("due_on", "pk")],
        "may_settle": request.user.has_perm("inspection.settle_finding", visit.place),
        "events": story("inspection", visit.pk),
        "page_place": name,
        "page_year": visit.plan.year,
    }
    return render(request, "office/inspection/visit.html", context)


def visit_there(request: Request, pk: int) -> Inspection:
    rows = Inspection.objects.readable(request.scope, request.user).select_related("plan", "place", "repeats", "alert")
    return get_object_or_404(rows, pk=pk)


def visit_address(visit: Inspection) -> str:
    return reverse("office:inspection", args=[visit.pk])


def visit_crumbs(visit: Inspection) -> list[tuple[str, str]]:
    name = full_titles([visit.place_id]).get(visit.place_id, "")
    return [(str(TITLE), reverse("office:inspection-list")), (name, visit_address(visit))]


def deeds_of(user: User, visit: Inspection) -> list[NextDeed]:
    is_open, is_mine = visit.status in Inspection.OPEN, visit.inspectors.filter(user=user.pk).exists()
    is_checked = is_mine and not visit.checked_titles.filter(verdict="").exists()
    concluded = visit.status == Inspection.Status.CONCLUDED
    deeds = [
        OfferedDeed("visit-conclude", "inspection.conclude_inspection", _("Kết luận"), "check", is_open and is_checked),
        OfferedDeed(
            "visit-phone", "inspection.check_title", _("Kiểm tra trên điện thoại"), "device-mobile", is_open and is_mine
        ),
        OfferedDeed("finding-new", "inspection.add_finding", _("Thêm kiến nghị"), "plus", is_open and is_mine),
        OfferedDeed("visit-plan", "inspection.plan_visit", _("Cử người đi kiểm tra"), "users", is_open),
        OfferedDeed("visit-call-off", "inspection.call_off", _("Ghi không thực hiện"), "ban", is_open),
        OfferedDeed(
            "visit-repeat",
            "inspection.repeat_inspection",
            _("Kiểm tra lại"),
            "refresh",
            concluded and visit.findings.exists(),
        ),
    ]
    return offered(user, visit, deeds, place=visit)


def _facts(request: Request, visit: Inspection) -> list[tuple[Any, ...]]:
    people = ", ".join(row.user.full_name for row in visit.inspectors.select_related("user").order_by("pk"))
    facts: list[tuple[Any, ...]] = [
        (_("Kế hoạch kiểm tra"), visit.plan.title),
        (_("Vì sao kiểm tra"), visit.reason or visit.get_origin_display()),
        (_("Ngày kiểm tra"), day(visit.planned_on) if visit.planned_on else _("Chưa định")),
        (_("Người kiểm tra"), people or _("Chưa cử ai")),
    ]
    if request.user.has_perm("inspection.read_plans", visit.plan):
        facts[0] = (*facts[0], reverse("office:inspection-plan", args=[visit.plan_id]), _("Mở"))
    if visit.repeats is not None:
        facts.append(
            (
                _("Kiểm tra lại"),
                day(visit.repeats.concluded_on),
                reverse("office:inspection", args=[visit.repeats.pk]),
                _("Mở"),
            )
        )
    if visit.alert is not None and request.user.has_perm("alerts.read_alerts", visit.alert):
        address = record_address("office:alert", visit.alert.pk)
        facts.append((_("Cảnh báo"), visit.alert.get_status_display(), address, _("Mở")))
    if visit.summary:
        facts.append((_("Kết luận"), visit.summary))
    return facts
