"""From members to leaves: the heavy count runs in the database by stored place, then each place is put on the maps.

Only people with an assignment of their own (followers, after a ward was cut) stay single through the grouping.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from hieuhoc.indicators.definition import Indicator, Reading
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.relations import RELATIONS
from hieuhoc.indicators.rules import Count, counting_day

type Row = tuple[Any, ...]  # year, place, level, follower, then two counts per reading


@dataclass(frozen=True)
class Question:
    """One text of members and all readings asked of it (T4 and T5 share theirs)."""

    members: str
    members_in_duckdb: str | None
    readings: tuple[tuple[str, Reading], ...]  # (indicator code, reading)

    @property
    def sql(self) -> str:
        return self._grouped(
            f"SELECT m.*, f.citizen AS follower, 1 AS persons FROM ({self.members}) AS m"
            " LEFT JOIN follower AS f ON f.citizen = m.citizen"
        )

    @property
    def sql_in_duckdb(self) -> str:
        return self._grouped(self.members_in_duckdb) if self.members_in_duckdb else self.sql

    def readings_of(self, numbers: Sequence[int]) -> Iterator[tuple[tuple[str, str], Count]]:
        """(indicator, reading) and its count, from the numbers of one row; nobody is left out."""
        for position, (code, reading) in enumerate(self.readings):
            denominator, numerator = numbers[2 * position : 2 * position + 2]
            if denominator:
                yield (code, reading.code), Count(numerator, denominator)

    def _grouped(self, members: str) -> str:
        counts = ", ".join(
            f"coalesce(sum(persons) FILTER (WHERE {condition}), 0)::bigint"
            for _, reading in self.readings
            for condition in (reading.denominator, reading.counted)
        )
        return (
            f"SELECT year, place, level, follower, {counts} FROM ({members}) AS g GROUP BY year, place, level, follower"
        )


@dataclass(frozen=True)
class Leaf:
    """Where a count is kept before it is rolled up: a commune, or ("own", "unassigned") a unit above it."""

    map_date: date | None
    year: int
    place: int | None
    part: str


type Leaves = dict[tuple[Leaf, str, str, str], Count]  # leaf, indicator, reading, level


def questions(indicators: Iterable[Indicator]) -> list[Question]:
    by_members: dict[tuple[str, str | None], list[tuple[str, Reading]]] = {}
    for indicator in indicators:
        readings = by_members.setdefault((indicator.members, indicator.members_in_duckdb), [])
        readings.extend((indicator.code, reading) for reading in indicator.readings)
    return [Question(members, in_duckdb, tuple(readings)) for (members, in_duckdb), readings in by_members.items()]


def postgres_prelude(
    text: str, years: Sequence[int], today: date, places: Iterable[int] | None, *, window: bool = False
) -> tuple[str, dict[str, Any]]:
    """`years`, `here` and the relations the text names, as common table expressions; `places` None = all of them.

    `window`: only people with ids in (after, upto], parameters of the caller: every indicator reads `person`.
    """
    days = ", ".join(f"({year}, DATE '{counting_day(year, today)}')" for year in years)
    here = "SELECT DISTINCT place FROM stat.place" if places is None else "SELECT unnest(%(places)s::bigint[]) AS place"
    parts = [f"years(year, day) AS (VALUES {days})", f"here AS ({here})"]
    for relation in RELATIONS:
        if re.search(rf"(FROM|JOIN)\s+{relation.name}\b", text):
            parts.append(f"{relation.name} AS NOT MATERIALIZED ({relation.text(today)})")
            if window and relation.name == "person":
                parts[-1] = parts[-1].removesuffix(")") + " WHERE citizen > %(after)s AND citizen <= %(upto)s)"
    return "WITH " + ",\n".join(parts), {} if places is None else {"places": sorted(places)}


def count_on_postgres(
    question: Question, years: Sequence[int], today: date, places: Iterable[int] | None
) -> Iterator[Row]:
    prelude, parameters = postgres_prelude(question.sql, years, today, places)
    with connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{question.sql}", parameters)
        yield from cursor.fetchall()


def place_counts(
    question: Question, rows: Iterable[Row], lineage: Lineage, today: date, map_date: date | None
) -> Leaves:
    """Each stored place (and follower) put on the map of its year and on the map of `map_date`."""
    leaves: Leaves = {}
    for year, place, level, follower, *numbers in rows:
        for leaf in _leaves_of(lineage, year, place, follower, today, map_date):
            for reading, count in question.readings_of(numbers):
                for at_level in {"", level}:
                    key = (leaf, *reading, at_level)
                    leaves[key] = leaves.get(key, Count()) + count
    return leaves


def _leaves_of(
    lineage: Lineage, year: int, place: int, follower: int | None, today: date, map_date: date | None
) -> Iterator[Leaf]:
    counted_on = counting_day(year, today)
    yield leaf_of(lineage, None, year, place, follower, counted_on, counted_on)
    if map_date is not None:
        yield leaf_of(lineage, map_date, year, place, follower, counted_on, max(map_date, counted_on))


def leaf_of(
    lineage: Lineage, map_date: date | None, year: int, place: int, follower: int | None, counted_on: date, day: date
) -> Leaf:
    standing = lineage.counting_place(place, follower, counted_on, day)
    if standing.place is None:
        return Leaf(map_date, year, standing.province, "unassigned")
    return Leaf(map_date, year, standing.place, "" if lineage.tier_on(standing.place, day) == "commune" else "own")
