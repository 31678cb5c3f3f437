"""What select boxes offer."""

from collections.abc import Iterable

from django.utils import timezone

from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Ancestry, Tier, covers
from hieuhoc.places.reads import PlaceLabel, labels, told_apart, villages_of

CHOSEN_TIERS = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)


def places_to_choose(scope: Scope) -> list[tuple[int, str]]:
    """Provinces, districts and communes the scope reaches today, highest first, then by name; villages are chosen elsewhere."""
    below = Ancestry.objects.filter(covers(scope.on), ancestor__in=scope.places).values_list("descendant_id", flat=True)
    offered = [label for label in labels(set(below), scope.on).values() if label.tier in CHOSEN_TIERS]
    order = {tier: number for number, tier in enumerate(CHOSEN_TIERS)}
    offered.sort(key=lambda label: (order[Tier(label.tier)], label.name))
    return [(label.id, label.title) for label in offered]


def titles(place_ids: Iterable[int | None]) -> dict[int, str]:
    """Names of these places today (or as last called), by id."""
    return {pk: label.title for pk, label in _labels_today(place_ids).items()}


def homes_called(place_ids: Iterable[int | None]) -> dict[int, str]:
    """Names of homes as rosters write them: of villages of one name in one commune, each says where it came from."""
    label_of, today = _labels_today(place_ids), timezone.localdate()
    communes = {label.parent for label in label_of.values() if label.tier == Tier.VILLAGE and label.parent is not None}
    apart = {pk: name for commune in communes for pk, name in told_apart(villages_of(commune, today)).items()}
    return {pk: apart.get(pk, label.title) for pk, label in label_of.items()}


def full_titles(place_ids: Iterable[int | None]) -> dict[int, str]:
    """The same where villages of many communes stand in one list: a village says what it lies in."""
    label_of = _labels_today(place_ids).items()
    return {pk: label.path if label.tier == Tier.VILLAGE else label.title for pk, label in label_of}


def _labels_today(place_ids: Iterable[int | None]) -> dict[int, PlaceLabel]:
    return labels({place_id for place_id in place_ids if place_id}, timezone.localdate())
