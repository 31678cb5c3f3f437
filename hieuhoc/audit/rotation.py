"""A new root key: what rooms keep sealed is sealed anew under it, step by step, until nothing needs the old one.

A room contributes `hieuhoc/<room>/rotations.py` with `ROTATIONS: list[Rotation]`: one for each thing it keeps sealed.
"""

from dataclasses import dataclass, field
from types import ModuleType
from typing import Protocol

from django.db import connection
from psycopg import sql

from hieuhoc.lib.crypto import Unreadable, decrypt, encrypt
from hieuhoc.lib.keyring import header, keyring

OLD = """
    SELECT id, {column} FROM {table}
    WHERE id > %s AND {column} IS NOT NULL AND substring({column} FOR %s) <> %s ORDER BY id LIMIT %s FOR UPDATE
"""
WRITE = """
    UPDATE {table} AS row SET {column} = new.value FROM unnest(%s::bigint[], %s::bytea[]) AS new (id, value)
    WHERE row.id = new.id
"""


@dataclass(frozen=True)
class Step:
    """How many were sealed anew, where to go on (None = the end), and what no key of ours opens, by table and id."""

    count: int = 0
    after: int | None = None
    failed: tuple[str, ...] = field(default=())


class Rotation(Protocol):
    @property
    def name(self) -> str: ...

    def step(self, after: int, limit: int) -> Step:
        """Of the next `limit` after that id, those under an older key. In the caller's transaction; once done, done."""
        ...


@dataclass(frozen=True)
class SealedColumn:
    """Values of one column, sealed by `crypto.encrypt` for one purpose."""

    table: str
    column: str
    purpose: str

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"

    def step(self, after: int, limit: int) -> Step:
        start = header(keyring().writing)
        names = {"table": sql.Identifier(self.table), "column": sql.Identifier(self.column)}
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(OLD).format(**names), [after, len(start), start, limit])
            rows = cursor.fetchall()
            anew, failed = {}, []
            for pk, value in rows:
                try:
                    anew[pk] = self.seal_anew(bytes(value))
                except Unreadable:
                    failed.append(f"{self.table} {pk}")
            cursor.execute(sql.SQL(WRITE).format(**names), [list(anew), list(anew.values())])
        return Step(len(anew), rows[-1][0] if len(rows) == limit else None, tuple(failed))

    def seal_anew(self, value: bytes) -> bytes:
        return encrypt(decrypt(value, purpose=self.purpose), purpose=self.purpose)


rotations: list[Rotation] = []


def add_room(_room: str, module: ModuleType) -> None:
    rotations.extend(module.ROTATIONS)


def sealed_column(table: str, column: str) -> SealedColumn | None:
    return next(
        (
            rotation
            for rotation in rotations
            if isinstance(rotation, SealedColumn) and (rotation.table, rotation.column) == (table, column)
        ),
        None,
    )
