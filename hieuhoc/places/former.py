"""Names that are no more, and what became of the places that bore them: "huyện Krông Pắc" leads to the communes of today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.kept import kept
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.places.reads import PlaceLabel, label_of, labels, name_matches

MOST_FORMER = 10


@dataclass(frozen=True)
class FormerName:
    """`label`: as it was called on `last_day`; `now`: the places of today that it became, or whose land it was."""

    label: PlaceLabel
    last_day: date
    now: tuple[PlaceLabel, ...]


# What followed it; of a district, which nothing followed, what became of what lay in it on its last day. A place that
# stands is an end.
BECAME = """
WITH RECURSIVE went (root, id) AS (
    SELECT asked, asked FROM unnest(%(places)s::bigint[]) AS asked
    UNION
    SELECT went.root, next.id FROM went CROSS JOIN LATERAL (
        SELECT followed.successor_id AS id FROM places_succession AS followed
        JOIN places_changeorder AS change ON change.id = followed.order_id
        WHERE followed.predecessor_id = went.id AND change.takes_effect_on <= %(on)s
        UNION ALL
        SELECT line.descendant_id FROM places_ancestry AS line
        WHERE line.ancestor_id = went.id AND line.depth = 1 AND line.until = (
            SELECT max(ended.until) FROM places_placespell AS ended WHERE ended.place_id = went.id)
          AND NOT EXISTS (SELECT FROM places_succession AS followed WHERE followed.predecessor_id = went.id)
    ) AS next
    WHERE NOT EXISTS (
        SELECT FROM places_placespell AS standing WHERE standing.place_id = went.id
          AND (standing.since IS NULL OR standing.since <= %(on)s)
          AND (standing.until IS NULL OR standing.until > %(on)s))
)
SELECT DISTINCT went.root, went.id FROM went JOIN places_placespell AS standing ON standing.place_id = went.id
  AND (standing.since IS NULL OR standing.since <= %(on)s) AND (standing.until IS NULL OR standing.until > %(on)s)
WHERE standing.tier <> 'village'
"""


def became(places: Collection[int], on: date) -> dict[int, list[int]]:
    """Place -> those standing on that day that it became; itself where it still stands."""

    def work_out() -> dict[int, list[int]]:
        with connection.cursor() as cursor:
            cursor.execute(BECAME, {"places": list(places), "on": on})
            heirs: dict[int, list[int]] = {}
            for root, heir in cursor.fetchall():
                heirs.setdefault(root, []).append(heir)
            return heirs

    return dict(kept(("became", tuple(sorted(places)), on), work_out)) if places else {}


def find_former(text: str, *, on: date, under: int | None = None) -> list[FormerName]:
    """Names borne before that day, typed with or without marks and kind; `under`: only what is of today's place."""
    words = fold(text)
    ended = PlaceSpell.objects.filter(name_matches(words), until__lte=on).exclude(tier=Tier.VILLAGE)
    spells = [spell for spell in ended.order_by("-until", "name_key") if words in fold(str(spell))]
    spells.sort(key=lambda spell: (spell.folded_name != words, not spell.folded_name.startswith(words), spell.name_key))
    heirs = became({spell.place_id for spell in spells[:MOST_FORMER]}, on)
    if under is not None:
        here = set(PlaceSpell.objects.under(under, on).values_list("place_id", flat=True))
        heirs = {place: [heir for heir in of if heir in here] for place, of in heirs.items()}
    names = labels({heir for of in heirs.values() for heir in of}, on)
    former = [_former(spell, [names[heir] for heir in heirs.get(spell.place_id, [])]) for spell in spells[:MOST_FORMER]]
    return [name for name in former if name.now]


def _former(spell: PlaceSpell, now: list[PlaceLabel]) -> FormerName:
    assert spell.until is not None
    last_day = spell.until - timedelta(days=1)
    in_order = sorted(now, key=lambda label: sort_key(label.name))
    return FormerName(label_of(spell.place_id, last_day), last_day, tuple(in_order))
