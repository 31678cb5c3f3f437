"""People of cut wards who wait at the province: a village is assigned with everybody in it, others one by one."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.people import reads
from hieuhoc.people.actions import assign_waiting, assign_waiting_village
from hieuhoc.people.models import BranchSpell, UnitSpell, WaitingEntry
from hieuhoc.places.models import ChangeOrder, Place, Succession
from hieuhoc.places.reads import labels
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.ticked import ticked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

SHOWN = 50


class SuccessorForm(forms.Form):
    successor = forms.TypedChoiceField(label=gettext_lazy("Thuộc về đơn vị"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, successors: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        successor = self.fields["successor"]
        assert isinstance(successor, forms.TypedChoiceField)
        successor.choices = successors


def successors_of(order: int, source: int) -> list[tuple[int, str]]:
    rows = Succession.objects.filter(order=order, predecessor=source).values_list("successor_id", flat=True)
    return sorted(titles(rows).items(), key=lambda item: sort_key(item[1]))


@needs("people.assign_waiting")
def waiting_list(request: Request) -> HttpResponse:
    rows = reads.waiting_villages(request.scope)
    ids = {row.source for row in rows} | {row.village for row in rows if row.village}
    label_of = labels(ids, timezone.localdate())
    orders = ChangeOrder.objects.in_bulk({row.order for row in rows})
    context = {
        "rows": rows,
        "names": {pk: label.title for pk, label in label_of.items()},
        "orders": {pk: order.number for pk, order in orders.items()},
        "people": sum(row.people for row in rows),
        "unplaced": _unplaced(request.scope),
    }
    return render(request, "office/people/waiting.html", context)


class UnplacedRow(NamedTuple):
    """`was` = where it was; `url` = where its place is changed."""

    name: str
    kind: str
    was: str
    url: str


def _unplaced(scope: Scope) -> list[UnplacedRow]:
    """What a cut or dissolved unit left without a place."""
    waiting = reads.unplaced(scope)
    groups, units, branches = waiting.groups[:SHOWN], list(waiting.units[:SHOWN]), list(waiting.branches[:SHOWN])
    unit_seats = dict(UnitSpell.objects.filter(unit__in=units, until=None).values_list("unit", "place"))
    branch_seats = dict(BranchSpell.objects.filter(branch__in=branches, until=None).values_list("branch", "place"))
    rows = [
        *((row.name, str(row.get_kind_display()), row.place_id, "office:group-place", row.pk) for row in groups),
        *((row.name, _("Đơn vị"), unit_seats[row.pk], "office:unit-change", row.pk) for row in units),
        *((row.name, _("Chi hội"), branch_seats[row.pk], "office:branch-change", row.pk) for row in branches),
    ]
    was = labels({place for _name, _kind, place, *_address in rows}, timezone.localdate())
    return [UnplacedRow(name, kind, was[place].path, reverse(page, args=[pk])) for name, kind, place, page, pk in rows]


@needs("people.assign_waiting")
def waiting_village(request: Request, order: int, village: int) -> HttpResponse:
    entries = WaitingEntry.objects.open().within(request.scope).filter(order=order, village=village)
    entry = entries.select_related("order", "village", "source").first()
    if entry is None or entry.village is None:
        raise Http404
    place, names = entry.village, titles([village, entry.source_id])

    def deed(given: dict[str, Any]) -> str:
        commune = get_object_or_404(Place, pk=given["successor"])
        count = assign_waiting_village(place, commune, order=entry.order, actor=request.user)
        came_of_it(request, assigned_words(count))
        return reverse("office:waiting-list")

    form = SuccessorForm(request.POST or None, successors=successors_of(order, entry.source_id))
    lead = _("%(count)d người ở %(village)s, trước thuộc %(source)s. Cả thôn, buôn về một đơn vị, tính từ ngày %(on)s.")
    words = lead % {
        "count": entries.count(),
        "village": names[village],
        "source": names[entry.source_id],
        "on": entry.order.takes_effect_on.strftime("%d/%m/%Y"),
    }
    page = FormPage(names[village], _("Phân về đơn vị này"), words, reverse("office:waiting-list"))
    return ask(request, form, page, deed)


@needs("people.assign_waiting")
def waiting_people(request: Request, order: int, source: int) -> HttpResponse:
    """Who lived in the cut place itself, ticked and assigned together."""
    rows = WaitingEntry.objects.open().within(request.scope).filter(order=order, source=source, village__isnull=True)
    rows = rows.select_related("citizen")
    options = successors_of(order, source)
    if request.method == "POST":
        return _assign(request, rows, options)
    page = key_page(rows, request, order=["citizen__name_key", "id"], total=rows.count)
    if not page.rows:
        return redirect("office:waiting-list")
    record_reading(
        "people.assign_waiting", actor=request.user, subject_kind="list", place=source, person_count=len(page.rows)
    )
    tokens = [(entry, public_id("waiting", entry.pk)) for entry in page.rows]
    context = {"page": page, "rows": tokens, "options": options, "where": titles([source]).get(source, "")}
    return render(request, "office/people/waiting_people.html", context)


def _assign(request: Request, rows: Any, options: list[tuple[int, str]]) -> HttpResponse:
    chosen = list(rows.filter(pk__in=ticked(request, "waiting")))
    successor = next((pk for pk, _title in options if str(pk) == request.POST.get("successor")), None)
    if not chosen or successor is None:
        messages.error(request, _("Chọn người và đơn vị mới."))
        return redirect(request.path)
    count = assign_waiting(chosen, Place.objects.get(pk=successor), actor=request.user)
    came_of_it(request, assigned_words(count))
    return redirect(request.path)


def assigned_words(count: int) -> str:
    return _("Đã phân %(count)s người về đơn vị mới; số liệu của nơi đó đang được tính lại.") % {"count": number(count)}
