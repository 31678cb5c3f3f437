"""What the list of dossiers shows: where, which year and state in the address; a typed name only in the session, under an
opaque word."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.assessment.models import Dossier
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import commune_of, reached_ids, standing_within, told_apart, villages_of
from hieuhoc.sheets.export_kinds import Wishes
from hieuhoc.web.office.homes import place_asked
from hieuhoc.web.office.name_searches import searched_for
from hieuhoc.web.office.work_filters import Filter, chips_of, filter_of, query_of, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Chip

WAITING = Dossier.Status.SUBMITTED


@dataclass(frozen=True)
class Asked:
    """`filters`: place, year, state. `search`: the opaque word that stands for the `name` typed."""

    filters: Sequence[Filter]
    wishes: Wishes
    search: str

    @property
    def status(self) -> str:
        return self.filters[-1].chosen

    @property
    def query(self) -> str:
        """As parameters of an address, with nothing personal in it."""
        return with_search(query_of(self.filters), self.search)

    @property
    def chips(self) -> list[Chip]:
        address = reverse("office:dossier-list")
        chips = [Chip(chip.label, chip.value, with_search(chip.url, self.search)) for chip in self._of_filters(address)]
        if name := self.wishes["name"]:
            chips.append(Chip(_("Tên"), name, f"{address}?{query_of(self.filters)}"))
        return chips

    def _of_filters(self, address: str) -> list[Chip]:
        return chips_of(self.filters, address)


def asked_of(request: Request) -> Asked:
    """What waits comes first: without a choice the list shows dossiers to be reviewed."""
    place, year = home_filter(request), year_filter(request)
    status = filter_of(request, "status", _("Trạng thái"), Dossier.Status.choices, default=WAITING)
    name = searched_for(request)
    wishes = {
        "place": place_asked(request, "place") if place.chosen else None,
        "year": int(year.chosen) if year.chosen else None,
        "status": status.chosen,
        "name": name,
    }
    return Asked([place, year, status], wishes, request.GET.get("search", "") if name else "")


def home_filter(request: Request) -> Filter:
    """The villages of the commune chosen (or of one's own) that one reaches, else the communes."""
    on = request.scope.on
    communes = {spell.place_id: spell for spell in standing_within(request.scope, Tier.COMMUNE)}
    asked = place_asked(request, "place")
    chosen = next(iter(communes)) if len(communes) == 1 else commune_of(asked, on) if asked else None
    spells = list(communes.values())
    if chosen in communes:
        villages = villages_of(chosen, on)
        reached = None if request.scope.everything else set(reached_ids(request.scope))
        spells = [communes[chosen], *(spell for spell in villages if reached is None or spell.place_id in reached)]
    options = [(public_id("place", pk), title) for pk, title in told_apart(spells).items()]
    return filter_of(request, "place", _("Địa bàn"), options if len(options) > 1 else [])


def with_search(address: str, search: str) -> str:
    """An address or its parameters, with the word of a search."""
    if not search:
        return address
    return f"{address}{'&' if address else ''}{urlencode({'search': search})}"
