"""Where the fund of a place that is no more may go on."""

from hieuhoc.funds.models import Fund
from hieuhoc.places.models import PlaceSpell, Succession


def destinations(fund: Fund) -> dict[int, int]:
    """Place that stands today → the change order that took away the fund's own; empty while its place stands. Of a cut place those it
    was cut between, of a dissolved one the place above it."""
    spells = PlaceSpell.objects.filter(place=fund.place_id)
    if spells.filter(until=None).exists():
        return {}
    ways = dict(Succession.objects.filter(predecessor=fund.place_id).values_list("successor", "order"))
    last = spells.order_by("-until").first()
    if not ways and last is not None and last.parent_id is not None and last.closed_by_id is not None:
        ways = {last.parent_id: last.closed_by_id}
    return {stands: order for place, order in ways.items() for stands in _standing(place)}


def _standing(place: int) -> set[int]:
    """The place, or those that followed it."""
    if PlaceSpell.objects.filter(place=place, until=None).exists():
        return {place}
    following = Succession.objects.filter(predecessor=place).values_list("successor", flat=True)
    return {stands for successor in following for stands in _standing(successor)}
