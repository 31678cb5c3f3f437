"""How people move when the map changes, set by set, journalled by places for the way back.

A residence in a village stays: the village moves. A residence in the place that ended is cut on the order's day: it
goes on in the one successor, or the person waits when there are several. What began after that day (recorded late)
lies in the successor altogether. Groups, seats of units and of branches follow a whole successor; those of a cut
place are placed by hand (`reads.unplaced`).
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hieuhoc.people.counting import recount
from hieuhoc.places.models import ChangeOrder, MovedRow, Succession
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import journal_made, restore_all, update_rows

ROOM = "people"
TABLES = {
    "residence": "people_residence",
    "citizen": "people_citizen",
    "waiting_entry": "people_waitingentry",
    "group": "people_group",
    "unit_spell": "people_unitspell",
    "branch_spell": "people_branchspell",
}
LABELS = {
    "residence": _("nơi ở"),
    "citizen": _("công dân"),
    "waiting_entry": _("người chờ phân về đơn vị mới"),
    "group": _("gia đình, dòng họ"),
    "unit_spell": _("đơn vị"),
    "branch_spell": _("tổ chức Hội"),
}
# What a spell carries over into its continuation.
CARRIED = {"residence": "citizen_id", "unit_spell": "unit_id, level, kind", "branch_spell": "branch_id"}

CUT_SPELLS = """
WITH cut AS (
    UPDATE {table} AS row SET until = %(day)s FROM {table} AS was
    WHERE was.id = row.id AND row.place_id = ANY(%(places)s)
      AND (row.since IS NULL OR row.since < %(day)s) AND (row.until IS NULL OR row.until > %(day)s)
    RETURNING row.id, was.until
)
INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
SELECT %(order)s, 'people', %(noun)s, id, jsonb_build_object('until', until), jsonb_build_object('until', %(day)s::date)
FROM cut
"""

CONTINUE_SPELLS = """
WITH went (old, new) AS (SELECT * FROM unnest(%(old)s::bigint[], %(new)s::bigint[]))
INSERT INTO {table} ({carried}, place_id, since, until)
SELECT {row_carried}, went.new, %(day)s, (moved.before ->> 'until')::date
FROM places_movedrow AS moved
JOIN {table} AS row ON row.id = moved.row_id
JOIN went ON went.old = row.place_id
WHERE moved.order_id = %(order)s AND moved.room = 'people' AND moved.noun = %(noun)s AND moved.after ? 'until'
RETURNING id
"""

# Who lived in the cut place itself, from the cut on; who lives in a village that waits, as long as they live in it.
WAIT_OUTSIDE = """
INSERT INTO people_waitingentry (citizen_id, order_id, source_id, village_id, since, ended_on)
SELECT row.citizen_id, %(order)s, row.place_id, NULL, %(day)s, least((moved.before ->> 'until')::date, gone.ended_on)
FROM places_movedrow AS moved
JOIN people_residence AS row ON row.id = moved.row_id
JOIN people_citizen AS citizen ON citizen.id = row.citizen_id,
LATERAL (SELECT least(citizen.died_on, citizen.left_on) AS ended_on) AS gone
WHERE moved.order_id = %(order)s AND moved.room = 'people' AND moved.noun = 'residence' AND moved.after ? 'until'
  AND row.place_id = ANY(%(places)s) AND citizen.joined_into_id IS NULL
  AND (gone.ended_on IS NULL OR gone.ended_on > %(day)s)
RETURNING id
"""

WAIT_OUTSIDE_LATE = """
WITH dropped AS (
    DELETE FROM people_residence AS row WHERE row.place_id = ANY(%(places)s) AND row.since >= %(day)s RETURNING row.*
), journalled AS (
    INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
    SELECT %(order)s, 'people', 'residence', id, to_jsonb(dropped), NULL FROM dropped
)
INSERT INTO people_waitingentry (citizen_id, order_id, source_id, village_id, since, ended_on)
SELECT dropped.citizen_id, %(order)s, dropped.place_id, NULL, dropped.since, least(dropped.until, gone.ended_on)
FROM dropped JOIN people_citizen AS citizen ON citizen.id = dropped.citizen_id,
LATERAL (SELECT least(citizen.died_on, citizen.left_on) AS ended_on) AS gone
WHERE citizen.joined_into_id IS NULL AND (gone.ended_on IS NULL OR gone.ended_on > dropped.since)
RETURNING id
"""

WAIT_IN_VILLAGES = """
WITH waits (village, ward) AS (SELECT * FROM unnest(%(villages)s::bigint[], %(wards)s::bigint[]))
INSERT INTO people_waitingentry (citizen_id, order_id, source_id, village_id, since, ended_on)
SELECT row.citizen_id, %(order)s, waits.ward, waits.village, greatest(row.since, %(day)s),
       least(row.until, gone.ended_on)
FROM people_residence AS row
JOIN waits ON waits.village = row.place_id
JOIN people_citizen AS citizen ON citizen.id = row.citizen_id,
LATERAL (SELECT least(citizen.died_on, citizen.left_on) AS ended_on) AS gone
WHERE (row.until IS NULL OR row.until > %(day)s) AND citizen.joined_into_id IS NULL
  AND (gone.ended_on IS NULL OR gone.ended_on > greatest(row.since, %(day)s))
RETURNING id
"""

# Where the person's last residence is; people without one keep the place they were last seen in.
LAST_HOME = (
    "went.new = (SELECT last.place_id FROM people_residence AS last WHERE last.citizen_id = row.id"
    " ORDER BY last.since DESC LIMIT 1)"
)

# Two merged places may have used the same household number: the second one keeps it with its old place's mark.
MOVE_GROUPS = """
WITH went (old, new) AS (SELECT * FROM unnest(%(old)s::bigint[], %(new)s::bigint[])),
arriving AS (
    SELECT row.id, row.code, row.place_id, went.new,
           row_number() OVER (PARTITION BY went.new, row.kind, row.code ORDER BY row.id) > 1
           OR EXISTS (SELECT FROM people_group AS there
                      WHERE there.place_id = went.new AND there.kind = row.kind AND there.code = row.code) AS is_taken
    FROM people_group AS row JOIN went ON went.old = row.place_id
), moved AS (
    UPDATE people_group AS row SET place_id = arriving.new,
        code = CASE WHEN is_taken THEN left(arriving.code, 20) || '/' || arriving.place_id ELSE arriving.code END
    FROM arriving WHERE arriving.id = row.id
    RETURNING row.id, arriving.place_id AS old_place, arriving.code AS old_code, row.place_id, row.code
)
INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
SELECT %(order)s, 'people', 'group', id, jsonb_build_object('place_id', old_place, 'code', old_code),
       jsonb_build_object('place_id', place_id, 'code', code)
FROM moved
"""


def move(order: ChangeOrder, moves: Moves) -> list[MovedRow]:
    """Residences first: homes, waiting entries and the rest read where they went."""
    onward = {**moves.upward, **moves.whole}
    for noun in CARRIED:
        _move_spells(order, noun, onward)
    _wait(order, moves)
    if onward:
        update_rows(order, ROOM, "citizen", column="home_id", mapping=onward, where=LAST_HOME)
        _run(MOVE_GROUPS, {**_went(onward), "order": order.pk})
    recount(moves.touched, moves.on, is_bulk=True)
    return []


def move_back(order: ChangeOrder, moved: QuerySet[MovedRow]) -> None:
    restore_all(order, ROOM, moved)
    places = Succession.objects.filter(order=order).values_list("predecessor_id", "successor_id")
    recount({place for pair in places for place in pair}, order.takes_effect_on, is_bulk=True)


def _move_spells(order: ChangeOrder, noun: str, onward: Mapping[int, int]) -> None:
    if not onward:
        return
    late = f"row.since >= DATE '{order.takes_effect_on.isoformat()}'"
    update_rows(order, ROOM, noun, column="place_id", mapping=onward, where=late)
    _cut_spells(order, noun, list(onward))
    table, carried = TABLES[noun], CARRIED[noun]
    row_carried = ", ".join(f"row.{column}" for column in carried.split(", "))
    statement = CONTINUE_SPELLS.format(table=table, carried=carried, row_carried=row_carried)
    _make(order, noun, statement, _went(onward))


def _cut_spells(order: ChangeOrder, noun: str, places: list[int]) -> None:
    values = {"places": places, "day": order.takes_effect_on, "order": order.pk, "noun": noun}
    _run(CUT_SPELLS.format(table=TABLES[noun]), values)


def _wait(order: ChangeOrder, moves: Moves) -> None:
    if moves.cut:
        places = {"places": list(moves.cut)}
        _cut_spells(order, "residence", places["places"])
        _make(order, "waiting_entry", WAIT_OUTSIDE, places)
        _make(order, "waiting_entry", WAIT_OUTSIDE_LATE, places)
    waits = {village: ward for village, (ward, parent) in moves.villages.items() if parent is None}
    if waits:
        _make(order, "waiting_entry", WAIT_IN_VILLAGES, {"villages": list(waits), "wards": list(waits.values())})


def _make(order: ChangeOrder, noun: str, statement: str, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "order": order.pk, "day": order.takes_effect_on, "noun": noun})
        new_ids = [row[0] for row in cursor.fetchall()]
    if new_ids:
        journal_made(order, ROOM, noun, new_ids)


def _went(onward: Mapping[int, int]) -> dict[str, list[int]]:
    return {"old": list(onward), "new": list(onward.values())}


def _run(statement: str, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
