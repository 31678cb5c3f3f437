"""Loads the lineage of places: all of them, or only what one commune's figures of today can touch."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from hieuhoc.indicators.lineage import Lineage, PlaceSpell
from hieuhoc.indicators.relations import EARLY, FAR
from hieuhoc.places.models import ChangeOrder, ChangeStep, Succession

SPELLS = "SELECT place, since, until, tier, parent FROM stat.place"
SUCCESSIONS = "SELECT place, successor, is_whole, map_date FROM stat.successor"
ASSIGNED = "SELECT citizen, source, assigned_to FROM stat.waiting WHERE assigned_to IS NOT NULL"

# Back to whoever went into these places and their villages; then up and forward to where those stand.
NEAR = """
WITH RECURSIVE behind(place) AS (
    SELECT unnest(%(places)s::bigint[])
    UNION
    SELECT step.place FROM behind, LATERAL (
        SELECT p.place FROM stat.place AS p WHERE p.parent = behind.place AND p.tier = 'village'
        UNION ALL
        SELECT s.place FROM stat.successor AS s WHERE s.successor = behind.place
    ) AS step
),
around(place) AS (
    SELECT place FROM behind
    UNION
    SELECT step.place FROM around, LATERAL (
        SELECT p.parent AS place FROM stat.place AS p WHERE p.place = around.place AND p.parent IS NOT NULL
        UNION ALL
        SELECT s.successor FROM stat.successor AS s WHERE s.place = around.place
    ) AS step
)
SELECT place FROM around
"""


def load_lineage(near: Iterable[int] | None = None) -> Lineage:
    """`near` None = every place. Else enough to count these communes on today's map."""
    with connection.cursor() as cursor:
        if near is None:
            return _lineage(cursor, "TRUE", "TRUE", [])
        cursor.execute(NEAR, {"places": list(near)})
        places = [row[0] for row in cursor.fetchall()]
        return _lineage(cursor, "place = ANY(%s::bigint[])", "source = ANY(%s::bigint[])", [places])


def _lineage(cursor: Any, of_places: str, of_sources: str, parameters: list[Any]) -> Lineage:
    cursor.execute(f"{SPELLS} WHERE {of_places}", parameters)
    spells = [
        (place, PlaceSpell(since or EARLY, until or FAR, tier, parent))
        for place, since, until, tier, parent in cursor.fetchall()
    ]
    cursor.execute(f"{SUCCESSIONS} WHERE {of_places}", parameters)
    successions: list[tuple[int, int, bool, date]] = cursor.fetchall()
    cursor.execute(f"{ASSIGNED} AND {of_sources}", parameters)
    return Lineage(spells, successions, {(citizen, source): to for citizen, source, to in cursor.fetchall()})


def last_map_date(today: date) -> date | None:
    """When the map last changed, but for names and codes; figures are re-based on the map of that day."""
    applied = ChangeOrder.objects.filter(status=ChangeOrder.Status.APPLIED, takes_effect_on__lte=today)
    return map_changing(applied).order_by("-takes_effect_on").values_list("takes_effect_on", flat=True).first()


def map_changing(orders: QuerySet[ChangeOrder]) -> QuerySet[ChangeOrder]:
    """Those after which something stands elsewhere than before: not those that only change names, kinds or codes."""
    steps = ChangeStep.objects.filter(order=OuterRef("pk"))
    moving = steps.exclude(verb=ChangeStep.Verb.AMEND) | steps.filter(attributes__has_any_keys=["parent", "parent_key"])
    return orders.filter(Exists(Succession.objects.filter(order=OuterRef("pk"))) | Exists(moving))
