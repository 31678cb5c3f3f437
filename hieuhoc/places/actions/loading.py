"""The map of Vietnam loaded: the old map as it is known, then every later change through a real change order."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from hieuhoc.audit.actions import Actor, record_bulk
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.vietnamese import fold, same_tone_marks
from hieuhoc.places import drafting, vietnam
from hieuhoc.places.actions.applying import apply_change_order
from hieuhoc.places.actions.drafting import draft_order
from hieuhoc.places.authority import require
from hieuhoc.places.models import Ancestry, ChangeOrder, Place, PlaceSpell, Tier

BATCH = 2000


@transaction.atomic
def load_old_map(*, actor: Actor) -> int:
    """Provinces, districts and wards until 30/6/2025, since an unknown day. Returns their number."""
    require(actor, "places.apply_change_order")
    if Place.objects.exists():
        raise Refusal(_("Bản đồ đơn vị hành chính đã được nạp."), code="already_loaded")
    known = vietnam.old_map()
    tiers = [(known.provinces, Tier.PROVINCE), (known.districts, Tier.DISTRICT), (known.wards, Tier.COMMUNE)]
    units = [(unit, tier) for part, tier in tiers for unit in part]
    places = Place.objects.bulk_create((_place(unit) for unit, _tier in units), batch_size=BATCH)
    ids = {unit.key: place.pk for (unit, _tier), place in zip(units, places, strict=True)}
    PlaceSpell.objects.bulk_create((_spell(unit, tier, ids) for unit, tier in units), batch_size=BATCH)
    Ancestry.objects.rebuild(ids.values())
    _analyze()
    record_bulk("places.load_old_map", actor=actor, subject_kind="place", rows_touched=len(places))
    return len(places)


def apply_reform_2025(province_codes: Iterable[str] | None = None, *, actor: Actor) -> list[ChangeOrder]:
    """The two-tier map of 1/7/2025: one order per new province (codes of the new map; None = all 34)."""
    texts = order_texts()["reform_2025"]
    known = vietnam.reforms()
    orders = []
    for code in province_codes if province_codes is not None else sorted(known):
        number = texts["numbers"][code]
        reform = known[code]
        with transaction.atomic():
            order = draft_order(
                number,
                f"{texts['title']}: {reform.province.kind} {reform.province.name}",
                date.fromisoformat(texts["takes_effect_on"]),
                list(_reform_steps(reform)),
                legal_basis=texts["legal_basis"].format(number=number),
                source=texts["source"],
                certainty=texts["certainty"],
                actor=actor,
            )
            apply_change_order(order, actor=actor)
        orders.append(order)
    _analyze()
    return orders


def apply_later_orders(province_codes: Iterable[str] | None = None, *, actor: Actor) -> list[ChangeOrder]:
    """What is known to have changed after 1/7/2025, in the provinces of these codes (None = all)."""
    wanted = set(province_codes) if province_codes is not None else None
    orders = []
    for text in order_texts()["later"]:
        if wanted is not None and text["province"] not in wanted:
            continue
        day = date.fromisoformat(text["takes_effect_on"])
        with transaction.atomic():
            order = draft_order(
                text["number"],
                text["title"],
                day,
                list(_later_steps(text)),
                legal_basis=text["legal_basis"],
                source=text["source"],
                certainty=text["certainty"],
                actor=actor,
            )
            apply_change_order(order, actor=actor)
        orders.append(order)
    return orders


def _analyze() -> None:
    """Without fresh statistics the planner takes the map for empty, and a province's places take a second to find."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place, places_placespell, places_ancestry, places_succession")


@cache
def order_texts() -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((files("hieuhoc.places") / "data" / "orders.json").read_text(encoding="utf-8"))
    return texts


def _reform_steps(reform: vietnam.Reform) -> Iterator[drafting.Draft]:
    old = _old_ids(reform)
    province: drafting.PlaceOrKey = reform.province.key
    if len(reform.old_provinces) == 1:
        province = old[reform.old_provinces[0]]
    else:
        yield from drafting.merge(
            (old[key] for key in reform.old_provinces), _new(reform.province, Tier.PROVINCE, None)
        )
    for commune in reform.communes:
        yield drafting.make(_new(commune, Tier.COMMUNE, province))
    for ward, commune_key in reform.went_whole.items():
        yield drafting.Draft("succeed", old[ward], commune_key, is_whole=True)
    for ward, commune_keys in reform.were_cut.items():
        for commune_key in commune_keys:
            yield drafting.Draft("succeed", old[ward], commune_key)
    # Every unit below the old provinces ends: wards with the successors above, districts (but the islands) with none.
    yield from drafting.dissolve(place for key, place in old.items() if key not in reform.old_provinces)


def _old_ids(reform: vietnam.Reform) -> dict[str, int]:
    """Ids of the dataset's old units of these provinces, found by code and tier on the last day of the old map."""
    last_day = date(2025, 6, 30)
    provinces = set(reform.old_provinces)
    known = vietnam.old_map()
    tiers = ((known.provinces, Tier.PROVINCE), (known.districts, Tier.DISTRICT), (known.wards, Tier.COMMUNE))
    id_of: dict[str, int] = {}
    for units, tier in tiers:
        mine = [unit for unit in units if unit.key.split("_")[0] in provinces]
        spells = PlaceSpell.objects.on(last_day).filter(tier=tier, code__in=[unit.code for unit in mine])
        ids = dict(spells.values_list("code", "place_id"))
        id_of |= {unit.key: ids[unit.code] for unit in mine}
    return id_of


def _later_steps(text: dict[str, Any]) -> Iterator[drafting.Draft]:
    codes = {text["province"]: Tier.PROVINCE, **dict.fromkeys(text["wards"], Tier.COMMUNE)}
    spells = PlaceSpell.objects.filter(until__isnull=True, code__in=codes)
    ids = {(spell.code, spell.tier): spell.place_id for spell in spells}
    yield from drafting.change_type(ids[text["province"], Tier.PROVINCE], text["province_kind"])
    for code in text["wards"]:
        yield from drafting.change_type(ids[code, Tier.COMMUNE], "Phường")


def _new(unit: vietnam.Unit, tier: Tier, parent: drafting.PlaceOrKey | None) -> drafting.NewPlace:
    return drafting.NewPlace(
        key=unit.key,
        name=unit.name,
        kind=unit.kind,
        tier=tier.value,
        parent=parent,
        code=unit.code,
        latitude=unit.latitude,
        longitude=unit.longitude,
        area_km2=unit.area_km2,
    )


def _place(unit: vietnam.Unit) -> Place:
    return Place(latitude=unit.latitude, longitude=unit.longitude, area_km2=unit.area_km2)


def _spell(unit: vietnam.Unit, tier: Tier, ids: dict[str, int]) -> PlaceSpell:
    return PlaceSpell(
        place_id=ids[unit.key],
        code=unit.code,
        name=same_tone_marks(unit.name),
        folded_name=fold(unit.name),
        kind=unit.kind,
        tier=tier,
        parent_id=ids[unit.parent] if unit.parent else None,
    )
