"""Loads the lineage of places: all of them, or only what one commune's figures of today can touch."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from hieuhoc.indicators.definition import Follower, indicators
from hieuhoc.indicators.lineage import FollowerKey, Lineage, Passing, TierSpell
from hieuhoc.indicators.relations import EARLY, FAR
from hieuhoc.places.kept import kept
from hieuhoc.places.models import ChangeOrder, ChangeStep, Succession

type Spells = list[tuple[int, TierSpell]]
type Successions = list[Passing]
type Assigned = dict[tuple[FollowerKey, int], int]  # (follower, cut ward) -> successor

SPELLS = "SELECT place, since, until, tier, parent FROM stat.place"
SUCCESSIONS = "SELECT place, successor, is_whole, map_date FROM stat.successor"

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
    if near is None:
        return Lineage(*_map_of("TRUE", []), _assigned("TRUE"))
    places, spells, successions = _near(near)
    return Lineage(spells, successions, _assigned("source = ANY(%s::bigint[])", places))


def lineage_near(place: int) -> Lineage:
    """Enough to list people of a commune; `assignments_of` those listed is put in by whoever lists them."""
    _places, spells, successions = kept(("lineage", place), lambda: _near([place]))
    return Lineage(spells, successions)


def assignments_of(follower: Follower, ids: Iterable[int]) -> Assigned:
    """Where these were assigned, one by one, after their ward was cut."""
    return _assigned("follower = ANY(%s::bigint[])", list(ids), followers={follower})


def _near(communes: Iterable[int]) -> tuple[list[int], Spells, Successions]:
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"places": list(communes)})
        places = [row[0] for row in cursor.fetchall()]
    return places, *_map_of("place = ANY(%s::bigint[])", [places])


def _map_of(of_places: str, parameters: list[Any]) -> tuple[Spells, Successions]:
    with connection.cursor() as cursor:
        cursor.execute(f"{SPELLS} WHERE {of_places}", parameters)
        spells = [
            (place, TierSpell(since or EARLY, until or FAR, tier, parent))
            for place, since, until, tier, parent in cursor.fetchall()
        ]
        cursor.execute(f"{SUCCESSIONS} WHERE {of_places}", parameters)
        return spells, [Passing(*row) for row in cursor.fetchall()]


def _assigned(of_whom: str, *parameters: list[int], followers: Iterable[Follower] | None = None) -> Assigned:
    """Of all that is assigned one by one; what else there is goes where its place goes."""
    kinds = (
        {indicator.goes_with for indicator in indicators() if indicator.goes_with} if followers is None else followers
    )
    assigned: Assigned = {}
    with connection.cursor() as cursor:
        for kind in kinds:
            text = f"SELECT follower, source, assigned_to FROM ({kind.assigned}) AS a WHERE {of_whom}"
            cursor.execute(text, parameters)
            assigned |= {((kind.code, follower), source): to for follower, source, to in cursor.fetchall()}
    return assigned


def last_map_date(today: date) -> date | None:
    """When the map last changed, but for names and codes; figures are re-based on the map of that day."""
    applied = ChangeOrder.objects.filter(status=ChangeOrder.Status.APPLIED, takes_effect_on__lte=today)
    return map_changing(applied).order_by("-takes_effect_on").values_list("takes_effect_on", flat=True).first()


def map_changing(orders: QuerySet[ChangeOrder]) -> QuerySet[ChangeOrder]:
    """Those after which something stands elsewhere than before: not those that only change names, kinds or codes."""
    steps = ChangeStep.objects.filter(order=OuterRef("pk"))
    moving = steps.exclude(verb=ChangeStep.Verb.AMEND) | steps.filter(attributes__has_any_keys=["parent", "parent_key"])
    return orders.filter(Exists(Succession.objects.filter(order=OuterRef("pk"))) | Exists(moving))
