"""How rows move when the map changes, and move back: the registry of the rooms' `successions.py`, and the journal.

A room contributes `hieuhoc/<room>/successions.py` with

    TABLES: dict[str, str]                     # noun -> table, for the journal; parents before children
    LABELS: dict[str, str | Promise]           # optional: noun -> words, for refusals and previews
    def move(order, moves) -> Iterable[MovedRow]
    def move_back(order, moved) -> None        # optional: the journal of TABLES restores by itself

`move` changes its rows for `moves` and journals each, by the functions below (set-based, return []) or by returning
unsaved MovedRow. A journalled row says `before` (null: the row was made) and `after` (null: the row was deleted) as
{column: value} of the columns that changed; with that, the touched check and the way back need no code of the room.
"""

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from hieuhoc.places.rules import Moves

if TYPE_CHECKING:  # discovered while the apps load, when there are no models yet
    from hieuhoc.places.models import ChangeOrder, MovedRow

OWN_ROOM = "places"
OWN_TABLES = {"spell": "places_placespell"}
OWN_LABELS = {"spell": _("tên gọi, mã hoặc cấp trên của đơn vị")}


class RoomSuccession(Protocol):
    TABLES: dict[str, str]

    def move(self, order: "ChangeOrder", moves: Moves) -> "Iterable[MovedRow]": ...


class SuccessionRegistry:
    """Rooms in layer order, lower first (the order of INSTALLED_APPS); the way back goes the other way round."""

    def __init__(self) -> None:
        self.rooms: dict[str, RoomSuccession] = {}

    def add(self, room: str, contribution: RoomSuccession | ModuleType) -> None:
        self.rooms[room] = cast(RoomSuccession, contribution)

    def remove(self, room: str) -> None:
        del self.rooms[room]

    def table_of(self, room: str, noun: str) -> str:
        return OWN_TABLES[noun] if room == OWN_ROOM else self.rooms[room].TABLES[noun]

    def label_of(self, room: str, noun: str) -> str:
        """A room may say in words (LABELS: noun -> text) what its nouns are."""
        labels: Mapping[str, object] = OWN_LABELS if room == OWN_ROOM else getattr(self.rooms.get(room), "LABELS", {})
        return str(labels.get(noun, f"{room}.{noun}"))


registry = SuccessionRegistry()


def update_rows(
    order: "ChangeOrder", room: str, noun: str, *, column: str, mapping: Mapping[int, int], where: str = "TRUE"
) -> int:
    """UPDATE the noun's table: `column` (a place id) from each key of `mapping` to its value, journalled. `where` is
    SQL written by the room, over the alias `row`. Returns the number of rows."""
    statement = sql.SQL("""
        WITH went (old, new) AS (SELECT * FROM unnest(%(old)s::bigint[], %(new)s::bigint[])),
        moved AS (
            UPDATE {table} AS row SET {column} = went.new FROM went
            WHERE row.{column} = went.old AND ({where})
            RETURNING row.id, went.old, went.new
        )
        INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
        SELECT %(order)s, %(room)s, %(noun)s, id,
               jsonb_build_object(%(column)s::text, old), jsonb_build_object(%(column)s::text, new)
        FROM moved
    """).format(table=_table(room, noun), column=sql.Identifier(column), where=sql.SQL(cast(Any, where)))
    values = {
        "old": list(mapping),
        "new": list(mapping.values()),
        "order": order.pk,
        "room": room,
        "noun": noun,
        "column": column,
    }
    return _run(statement, values)


def close_rows(
    order: "ChangeOrder", room: str, noun: str, *, where: str, values: Mapping[str, Any] | None = None
) -> int:
    """End the noun's spells that last beyond the order's day (open, or `until` later), journalled. `where` is SQL over
    `row`; it keeps out what begins on or after that day."""
    statement = sql.SQL("""
        WITH closed AS (
            UPDATE {table} AS row SET until = %(day)s FROM {table} AS was
            WHERE was.id = row.id AND (row.until IS NULL OR row.until > %(day)s) AND ({where})
            RETURNING row.id, was.until
        )
        INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
        SELECT %(order)s, %(room)s, %(noun)s, id,
               jsonb_build_object('until', until), jsonb_build_object('until', %(day)s::date)
        FROM closed
    """).format(table=_table(room, noun), where=sql.SQL(cast(Any, where)))
    return _run(
        statement, {**(values or {}), "day": order.takes_effect_on, "order": order.pk, "room": room, "noun": noun}
    )


def journal_made(order: "ChangeOrder", room: str, noun: str, ids: Iterable[int]) -> int:
    """Journal rows the room has just inserted, with what they hold now."""
    statement = sql.SQL("""
        INSERT INTO places_movedrow (order_id, room, noun, row_id, before, after)
        SELECT %(order)s, %(room)s, %(noun)s, row.id, NULL, to_jsonb(row)
        FROM {table} AS row WHERE row.id = ANY(%(ids)s)
    """).format(table=_table(room, noun))
    return _run(statement, {"order": order.pk, "room": room, "noun": noun, "ids": list(ids)})


def count_touched(order: "ChangeOrder", room: str, noun: str) -> int:
    """Moved rows that no longer are what the order left: changed or deleted since (or made anew, if it deleted)."""
    statement = sql.SQL("""
        SELECT count(*) FROM places_movedrow AS moved LEFT JOIN {table} AS row ON row.id = moved.row_id
        WHERE moved.order_id = %(order)s AND moved.room = %(room)s AND moved.noun = %(noun)s
          AND CASE WHEN moved.after IS NULL THEN row.id IS NOT NULL
                   ELSE row.id IS NULL OR NOT to_jsonb(row) @> moved.after END
    """).format(table=_table(room, noun))
    with connection.cursor() as cursor:
        cursor.execute(cast(Any, statement), {"order": order.pk, "room": room, "noun": noun})
        return int(cursor.fetchone()[0])


def restore_rows(order: "ChangeOrder", room: str, noun: str) -> None:
    """Put the journalled rows of one noun back: delete the made, restore the changed, insert the deleted again."""
    table, values = _table(room, noun), {"order": order.pk, "room": room, "noun": noun}
    mine = sql.SQL("moved.order_id = %(order)s AND moved.room = %(room)s AND moved.noun = %(noun)s")
    _run(
        sql.SQL(
            "DELETE FROM {table} AS row USING places_movedrow AS moved"
            " WHERE {mine} AND moved.before IS NULL AND row.id = moved.row_id"
        ).format(table=table, mine=mine),
        values,
    )
    written = _written_columns(registry.table_of(room, noun))
    for changed in _changed_columns(order, room, noun):
        columns = [column for column in changed if column in written]
        assignments = sql.SQL(", ").join(sql.SQL("{0} = was.{0}").format(sql.Identifier(column)) for column in columns)
        _run(
            sql.SQL("""
                UPDATE {table} AS row SET {assignments}
                FROM places_movedrow AS moved, jsonb_populate_record(NULL::{table}, moved.before) AS was
                WHERE {mine} AND moved.before IS NOT NULL AND moved.after IS NOT NULL AND row.id = moved.row_id
                  AND moved.before ?& %(columns)s
            """).format(table=table, assignments=assignments, mine=mine),
            {**values, "columns": changed},
        )
    _run(
        sql.SQL("""
            INSERT INTO {table} ({columns}) SELECT {kept}
            FROM places_movedrow AS moved, jsonb_populate_record(NULL::{table}, moved.before) AS was
            WHERE {mine} AND moved.after IS NULL
        """).format(
            table=table,
            mine=mine,
            columns=sql.SQL(", ").join(sql.Identifier(column) for column in written),
            kept=sql.SQL(", ").join(sql.SQL("was.{}").format(sql.Identifier(column)) for column in written),
        ),
        values,
    )


def _written_columns(table: str) -> list[str]:
    """All but those the database fills in by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attgenerated = '' ORDER BY attnum",
            [table],
        )
        return [column for (column,) in cursor.fetchall()]


def restore_all(order: "ChangeOrder", room: str, moved: "QuerySet[MovedRow]") -> None:
    """The way back of a room without its own `move_back`: its nouns in the reverse order of TABLES."""
    nouns = set(moved.values_list("noun", flat=True).distinct())
    for noun in reversed(registry.rooms[room].TABLES):
        if noun in nouns:
            restore_rows(order, room, noun)


def _changed_columns(order: "ChangeOrder", room: str, noun: str) -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ARRAY(SELECT jsonb_object_keys(before) ORDER BY 1) FROM places_movedrow"
            " WHERE order_id = %s AND room = %s AND noun = %s"
            " AND jsonb_typeof(before) = 'object' AND after IS NOT NULL",
            [order.pk, room, noun],
        )
        return [columns for (columns,) in cursor.fetchall()]


def _table(room: str, noun: str) -> sql.Identifier:
    return sql.Identifier(registry.table_of(room, noun))


def _run(statement: sql.Composed, values: Mapping[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(cast(Any, statement), values)
        return int(cursor.rowcount)
