"""A room made for the tests: residents that close and reopen when a place goes whole, and wait when it is cut."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from hieuhoc.places.models import ChangeOrder, MovedRow
from hieuhoc.places.rules import Moves
from hieuhoc.places.successions import close_rows, journal_made, update_rows

TABLE = """
CREATE TABLE IF NOT EXISTS fake_resident (
    id bigserial PRIMARY KEY, person int NOT NULL, place_id bigint, waits_at bigint, since date NOT NULL, until date
)
"""
LONG_AGO = date(2000, 1, 1)


class FakeRoom:
    TABLES = {"resident": "fake_resident"}
    LABELS = {"resident": "cư trú thử"}

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(TABLE)

    def put(self, person: int, place: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO fake_resident (person, place_id, since) VALUES (%s, %s, %s)", [person, place, LONG_AGO]
            )

    def rows(self) -> set[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, person, place_id, waits_at, since, until FROM fake_resident")
            return set(cursor.fetchall())

    def move(self, order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
        waiting = {village: old for village, (old, parent) in moves.villages.items() if parent is None}
        waiting |= {ward: ward for ward in moves.cut}
        # Rows that began this very day (by another order of the day) are pointed anew; the others close and reopen.
        update_rows(
            order, "fake", "resident", column="place_id", mapping=moves.whole, where=f"row.since = '{moves.on}'"
        )
        self._reopen(order, moves.on, {old: (new, None) for old, new in moves.whole.items()})
        self._reopen(order, moves.on, {place: (None, ward) for place, ward in waiting.items()})
        return []

    def _reopen(self, order: ChangeOrder, on: date, targets: dict[int, tuple[int | None, int | None]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT person, place_id FROM fake_resident WHERE until IS NULL AND place_id = ANY(%s)", [list(targets)]
            )
            people = cursor.fetchall()
            close_rows(order, "fake", "resident", where="row.place_id = ANY(%(old)s)", values={"old": list(targets)})
            ids = []
            for person, old in people:
                cursor.execute(
                    "INSERT INTO fake_resident (person, place_id, waits_at, since)"
                    " VALUES (%s, %s, %s, %s) RETURNING id",
                    [person, *targets[old], on],
                )
                ids.append(cursor.fetchone()[0])
        journal_made(order, "fake", "resident", ids)
