"""Where people can live, as forms offer it: a commune first, then its villages."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.opaque import public_id, read_public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.places.models import Ancestry, PlaceSpell, Tier, covers
from hieuhoc.places.reads import labels, standing_within, told_apart
from hieuhoc.web.requests import Request


def homes_in(commune: int, scope: Scope) -> list[tuple[int, str]]:
    """The villages of a commune the scope reaches, then the commune itself for whom the village is not known."""
    spells = PlaceSpell.objects.under(commune, scope.on).filter(tier__in=[Tier.VILLAGE, Tier.COMMUNE])
    if not scope.everything:
        below = Ancestry.objects.on(scope.on).filter(ancestor__in=scope.places).values("descendant")
        spells = spells.filter(place__in=below)
    in_order = sorted(spells, key=lambda spell: (spell.tier == Tier.COMMUNE, spell.kind, spell.name_key))
    unknown, titles = _("%(commune)s (chưa rõ thôn, buôn)"), told_apart(in_order)
    return [
        (pk, unknown % {"commune": title} if pk == commune else title)
        for pk, title in ((spell.place_id, titles[spell.place_id]) for spell in in_order)
    ]


def place_asked(request: Request, name: str = "in") -> int | None:
    """The place a parameter of the address names; None for none or for what is no place of ours."""
    try:
        return read_public_id("place", request.GET.get(name, ""))
    except Unreadable:
        return None


def with_commune(request: Request, title: str, lead: str, view: Callable[[int], HttpResponse]) -> HttpResponse:
    """The view for the commune chosen (`?in=`), or the page that asks for one when the scope reaches several."""
    communes = standing_within(request.scope, Tier.COMMUNE)
    asked = place_asked(request)
    if len(communes) == 1:
        return view(communes[0].place_id)
    if asked in {spell.place_id for spell in communes}:
        return view(asked)
    options = [(public_id("place", spell.place_id), str(spell)) for spell in communes]
    return render(request, "office/work/choose_commune.html", {"title": title, "lead": lead, "options": options})


def places_for(scope: Scope) -> list[tuple[int, str]]:
    """Places of the scope, the smallest kind first: most lists are of one commune."""
    below = Ancestry.objects.filter(covers(scope.on), ancestor__in=scope.places).values_list("descendant_id", flat=True)
    order = [Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE]
    offered = [label for label in labels(set(below), scope.on).values() if label.tier in order]
    offered.sort(key=lambda label: (order.index(Tier(label.tier)), sort_key(label.name)))
    return [(label.id, label.title) for label in offered]
