"""Change orders: written down, tried without touching anything, carried out, and taken back while that is possible."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.places.actions import add_steps, apply_change_order, draft_order, preview_order, undo_change_order
from hieuhoc.places.models import ChangeOrder, ChangeStep
from hieuhoc.places.successions import count_touched, registry
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.orders_forms import CHANGES, OrderForm, names_of
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

LIST = "office:order-list"


@needs("places.draft_order")
def order_list(request: Request) -> HttpResponse:
    page = key_page(ChangeOrder.objects.all(), request, order=["-takes_effect_on", "-id"])
    return render(request, "office/orders/list.html", {"page": page})


@needs("places.draft_order")
def order_new(request: Request) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        made = draft_order(**given, steps=[], actor=request.user)
        messages.success(request, _("Đã lập dự thảo. Ghi từng thay đổi ở đây."))
        return reverse("office:order", args=[made.pk])

    lead = _("Dự thảo chưa thay đổi gì. Xem trước rồi mới áp dụng; áp dụng rồi vẫn hoàn tác được.")
    page = FormPage(_("Soạn lệnh thay đổi địa giới"), _("Lập dự thảo"), lead, reverse(LIST))
    return ask(request, OrderForm(request.POST or None), page, deed)


@needs("places.draft_order")
def order(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(ChangeOrder, pk=pk)
    page = key_page(found.steps.all(), request, order=["position", "id"], total=found.steps.count())
    names = titles(names_of(page.rows))
    context = {
        "order": found,
        "page": page,
        "lines": [(step, line_words(step, names)) for step in page.rows],
        "changes": [(kind, words) for kind, (words, _form) in CHANGES.items()],
        "may_undo": request.user.has_perm("places.undo_change_order"),
    }
    return render(request, "office/orders/order.html", context)


def line_words(step: ChangeStep, names: dict[int, str]) -> str:
    """One line of an order in words."""
    values: dict[str, Any] = step.attributes
    made = f"{values.get('kind', '')} {values.get('name', '')}".strip()
    place = names.get(step.place_id or 0) or values.get("key", "") or made
    other = names.get(step.other_id or 0) or values.get("other_key", "")
    if step.verb == ChangeStep.Verb.MAKE:
        return _("Thành lập %(place)s") % {"place": made}
    if step.verb == ChangeStep.Verb.END:
        return _("%(place)s kết thúc") % {"place": place}
    if step.verb == ChangeStep.Verb.SUCCEED:
        whole = _("toàn bộ") if values.get("is_whole") else _("một phần")
        return _("%(place)s nhập %(whole)s vào %(other)s") % {"place": place, "whole": whole, "other": other}
    parent = names.get(values.get("parent") or 0, "")
    parts = [values.get("kind", ""), values.get("name", ""), values.get("code", "")]
    new = [str(part) for part in parts if part] + ([_("thuộc %(parent)s") % {"parent": parent}] if parent else [])
    return _("%(place)s thành: %(new)s") % {"place": place, "new": ", ".join(new)}


@needs("places.draft_order")
def order_change_new(request: Request, pk: int, kind: str) -> HttpResponse:
    found = get_object_or_404(ChangeOrder, pk=pk)
    if kind not in CHANGES:
        raise Http404
    words, form_class = CHANGES[kind]
    form = form_class(request.POST or None, scope=request.scope)
    address = reverse("office:order", args=[found.pk])

    def deed(given: dict[str, Any]) -> str:
        add_steps(found, form.lines(given, f"{kind}-{found.steps.count() + 1}"), actor=request.user)
        messages.success(request, _("Đã ghi vào dự thảo."))
        return address

    page = FormPage(str(words), _("Ghi vào dự thảo"), back=address, crumbs=[(found.number, address)])
    return ask(request, form, page, deed)


@needs("places.draft_order")
def order_preview(request: Request, pk: int) -> HttpResponse:
    """What the order would move, counted by doing it and taking it back in one transaction."""
    found = get_object_or_404(ChangeOrder, pk=pk)
    if found.status == ChangeOrder.Status.APPLIED:
        return redirect("office:order", found.pk)
    carried = preview_order(found, actor=request.user)
    moves = carried.moves
    names = titles({*moves.whole, *moves.whole.values(), *moves.cut, *(to for tos in moves.cut.values() for to in tos)})
    context = {
        "order": found,
        "problems": carried.problems,
        "rows": sorted((registry.label_of(*noun), count) for noun, count in carried.rows.items()),
        "whole": [(names.get(old, "–"), names.get(new, _("đơn vị mới"))) for old, new in moves.whole.items()],
        "cut": [
            (names.get(old, "–"), [names.get(pk, _("đơn vị mới")) for pk in new]) for old, new in moves.cut.items()
        ],
        "ended": len(moves.ended),
        "made": len(moves.made),
        "may_apply": request.user.has_perm("places.apply_change_order") and not carried.problems,
    }
    return render(request, "office/orders/preview.html", context)


@needs("places.apply_change_order")
def order_apply(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(ChangeOrder, pk=pk)
    if request.method == "POST":
        carried = apply_change_order(found, actor=request.user)
        messages.success(
            request, _("Đã áp dụng; %(rows)d dòng dữ liệu đã chuyển.") % {"rows": sum(carried.rows.values())}
        )
        return redirect("office:order", found.pk)
    return redirect("office:order-preview", found.pk)


@needs("places.undo_change_order")
def order_undo(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(ChangeOrder, pk=pk, status=ChangeOrder.Status.APPLIED)
    address = reverse("office:order", args=[found.pk])

    def deed(_given: dict[str, Any]) -> str:
        undo_change_order(found, actor=request.user)
        messages.success(request, _("Đã hoàn tác: bản đồ và dữ liệu trở lại như trước."))
        return address

    touched = touched_rows(found) if request.method == "GET" else []
    warning = _("Chưa hoàn tác được, vì đã thay đổi sau khi áp dụng: %(what)s.") % {"what": "; ".join(touched)}
    lead = _("Mọi dòng dữ liệu lệnh này đã chuyển được đặt lại như trước khi áp dụng.")
    title = _("Hoàn tác %(number)s") % {"number": found.number}
    page = FormPage(title, _("Hoàn tác"), lead, address, [(found.number, address)], warning if touched else "")
    return ask(request, confirmation(request), page, deed)


def touched_rows(found: ChangeOrder) -> list[str]:
    """What stands in the way of an undo: rows the order moved and somebody changed since, per kind."""
    nouns = found.moved_rows.values_list("room", "noun").distinct().order_by("room", "noun")
    counted = [(registry.label_of(room, noun), count_touched(found, room, noun)) for room, noun in nouns]
    return [f"{label}: {count}" for label, count in counted if count]
