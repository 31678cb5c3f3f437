"""The subjects behind a figure: the same text that counts them lists them. The page asks for authority and logs it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import connection
from django.db.transaction import atomic
from django.utils import timezone

from hieuhoc.indicators import relations
from hieuhoc.indicators.counting import Leaf, leaf_of, numbers_of, postgres_prelude, value_of
from hieuhoc.indicators.definition import LEFT_OUT, Follower, Holder, Indicator, IndicatorReading, Subject
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.placing import assignments_of, lineage_near, load_lineage
from hieuhoc.indicators.recounting import sources_of
from hieuhoc.indicators.rules import Measure, Value, counting_day

type Which = Literal["numerator", "denominator", "missing"]

PAGE = 50
FIRST_WINDOW, WIDER = 250, 8  # ids looked through at once: a page needs few of a commune's people


@dataclass(frozen=True)
class MemberRow:
    subject_id: int
    place_id: int  # as stored: a village, a commune …
    is_counted: bool  # of a share: in the numerator
    amount: int | None = None  # of a sum or a ratio
    follower: int | None = None  # who is asked where it counts, of a place that was cut


@dataclass(frozen=True)
class Wanted:
    """Whose rows: of one reading of an indicator in a year; `level` "" = all, `held` = of one holder only."""

    indicator: Indicator
    reading: IndicatorReading
    year: int
    which: Which = "denominator"
    level: str = ""
    held: int | None = None


CONDITIONS = {"denominator": "TRUE", "numerator": "counted", "missing": "NOT counted"}

LIST = """
SELECT subject, place, counted, amount, follower FROM (
    SELECT m.{subject} AS subject, m.place, {counted} AS counted, {amount} AS amount, {follower} AS follower
    FROM ({members}) AS m
    WHERE {denominator}{narrowed}
) AS listed
WHERE {condition}
ORDER BY subject
LIMIT %(limit)s
"""

HELD = "SELECT m.year, {numbers} FROM ({members}) AS m WHERE m.{holder} = %(holder)s GROUP BY m.year"


def rows_behind(
    wanted: Wanted,
    place: int,
    *,
    part: str = "",
    map_date: date | None = None,
    after: int = 0,
    limit: int = PAGE,
    today: date | None = None,
) -> list[MemberRow]:
    """The next `limit` subjects by id after `after`, as the records stand now. `place` is a commune, or with `part`
    "own" or "unassigned" what stands above one; a province's are reached through its communes."""
    day = today or timezone.localdate()
    leaf = Leaf(map_date, wanted.year, place, part)
    lineage = lineage_near(place) if part == "" else load_lineage()  # a commune needs only what is near it
    here = sources_of(lineage, leaf, day)
    members: list[MemberRow] = []
    subject = wanted.indicator.subject
    width, last = FIRST_WINDOW, _last_id(subject, day)
    while len(members) < limit and (after := _before_the_next(wanted, here, after, last, day)) < last:
        batch = list(_listed(wanted, here, (after, after + width), limit, day, is_narrow=width == FIRST_WINDOW))
        goes_with = wanted.indicator.goes_with
        if goes_with is not None:
            ids = {row.follower for row in batch if row.follower is not None}
            lineage.assigned.update(assignments_of(goes_with, ids))
        members += [row for row in batch if _counts_in(lineage, leaf, row, goes_with, day)]
        if len(batch) == limit:
            after = batch[-1].subject_id
        else:
            after, width = after + width, width * WIDER
    return members[:limit]


def held_values(
    indicator: Indicator, reading: str, held: int, years: Sequence[int], *, today: date | None = None
) -> dict[int, Value]:
    """An indicator of one holder (the staff of a unit) by year, counted now; a year without any of it is left out."""
    holder = indicator.holder
    if not years or holder is None:
        return {}
    numbers = ", ".join(numbers_of(indicator.measure, indicator.reading(reading)))
    of_alike = f"SELECT *, 1 AS alike FROM ({indicator.members}) AS one"
    text = HELD.format(members=of_alike, holder=holder.code, numbers=numbers)
    prelude, _ = postgres_prelude(text, years, today or timezone.localdate(), [])
    with connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{text}", {"places": _seats(holder, held), "holder": held})
        return {year: value_of(indicator.measure, numbers) for year, *numbers in cursor.fetchall()}


def held_rows(wanted: Wanted, *, after: int = 0, limit: int = PAGE) -> list[MemberRow]:
    """The next subjects of one holder, by id, as the records stand now."""
    holder, today = wanted.indicator.holder, timezone.localdate()
    if holder is None or wanted.held is None:
        return []
    window = (after, _last_id(wanted.indicator.subject, today))
    return list(_listed(wanted, _seats(holder, wanted.held), window, limit, today))


def _before_the_next(wanted: Wanted, here: Iterable[int], after: int, last: int, today: date) -> int:
    """As far as nobody else can be counted here; `last` when nobody follows."""
    text = wanted.indicator.first_here
    if not text or wanted.reading.code.startswith(LEFT_OUT):  # who is left out need not be here
        return after
    prelude, parameters = postgres_prelude(text, [wanted.year], today, here)
    with connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{text}", parameters | {"after": after})
        following: int | None = cursor.fetchone()[0]
    return last if following is None else following - 1


def _last_id(subject: Subject, today: date) -> int:
    rows = relations.registry[subject.relation].text(today)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max({subject.code}), 0) FROM ({rows}) AS r")
        last: int = cursor.fetchone()[0]
    return last


def _seats(holder: Holder, held: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(holder.seats, {"holder": held})
        return [row[0] for row in cursor.fetchall()]


def _listed(
    wanted: Wanted, here: Iterable[int], window: tuple[int, int], limit: int, today: date, *, is_narrow: bool = False
) -> Iterator[MemberRow]:
    indicator, reading = wanted.indicator, wanted.reading
    is_share = indicator.measure is Measure.SHARE
    has_amount = indicator.measure in {Measure.SUM, Measure.RATIO}
    text = LIST.format(
        subject=indicator.subject.code,
        members=indicator.members,
        counted=reading.counted if is_share else "TRUE",
        amount=f"({reading.numerator})::bigint" if has_amount else "NULL::bigint",
        follower=f"m.{indicator.goes_with.code}" if indicator.goes_with else "NULL::bigint",
        denominator=reading.denominator,
        condition=CONDITIONS[wanted.which],
        narrowed=_narrowed(wanted),
    )
    prelude, parameters = postgres_prelude(
        text, [wanted.year], today, here, within=indicator.subject, is_narrow=is_narrow
    )
    parameters |= {"after": window[0], "upto": window[1], "level": wanted.level, "limit": limit, "holder": wanted.held}
    with _no_loops() if is_narrow else nullcontext(), connection.cursor() as cursor:
        cursor.execute(f"{prelude}\n{text}", parameters)
        yield from (MemberRow(*row) for row in cursor.fetchall())


@contextmanager
def _no_loops() -> Iterator[None]:
    """The planner takes the few rows of a narrow window for one, and would look up everything again for each."""
    with atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")


def _narrowed(wanted: Wanted) -> str:
    dimension, holder = wanted.indicator.dimension, wanted.indicator.holder
    of_level = f" AND m.{dimension.code} = %(level)s" if dimension and wanted.level else ""
    return of_level + (f" AND m.{holder.code} = %(holder)s" if holder and wanted.held is not None else "")


def _counts_in(lineage: Lineage, leaf: Leaf, row: MemberRow, goes_with: Follower | None, today: date) -> bool:
    counted_on = counting_day(leaf.year, today)
    on_map = counted_on if leaf.map_date is None else max(leaf.map_date, counted_on)
    follower = None if row.follower is None or goes_with is None else (goes_with.code, row.follower)
    return leaf_of(lineage, leaf.map_date, leaf.year, row.place_id, follower, counted_on, on_map) == leaf
