"""What constraints cannot keep over the records of all rooms and the nightly check looks for: SQL that finds nothing.

A room contributes `promises.py` with PROMISES: promise in words -> a statement that gives the ids of rows that break it. It may
name `%(today)s`, the day where we are: the session of the database keeps another clock.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from hieuhoc.lib.references import SetReference, orphans_sql
from hieuhoc.lib.rooms import contributions, installed_rooms


@dataclass(frozen=True)
class Broken:
    promise: str
    rows: int
    examples: tuple[int, ...]


def promises() -> dict[str, str]:
    modules = (module for room, module in contributions("promises") if room != "web")  # this one is the engine
    return {promise: sql for module in modules for promise, sql in module.PROMISES.items()}


def broken_promises() -> list[Broken]:
    """Empty when all is well."""
    broken = []
    for promise, statement in promises().items():
        ids = [row[0] for row in _rows(f"SELECT DISTINCT * FROM ({statement}) AS broken ORDER BY 1")]
        if ids:
            broken.append(Broken(promise, len(ids), tuple(ids[:10])))
    for reference in set_references():
        [(orphans,)] = _rows(orphans_sql(reference))
        if orphans:
            broken.append(Broken(f"{reference.table}.{reference.column} is in {reference.target}", orphans, ()))
    return broken


def set_references() -> list[SetReference]:
    """All set references of all rooms, as their migrations declare them."""
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    ours = {room.label for room in installed_rooms()}
    return [
        operation
        for (label, _name), migration in sorted(migrations.items())
        if label in ours
        for operation in migration.operations
        if isinstance(operation, SetReference)
    ]


def _rows(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"today": timezone.localdate()})
        return list(cursor.fetchall())
