"""Closed years on a map that changed since: their revision's own figures, each put where its place went.

Nothing that was fixed is counted anew, so on every map the totals stay those of the revision. Only the people of a place
cut between several are told apart, one by one as they were assigned; where the records no longer give the fixed figure of
that place, it stands with the "unassigned" until an officer revises the year.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone

from hieuhoc.indicators.counting import Leaf, Leaves, count_on_postgres, leaf_of, questions, rebased_leaf
from hieuhoc.indicators.definition import indicators
from hieuhoc.indicators.disclosure import open_rebased
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.placing import last_map_date, load_lineage
from hieuhoc.indicators.recounting import sources_of
from hieuhoc.indicators.rules import Value, counting_day
from hieuhoc.indicators.storing import only_recount, store_map

type ReadingKey = tuple[str, str]  # indicator, reading
type CountedNow = dict[tuple[Leaf, str], Value]  # where people of a cut place count now, and the level


@dataclass(frozen=True)
class Way:
    """From the map a revision's figures stand on already to the one asked for."""

    lineage: Lineage
    year: int
    old: date | None
    new: date
    today: date

    @property
    def counted_on(self) -> date:
        return counting_day(self.year, self.today)

    @property
    def old_day(self) -> date:
        return self.counted_on if self.old is None else max(self.old, self.counted_on)

    @property
    def new_day(self) -> date:
        return max(self.new, self.counted_on)

    def goes_to(self, place: int | None, part: str) -> Leaf:
        return rebased_leaf(self.lineage, self.new, self.year, place, part, self.new_day)


def rebase_closed_years(today: date | None = None) -> int:
    """Puts what the pages show of closed years on the map of today. Returns how many revisions were put on it."""
    day = today or timezone.localdate()
    with only_recount():
        map_date = last_map_date(day)
        behind = [revision for revision in _shown() if revision.rebased_on != map_date]
        if map_date is None or not behind:
            return 0
        lineage = load_lineage()
        for revision in behind:
            _rebase(revision, lineage, map_date, day)
    return len(behind)


def _shown() -> Iterator[Revision]:
    """Per closed year the last revision counted and the last one published."""
    seen: set[tuple[int, bool]] = set()
    for revision in Revision.objects.filter(is_open=False, counted_at__isnull=False).order_by("-number"):
        shown_as = {(revision.year, False)} | ({(revision.year, True)} if revision.published_at else set())
        if not shown_as <= seen:
            yield revision
        seen |= shown_as


def _rebase(revision: Revision, lineage: Lineage, map_date: date, today: date) -> None:
    figures = Figure.objects.filter(year=revision.year, revision=revision.number)
    old = figures.filter(map_date__lt=map_date).aggregate(last=Max("map_date"))["last"]
    way = Way(lineage, revision.year, old, map_date, today)
    on_old_map = figures.filter(map_date__isnull=True) if old is None else figures.filter(map_date=old)
    store_map(_carried(on_old_map, way), revision.year, revision.number, map_date, today)
    if revision.published_at is not None:
        open_rebased(revision, map_date, lineage)
    Revision.objects.filter(pk=revision.pk).update(rebased_on=map_date)


def _carried(on_old_map: QuerySet[Figure], way: Way) -> Leaves:
    fixed: dict[tuple[int | None, str], dict[ReadingKey, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    for row in on_old_map.iterator():
        if row.part or (row.place_id and way.lineage.tier_near(row.place_id, way.old_day) == "commune"):
            by_level = fixed[row.place_id, row.part][row.indicator, row.reading]
            by_level[row.level] = row.value
    cut = {place for place, part in fixed if place and not part and way.goes_to(place, part).part == "unassigned"}
    told_apart = _told_apart(cut, way) if cut else {}
    leaves: Leaves = {}
    for (place, part), of_place in fixed.items():
        leaf = way.goes_to(place, part)
        for reading, values in of_place.items():
            told = told_apart.get((place, reading), {})
            if part or _sums(told) != values:
                told = {(leaf, level): value for level, value in values.items()}
            for (to, level), value in told.items():
                key = (to, *reading, level)
                leaves[key] = leaves.get(key, Value()) + value
    return leaves


def _told_apart(cut: Iterable[int], way: Way) -> dict[tuple[int | None, ReadingKey], CountedNow]:
    """The people of these cut places, as the records stand, by the unit of the new map each is assigned to."""
    origins = {Leaf(way.old, way.year, place, "") for place in cut}
    here = {source for leaf in origins for source in sources_of(way.lineage, leaf, way.today)}
    apart: dict[tuple[int | None, ReadingKey], CountedNow] = defaultdict(dict)
    for question in questions(indicators()):
        for year, place, level, follower, *numbers in count_on_postgres(question, [way.year], way.today, here):
            goes_with = question.follower_of(follower)
            stood = (way.lineage, way.old, year, place, goes_with, way.counted_on, way.old_day)
            stands = (way.lineage, way.new, year, place, goes_with, way.counted_on, way.new_day)
            origin = leaf_of(*stood)
            if origin in origins:
                _tell(question.values_of(numbers), origin.place, leaf_of(*stands), level, apart)
    return apart


def _tell(
    values: Iterable[tuple[ReadingKey, Value]],
    origin: int | None,
    leaf: Leaf,
    level: str,
    apart: dict[tuple[int | None, ReadingKey], CountedNow],
) -> None:
    for reading, value in values:
        told = apart[origin, reading]
        for at_level in {"", level}:
            told[leaf, at_level] = told.get((leaf, at_level), Value()) + value


def _sums(told: CountedNow) -> dict[str, Value]:
    sums: dict[str, Value] = {}
    for (_leaf, level), value in told.items():
        sums[level] = sums.get(level, Value()) + value
    return sums
