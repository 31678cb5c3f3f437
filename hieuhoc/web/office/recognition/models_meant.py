"""Which family, clan, unit or village of a commune somebody means who types its code or name."""

from collections.abc import Collection
from typing import NamedTuple

from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Group, WorkUnit
from hieuhoc.places.models import Place, PlaceSpell, Tier
from hieuhoc.places.reads import told_apart
from hieuhoc.web.choices import full_titles

MOST = 20


class Meant(NamedTuple):
    """`words` tell it from the others of that code or name; `token`: what choosing it sends."""

    token: str
    words: str
    subject: Group | WorkUnit | Place


def meant(scope: Scope, kind: str, place: int, code: str) -> list[Meant]:
    """Whatever bears that code or name. A family or clan may be written “mã, thôn”."""
    wanted = " ".join(code.split())
    if kind == "unit":
        units = WorkUnit.objects.within(scope).filter(code__iexact=wanted)[:MOST]
        return [Meant(public_id("unit", unit.pk), str(unit), unit) for unit in units]
    if kind == "village":
        named = _villages_named(scope, place, wanted)
        villages = Place.objects.in_bulk(named)
        return [Meant(public_id("place", pk), words, villages[pk]) for pk, words in named.items()]
    code, _comma, village = (part.strip() for part in wanted.partition(","))
    near: Collection[int] = _villages_named(scope, place, village) if village else _under(scope, place)
    groups = Group.objects.within(scope).filter(kind=kind, place__in=near, code__iexact=code).order_by("pk")[:MOST]
    homes = full_titles(group.place_id for group in groups)
    return [
        Meant(
            public_id("group", group.pk), f"{group.name} ({group.code}), {homes.get(group.place_id or 0, '–')}", group
        )
        for group in groups
    ]


def _under(scope: Scope, place: int) -> set[int]:
    return set(Place.objects.under(place, scope.on).values_list("pk", flat=True))


def _villages_named(scope: Scope, place: int, wanted: str) -> dict[int, str]:
    """Villages of the commune of that name -> their names told apart."""
    spells = list(PlaceSpell.objects.under(place, scope.on).filter(tier=Tier.VILLAGE))
    apart = told_apart(spells)
    words = {spell.place_id: {spell.name, str(spell), apart[spell.place_id]} for spell in spells}
    return {pk: apart[pk] for pk, names in words.items() if fold(wanted) in set(map(fold, names))}
