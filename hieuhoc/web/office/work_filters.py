"""Filters of the lists of work (dossiers, lists, decisions …): years, and places of one's scope."""

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Round
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import reached_ids, standing_within
from hieuhoc.web.filters import Filter, chips_of, filter_of, query_of
from hieuhoc.web.office.homes import place_asked
from hieuhoc.web.requests import Request

__all__ = ["Filter", "chips_of", "filter_of", "place_filter", "place_ids", "query_of", "year_filter"]


def year_filter(request: Request) -> Filter:
    years = Round.objects.order_by("-year").values_list("year", flat=True)
    return filter_of(request, "year", _("Năm"), [(str(year), str(year)) for year in years])


def place_filter(request: Request) -> Filter:
    """Communes of the scope, by their opaque id."""
    spells = standing_within(request.scope, Tier.COMMUNE)
    options = [(public_id("place", spell.place_id), str(spell)) for spell in spells]
    return filter_of(request, "place", _("Xã, phường"), options if len(options) > 1 else [])


def place_ids(request: Request, chosen: Filter) -> list[int] | None:
    """The chosen commune and all below it; None when no commune is chosen."""
    place = place_asked(request, "place") if chosen.chosen else None
    if place is None:
        return None
    return list(reached_ids(Scope(on=timezone.localdate(), places=frozenset({place}))))
