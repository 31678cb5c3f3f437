"""Where the villages of one commune belong by an order: moved by name, or named so that they wait for nobody when the
commune is cut."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.lib.numbers import read_whole
from hieuhoc.places import drafting
from hieuhoc.places.actions import add_steps
from hieuhoc.places.drafting import Draft, PlaceOrKey
from hieuhoc.places.models import ChangeOrder, ChangeStep, PlaceSpell, Tier
from hieuhoc.places.reads import standing_within, told_apart
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.homes import with_commune
from hieuhoc.web.requests import Request


class VillagesForm(forms.Form):
    """One box per village; empty = the order says nothing of it."""

    def __init__(self, *args: Any, villages: dict[int, str], units: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        for pk, title in villages.items():
            choices = [("", _("Không thay đổi trong lệnh này")), *units.items()]
            self.fields[f"village_{pk}"] = forms.ChoiceField(label=title, choices=choices, required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or {}
        if not any(given.values()) and not self.errors:
            raise forms.ValidationError(_("Chọn đơn vị mới cho ít nhất một thôn, buôn."))
        return given

    def lines(self, given: dict[str, str]) -> list[Draft]:
        return [
            line
            for name, unit in given.items()
            if unit
            for line in drafting.transfer(int(name.removeprefix("village_")), _named(unit))
        ]


def _named(unit: str) -> PlaceOrKey:
    place = read_whole(unit)
    return unit.removeprefix("new:") if place is None else place


def units_of(order: ChangeOrder, request: Request, commune: int) -> dict[str, str]:
    """The communes this order makes, then those that stand."""
    making = order.steps.filter(verb=ChangeStep.Verb.MAKE, attributes__tier=Tier.COMMUNE).order_by("position")
    new_units = {
        f"new:{step.attributes['key']}": _("%(unit)s (lập theo lệnh này)")
        % {"unit": f"{step.attributes.get('kind', '')} {step.attributes['name']}".strip()}
        for step in making
    }
    standing = [spell for spell in standing_within(request.scope, Tier.COMMUNE) if spell.place_id != commune]
    return new_units | {str(spell.place_id): str(spell) for spell in standing}


@needs("places.draft_order")
def order_villages(request: Request, pk: int) -> HttpResponse:
    order = get_object_or_404(ChangeOrder, pk=pk)
    title = _("Ghi thôn, buôn, tổ dân phố về xã nào")

    def chosen(commune: int) -> HttpResponse:
        villages = PlaceSpell.objects.filter(parent=commune, tier=Tier.VILLAGE, until__isnull=True)
        titles = told_apart(villages.order_by("kind", "name_key", "pk"))
        form = VillagesForm(request.POST or None, villages=titles, units=units_of(order, request, commune))
        address = reverse("office:order", args=[order.pk])

        def deed(given: dict[str, Any]) -> str:
            add_steps(order, form.lines(given), actor=request.user)
            messages.success(request, _("Đã ghi vào dự thảo. Ghi tiếp thay đổi khác, hoặc xem trước."))
            return address

        lead = _("Thôn, buôn của xã bị chia mà không ghi ở đây sẽ chờ cấp tỉnh phân sau.")
        warning = "" if titles else _("Xã này chưa có thôn, buôn nào.")
        page = FormPage(title, _("Ghi vào dự thảo"), lead, address, [(order.number, address)], warning)
        return ask(request, form, page, deed)

    return with_commune(request, title, _("Thôn, buôn đang thuộc xã, phường nào?"), chosen)
