"""A small map to change: one province, districts, communes, villages, all since an unknown day."""

from collections.abc import Iterable
from datetime import date

from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.drafting import NewPlace
from hieuhoc.places.models import Ancestry, Place, PlaceSpell, Tier

REFORM = date(2025, 7, 1)
DAY_BEFORE = date(2025, 6, 30)


def put(
    name: str, tier: Tier, parent: Place | None = None, *, kind: str = "", code: str = "", since: date | None = None
) -> Place:
    place = Place.objects.create()
    PlaceSpell.objects.create(
        place=place,
        name=name,
        folded_name=fold(name),
        kind=kind or tier.value,
        tier=tier,
        parent=parent,
        code=code,
        since=since,
    )
    Ancestry.objects.rebuild([place.pk])
    return place


def new(key: str, parent: Place | None, *, tier: Tier = Tier.COMMUNE, kind: str = "Xã", code: str = "") -> NewPlace:
    return NewPlace(key=key, name=key, kind=kind, tier=tier.value, parent=parent.pk if parent else None, code=code)


def titles(place_ids: Iterable[Place], on: date) -> set[str]:
    return {str(spell) for spell in PlaceSpell.objects.on(on).filter(place__in=place_ids)}


def spells_now() -> set[tuple[object, ...]]:
    columns = (
        "id",
        "place_id",
        "since",
        "until",
        "code",
        "name",
        "kind",
        "tier",
        "parent_id",
        "opened_by_id",
        "closed_by_id",
    )
    return set(PlaceSpell.objects.values_list(*columns))


def ancestry_now() -> set[tuple[object, ...]]:
    return set(Ancestry.objects.values_list("ancestor_id", "descendant_id", "depth", "since", "until"))
