"""The people behind a figure: the same text that counts them lists them. The page asks for authority and logs it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import connection
from django.utils import timezone

from hieuhoc.indicators.counting import Leaf, leaf_of, postgres_prelude
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.placing import assignments_of, lineage_near, load_lineage
from hieuhoc.indicators.recounting import sources_of
from hieuhoc.indicators.rules import Count, counting_day

type Which = Literal["numerator", "denominator", "missing"]

PAGE = 50
FIRST_WINDOW, WIDER = 250, 8  # ids of people looked through at once: a page needs few of a commune's people


@dataclass(frozen=True)
class MemberRow:
    citizen_id: int
    place_id: int  # as stored: a village, a commune …
    is_counted: bool  # in the numerator


CONDITIONS = {"denominator": "TRUE", "numerator": "counted", "missing": "NOT counted"}

LIST = """
SELECT citizen, place, counted FROM (
    SELECT m.citizen, m.place, {counted} AS counted
    FROM ({members}) AS m
    WHERE {denominator} AND (%(level)s = '' OR m.level = %(level)s){of_unit}
) AS listed
WHERE {condition}
ORDER BY citizen
LIMIT %(limit)s
"""

OF_UNIT = " AND m.unit = %(unit)s"
UNIT = """
SELECT m.year, count(*) FILTER (WHERE {counted}), count(*) FILTER (WHERE {denominator})
FROM ({members}) AS m WHERE m.unit = %(unit)s GROUP BY m.year
"""


def rows_behind(
    indicator: str,
    reading: str,
    place: int,
    year: int,
    *,
    which: Which = "denominator",
    part: str = "",
    level: str = "",
    map_date: date | None = None,
    after: int = 0,
    limit: int = PAGE,
    today: date | None = None,
) -> list[MemberRow]:
    """The next `limit` people by citizen id after `after`, as the records stand now. `place` is a commune, or with
    `part` "own" or "unassigned" what stands above one; a province's people are reached through its communes."""
    day = today or timezone.localdate()
    leaf = Leaf(map_date, year, place, part)
    lineage = lineage_near(place) if part == "" else load_lineage()  # a commune needs only what is near it
    here = sources_of(lineage, leaf, day)
    found: list[MemberRow] = []
    width, last = FIRST_WINDOW, _last_citizen()
    while len(found) < limit and after < last:
        batch = list(_listed(indicator, reading, year, which, level, here, (after, after + width), limit, day))
        lineage.assigned.update(assignments_of(row.citizen_id for row in batch))
        found += [row for row in batch if _counts_in(lineage, leaf, row, day)]
        if len(batch) == limit:
            after = batch[-1].citizen_id
        else:
            after, width = after + width, width * WIDER
    return found[:limit]


def _last_citizen() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(citizen), 0) FROM stat.person")
        last: int = cursor.fetchone()[0]
    return last


def unit_counts(unit: int, reading: str, years: Sequence[int], *, today: date | None = None) -> dict[int, Count]:
    """T3 of one work unit by year, counted now; a year in which it was no learning unit is left out."""
    if not years:
        return {}
    asked = registry["T3"].reading(reading)
    text = UNIT.format(members=registry["T3"].members, denominator=asked.denominator, counted=asked.counted)
    prelude, _ = postgres_prelude(text, years, today or timezone.localdate(), [])
    with connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{text}", {"places": _seats(unit), "unit": unit})
        return {year: Count(numerator, denominator) for year, numerator, denominator in cursor.fetchall()}


def unit_rows(
    unit: int, reading: str, year: int, *, which: Which = "denominator", after: int = 0, limit: int = PAGE
) -> list[MemberRow]:
    """The next people behind T3 of one work unit, by citizen id, as the records stand now."""
    here, window, today = _seats(unit), (after, _last_citizen()), timezone.localdate()
    return list(_listed("T3", reading, year, which, "", here, window, limit, today, unit=unit))


def _seats(unit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT place FROM stat.unit WHERE unit = %s", [unit])
        return [row[0] for row in cursor.fetchall()]


def _listed(
    indicator: str,
    reading: str,
    year: int,
    which: Which,
    level: str,
    here: Iterable[int],
    window: tuple[int, int],
    limit: int,
    today: date,
    unit: int | None = None,
) -> Iterator[MemberRow]:
    asked = registry[indicator].reading(reading)
    text = LIST.format(
        members=registry[indicator].members,
        counted=asked.counted,
        denominator=asked.denominator,
        condition=CONDITIONS[which],
        of_unit="" if unit is None else OF_UNIT,
    )
    prelude, parameters = postgres_prelude(text, [year], today, here, window=True)
    parameters |= {"after": window[0], "upto": window[1], "level": level, "limit": limit, "unit": unit}
    with connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{text}", parameters)
        yield from (MemberRow(*row) for row in cursor.fetchall())


def _counts_in(lineage: Lineage, leaf: Leaf, row: MemberRow, today: date) -> bool:
    counted_on = counting_day(leaf.year, today)
    on_map = counted_on if leaf.map_date is None else max(leaf.map_date, counted_on)
    return leaf_of(lineage, leaf.map_date, leaf.year, row.place_id, row.citizen_id, counted_on, on_map) == leaf
