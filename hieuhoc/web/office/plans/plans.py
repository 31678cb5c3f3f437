"""Plans: which there are, and one of them with what it asks and how far it is."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.lib.opaque import public_id
from hieuhoc.plans.budgets import budget_by_source
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.plan_on_paper import amount_words
from hieuhoc.plans.reads import said_targets, standing_of
from hieuhoc.web.choices import full_titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.plans.money import money_rows
from hieuhoc.web.office.plans.task_words import shown
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, number
from hieuhoc.web.ui.paging import key_page


@needs("plans.read_plans")
def plan_list(request: Request) -> HttpResponse:
    place = place_filter(request)
    status = filter_of(request, "status", _("Trạng thái"), ProgrammePlan.Status.choices)
    ids = place_ids(request, place)
    rows = ProgrammePlan.objects.readable(request.scope)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(status=status.chosen) if status.chosen else rows
    filters, address = [status, place], reverse("office:plan-list")
    page = key_page(rows, request, order=["-id"])
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": full_titles(row.place_id for row in page.rows),
        "may_draft": request.user.has_perm("plans.draft_plan"),
    }
    return render(request, "office/plans/plans.html", context)


@needs("plans.read_plans")
def plan(request: Request, pk: int) -> HttpResponse:
    plan = readable_plan(request, pk)
    own = PlanTask.objects.filter(plan=plan, is_part=False).exclude(status=PlanTask.Status.DROPPED)
    # Who reads a plan from below sees what it gives to everybody, and what lies with them.
    mine = PlanTask.objects.within(request.scope).filter(plan=plan)
    rows = own.filter(Q(pk__in=mine.values("pk")) | Q(parts__in=mine)).distinct()
    page = key_page(rows.select_related("plan", "unit"), request, order=["due_on", "id"])
    deeds = deeds_of(request.user, plan)
    may_set = plan.is_open_to_change and request.user.has_perm("plans.set_target", plan)
    context: dict[str, Any] = {
        "plan": plan,
        "crumbs": crumbs(),
        "sentence": sentence_of(plan, request),
        "facts": facts_of(plan, request),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "targets": [(row, amount_words(row.indicator, row.number), _asked(row)) for row in said_targets(plan)],
        "may_set": may_set,
        "money": money_rows(budget_by_source(plan)),
        "may_add": plan.is_open_to_change and request.user.has_perm("plans.add_task", plan),
        "page": page,
        "rows": shown(page.rows),
        "editions": plan.editions.order_by("-edition"),
        "events": story("plan", plan.pk),
        "page_place": full_titles([plan.place_id]).get(plan.place_id, ""),
    }
    return render(request, "office/plans/plan.html", context)


def readable_plan(request: Request, pk: int) -> ProgrammePlan:
    rows = ProgrammePlan.objects.readable(request.scope).select_related("derived_from", "drafted_by")
    return get_object_or_404(rows, pk=pk)


def own_plan(request: Request, pk: int) -> ProgrammePlan:
    """To be changed: of the places of the scope."""
    return get_object_or_404(ProgrammePlan.objects.within(request.scope), pk=pk)


def crumbs(plan: ProgrammePlan | None = None) -> list[tuple[str, str]]:
    first = (pgettext("menu", "Kế hoạch"), reverse("office:plan-list"))
    return [first] if plan is None else [first, (str(plan), reverse("office:plan", args=[plan.pk]))]


def sentence_of(plan: ProgrammePlan, request: Request) -> str:
    if plan.status == ProgrammePlan.Status.DRAFT:
        return _("Đang soạn; chưa ai ngoài cơ quan thấy.")
    tasks = PlanTask.objects.within(request.scope).filter(plan=plan)
    standing = standing_of(tasks, timezone.localdate())
    if not standing.count:
        return _("Không có nhiệm vụ nào trong phạm vi được xem.")
    told = {key: number(getattr(standing, key)) for key in ("count", "finished", "late", "reported")}
    return _("%(finished)s/%(count)s nhiệm vụ đã xong; %(late)s quá hạn, %(reported)s chờ nghiệm thu.") % told


def facts_of(plan: ProgrammePlan, request: Request) -> list[tuple[Any, ...]]:
    facts: list[tuple[Any, ...]] = [
        (_("Cơ quan ban hành"), plan.organ),
        (_("Thời gian"), f"{day(plan.starts_on)} – {day(plan.ends_on)}"),
    ]
    if plan.number:
        signs = ", ".join(filter(None, [plan.signatory_title, plan.signatory]))
        facts.append((_("Số, ngày ký"), f"{plan.number}, {day(plan.signed_on)}"))
        facts.append((_("Người ký"), signs))
    if plan.bases:
        facts.append((_("Căn cứ"), plan.bases))
    if plan.derived_from is not None:
        upper, address = plan.derived_from, reverse("office:plan", args=[plan.derived_from_id])
        is_open = ProgrammePlan.objects.readable(request.scope).filter(pk=upper.pk).exists()
        named = f"{upper.number}: {upper.title}"
        facts.append((_("Theo kế hoạch"), named, address, _("Mở")) if is_open else (_("Theo kế hoạch"), named))
    if plan.note:
        facts.append((_("Lý do"), plan.note))
    return facts


def deeds_of(user: User, plan: ProgrammePlan) -> list[NextDeed]:
    status = ProgrammePlan.Status
    is_issued, is_open = plan.status == status.ISSUED, plan.is_open_to_change
    own = [
        OfferedDeed("plan-issue", "plans.issue_plan", _("Ban hành"), "signature", is_open),
        OfferedDeed("plan-change", "plans.change_plan", _("Sửa kế hoạch"), "pencil", is_open),
        OfferedDeed("plan-amend", "plans.amend_plan", _("Sửa đổi kế hoạch"), "pencil", is_issued),
        OfferedDeed("plan-close", "plans.close_plan", _("Kết thúc kế hoạch"), "lock", is_issued),
        OfferedDeed(
            "plan-below", "plans.issue_plan", _("Kế hoạch cấp dưới"), "git-branch", plan.status != status.DRAFT
        ),
    ]
    read = [
        OfferedDeed(
            "plan-derive",
            "plans.derive_plan",
            _("Lập kế hoạch của địa bàn mình"),
            "git-branch",
            plan.holds and bool(_still_to_derive(user, plan)),
        ),
        OfferedDeed("plan-paper", "plans.read_plans", _("Tải kế hoạch (PDF)"), "printer", True),
        OfferedDeed("plan-paper-docx", "plans.read_plans", _("Tải kế hoạch (Word)"), "file-text", True),
    ]
    tasks = f"{reverse('office:task-timeline')}?plan={public_id('plan', plan.pk)}"
    more = [NextDeed("task-timeline", _("Sơ đồ thời gian"), "timeline", tasks)] if plan.status != status.DRAFT else []
    return offered(user, plan, own, place=plan) + offered(user, plan, read) + more


def _still_to_derive(user: User, plan: ProgrammePlan) -> set[int]:
    """The very places of the account's offices that have no plan after this one yet."""
    places = set(scope_of(user, "plans.derive_plan").places) - {plan.place_id}
    return places and places - set(plan.derived.values_list("place", flat=True))


def _asked(row: Any) -> str:
    return "" if row.asked is None else amount_words(row.indicator, row.asked)
