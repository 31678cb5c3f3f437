"""Tasks: the list of what lies where, and one of them with its reports."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.models import User
from hieuhoc.lib.numbers import format_plain
from hieuhoc.lib.opaque import public_id
from hieuhoc.plans.budgets import uses_of
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.plans.products import product_of
from hieuhoc.plans.reads import standing_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.plans.choosing import chosen_tasks, tasks_address
from hieuhoc.web.office.plans.money import money_of, shown_uses
from hieuhoc.web.office.plans.product_rows import rows_address
from hieuhoc.web.office.plans.task_words import ShownTask, shown
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, moment, number
from hieuhoc.web.ui.paging import key_page


@needs("plans.read_plans")
def task_list(request: Request) -> HttpResponse:
    chosen = chosen_tasks(request, "task-list")
    page = key_page(chosen.rows.select_related("plan", "unit"), request, order=["due_on", "id"])
    context = {
        "page": page,
        "rows": shown(page.rows),
        "chosen": chosen,
        "filters": chosen.filters,
        "chips": chosen.chips,
        "clear_url": chosen.clear_url,
        "here": "task-list",
        "ways": ways_of(request.user),
    }
    return render(request, "office/plans/tasks.html", context)


def ways_of(user: User) -> list[NextDeed]:
    """What belongs to the tasks and is no list of them."""
    pages = (
        ("task-late", "plans.read_late", _("Việc quá hạn, in một trang"), "clock"),
        ("task-feed", "plans.open_feed", _("Lịch trên điện thoại"), "calendar"),
        ("reminder-list", "plans.set_reminder", _("Lịch nhắc hạn"), "bell"),
    )
    return [
        NextDeed(name, text, icon, reverse(f"office:{name}"))
        for name, ability, text, icon in pages
        if user.has_perm(ability)
    ]


@needs("plans.read_plans")
def task(request: Request, pk: int) -> HttpResponse:
    task = task_within(request, pk)
    (row,) = shown([task])
    deeds = deeds_of(request.user, task)
    page = key_page(uses_of(task), request, order=["-id"])
    reports = task.reports.select_related("reported_by", "answered_by", "document").order_by("-pk")
    context = {
        "task": task,
        "row": row,
        "crumbs": crumbs(task),
        "sentence": sentence_of(row),
        "facts": facts_of(request, row),
        "money": money_of(request.user, task),
        "page": page,
        "uses": shown_uses(request.user, page.rows),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "reports": reports,
        "may_answer": task.status == PlanTask.Status.REPORTED
        and request.user.has_perm("plans.answer_report", task.plan),
        "events": story("plan_task", task.pk),
        "page_place": row.place,
    }
    return render(request, "office/plans/task.html", context)


def task_within(request: Request, pk: int) -> PlanTask:
    rows = PlanTask.objects.within(request.scope).select_related("plan", "unit", "parent__plan")
    return get_object_or_404(rows, pk=pk)


def crumbs(task: PlanTask) -> list[tuple[str, str]]:
    return [
        (pgettext("menu", "Nhiệm vụ"), reverse("office:task-list")),
        (f"{task.code}. {task.title}"[:60], reverse("office:task", args=[task.pk])),
    ]


def sentence_of(row: ShownTask) -> str:
    task = row.task
    words = {"holder": row.holder, "day": day(task.due_on), "progress": row.progress, "days": number(row.late_days)}
    if task.status == PlanTask.Status.FINISHED:
        words["day"] = day(task.finished_on)
        if task.by_records:
            return _("Đã xong ngày %(day)s: số liệu đã đủ (%(progress)s).") % words
        return _("Đã xong ngày %(day)s.") % words
    if row.late_days:
        return _("%(holder)s giữ việc này; hạn %(day)s, quá hạn %(days)s ngày.") % words
    return _("%(holder)s giữ việc này; hạn %(day)s.") % words


def facts_of(request: Request, row: ShownTask) -> list[tuple[Any, ...]]:
    task = row.task
    facts: list[tuple[Any, ...]] = [
        _plan_fact(request, task),
        (_("Nơi thực hiện"), row.holder),
        (_("Thời gian"), f"{day(task.starts_on)} – {day(task.due_on)}"),
        (_("Sản phẩm"), task.product or _("Báo cáo kết quả")),
    ]
    if task.product_code:
        facts.append(_counted_fact(task, row.progress, request.user))
    elif row.progress:
        facts.append((_("Các phần đã xong"), row.progress))
    if task.basis:
        facts.append((_("Căn cứ"), task.basis))
    if task.parent is not None:
        facts.append(_parent_fact(request, task.parent))
    parts = PlanTask.objects.within(request.scope).filter(parent=task)
    standing = standing_of(parts, timezone.localdate())
    if standing.count:
        told = {"done": number(standing.finished), "count": number(standing.count), "late": number(standing.late)}
        address = tasks_address("task-list", part_of=public_id("plantask", task.pk))
        facts.append(
            (_("Đã giao xuống"), _("%(done)s/%(count)s phần đã xong, %(late)s quá hạn") % told, address, _("Xem"))
        )
    if task.note:
        facts.append((_("Lời ghi"), task.note))
    return facts


def _plan_fact(request: Request, task: PlanTask) -> tuple[Any, ...]:
    named = f"{task.plan.number}: {task.plan.title}" if task.plan.number else task.plan.title
    if ProgrammePlan.objects.readable(request.scope).filter(pk=task.plan_id).exists():
        return _("Kế hoạch"), named, reverse("office:plan", args=[task.plan_id]), _("Mở")
    return _("Kế hoạch"), named


def _parent_fact(request: Request, parent: PlanTask) -> tuple[Any, ...]:
    named = f"{parent.code}. {parent.title}"
    if PlanTask.objects.within(request.scope).filter(pk=parent.pk).exists():
        return _("Là phần của"), named, reverse("office:task", args=[parent.pk]), _("Mở")
    return _("Là phần của"), named


def _counted_fact(task: PlanTask, progress: str, user: User) -> tuple[Any, ...]:
    product, wanted = product_of(task.product_code), task.wanted
    kinds = {code: str(words) for code, words in product.choices()} if product and product.choices else {}
    chosen = f": {kinds.get(wanted.choice, wanted.choice)}" if wanted.choice else ""
    asked = f", {product.number_label}: {format_plain(wanted.number)}" if product and product.number_label else ""
    name = f"{product.name if product else task.product_code}{chosen}, {wanted.year}{asked}"
    since = moment(task.counted_at) if task.counted_at else _("chưa đếm")
    told = f"{name}. {progress or '–'} ({since})"
    address = rows_address(task, user)
    return (_("Đếm trong số liệu"), told, address, _("Xem các dòng")) if address else (_("Đếm trong số liệu"), told)


def deeds_of(user: User, task: PlanTask) -> list[NextDeed]:
    holds = task.plan.holds
    runs = holds and task.status in PlanTask.RUNNING and not task.parts.filter(is_part=True).exists()
    counts = holds and bool(task.product_code) and task.status != PlanTask.Status.DROPPED
    is_open = task.plan.is_open_to_change and not task.is_part and task.status in PlanTask.RUNNING
    held = [
        OfferedDeed("task-report", "plans.report_task", _("Báo cáo kết quả"), "send", runs),
        OfferedDeed("task-count", "plans.count_task", _("Đếm lại trong số liệu"), "refresh", counts),
    ]
    planned = [
        OfferedDeed("task-change", "plans.change_task", _("Sửa nhiệm vụ"), "pencil", is_open),
        OfferedDeed("task-drop", "plans.drop_task", _("Bỏ nhiệm vụ"), "ban", is_open),
    ]
    return offered(user, task, held, place=task) + offered(user, task, planned, place=task.plan)
