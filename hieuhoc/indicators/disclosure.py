"""What everybody may read of a published revision: numbers that point at nobody, alone or all of them together.

The smallest counts there are (of a commune, of who counts at a district or province itself, of who is assigned nowhere)
are rounded on the map of their year, each for itself; every other open number is a sum of those rounded ones, on
whatever map. So all that was ever published says no more than in which step of `rules.open_count` each of the smallest
counts lies, and no subtraction narrows it (decision 15). Figures keep what was published of them: a later revision of
the year keeps a number that is still near. The values of dimensions are not published.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from hieuhoc.indicators.counting import Leaf, rebased_leaf
from hieuhoc.indicators.definition import LEFT_OUT, registry
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.placing import load_lineage
from hieuhoc.indicators.rules import Measure, Value, open_count
from hieuhoc.places.models import Ancestry

type Said = tuple[str, str]  # indicator, reading
type Cell = tuple[int | None, str]  # place, part
type Opened = dict[tuple[Cell, Said], Value]

OPEN = """
UPDATE indicators_figure AS f SET open_numerator = o.numerator, open_denominator = o.denominator, is_public = o.is_public
FROM unnest(%(ids)s::bigint[], %(numerators)s::bigint[], %(denominators)s::bigint[], %(public)s::boolean[])
    AS o(id, numerator, denominator, is_public)
WHERE f.id = o.id
"""


@dataclass(frozen=True)
class OpenMap:
    """One map of a published revision. `map_date` None = that of its year."""

    revision: Revision
    map_date: date | None
    lineage: Lineage

    @property
    def last_day(self) -> date:
        return date(self.revision.year, 12, 31)

    @property
    def day(self) -> date:
        return self.last_day if self.map_date is None else max(self.map_date, self.last_day)

    def rows(self) -> QuerySet[Figure]:
        of_map = Q(map_date__isnull=True) if self.map_date is None else Q(map_date=self.map_date)
        return rows_of(self.revision).filter(of_map)

    def leaf(self, cell: Cell) -> Leaf:
        """Where a leaf of the year's own map stands on this one."""
        if self.map_date is None:
            return Leaf(None, self.revision.year, *cell)
        return rebased_leaf(self.lineage, self.map_date, self.revision.year, *cell, self.day)

    def torn(self) -> set[int]:
        """Units that people of a cut place went to: how many of them, would tell of a part of it."""
        if self.map_date is None:
            return set()
        places = {
            place for place in rows_of(self.revision).filter(map_date=None).values_list("place", flat=True) if place
        }
        cut = {self.lineage.standing(place, self.day).cut for place in places}
        heirs = {heir for place in cut if place for heir, _whole, _since in self.lineage.successors.get(place, [])}
        stand = {self.lineage.standing(heir, self.day).place for heir in heirs}
        return {place for place in heirs | stand if place is not None}


def open_figures(revision: Revision) -> int:
    """Decides what everybody may read of a revision that is published; returns how many figures stay hidden."""
    lineage = load_lineage()
    own_map = OpenMap(revision, None, lineage)
    leaves = _round_leaves(own_map)
    for map_date in rows_of(revision).values_list("map_date", flat=True).distinct():
        _open_map(OpenMap(revision, map_date, lineage), leaves)
    return rows_of(revision).filter(is_public=False, part="").count()


def open_rebased(revision: Revision, map_date: date, lineage: Lineage) -> None:
    """The same on a map that came after it was published: sums of what is open already."""
    _open_map(OpenMap(revision, map_date, lineage), _leaves(OpenMap(revision, None, lineage)))


def open_what_was_published() -> None:
    """Revisions published before open figures were rounded."""
    for revision in Revision.objects.filter(published_at__isnull=False).order_by("year", "number"):
        if not rows_of(revision).filter(open_denominator__isnull=False).exists():
            open_figures(revision)


def rows_of(revision: Revision) -> QuerySet[Figure]:
    rows = Figure.objects.filter(year=revision.year, revision=revision.number, level="")
    return rows.exclude(reading__startswith=LEFT_OUT)


def _round_leaves(own_map: OpenMap) -> Opened:
    """Rounds the leaves of the year's own map and keeps the result with them."""
    before = _leaves_published_before(own_map)
    if before:
        _add_empty_figures(own_map, before)
    opened: Opened = {}
    ids, values = [], []
    for row in own_map.rows():
        key = ((row.place_id, row.part), (row.indicator, row.reading))
        if _is_leaf(row, own_map):
            opened[key] = _rounded(row, before.get(key, Value()) if before else None)
            ids.append(row.pk)
            values.append(opened[key])
    _write(ids, values, [False] * len(ids))
    return opened


def _leaves_published_before(own_map: OpenMap) -> Opened:
    revision = own_map.revision
    earlier = Revision.objects.filter(year=revision.year, number__lt=revision.number, published_at__isnull=False)
    last = earlier.order_by("-number").first()
    return {} if last is None else _leaves(replace(own_map, revision=last))


def _add_empty_figures(own_map: OpenMap, before: Opened) -> None:
    """Where nobody is left to count there is no figure; what was open of it must not vanish, as that would say so."""
    revision = own_map.revision
    there = {((row.place_id, row.part), (row.indicator, row.reading)) for row in own_map.rows()}
    Figure.objects.bulk_create(
        Figure(
            indicator=indicator,
            reading=reading,
            part=part,
            place_id=place,
            year=revision.year,
            revision=revision.number,
            measure=registry[indicator].measure,
            numerator=0,
            denominator=0,
            computed_at=timezone.now(),
        )
        for ((place, part), (indicator, reading)), value in before.items()
        if value.denominator and ((place, part), (indicator, reading)) not in there and indicator in registry
    )


def _leaves(own_map: OpenMap) -> Opened:
    return {
        ((row.place_id, row.part), (row.indicator, row.reading)): row.open_value
        for row in own_map.rows().filter(open_denominator__isnull=False)
        if _is_leaf(row, own_map)
    }


def _is_leaf(row: Figure, own_map: OpenMap) -> bool:
    if row.part:
        return True
    return row.place_id is not None and own_map.lineage.tier_near(row.place_id, own_map.last_day) == "commune"


def _rounded(row: Figure, before: Value | None) -> Value:
    """Amounts of persons are not published: nobody knows how large a single one is."""
    indicator = registry[row.indicator]
    if not indicator.subject.is_personal:
        return row.value
    if indicator.measure not in {Measure.SHARE, Measure.COUNT}:
        return Value()
    is_known, last = before is not None, before or Value()
    denominator = open_count(row.denominator, last.denominator, is_known=is_known)
    numerator = min(open_count(row.numerator, last.numerator, is_known=is_known), denominator)
    return Value(numerator, denominator, denominator)


def _open_map(on: OpenMap, leaves: Opened) -> None:
    """Every figure of a map: the sum of the rounded leaves that stand in it."""
    torn = on.torn()
    sums: dict[tuple[int | None, Said], Value] = defaultdict(Value)
    stands = {cell: on.leaf(cell).place for cell in {cell for cell, _said in leaves}}
    above = _above({place for place in stands.values() if place is not None}, on.day)
    for (cell, said), value in leaves.items():
        for place in [None, *above.get(stands[cell] or 0, ())]:
            sums[place, said] += value
    ids, values, public = [], [], []
    for row in on.rows().filter(part=""):
        value = sums.get((row.place_id, (row.indicator, row.reading)), Value())
        ids.append(row.pk)
        values.append(value)
        public.append(value.denominator > 0 and row.place_id not in torn)
    _write(ids, values, public)


def _above(places: set[int], day: date) -> dict[int, set[int]]:
    """Place -> itself and the units above it on that day's map."""
    above: dict[int, set[int]] = defaultdict(set)
    for place, ancestor in Ancestry.objects.on(day).filter(descendant__in=places).values_list("descendant", "ancestor"):
        above[place].add(ancestor)
    return above


def _write(ids: Iterable[int], values: Iterable[Value], public: Iterable[bool]) -> None:
    values = list(values)
    words: dict[str, Any] = {
        "ids": list(ids),
        "numerators": [value.numerator for value in values],
        "denominators": [value.denominator for value in values],
        "public": list(public),
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN, words)
