"""Keeps counts: leaves of communes (and what stands above them), then sums for districts, provinces, the country."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hieuhoc.indicators.counting import Leaf, Leaves
from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.models import Figure
from hieuhoc.indicators.rules import Measure, counting_day

COUNTING_LOCK = 677_001  # one recount at a time: a whole one must not overwrite a newer single one

COPY_LEAVES = (
    "COPY indicators_figure (indicator, reading, level, part, place_id, year, map_date, revision, measure,"
    " numerator, denominator, subjects, computed_at) FROM STDIN"
)

ON_DAY = "coalesce({0}.since, '-infinity') <= %(day)s AND coalesce({0}.until, 'infinity') > %(day)s"
OF_MAP = "f.year = %(year)s AND f.map_date IS NOT DISTINCT FROM %(map_date)s AND f.revision = %(revision)s"
INSERT = (
    "INSERT INTO indicators_figure (indicator, reading, level, part, place_id, year, map_date, revision, measure,"
    " numerator, denominator, subjects, computed_at) SELECT f.indicator, f.reading, f.level, '', {place}, %(year)s,"
    " %(map_date)s::date, %(revision)s, f.measure, sum(f.numerator), sum(f.denominator), sum(f.subjects), %(now)s"
    " FROM indicators_figure AS f {rest} GROUP BY f.indicator, f.reading, f.level, f.measure"
)
DROP_SUMS = (
    f"DELETE FROM indicators_figure AS f WHERE {OF_MAP} AND f.part = '' AND (f.place_id IS NULL OR"
    " (f.place_id = ANY(%(above)s::bigint[])))"
)
SUM_PLACES = (
    INSERT.format(
        place="a.ancestor",
        rest=(
            f" INNER JOIN stat.ancestry AS a ON a.descendant = f.place_id AND {ON_DAY.format('a')}"
            f" INNER JOIN stat.place AS own ON own.place = f.place_id AND {ON_DAY.format('own')}"
            f" WHERE {OF_MAP} AND (f.part <> '' OR own.tier = 'commune') AND a.ancestor = ANY(%(above)s::bigint[])"
        ),
    )
    + ", a.ancestor"
)
SUM_COUNTRY = INSERT.format(
    place="NULL::bigint",
    rest=(
        f" LEFT JOIN stat.place AS p ON p.place = f.place_id AND {ON_DAY.format('p')}"
        f" WHERE {OF_MAP} AND ((f.part = '' AND p.tier = 'province') OR (f.place_id IS NULL AND f.part <> ''))"
    ),
)
ABOVE = (
    f"SELECT DISTINCT p.place FROM stat.place AS p WHERE p.tier IN ('district', 'province') AND {ON_DAY.format('p')}"
    " AND (%(all)s OR EXISTS (SELECT 1 FROM stat.ancestry AS a WHERE a.ancestor = p.place"
    f" AND a.descendant = ANY(%(places)s::bigint[]) AND {ON_DAY.format('a')}))"
)


@contextmanager
def only_recount() -> Iterator[None]:
    """Waits until no other recount runs, in any process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [COUNTING_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [COUNTING_LOCK])


def store_everything(leaves: Leaves, revisions: dict[int, int], map_date: date | None, today: date) -> None:
    """Replaces all figures of these years' revisions."""
    with transaction.atomic():
        for year, revision in revisions.items():
            Figure.objects.filter(year=year, revision=revision).delete()
        _copy(leaves, revisions)
        for year, revision in revisions.items():
            for on_map in dict.fromkeys([None, map_date]):
                roll_up(year, on_map, revision, today)


def store_leaves(leaves: Leaves, targets: Iterable[Leaf], revision: int, today: date) -> None:
    """Replaces the figures of these leaves and the sums above them."""
    targets = list(targets)
    with transaction.atomic():
        for leaf in targets:
            _rows_of(leaf, revision).delete()
        _copy(leaves, {leaf.year: revision for leaf in targets})
        for year, map_date in {(leaf.year, leaf.map_date) for leaf in targets}:
            places = [leaf.place for leaf in targets if (leaf.year, leaf.map_date) == (year, map_date) and leaf.place]
            roll_up(year, map_date, revision, today, places)


def store_map(leaves: Leaves, year: int, revision: int, map_date: date, today: date) -> None:
    """Replaces what this revision says on one re-based map, and nothing else of it."""
    with transaction.atomic():
        Figure.objects.filter(year=year, revision=revision, map_date=map_date).delete()
        _copy(leaves, {year: revision})
        roll_up(year, map_date, revision, today)


def roll_up(year: int, map_date: date | None, revision: int, today: date, places: list[int] | None = None) -> None:
    """Sums for everything above `places` (None = every district and province) on that map, and for the country."""
    counted_on = counting_day(year, today)
    words: dict[str, int | date | datetime | list[int] | bool | None] = {
        "year": year,
        "map_date": map_date,
        "revision": revision,
        "day": counted_on if map_date is None else max(map_date, counted_on),
        "now": timezone.now(),
        "all": places is None,
        "places": places or [],
    }
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, words)
        words["above"] = [row[0] for row in cursor.fetchall()]
        for statement in (DROP_SUMS, SUM_PLACES, SUM_COUNTRY):
            cursor.execute(statement, words)


def _rows_of(leaf: Leaf, revision: int) -> QuerySet[Figure]:
    place = Q(place__isnull=True) if leaf.place is None else Q(place=leaf.place)
    on_map = Q(map_date__isnull=True) if leaf.map_date is None else Q(map_date=leaf.map_date)
    return Figure.objects.filter(place, on_map, year=leaf.year, part=leaf.part, revision=revision)


def _copy(leaves: Leaves, revisions: dict[int, int]) -> None:
    now = timezone.now()
    with connection.cursor() as cursor, cursor.copy(COPY_LEAVES) as copy:
        for (leaf, indicator, reading, level), value in leaves.items():
            copy.write_row(
                (
                    indicator,
                    reading,
                    level,
                    leaf.part,
                    leaf.place,
                    leaf.year,
                    leaf.map_date,
                    revisions[leaf.year],
                    registry[indicator].measure,
                    value.numerator,
                    value.denominator,
                    value.subjects if registry[indicator].measure is Measure.RATIO else None,
                    now,
                )
            )
