"""The statistical relations an indicator may read, without nulls, for both engines: rooms contribute them.

On PostgreSQL each is a common table expression over the rooms' `stat` views; for DuckDB its rows are copied out in
fixed width. Dates that are not known become the ends of time, so that `since <= day AND until > day` needs no null.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

EARLY = date(1, 1, 1)
FAR = date(9999, 12, 31)


class RelationType(Enum):
    """Name, PostgreSQL type, numpy type of its binary form, the server's function that writes it."""

    ID = ("id", "bigint", ">i8", "int8send")
    SMALL = ("small", "smallint", ">i2", "int2send")
    DAY = ("day", "date", ">i4", "date_send")
    WORD = ("word", "smallint", ">i2", "int2send")  # a word of a known list travels as its position in it
    AMOUNT = ("amount", "bigint", ">i8", "int8send")  # đồng, hours, copies: whole numbers of a unit

    @property
    def postgres(self) -> str:
        return self.value[1]

    @property
    def binary(self) -> str:
        return self.value[2]

    @property
    def sender(self) -> str:
        return self.value[3]


@dataclass(frozen=True)
class RelationColumn:
    name: str
    kind: RelationType
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relation:
    """`sql` over stat views may say {since} and {until} for a spell's ends, {far} for the end of time and {today} for the
    day of the count. `block`: the rows that travel together to DuckDB, about half a million of them."""

    name: str
    columns: tuple[RelationColumn, ...]
    sql: str
    block: str

    def text(self, today: date) -> str:
        return self.sql.format(since=SINCE, until=UNTIL, far=f"DATE '{FAR}'", today=f"DATE '{today}'")


SINCE = f"coalesce(since, DATE '{EARLY}') AS since"
UNTIL = f"coalesce(until, DATE '{FAR}') AS until"

PLACE = RelationColumn("place", RelationType.ID)
YEAR = RelationColumn("year", RelationType.SMALL)
SPELL = (RelationColumn("since", RelationType.DAY), RelationColumn("until", RelationType.DAY))

registry: dict[str, Relation] = {}


def named_in(texts: Iterable[str]) -> list[Relation]:
    """The relations these SQL texts read."""
    read = {name for text in texts for name in re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)\b", text)}
    return [relation for name, relation in registry.items() if name in read]
