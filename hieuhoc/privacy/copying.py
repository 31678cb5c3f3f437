"""The copy of all that is kept of somebody, gathered from the rooms (lib.own_copy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import ModuleType
from typing import Any

from django.utils import timezone

from hieuhoc.lib.own_copy import OwnPart, OwnValue
from hieuhoc.lib.personal import Person

FORMAT = "hieuhoc-own-copy/1"
parts: list[OwnPart] = []


@dataclass(frozen=True)
class OwnTable:
    """What one part keeps of the person; nothing is a table too."""

    part: OwnPart
    rows: Sequence[Sequence[OwnValue]]

    @property
    def words(self) -> list[str]:
        """Of the fields, for the head of the table."""
        return [str(word) for _key, word in self.part.fields]


def add_room(_room: str, module: ModuleType) -> None:
    parts.extend(module.PARTS)
    parts.sort(key=lambda part: part.of_account)


def tables_of(person: Person) -> list[OwnTable]:
    return [OwnTable(part, [tuple(row) for row in part.rows(person)]) for part in parts]


def as_file(tables: Sequence[OwnTable]) -> dict[str, Any]:
    """As JSON: every field under its key, with its word beside; days and moments as in ISO 8601."""
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "parts": [
            {
                "code": table.part.code,
                "name": str(table.part.name),
                "fields": {key: str(word) for key, word in table.part.fields},
                "rows": [
                    {key: _plain(value) for (key, _word), value in zip(table.part.fields, row, strict=True)}
                    for row in table.rows
                ],
            }
            for table in tables
        ],
    }


def _plain(value: OwnValue) -> str | int | bool | None:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
