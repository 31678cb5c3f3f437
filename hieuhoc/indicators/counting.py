"""From members to leaves: the heavy count runs in the database by stored place, then each place is put on the maps.

Only subjects with an assignment of their own (followers, after a ward was cut) stay single through the grouping.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from hieuhoc.indicators.definition import Dimension, Follower, Indicator, IndicatorReading, Subject
from hieuhoc.indicators.lineage import FollowerKey, Lineage
from hieuhoc.indicators.relations import named_in
from hieuhoc.indicators.rules import Measure, Value, counting_day

type Row = tuple[Any, ...]  # year, place, level, follower, then the numbers of each reading


@dataclass(frozen=True)
class FigureQuestion:
    """One text of members and all readings asked of it (two indicators may share theirs)."""

    follower: Follower | None
    dimension: Dimension | None
    members: str
    members_in_duckdb: str | None
    readings: tuple[tuple[Indicator, IndicatorReading], ...]

    @property
    def sql(self) -> str:
        follower, relation = self._followers
        return self._grouped(f"SELECT m.*, {follower} AS follower, 1 AS alike FROM ({self.members}) AS m{relation}")

    @property
    def sql_in_duckdb(self) -> str:
        return self._grouped(self.members_in_duckdb) if self.members_in_duckdb else self.sql

    def follower_of(self, follower: int | None) -> FollowerKey | None:
        return None if follower is None or self.follower is None else (self.follower.code, follower)

    def values_of(self, numbers: Sequence[int]) -> Iterator[tuple[tuple[str, str], Value]]:
        """(indicator, reading) and its value, from the numbers of one row; a reading that counts nobody is left out."""
        start = 0
        for indicator, reading in self.readings:
            width = WIDTH[indicator.measure]
            value = value_of(indicator.measure, numbers[start : start + width])
            start += width
            if value.subjects:
                yield (indicator.code, reading.code), value

    @property
    def _followers(self) -> tuple[str, str]:
        """What names the follower, and the relation it comes from."""
        if self.follower is None:
            return "NULL::bigint", ""
        code, relation = self.follower.code, self.follower.relation
        return f"f.{code}", f" LEFT JOIN {relation} AS f ON f.{code} = m.{code}"

    def _grouped(self, members: str) -> str:
        level = "''" if self.dimension is None else self.dimension.code
        numbers = ", ".join(
            number for indicator, reading in self.readings for number in numbers_of(indicator.measure, reading)
        )
        return f"SELECT year, place, {level} AS level, follower, {numbers} FROM ({members}) AS g GROUP BY 1, 2, 3, 4"


WIDTH = {Measure.SHARE: 2, Measure.COUNT: 1, Measure.SUM: 2, Measure.RATIO: 3}


def numbers_of(measure: Measure, reading: IndicatorReading) -> tuple[str, ...]:
    """SQL of what is summed for one reading over members that are `alike`: the subjects first."""
    who = reading.denominator
    subjects = _sum("alike", who)
    if measure is Measure.SHARE:
        return (subjects, _sum("alike", reading.counted))
    amounts = {Measure.COUNT: (), Measure.SUM: (reading.numerator,), Measure.RATIO: (reading.numerator, reading.per)}
    return (subjects, *(_sum(f"alike * ({amount})::bigint", who) for amount in amounts[measure]))


def value_of(measure: Measure, numbers: Sequence[int]) -> Value:
    """From the numbers of `numbers_of`."""
    subjects = numbers[0]
    if measure is Measure.RATIO:
        return Value(numbers[1], numbers[2], subjects)
    return Value(numbers[-1], subjects, subjects)


def _sum(amount: str, condition: str) -> str:
    return f"coalesce(sum({amount}) FILTER (WHERE {condition}), 0)::bigint"


@dataclass(frozen=True)
class Leaf:
    """Where a count is kept before it is rolled up: a commune, or ("own", "unassigned") a unit above it."""

    map_date: date | None
    year: int
    place: int | None
    part: str


NOTHING = Value()
type Leaves = dict[tuple[Leaf, str, str, str], Value]  # leaf, indicator, reading, level


def questions(indicators: Iterable[Indicator]) -> list[FigureQuestion]:
    by_members: dict[tuple[str, str | None], list[Indicator]] = {}
    for indicator in indicators:
        by_members.setdefault((indicator.members, indicator.members_in_duckdb), []).append(indicator)
    return [
        FigureQuestion(
            alike[0].goes_with,
            alike[0].dimension,
            members,
            in_duckdb,
            tuple((indicator, reading) for indicator in alike for reading in indicator.kept_readings),
        )
        for (members, in_duckdb), alike in by_members.items()
    ]


def postgres_prelude(
    text: str,
    years: Sequence[int],
    today: date,
    places: Iterable[int] | None,
    *,
    within: Subject | None = None,
    is_narrow: bool = False,
) -> tuple[str, dict[str, Any]]:
    """`years`, `here` and the relations the text names, as common table expressions; `places` None = all of them.

    `within`: only subjects with ids in (after, upto], parameters of the caller. `is_narrow`: few of them, so that nothing
    else that is said of any subject need be read either."""
    days = ", ".join(f"({year}, DATE '{counting_day(year, today)}')" for year in years)
    here = "SELECT DISTINCT place FROM stat.place" if places is None else "SELECT unnest(%(places)s::bigint[]) AS place"
    parts = [f"years(year, day) AS (VALUES {days})", f"here AS ({here})"]
    for relation in named_in([text]):
        rows = relation.text(today)
        columns = {column.name for column in relation.columns} if is_narrow else ()
        if within is not None and (relation.name == within.relation or within.code in columns):
            rows = f"SELECT * FROM ({rows}) AS r WHERE {within.code} > %(after)s AND {within.code} <= %(upto)s"
        parts.append(f"{relation.name} AS NOT MATERIALIZED ({rows})")
    return "WITH " + ",\n".join(parts), {} if places is None else {"places": sorted(places)}


def count_on_postgres(
    question: FigureQuestion, years: Sequence[int], today: date, places: Iterable[int] | None
) -> Iterator[Row]:
    prelude, parameters = postgres_prelude(question.sql, years, today, places)
    with connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{question.sql}", parameters)
        yield from cursor.fetchall()


def place_counts(
    question: FigureQuestion, rows: Iterable[Row], lineage: Lineage, today: date, map_date: date | None
) -> Leaves:
    """Each stored place (and follower) put on the map of its year and on the map of `map_date`."""
    leaves: Leaves = {}
    for year, place, level, follower, *numbers in rows:
        for leaf in _leaves_of(lineage, year, place, question.follower_of(follower), today, map_date):
            for reading, value in question.values_of(numbers):
                for at_level in {"", level}:
                    key = (leaf, *reading, at_level)
                    leaves[key] = leaves.get(key, NOTHING) + value
    return leaves


def _leaves_of(
    lineage: Lineage, year: int, place: int, follower: FollowerKey | None, today: date, map_date: date | None
) -> Iterator[Leaf]:
    counted_on = counting_day(year, today)
    yield leaf_of(lineage, None, year, place, follower, counted_on, counted_on)
    if map_date is not None:
        yield leaf_of(lineage, map_date, year, place, follower, counted_on, max(map_date, counted_on))


def rebased_leaf(lineage: Lineage, map_date: date, year: int, place: int | None, part: str, day: date) -> Leaf:
    """Where a leaf stands on a later map; that of a cut place, with the unassigned of its province."""
    standing = lineage.standing(place, day) if place is not None else None
    if standing is None or standing.place is None or part == "unassigned":
        province = (standing.place or standing.province) if standing else None
        return Leaf(map_date, year, province, "unassigned")
    is_commune = lineage.tier_on(standing.place, day) == "commune"
    return Leaf(map_date, year, standing.place, "" if is_commune else "own")


def leaf_of(
    lineage: Lineage,
    map_date: date | None,
    year: int,
    place: int,
    follower: FollowerKey | None,
    counted_on: date,
    day: date,
) -> Leaf:
    standing = lineage.counting_place(place, follower, counted_on, day)
    if standing.place is None:
        return Leaf(map_date, year, standing.province, "unassigned")
    return Leaf(map_date, year, standing.place, "" if lineage.tier_on(standing.place, day) == "commune" else "own")
