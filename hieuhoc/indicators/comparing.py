"""What a revision changes, before it is made and after: each place's figures as pages show them, before and after."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.indicators.counting import Leaf, count_on_postgres, place_counts, questions
from hieuhoc.indicators.definition import Indicator, indicators, registry
from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.placing import load_lineage
from hieuhoc.indicators.reads import current_revision, settings_of
from hieuhoc.indicators.recounting import MOST_SINGLE_PLACES, sources_of, touched_leaves
from hieuhoc.indicators.rules import IssuedTargets, Value, counting_day, in_order
from hieuhoc.indicators.target_sets import current_sets, sets_of
from hieuhoc.places.models import Ancestry

type Figures = dict[tuple[int, str, str], Value]  # place, indicator, reading -> all of it, on the map of the year


@dataclass(frozen=True)
class Difference:
    """One figure of a place, each time by the reading that counts; `readings` differ when the target sets did."""

    place_id: int
    indicator: Indicator
    readings: tuple[str, str]
    before: Value
    after: Value


def waiting_deeds(year: int) -> QuerySet[Entry]:
    """The deeds a closed year's next revision takes in, the newest first."""
    marks = StaleMark.objects.filter(year=year, entry__isnull=False).order_by()
    entries = marks.values("transaction").annotate(first=Min("entry")).values("first")
    return Entry.objects.filter(pk__in=entries).select_related("actor").order_by("-pk")


def differences(revision: Revision) -> list[Difference]:
    """Of a counted revision to the one before it; only what changed, the highest places first."""
    previous = Revision.objects.filter(year=revision.year, number__lt=revision.number).order_by("-number").first()
    if previous is None or revision.counted_at is None:
        return []
    before, after = _figures_of(previous), _figures_of(revision)
    return differing(revision.year, (before, sets_of(previous)), (after, sets_of(revision)))


def foretold(year: int, today: date | None = None) -> list[Difference] | None:
    """What a revision made now would change; None when so many places wait that only counting it can tell."""
    day, revision = today or timezone.localdate(), current_revision(year)
    marked = set(StaleMark.objects.filter(year=year).values_list("place_id", flat=True).distinct())
    if revision is None or len(marked) > MOST_SINGLE_PLACES:
        return None
    before = _figures_of(revision)
    after = before | _as_it_would_be(before, revision, marked, day)
    return differing(year, (before, sets_of(revision)), (after, current_sets()))


def _figures_of(revision: Revision) -> Figures:
    rows = Figure.objects.filter(year=revision.year, revision=revision.number, map_date=None, level="", part="")
    return {(row.place_id, row.indicator, row.reading): row.value for row in rows if row.place_id is not None}


def _as_it_would_be(before: Figures, revision: Revision, marked: Collection[int], today: date) -> Figures:
    """The touched leaves counted anew; what stands above them changes by as much."""
    year, lineage = revision.year, load_lineage()
    leaves = {leaf for place in marked for leaf in touched_leaves(lineage, place, year, today, None)}
    here = {source for leaf in leaves for source in sources_of(lineage, leaf, today)}
    counted: dict[tuple[Leaf, str, str], Value] = {}
    for question in questions(indicators()):
        rows = count_on_postgres(question, [year], today, here)
        for (leaf, indicator, reading, level), value in place_counts(question, rows, lineage, today, None).items():
            if leaf in leaves and level == "":
                counted[leaf, indicator, reading] = value
    stored = Figure.objects.filter(year=year, revision=revision.number, map_date=None, level="")
    was = {(Leaf(None, year, row.place_id, row.part), row.indicator, row.reading): row.value for row in stored}
    above = _above({leaf.place for leaf in leaves if leaf.place is not None}, counting_day(year, today))
    changed = dict(before)
    for leaf in leaves:
        for key in {key for key in counted.keys() | was.keys() if key[0] == leaf}:
            old, new = was.get(key, Value()), counted.get(key, Value())
            for place in above.get(leaf.place or 0, [leaf.place] if leaf.place else []):
                stands = changed.get((place, *key[1:]), Value())
                changed[place, key[1], key[2]] = stands + new + negative(old)
    return changed


def negative(value: Value) -> Value:
    return Value(-value.numerator, -value.denominator, -value.subjects)


def differing(
    year: int, before: tuple[Figures, list[IssuedTargets]], after: tuple[Figures, list[IssuedTargets]]
) -> list[Difference]:
    """Each place's figures by the reading that counts under the target sets given with them; the highest places first."""
    places = {place for place, _indicator, _reading in before[0].keys() | after[0].keys()}
    day = counting_day(year, timezone.localdate())
    above = _above(places, day)
    height = defaultdict(int, {place: len(up) for place, up in above.items()})
    changed = []
    for place in sorted(places, key=lambda place: (height[place], place)):
        settings = [settings_of(in_order(sets, above.get(place, [place]), day)) for _figures, sets in (before, after)]
        for code, indicator in sorted(registry.items()):
            readings = (indicator.reading_of(settings[0]), indicator.reading_of(settings[1]))
            old = before[0].get((place, code, readings[0]), Value())
            new = after[0].get((place, code, readings[1]), Value())
            if old != new:
                changed.append(Difference(place, indicator, readings, old, new))
    return changed


def _above(places: Iterable[int], day: date) -> dict[int, list[int]]:
    """Place -> itself, then the units above it on that day's map, the nearest first."""
    above: dict[int, list[int]] = defaultdict(list)
    rows = Ancestry.objects.on(day).filter(descendant__in=set(places)).order_by("depth")
    for place, ancestor in rows.values_list("descendant", "ancestor"):
        above[place].append(ancestor)
    return above
