"""Filters of the lists of work (dossiers, lists, decisions …): kept in the address, shown as removable chips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Round
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import reached_ids, standing_within
from hieuhoc.web.office.homes import place_asked
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Chip

ALL = "all"


@dataclass(frozen=True)
class Filter:
    """One select box. `chosen` "" = nothing filtered; `unset` is what the address says for that."""

    key: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str
    unset: str = ""

    @property
    def words(self) -> str:
        return next((words for value, words in self.options if value == self.chosen), "")


def filter_of(
    request: Request, key: str, label: str, options: Iterable[tuple[str, object]], default: str = ""
) -> Filter:
    """What the address chose among the options; an unknown word is no choice."""
    offered = [(str(value), str(words)) for value, words in options]
    asked = request.GET.get(key, default)
    chosen = asked if asked in {value for value, _words in offered} else ""
    return Filter(key, label, offered, chosen, ALL if default else "")


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


def chips_of(filters: Iterable[Filter], address: str) -> list[Chip]:
    listed = list(filters)
    return [
        Chip(filter_.label, filter_.words, f"{address}?{query_of(listed, without=filter_.key)}")
        for filter_ in listed
        if filter_.chosen
    ]


def query_of(filters: Iterable[Filter], without: str = "") -> str:
    """The filters as parameters of an address."""
    values = {
        filter_.key: (filter_.unset if filter_.key == without or not filter_.chosen else filter_.chosen)
        for filter_ in filters
    }
    return urlencode({key: value for key, value in values.items() if value})
