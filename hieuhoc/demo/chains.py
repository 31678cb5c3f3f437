"""Ways of review: the three that come with the product, and each in force in one commune of the demonstration."""

from collections.abc import Sequence

from django.utils import timezone

from hieuhoc.chains.actions import draft_chain, load_chains, promulgate_chain
from hieuhoc.chains.models import Chain
from hieuhoc.people.reads import living_under
from hieuhoc.places.models import Place

RANK = 10  # not the busiest communes, where whoever tries the demonstration works by the default way


def make_chains(communes: Sequence[int], since_year: int) -> None:
    """Before the round of that year is opened: a year under way keeps its way."""
    living = living_under(communes, timezone.localdate())
    commune = sorted(communes, key=lambda place: (-living.get(place, 0), place))[RANK]
    load_chains(actor=None)
    for draft in Chain.objects.filter(status=Chain.Status.DRAFT).order_by("pk"):
        place = Place.objects.get(pk=commune)
        copy = draft_chain(kind=draft.kind, title=draft.title, place=place, copied_from=draft, actor=None)
        promulgate_chain(copy, since_year=since_year, actor=None)
