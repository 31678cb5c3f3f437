"""What select boxes offer."""

from collections.abc import Iterable

from django.utils import timezone

from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.places.models import Ancestry, Tier, covers
from hieuhoc.places.reads import PlaceLabel, labels

CHOSEN_TIERS = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)


def places_to_choose(scope: Scope) -> list[tuple[int, str]]:
    """Provinces, districts and communes the scope reaches today, highest first, then by name; villages are chosen elsewhere."""
    below = Ancestry.objects.filter(covers(scope.on), ancestor__in=scope.places).values_list("descendant_id", flat=True)
    offered = [label for label in labels(set(below), scope.on).values() if label.tier in CHOSEN_TIERS]
    order = {tier: number for number, tier in enumerate(CHOSEN_TIERS)}
    offered.sort(key=lambda label: (order[Tier(label.tier)], sort_key(label.name)))
    return [(label.id, label.title) for label in offered]


def titles(place_ids: Iterable[int | None]) -> dict[int, str]:
    """Names of these places today (or as last called), by id."""
    return {pk: label.title for pk, label in _labels_today(place_ids).items()}


def full_titles(place_ids: Iterable[int | None]) -> dict[int, str]:
    """The same where villages of many communes stand in one list: a village says what it lies in."""
    label_of = _labels_today(place_ids).items()
    return {pk: label.path if label.tier == Tier.VILLAGE else label.title for pk, label in label_of}


def _labels_today(place_ids: Iterable[int | None]) -> dict[int, PlaceLabel]:
    return labels({place_id for place_id in place_ids if place_id}, timezone.localdate())
