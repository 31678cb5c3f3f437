"""What is near: distances between the middles of communes, as the crow flies."""

from datetime import date
from math import asin, cos, radians, sin, sqrt

from hieuhoc.places.kept import kept
from hieuhoc.places.models import PlaceSpell, Tier

EARTH = 6_371.0  # km

type Middle = tuple[float, float]  # latitude, longitude


def distance_km(here: Middle, there: Middle) -> float:
    (lat, lon), (other_lat, other_lon) = (tuple(map(radians, point)) for point in (here, there))
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def middles_of_communes(on: date) -> dict[int, Middle]:
    """Of all communes of that day whose middle is known."""

    def work_out() -> dict[int, Middle]:
        rows = PlaceSpell.objects.on(on).filter(tier=Tier.COMMUNE, place__latitude__isnull=False)
        known = rows.values_list("place", "place__latitude", "place__longitude")
        return {pk: (lat, lon) for pk, lat, lon in known if lat is not None and lon is not None}

    return kept(("middles", on), work_out)


def nearest_commune(point: Middle, on: date) -> int | None:
    middles = middles_of_communes(on)
    return min(middles, key=lambda pk: distance_km(point, middles[pk]), default=None)


def communes_within(commune: int, km: float, on: date) -> frozenset[int]:
    """Those whose middle is so near to this one's, itself among them."""

    def work_out() -> frozenset[int]:
        middles = middles_of_communes(on)
        here = middles.get(commune)
        near = {pk for pk, middle in middles.items() if here and distance_km(here, middle) <= km}
        return frozenset({commune} | near)

    return kept(("near", commune, km, on), work_out)
