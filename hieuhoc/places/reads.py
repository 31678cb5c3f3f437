"""Answers about the map on a day: who is above, what a place was called, what a scope reaches, who followed whom."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, When

from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.kept import kept, kept_answers
from hieuhoc.places.models import (
    Ancestry,
    AreaClassSpell,
    ChangeOrder,
    Place,
    PlaceIds,
    PlaceSpell,
    Succession,
    Tier,
    covers,
)

FIRST_KNOWN_DAY = date(2025, 7, 1)  # the data hold one map before it, whose own beginning is not known
NUMBERED = re.compile(r"\d|^[IVXL]+$")  # Phường 1, Phường IV


@dataclass(frozen=True)
class PlaceLabel:
    """A place as people call it on a day. `path` runs upward: "Xã Cư Né, Huyện Krông Búk, Tỉnh Đắk Lắk".

    `apart`: of a village whose commune has another of its name, where it came from: "Thôn 1 (Ea Sar)"."""

    id: int
    name: str
    kind: str
    tier: str
    code: str
    parent: int | None
    path: str
    apart: str = ""

    @property
    def title(self) -> str:
        return _called(self.kind, self.name, self.apart)

    @property
    def on_papers(self) -> str:
        """The place before the day on an official paper: its bare name ("Cư Né"), with its kind where the name is a
        number ("Phường 1"). Annex I of Decree 30/2020/NĐ-CP, II.4."""
        return f"{self.kind} {self.name}".strip() if NUMBERED.search(self.name) else self.name


@dataclass(frozen=True)
class MapState:
    """How far the map can be trusted: pages show it."""

    as_of: date | None  # the day of the latest applied order; None = no order yet
    latest_order: str
    unchecked_orders: int  # applied orders whose details were not seen in the source itself


# Every place has one heir: the unit it went whole into, else the place it last belonged to. A root reaches all that
# leads to it.
REACHED = """
WITH RECURSIVE reached (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT found.place FROM reached CROSS JOIN LATERAL (
        SELECT spell.place_id AS place FROM places_placespell AS spell
        WHERE spell.parent_id = reached.id AND (spell.since IS NULL OR spell.since <= %s)
          AND NOT EXISTS (
            SELECT FROM places_placespell AS later
            WHERE later.place_id = spell.place_id AND later.parent_id IS NOT NULL
              AND later.since <= %s AND (spell.since IS NULL OR later.since > spell.since))
          AND NOT EXISTS (
            SELECT FROM places_succession AS went JOIN places_changeorder AS change ON change.id = went.order_id
            WHERE went.predecessor_id = spell.place_id AND went.is_whole AND change.takes_effect_on <= %s)
        UNION ALL
        SELECT went.predecessor_id FROM places_succession AS went
        JOIN places_changeorder AS change ON change.id = went.order_id
        WHERE went.successor_id = reached.id AND went.is_whole AND change.takes_effect_on <= %s
    ) AS found
)
SELECT id FROM reached
"""


def among(column: str, scope: Scope, lookup: str = "any_of") -> Q:
    """Rows whose place, named by `column`, the scope reaches: what lies under its roots on `scope.on`, what went whole
    into that, and the ended units and waiting villages that last belonged to it: a province keeps its predecessors."""
    if scope.everything:
        return Q(**{f"{column}__isnull": False})
    return Q(**{f"{column}__{lookup}": _reached(scope)})


def reached_ids(scope: Scope) -> tuple[int, ...]:
    """The same ids as numbers; for a scope with roots."""
    return _reached(scope).ids


def _reached(scope: Scope) -> PlaceIds:
    """Kept: a province reaches thousands of places."""

    def work_out() -> PlaceIds:
        with connection.cursor() as cursor:
            cursor.execute(REACHED, [sorted(scope.places), *[scope.on] * 4])
            return PlaceIds.of(place for (place,) in cursor.fetchall())

    return kept(("reached", scope.places, scope.on), work_out)


def near_scope(scope: Scope) -> Scope:
    """The communes and villages among its roots, and its units: whose work is done there, not looked over from above."""
    near = {place for place in scope.places if commune_of(place, scope.on) is not None}
    return Scope(on=scope.on, places=frozenset(near), units=scope.units)


def ended_within(scope: Scope) -> list[int]:
    """Places the scope reaches that stand nowhere today."""

    def work_out() -> list[int]:
        places = Place.objects.filter(among("pk", scope))
        ended = places.exclude(pk__in=PlaceSpell.objects.filter(until__isnull=True).values("place"))
        return list(ended.order_by("pk").values_list("pk", flat=True))

    return list(kept(("ended", scope.everything, scope.places, scope.on), work_out))


def joined_under(place: str) -> str:
    """A piece of SQL: only rows whose place, the column `place`, lies today under the place given as its `%s`."""
    return f"JOIN places_ancestry a ON a.descendant_id = {place} AND a.ancestor_id = %s AND a.until IS NULL"


def standing_within(scope: Scope, tier: Tier) -> list[PlaceSpell]:
    """Places of a tier that stand in the scope on its day, by name; the commune of a village officer counts as reached."""

    def work_out() -> list[PlaceSpell]:
        spells = PlaceSpell.objects.on(scope.on).filter(tier=tier)
        if not scope.everything:
            lines = Ancestry.objects.on(scope.on)
            below = lines.filter(ancestor__in=scope.places).values("descendant")
            above = lines.filter(descendant__in=scope.places).values("ancestor")
            reached = spells.filter(place__in=below)
            spells = reached | spells.filter(place__in=above) if tier == Tier.COMMUNE else reached
        return list(spells.order_by("name_key", "pk"))

    return list(kept(("standing", scope.everything, scope.places, scope.on, tier), work_out))


def villages_of(commune: int, on: date) -> list[PlaceSpell]:
    """The villages of a commune on that day, by kind and name."""

    def work_out() -> list[PlaceSpell]:
        villages = PlaceSpell.objects.under(commune, on).filter(tier=Tier.VILLAGE)
        return list(villages.order_by("kind", "name_key", "place"))

    return list(kept(("villages", commune, on), work_out))


# A ward that was only numbered says what it was: "Thôn 1 (Phường 4)", but "Thôn 1 (Ea Sar)".
CALLED = "CASE WHEN above.name ~ '^[0-9]+$' THEN above.kind || ' ' || above.name ELSE above.name END"
ORIGINS = f"""
SELECT DISTINCT ON (now.place_id) now.place_id, {CALLED}
FROM places_placespell AS now
JOIN places_placespell AS was ON was.place_id = now.place_id
JOIN places_placespell AS above ON above.place_id = was.parent_id
WHERE now.place_id = ANY(%s) AND now.until IS NULL
ORDER BY now.place_id, was.parent_id IS DISTINCT FROM now.parent_id DESC, was.until DESC, above.until DESC
"""


def told_apart(spells: Iterable[PlaceSpell]) -> dict[int, str]:
    """Titles of places by id; those that share one under the same parent say the commune they came from, or else the
    one they lie in, as rosters write it: "Thôn 1 (Ea Sar)"."""
    titled = tuple(spells)
    return dict(kept(("apart", *(spell.pk for spell in titled)), lambda: _told_apart(titled)))


def _told_apart(titled: Collection[PlaceSpell]) -> dict[int, str]:
    borne = Counter((spell.parent_id, str(spell)) for spell in titled)
    origins = _origins([spell.place_id for spell in titled if borne[spell.parent_id, str(spell)] > 1])
    return {spell.place_id: _called(spell.kind, spell.name, origins.get(spell.place_id, "")) for spell in titled}


def _origins(shared: list[int]) -> dict[int, str]:
    """Of villages that share a name: the commune each came from, or else the one it lies in."""
    if not shared:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(ORIGINS, [shared])
        return dict(cursor.fetchall())


def _called(kind: str, name: str, apart: str) -> str:
    title = f"{kind} {name}".strip()
    return f"{title} ({apart})" if apart else title


def ancestors(place_id: int, on: date) -> list[int]:
    """Ids from the place itself up to the province, on that day's map."""

    def work_out() -> list[int]:
        rows = Ancestry.objects.on(on).filter(descendant=place_id).order_by("depth")
        return list(rows.values_list("ancestor_id", flat=True))

    return list(kept(("ancestors", place_id, on), work_out))


def commune_of(place_id: int, on: date) -> int | None:
    """The commune the place is, or lies in, on that day; None above the communes and for a village that waits."""
    return _of_tier(place_id, on, Tier.COMMUNE)


def communes_of(place_ids: Collection[int], on: date) -> dict[int, int]:
    """Place → its commune, of those that have one."""
    known = every_commune(on) if place_ids else {}
    return {pk: commune for pk in place_ids if (commune := known.get(pk)) is not None}


def every_commune(on: date) -> Mapping[int, int]:
    """Place → its commune, of the whole province on that day's map."""

    def work_out() -> dict[int, int]:
        communes = PlaceSpell.objects.on(on).filter(tier=Tier.COMMUNE).values("place")
        return dict(Ancestry.objects.on(on).filter(ancestor__in=communes).values_list("descendant", "ancestor"))

    return kept(("every commune", on), work_out)


def communes_under(place_id: int, on: date) -> list[int]:
    """Ids of the communes of a place on that day (the place itself, when it is one)."""

    def work_out() -> list[int]:
        rows = PlaceSpell.objects.under(place_id, on).filter(tier=Tier.COMMUNE)
        return list(rows.values_list("place_id", flat=True))

    return list(kept(("communes", place_id, on), work_out))


def tier_of(place_id: int, on: date) -> str | None:
    return PlaceSpell.objects.on(on).filter(place=place_id).values_list("tier", flat=True).first()


def label_of(place_id: int, on: date) -> PlaceLabel:
    """How the place was called on that day; before it began or after it ended, by its nearest spell."""
    return labels([place_id], on)[place_id]


def name_of(place_id: int, on: date) -> str:
    """ "Xã Cư Né"."""
    return label_of(place_id, on).title


def labels(place_ids: Iterable[int], on: date) -> dict[int, PlaceLabel]:
    """Labels with their paths, in two queries whatever the number of places; known ones in none."""
    wanted, answers = set(place_ids), kept_answers()
    if unknown := {pk for pk in wanted if (pk, on) not in answers}:
        new_labels = _labels(unknown, on)
        answers.update({(pk, on): new_labels.get(pk) for pk in unknown})
    return {pk: label for pk in wanted if (label := answers[pk, on]) is not None}


def _labels(place_ids: Collection[int], on: date) -> dict[int, PlaceLabel]:
    spells = {spell.place_id: spell for spell in _nearest_spells(place_ids, on)}
    day_of = {pk: _day_within(spell, on) for pk, spell in spells.items()}
    above = _chains(spells, day_of, on)
    apart = _origins([pk for pk, spell in spells.items() if getattr(spell, "has_namesake", False)])
    return {
        pk: PlaceLabel(
            id=pk,
            name=spell.name,
            kind=spell.kind,
            tier=spell.tier,
            code=spell.code,
            parent=spell.parent_id,
            path=", ".join([_called(spell.kind, spell.name, apart.get(pk, "")), *above[pk]]),
            apart=apart.get(pk, ""),
        )
        for pk, spell in spells.items()
    }


def successors(place_id: int) -> list[int]:
    """The places that directly followed it: one when it went whole, several when it was cut."""
    return list(
        Succession.objects.filter(predecessor=place_id).order_by("successor").values_list("successor_id", flat=True)
    )


def predecessors(place_id: int) -> list[int]:
    """The places that directly went, whole or in part, into it."""
    return list(
        Succession.objects.filter(successor=place_id).order_by("predecessor").values_list("predecessor_id", flat=True)
    )


def by_code(code: str, tier: str, on: date) -> int | None:
    """A code means a place only together with a tier and a day."""
    return PlaceSpell.objects.on(on).filter(code=code, tier=tier).values_list("place_id", flat=True).first()


def find_by_name(
    text: str, *, on: date, under: int | None = None, tier: str | None = None, limit: int = 20
) -> list[PlaceLabel]:
    """Places whose name holds the words, typed with or without marks, with or without the kind ("phường tuy hoà")."""
    words = fold(text)
    spells = PlaceSpell.objects.under(under, on) if under is not None else PlaceSpell.objects.on(on)
    if tier is not None:
        spells = spells.filter(tier=tier)
    matching = [spell for spell in spells.filter(name_matches(words)) if words in fold(str(spell))]
    matching.sort(
        key=lambda spell: (spell.folded_name != words, not spell.folded_name.startswith(words), spell.name_key)
    )
    chosen = [spell.place_id for spell in matching[:limit]]
    label_of = labels(chosen, on)
    return [label_of[pk] for pk in chosen]


def area_classes_of(place_id: int, on: date) -> dict[str, str]:
    """Area classes of the place on that day, its own and those of the places above it: class -> legal basis."""
    rows = AreaClassSpell.objects.on(on).filter(place__in=ancestors(place_id, on))
    return dict(rows.values_list("area_class", "legal_basis"))


def data_as_of() -> MapState:
    applied = ChangeOrder.objects.filter(status=ChangeOrder.Status.APPLIED)
    latest = applied.order_by("-takes_effect_on", "-pk").first()
    return MapState(
        as_of=latest.takes_effect_on if latest else None,
        latest_order=latest.number if latest else "",
        unchecked_orders=applied.exclude(certainty="seen").count(),
    )


def is_before_known_map(on: date) -> bool:
    """The old map's own beginning is not known: pages about earlier days say so."""
    return on < FIRST_KNOWN_DAY


def _of_tier(place_id: int, on: date, tier: str) -> int | None:
    def work_out() -> int | None:
        held = PlaceSpell.objects.on(on).filter(tier=tier, place__in=Place.objects.above(place_id, on))
        return held.values_list("place_id", flat=True).first()

    return kept(("of tier", place_id, on, tier), work_out)


def name_matches(words: str) -> Q:
    """A first sieve in the database: one of the typed words is in the name (the others may be of the kind)."""
    matches = Q(pk__in=[])
    for word in words.split():
        matches |= Q(folded_name__contains=word)
    return matches


def _nearest_spells(place_ids: Collection[int], on: date) -> list[PlaceSpell]:
    namesakes = PlaceSpell.objects.filter(
        covers(on), parent=OuterRef("parent"), tier=Tier.VILLAGE, kind=OuterRef("kind"), name=OuterRef("name")
    ).exclude(place=OuterRef("place"))
    # Only villages share names so; the case keeps the others from being looked at.
    has_namesake = Case(When(tier=Tier.VILLAGE, then=Exists(namesakes)), default=False)
    spells = PlaceSpell.objects.filter(place__in=place_ids).annotate(has_namesake=has_namesake)
    held = list(spells.filter(covers(on)))
    missing = set(place_ids) - {spell.place_id for spell in held}
    if not missing:
        return held
    before = spells.filter(place__in=missing).order_by("place", F("until").desc(nulls_first=True)).distinct("place")
    return held + list(before)


def _day_within(spell: PlaceSpell, on: date) -> date:
    """`on`, or the last day of a spell that ended before it, or its first day when it had not begun."""
    if spell.until is not None and spell.until <= on:
        return date.fromordinal(spell.until.toordinal() - 1)
    return spell.since if spell.since is not None and spell.since > on else on


def _chains(spells: dict[int, PlaceSpell], day_of: dict[int, date], on: date) -> dict[int, list[str]]:
    chains: dict[int, list[str]] = {pk: [] for pk in spells}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.place, trim(above.kind || ' ' || above.name)
            FROM unnest(%s::bigint[], %s::date[]) AS asked (place, day)
            JOIN places_ancestry AS line ON line.descendant_id = asked.place AND line.depth > 0
                AND (line.since IS NULL OR line.since <= asked.day) AND (line.until IS NULL OR line.until > asked.day)
            JOIN places_placespell AS above ON above.place_id = line.ancestor_id
                AND (above.since IS NULL OR above.since <= asked.day)
                AND (above.until IS NULL OR above.until > asked.day)
            ORDER BY asked.place, line.depth
            """,
            [list(day_of), list(day_of.values())],
        )
        for place, title in cursor.fetchall():
            chains[place].append(title)
    return chains
