"""Work units: list, record with seat and level through time, members, the officer who speaks for the staff."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.lib.scope import Scope
from hieuhoc.people.actions import NewUnit, add_unit, change_unit
from hieuhoc.people.models import UnitSpell, WorkUnit
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import standing_within, told_apart
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.choices import places_to_choose, titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.groups.groups import searched
from hieuhoc.web.office.groups.members import add_member, members_read
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.sorting import BY_NAME_OR_CODE, sorting_of


class SeatForm(forms.Form):
    """Where a body sits since when; a branch may also sit in a village."""

    place = forms.TypedChoiceField(label=gettext_lazy("Trụ sở ở"), coerce=int)
    since = DayField(label=gettext_lazy("Từ ngày"))
    sits_in_villages = False

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = self.fields["place"]
        assert isinstance(place, forms.TypedChoiceField)
        choices = dict(places_to_choose(scope))
        if self.sits_in_villages and len(standing_within(scope, Tier.COMMUNE)) == 1:
            choices |= told_apart(standing_within(scope, Tier.VILLAGE))
        place.choices = list(choices.items())


class UnitForm(SeatForm):
    name = forms.CharField(label=gettext_lazy("Tên đơn vị"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Mã"), max_length=40, help_text=gettext_lazy("Không trùng trong cả tỉnh, ví dụ THCS-CUNE.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=UnitSpell.Kind.choices)
    level = forms.ChoiceField(label=gettext_lazy("Cấp"), choices=UnitSpell.Level.choices)
    field_order = ["name", "code", "kind", "level", "place", "since"]


class UnitChangeForm(UnitForm):
    code = None  # type: ignore[assignment]
    field_order = ["name", "kind", "level", "place", "since"]


@needs("people.read_groups")
def unit_list(request: Request) -> HttpResponse:
    open_spells = Prefetch("spells", UnitSpell.objects.filter(until__isnull=True), to_attr="seats")
    rows = searched(WorkUnit.objects.within(request.scope), request.GET.get("name", ""))
    kind = request.GET.get("kind", "")
    if kind in UnitSpell.Kind.values:
        rows = rows.filter(spells__until__isnull=True, spells__kind=kind)
    sorting = sorting_of(request, *BY_NAME_OR_CODE)
    page = key_page(rows.prefetch_related(open_spells), request, order=sorting.order)
    context = {
        "page": page,
        "sorting": sorting,
        "names": titles(spell.place_id for unit in page.rows for spell in unit.seats),
        "typed": request.GET.get("name", ""),
        "kind": kind,
        "kinds": UnitSpell.Kind.choices,
        "new_url": reverse("office:unit-new") if request.user.has_perm("people.add_unit") else "",
    }
    return render(request, "office/units/list.html", context)


@needs("people.read_groups")
def unit(request: Request, pk: int) -> HttpResponse:
    unit = get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk)
    spells = list(unit.spells.order_by("-since"))
    context = {
        "unit": unit,
        "spells": spells,
        "names": titles(spell.place_id for spell in spells),
        "page": members_read(request, unit),
        "events": story("unit", unit.pk),
        "code_words": _("Mã: %(code)s") % {"code": unit.code},
        "recognitions": GroupRecognition.objects.filter(unit=unit).order_by("-year"),
        "may_add": request.user.has_perm("people.join_unit", unit),
        "may_change": request.user.has_perm("people.change_unit"),
    }
    return render(request, "office/units/unit.html", context)


@needs("people.add_unit")
def unit_new(request: Request) -> HttpResponse:
    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given.pop("place"))
        unit = add_unit(NewUnit(**given, place=place), actor=request.user)
        messages.success(request, _("Đã lập đơn vị. Thêm người ở đây."))
        return reverse("office:unit", args=[unit.pk])

    form = UnitForm(request.POST or None, scope=request.scope)
    return ask(request, form, FormPage(_("Lập đơn vị"), _("Lập đơn vị"), back=reverse("office:unit-list")), deed)


@needs("people.change_unit")
def unit_change(request: Request, pk: int) -> HttpResponse:
    unit = get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk)
    get_object_or_404(unit.spells, until__isnull=True)
    address = reverse("office:unit", args=[unit.pk])

    def deed(given: dict[str, Any]) -> str:
        place = get_object_or_404(Place, pk=given.pop("place"))
        change_unit(unit, **given, place=place, actor=request.user)
        messages.success(request, _("Đã lưu; từ ngày đã ghi, đơn vị được tính theo nơi, cấp và loại mới."))
        return address

    def known() -> Mapping[str, object]:
        name = {"name": WorkUnit.objects.values_list("name", flat=True).get(pk=unit.pk)}
        return name | unit.spells.filter(until__isnull=True).values("kind", "level", "place").get()

    form = UnitChangeForm(request.POST or None, scope=request.scope, initial=dict(known()))
    lead = _("Trụ sở, loại, cấp mới có từ ngày ghi dưới đây; trước ngày đó giữ như cũ. Tên được sửa cho mọi thời gian.")
    page = FormPage(_("Sửa đơn vị"), _("Lưu"), lead, address, [(unit.name, address)])
    return ask(request, form, page, deed, known=known)


@needs("people.join_unit")
def unit_member_new(request: Request, pk: int) -> HttpResponse:
    return add_member(request, get_object_or_404(WorkUnit.objects.within(request.scope), pk=pk))
