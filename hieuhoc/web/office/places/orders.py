"""Change orders: written down, tried without touching anything, carried out, and taken back while that is possible."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.lib.dates import format_date
from hieuhoc.people.reads import living_under
from hieuhoc.places.actions import (
    add_steps,
    apply_change_order,
    describe_order,
    draft_order,
    preview_order,
    remove_step,
    schedule_order,
    undo_change_order,
    unschedule_order,
)
from hieuhoc.places.models import ChangeOrder, ChangeStep
from hieuhoc.places.successions import count_touched, registry
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.places.order_forms import CHANGES, OrderForm
from hieuhoc.web.office.places.order_words import lines_in_words
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

LIST = "office:order-list"


@needs("places.draft_order")
def order_list(request: Request) -> HttpResponse:
    page = key_page(ChangeOrder.objects.all(), request, order=["-takes_effect_on", "-id"])
    return render(request, "office/orders/list.html", {"page": page})


@needs("places.draft_order")
def order_new(request: Request) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        order = draft_order(**given, steps=[], actor=request.user)
        messages.success(request, _("Đã lập dự thảo. Ghi từng thay đổi ở đây."))
        return reverse("office:order", args=[order.pk])

    lead = _("Dự thảo chưa thay đổi gì. Xem trước rồi mới áp dụng; áp dụng rồi vẫn hoàn tác được.")
    page = FormPage(_("Soạn lệnh thay đổi địa giới"), _("Lập dự thảo"), lead, reverse(LIST))
    return ask(request, OrderForm(request.POST or None), page, deed)


@needs("places.draft_order")
def order(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    page = key_page(order.steps.all(), request, order=["position", "id"], total=order.steps.count)
    context = {
        "order": order,
        "page": page,
        "lines": [(step, words) for step, words in lines_in_words(order, page.rows)],
        "changes": [(kind, words) for kind, (words, _form) in CHANGES.items()],
        "events": story("change_order", order.pk),
        "may_undo": request.user.has_perm("places.undo_change_order"),
        "may_apply": request.user.has_perm("places.apply_change_order"),
        "is_due": order.takes_effect_on <= timezone.localdate(),
    }
    return render(request, "office/orders/order.html", context)


@needs("places.draft_order")
def order_describe(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    address = reverse("office:order", args=[order.pk])

    def deed(given: dict[str, Any]) -> str:
        describe_order(order, **given, actor=request.user)
        messages.success(
            request, _("Đã lưu thông tin của lệnh; các thay đổi đã ghi giữ nguyên. Xem trước rồi mới áp dụng.")
        )
        return address

    def known() -> Mapping[str, object]:
        kept: Mapping[str, object] = ChangeOrder.objects.filter(pk=order.pk).values(*OrderForm.base_fields).get()
        return kept

    form = OrderForm(request.POST or None, initial=dict(known()))
    page = FormPage(_("Sửa số, ngày, căn cứ"), _("Lưu"), back=address, crumbs=[(order.number, address)])
    return ask(request, form, page, deed, known=known)


@needs("places.draft_order")
def order_line_remove(request: Request, pk: int, position: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    step = get_object_or_404(order.steps.select_related("order"), position=position)
    address = reverse("office:order", args=[order.pk])

    def deed(_given: dict[str, Any]) -> str:
        count = remove_step(step, actor=request.user)
        messages.success(request, _("Đã bỏ %(count)d dòng khỏi dự thảo.") % {"count": count})
        return address

    [(_step, words)] = lines_in_words(order, [step])
    is_make = step.verb == ChangeStep.Verb.MAKE
    lead = _("Các dòng nhắc đến đơn vị này cũng bị bỏ.") if is_make else _("Xem trước sẽ báo nếu lệnh thiếu dòng này.")
    page = FormPage(
        _("Bỏ dòng: %(line)s") % {"line": words}, _("Bỏ dòng này"), lead, address, [(order.number, address)]
    )
    return ask(request, confirmation(request), page, deed)


@needs("places.draft_order")
def order_change_new(request: Request, pk: int, kind: str) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    if kind not in CHANGES:
        raise Http404
    words, form_class = CHANGES[kind]
    form = form_class(request.POST or None, scope=request.scope)
    address = reverse("office:order", args=[order.pk])

    def deed(given: dict[str, Any]) -> str:
        last = order.steps.aggregate(last=Max("position"))["last"] or 0  # lines may have been taken out: never counted
        add_steps(order, form.lines(given, f"{kind}-{last + 1}"), actor=request.user)
        messages.success(request, _("Đã ghi vào dự thảo. Ghi tiếp thay đổi khác, hoặc xem trước."))
        return address

    page = FormPage(str(words), _("Ghi vào dự thảo"), back=address, crumbs=[(order.number, address)])
    return ask(request, form, page, deed)


@needs("places.draft_order")
def order_preview(request: Request, pk: int) -> HttpResponse:
    """What the order would move, counted by doing it and taking it back in one transaction."""
    order = get_object_or_404(ChangeOrder, pk=pk)
    if order.status == ChangeOrder.Status.APPLIED:
        return redirect("office:order", order.pk)
    carried = preview_order(order, actor=request.user)
    moves = carried.moves
    heirs = {to for tos in moves.cut.values() for to in tos}
    names = titles({*moves.whole, *moves.whole.values(), *moves.cut, *heirs}) | dict(carried.made)
    people = living_under({*moves.whole, *moves.cut}, timezone.localdate())
    context = {
        "order": order,
        "problems": carried.problems,
        "rows": sorted((registry.label_of(*noun), count) for noun, count in carried.rows.items()),
        "whole": [(names.get(old, "–"), names.get(new, "–"), people.get(old, 0)) for old, new in moves.whole.items()],
        "cut": [
            (names.get(old, "–"), [names.get(pk, "–") for pk in new], people.get(old, 0))
            for old, new in moves.cut.items()
        ],
        "people": sum(people.get(old, 0) for old in {*moves.whole, *moves.cut}),
        "ended": len(moves.ended),
        "made": len(moves.made),
        "amended": len(moves.amended),
        "may_apply": request.user.has_perm("places.apply_change_order") and not carried.problems,
        "is_waiting": order.status == ChangeOrder.Status.WAITING,
        "is_due": order.takes_effect_on <= timezone.localdate(),
    }
    return render(request, "office/orders/preview.html", context)


@needs("places.apply_change_order")
def order_apply(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    if request.method == "POST":
        carried = apply_change_order(order, actor=request.user)
        words = {"rows": number(sum(carried.rows.values()))}
        waiting = ((_("Phân những người đang chờ"), reverse("office:waiting-list")),) if carried.moves.cut else ()
        said = _("Đã áp dụng; %(rows)s dòng dữ liệu đã chuyển theo, số liệu đang được tính lại.") % words
        came_of_it(request, said, *waiting if request.user.has_perm("people.assign_waiting") else ())
        return redirect("office:order", order.pk)
    return redirect("office:order-preview", order.pk)


@needs("places.apply_change_order")
def order_schedule(request: Request, pk: int) -> HttpResponse:
    """Of an order whose day has not come: it is carried out by itself on that day."""
    order = get_object_or_404(ChangeOrder, pk=pk)
    if request.method == "POST":
        schedule_order(order, actor=request.user)
        words = {"day": format_date(order.takes_effect_on)}
        messages.success(request, _("Đã hẹn: lệnh tự được áp dụng ngày %(day)s.") % words)
    return redirect("office:order", order.pk)


@needs("places.apply_change_order")
def order_unschedule(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    if request.method == "POST":
        unschedule_order(order, actor=request.user)
        messages.success(request, _("Đã bỏ hẹn; lệnh là dự thảo, sửa được."))
    return redirect("office:order", order.pk)


@needs("places.undo_change_order")
def order_undo(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk, status=ChangeOrder.Status.APPLIED)
    address = reverse("office:order", args=[order.pk])

    def deed(_given: dict[str, Any]) -> str:
        undo_change_order(order, actor=request.user)
        messages.success(request, _("Đã hoàn tác: bản đồ và dữ liệu trở lại như trước."))
        return address

    touched = touched_rows(order) if request.method == "GET" else []
    warning = _("Chưa hoàn tác được, vì đã thay đổi sau khi áp dụng: %(what)s.") % {"what": "; ".join(touched)}
    lead = _("Mọi dòng dữ liệu lệnh này đã chuyển được đặt lại như trước khi áp dụng.")
    title = _("Hoàn tác %(number)s") % {"number": order.number}
    page = FormPage(title, _("Hoàn tác"), lead, address, [(order.number, address)], warning if touched else "")
    return ask(request, confirmation(request), page, deed)


def touched_rows(order: ChangeOrder) -> list[str]:
    """What stands in the way of an undo: rows the order moved and somebody changed since, per kind."""
    nouns = order.moved_rows.values_list("room", "noun").distinct().order_by("room", "noun")
    counted = [(registry.label_of(room, noun), count_touched(order, room, noun)) for room, noun in nouns]
    return [f"{label}: {count}" for label, count in counted if count]
