"""Telling of an activity, changing what is told, calling it off."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.learning.actions import ActivityWords, add_activity, cancel_activity, change_activity
from hieuhoc.learning.models import Activity
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import read_public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import UnitSpell, WorkUnit
from hieuhoc.places.models import Place, PlaceSpell
from hieuhoc.places.reads import commune_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.activities.forms import ActivityForm, form_values, said
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.homes import homes_in, with_commune
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        help_text=gettext_lazy("Hiện trên trang công khai của hoạt động."),
    )


@needs("learning.add_activity")
def activity_new(request: Request) -> HttpResponse:
    own = request.scope
    request.scope = with_seats(own)

    def view(commune: int) -> HttpResponse:
        return _new_in(request, commune, own)

    return with_commune(request, _("Lập hoạt động học tập"), _("Ở xã, phường nào?"), view)


def with_seats(scope: Scope) -> Scope:
    """A staff officer reaches no place: an activity of the unit is held where the unit has its seat."""
    seats = UnitSpell.objects.filter(unit__in=scope.units, until__isnull=True).values_list("place", flat=True)
    return Scope(on=scope.on, places=scope.places | set(seats), units=scope.units) if scope.units else scope


def _new_in(request: Request, commune: int, own: Scope) -> HttpResponse:
    back = reverse("office:activity-list")

    def deed(given: dict[str, Any]) -> str:
        activity = add_activity(_words(given, own), actor=request.user)
        address = reverse("office:activity", args=[activity.pk])
        if activity.status == Activity.Status.PUBLISHED:
            came_of_it(request, _("Đã công bố “%(title)s”; ai cũng tìm thấy.") % {"title": activity.title})
        else:
            came_of_it(
                request, _("Đã lưu dự thảo “%(title)s”; chưa ai ngoài cơ quan thấy.") % {"title": activity.title}
            )
        return address

    lead = _("Một buổi, hoặc nhiều buổi cùng giờ theo lịch lặp lại.")
    page = FormPage(_("Lập hoạt động học tập"), _("Lưu"), lead, back, [(_("Hoạt động học tập"), back)])
    return ask(request, _form(request, commune, own, _copied(request, own)), page, deed)


@needs("learning.change_activity")
def activity_change(request: Request, pk: int) -> HttpResponse:
    own = request.scope
    activity = get_object_or_404(Activity.objects.within(own), pk=pk)
    address = reverse("office:activity", args=[activity.pk])
    request.scope = with_seats(own)
    commune = commune_of(activity.place_id, timezone.localdate()) or activity.place_id

    def known() -> Mapping[str, object]:
        return form_values(Activity.objects.get(pk=activity.pk))

    def deed(given: dict[str, Any]) -> str:
        words = _words(given, own, activity)
        changed = change_activity(activity, words, actor=request.user)
        came_of_it(request, _("Đã lưu “%(title)s” như vừa sửa.") % {"title": changed.title})
        return address

    form = _form(request, commune, own, dict(known()), activity)
    page = FormPage(_("Sửa hoạt động"), _("Lưu"), "", address, [(activity.title, address)])
    return ask(request, form, page, deed, known=known)


@needs("learning.cancel_activity")
def activity_cancel(request: Request, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.within(request.scope), pk=pk)
    address = reverse("office:activity", args=[activity.pk])

    def deed(given: dict[str, Any]) -> str:
        cancel_activity(activity, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã huỷ “%(title)s”; trang công khai nói rõ lý do.") % {"title": activity.title})
        return address

    title, lead = _("Huỷ hoạt động"), _("Mọi buổi đều huỷ. Bỏ một buổi thì sửa hoạt động, ghi ở “Trừ các ngày”.")
    page = FormPage(title, _("Huỷ hoạt động"), lead, address, [(activity.title, address)])
    return ask(request, CancelForm(request.POST or None), page, deed)


def _form(
    request: Request, commune: int, own: Scope, initial: dict[str, Any], activity: Activity | None = None
) -> ActivityForm:
    homes = homes_in(commune, request.scope)
    if activity is not None and activity.place_id not in dict(homes):
        homes.append((activity.place_id, str(PlaceSpell.objects.filter(place=activity.place_id).last())))
    return ActivityForm(request.POST or None, initial=initial, homes=homes, units=_units(commune, own, activity))


def _units(commune: int, own: Scope, activity: Activity | None) -> list[tuple[int, str]]:
    """Those seated in the commune, and those one speaks for."""
    below = PlaceSpell.objects.under(commune, own.on).values("place")
    seated = UnitSpell.objects.filter(place__in=below, until__isnull=True).values("unit")
    here = WorkUnit.objects.within(own)
    rows = here.filter(pk__in=seated) | here.filter(pk__in=own.units)
    offered = [(unit.pk, str(unit)) for unit in rows.distinct().order_by("name_key", "pk")]
    if activity is not None and activity.unit is not None and activity.unit_id not in dict(offered):
        offered.append((activity.unit.pk, str(activity.unit)))
    return offered


def _copied(request: Request, own: Scope) -> dict[str, Any]:
    """What a copy begins with: everything but its days, which must be chosen anew."""
    try:
        asked = read_public_id("activity", request.GET.get("from", ""))
    except Unreadable:
        return {"repeat": "once", "is_published": True}
    copied = get_object_or_404(Activity.objects.within(own), pk=asked)
    values = form_values(copied) | {"is_published": True}
    return {name: value for name, value in values.items() if name not in {"first_on", "last_on", "left_out", "added"}}


def _words(given: dict[str, Any], own: Scope, activity: Activity | None = None) -> ActivityWords:
    """The unit a staff officer may speak for, or one the office reaches; what an activity has already may stay."""
    place = get_object_or_404(Place, pk=given["place"])
    kept = WorkUnit.objects.filter(pk__in=[activity.unit_id or 0] if activity else [])
    units = WorkUnit.objects.within(own) | kept
    unit = get_object_or_404(units.distinct(), pk=given["unit"]) if given["unit"] else None
    return ActivityWords(place=place, unit=unit, **said(given))
