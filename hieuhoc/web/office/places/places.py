"""The map as pages: search and tree, the record of a place through time, villages, area classes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.people.reads import community
from hieuhoc.places.actions import add_village, end_area_class, rename_village, set_area_class
from hieuhoc.places.actions.area_classes import NewAreaClass
from hieuhoc.places.actions.villages import NewVillage
from hieuhoc.places.former import became, find_former
from hieuhoc.places.models import AreaClass, AreaClassSpell, Place, PlaceSpell, Succession, Tier
from hieuhoc.places.reads import (
    PlaceLabel,
    among,
    data_as_of,
    find_by_name,
    is_before_known_map,
    label_of,
    labels,
    told_apart,
)
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.days import DayField
from hieuhoc.web.ui.paging import key_page

FOUND = 50
HIGHEST_FIRST = {Tier.PROVINCE: 0, Tier.DISTRICT: 1, Tier.COMMUNE: 2, Tier.VILLAGE: 3}


class MapDayForm(forms.Form):
    """In an address the day may stand either way: `on=2025-06-30` or `on=30/06/2025`."""

    on = DayField(label=gettext_lazy("Trên bản đồ ngày"), initial=timezone.localdate)


class VillageForm(forms.Form):
    kind = forms.CharField(
        label=gettext_lazy("Loại"), max_length=40, help_text=gettext_lazy("Thôn, buôn, bản, tổ dân phố, khu phố…")
    )
    name = forms.CharField(
        label=gettext_lazy("Tên"), max_length=120, help_text=gettext_lazy("Không kèm loại, ví dụ: Drăh.")
    )
    since = DayField(
        label=gettext_lazy("Từ ngày"),
        required=False,
        help_text=gettext_lazy("Bỏ trống nếu đã có từ khi lập xã."),
    )


class RenameForm(VillageForm):
    since = DayField(label=gettext_lazy("Mang tên mới từ ngày"))


class AreaClassForm(forms.Form):
    area_class = forms.ChoiceField(label=gettext_lazy("Loại vùng"), choices=AreaClass.choices)
    since = DayField(label=gettext_lazy("Từ ngày"))
    until = DayField(label=gettext_lazy("Đến trước ngày"), required=False)
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp lý"), max_length=300, help_text=gettext_lazy("Số, ngày và cơ quan ban hành.")
    )


@needs("places.read_places")
def place_list(request: Request) -> HttpResponse:
    """Search the whole country by name, on the map of a day; without a search, the places of my own scope from the top."""
    typed = request.GET.get("name", "").strip()
    form = MapDayForm(request.GET if request.GET.get("on") else None)
    day = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    matching = find_by_name(typed, on=day, limit=FOUND) if typed else _tops(request.scope)
    context = {
        "former": find_former(typed, on=day) if typed else [],
        "found": [(label, label.path.partition(", ")[2]) for label in matching],
        "typed": typed,
        "form": form,
        "day": day,
        "is_old_map": is_before_known_map(day),
        "map_state": data_as_of(),
        "is_full": len(matching) == FOUND,
    }
    return render(request, "office/places/list.html", context)


def _tops(scope: Scope) -> list[Any]:
    roots = scope.places
    if scope.everything:
        provinces = PlaceSpell.objects.on(scope.on).filter(tier=Tier.PROVINCE)
        roots = frozenset(provinces.values_list("place_id", flat=True))
    tops = list(labels(roots, scope.on).values())
    return sorted(tops, key=lambda label: (HIGHEST_FIRST[Tier(label.tier)], sort_key(label.name)))


@needs("places.read_places")
def place(request: Request, pk: int) -> HttpResponse:
    """Places are open knowledge: whoever works here may read the whole map."""
    place = get_object_or_404(Place, pk=pk)
    spells = list(place.spells.select_related("opened_by", "closed_by").order_by("-since"))
    day, is_ended = _day_of(spells), not any(spell.until is None for spell in spells)
    label = label_of(pk, day)
    children = PlaceSpell.objects.on(day).filter(parent=place)
    page = key_page(children, request, order=["name_key", "id"], total=children.count)
    before = list(Succession.objects.filter(successor=place).select_related("order").order_by("predecessor"))
    after = list(Succession.objects.filter(predecessor=place).select_related("order").order_by("successor"))
    ids = (
        {row.predecessor_id for row in before} | {row.successor_id for row in after} | {row.parent_id for row in spells}
    )
    context = {
        "place": place,
        "label": label,
        "is_ended": is_ended,
        "became": _became(pk) if is_ended and not after else [],
        "spells": spells,
        "children": page,
        "events": story("place", pk),
        "titles": told_apart(page.rows),
        "before": before,
        "after": after,
        "names": titles(ids),
        "area_classes": AreaClassSpell.objects.filter(place=place).order_by("-since"),
        "map_state": data_as_of(),
        "crumbs": [(pgettext("menu", "Địa bàn"), reverse("office:place-list")), *_above(label.parent, request)],
        "is_commune": label.tier == Tier.COMMUNE,
        "is_village": label.tier == Tier.VILLAGE,
        "may": _powers(request, place),
        "residents": _residents(request, label),
    }
    return render(request, "office/places/place.html", context)


def _became(pk: int) -> list[PlaceLabel]:
    """Of a district nothing followed: the places of today whose land lay in it."""
    today = timezone.localdate()
    heirs = labels(became([pk], today).get(pk, []), today)
    return sorted(heirs.values(), key=lambda label: sort_key(label.name))


def _day_of(spells: list[PlaceSpell]) -> date:
    """Today; for a place that has ended, its last day."""
    today, ends = timezone.localdate(), [spell.until for spell in spells if spell.until is not None]
    return max(ends) - timedelta(days=1) if len(ends) == len(spells) and max(ends) <= today else today


def _residents(request: Request, label: PlaceLabel) -> tuple[int, str] | None:
    """The community of a village: how many live there, and where they are listed; for whoever may read people there."""
    if label.tier != Tier.VILLAGE or not request.user.has_perm("people.read_citizens", Place(pk=label.id)):
        return None
    listed = f"{reverse('office:citizen-list')}?place={public_id('place', label.id)}"
    return community(label.id, timezone.localdate()).count(), listed


def _above(parent: int | None, request: Request) -> list[tuple[str, str]]:
    if parent is None:
        return []
    return [(titles([parent]).get(parent, ""), reverse("office:place", args=[parent]))]


def _powers(request: Request, place: Place) -> dict[str, bool]:
    names = ("add_village", "rename_village", "set_area_class")
    return {name: request.user.has_perm(f"places.{name}", place) for name in names}


def mine(request: Request, pk: int) -> Place:
    return get_object_or_404(Place.objects.filter(among("pk", request.scope)), pk=pk)


def page_of(place: Place, title: str, submit: str, lead: str = "") -> FormPage:
    name, address = titles([place.pk])[place.pk], reverse("office:place", args=[place.pk])
    return FormPage(
        title, submit, lead, address, [(pgettext("menu", "Địa bàn"), reverse("office:place-list")), (name, address)]
    )


@needs("places.add_village")
def village_new(request: Request, pk: int) -> HttpResponse:
    commune = mine(request, pk)

    def deed(given: dict[str, Any]) -> str:
        village = add_village(NewVillage(commune=commune.pk, **given), actor=request.user)
        messages.success(
            request, _("Đã lập thôn, buôn này; từ nay chọn được làm nơi ở khi khai báo và nhập danh sách.")
        )
        return reverse("office:place", args=[village.pk])

    lead = _("Người dân ở đó được ghi nơi ở là thôn, buôn này.")
    page = page_of(commune, _("Lập thôn, buôn, tổ dân phố"), _("Lập"), lead)
    return ask(request, VillageForm(request.POST or None), page, deed)


@needs("places.rename_village")
def village_rename(request: Request, pk: int) -> HttpResponse:
    village = mine(request, pk)
    get_object_or_404(village.spells, until__isnull=True, tier=Tier.VILLAGE)

    def deed(given: dict[str, Any]) -> str:
        rename_village(village, **given, actor=request.user)
        messages.success(request, _("Đã đổi tên; trước ngày đó vẫn mang tên cũ."))
        return reverse("office:place", args=[village.pk])

    def known() -> Mapping[str, object]:
        return village.spells.filter(until__isnull=True).values("kind", "name").get()

    form = RenameForm(request.POST or None, initial=dict(known()))
    return ask(request, form, page_of(village, _("Đổi tên"), _("Đổi tên")), deed, known=known)


@needs("places.set_area_class")
def area_class_new(request: Request, pk: int) -> HttpResponse:
    place = mine(request, pk)

    def deed(given: dict[str, Any]) -> str:
        set_area_class(NewAreaClass(place=place.pk, **given), actor=request.user)
        messages.success(
            request, _("Đã ghi loại vùng; đợt đánh giá tính địa bàn sau ngày đó lấy mức điểm của vùng này.")
        )
        return reverse("office:place", args=[place.pk])

    lead = _("Loại vùng quyết định mức điểm đạt; tính theo ngày chốt của đợt đánh giá.")
    form = AreaClassForm(request.POST or None)
    return ask(request, form, page_of(place, _("Xác định loại vùng"), _("Ghi loại vùng"), lead), deed)


@needs("places.set_area_class")
def area_class_end(request: Request, pk: int, area_class: str) -> HttpResponse:
    """At most one spell of a class is open at a place."""
    place = mine(request, pk)
    spell = get_object_or_404(AreaClassSpell, place=place, until__isnull=True, area_class=area_class)

    def deed(given: dict[str, Any]) -> str:
        end_area_class(spell, until=given["on"], actor=request.user)
        messages.success(request, _("Đã kết thúc loại vùng; đợt đánh giá tính địa bàn sau ngày đó lấy mức điểm chung."))
        return reverse("office:place", args=[place.pk])

    form = OnForm(request.POST or None, label=_("Hết hiệu lực từ ngày"))
    return ask(request, form, page_of(place, spell.get_area_class_display(), _("Kết thúc")), deed)
