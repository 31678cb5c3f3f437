"""Recounts: all places of some years, or only what deeds have touched since. No deed itself: asks for no authority."""

from collections.abc import Collection
from contextlib import ExitStack
from datetime import date
from functools import partial
from typing import Literal

from django.utils import timezone

from hieuhoc.indicators.counting import Leaf, Leaves, count_on_postgres, leaf_of, place_counts, questions
from hieuhoc.indicators.definition import indicators
from hieuhoc.indicators.lineage import Lineage
from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.indicators.placing import last_map_date, load_lineage
from hieuhoc.indicators.rules import counting_day
from hieuhoc.indicators.snapshot import count_in_duckdb, snapshot
from hieuhoc.indicators.storing import only_recount, store_everything, store_leaves

type Engine = Literal["duckdb", "postgresql"]

MOST_SINGLE_PLACES = 40  # beyond this one pass over everything is quicker than place by place


def recount_everything(
    years: Collection[int] | None = None, *, engine: Engine = "duckdb", today: date | None = None
) -> int:
    """All figures of the open years (or those of `years` that are open). Returns how many leaves were counted."""
    open_ones = Revision.objects.filter(is_open=True)
    if years is not None:
        open_ones = open_ones.filter(year__in=years)
    with only_recount():
        return _recount(dict(open_ones.values_list("year", "number")), engine, today or timezone.localdate())


def count_revision(revision: Revision, *, engine: Engine = "duckdb", today: date | None = None) -> int:
    """The figures of a closed year's new revision; the changes that waited for it are in it."""
    with only_recount():
        return _recount({revision.year: revision.number}, engine, today or timezone.localdate())


def recount_stale(today: date | None = None) -> int:
    """Whatever is marked in open years. Returns how many marks were recounted."""
    day = today or timezone.localdate()
    with only_recount():
        revisions = {revision.year: revision for revision in Revision.objects.filter(is_open=True)}
        marks = list(StaleMark.objects.filter(year__in=revisions).values_list("id", "place_id", "year"))
        map_date = last_map_date(day)
        for year in {mark[2] for mark in marks}:
            revision = revisions[year]
            if revision.counted_at is None or revision.rebased_on != map_date:
                _recount({year: revision.number}, "duckdb", day)  # the first time, and on another map, every place
            else:
                _recount_places({mark[1] for mark in marks if mark[2] == year}, year, revision.number, day)
        StaleMark.objects.filter(id__in=[mark[0] for mark in marks]).delete()
    return len(marks)


def count_leaves(years: list[int], engine: Engine, lineage: Lineage, map_date: date | None, today: date) -> Leaves:
    """Every leaf of these years, by the engine asked for."""
    leaves: Leaves = {}
    with ExitStack() as stack:
        if engine == "duckdb":
            count = partial(count_in_duckdb, stack.enter_context(snapshot(today)))
        else:
            count = partial(count_on_postgres, places=None)
        for question in questions(indicators()):
            leaves |= place_counts(question, count(question, years, today), lineage, today, map_date)
    return leaves


def _recount(revisions: dict[int, int], engine: Engine, today: date) -> int:
    if not revisions:
        return 0
    marks = list(StaleMark.objects.filter(year__in=revisions).values_list("id", flat=True))
    map_date = last_map_date(today)
    leaves = count_leaves(sorted(revisions), engine, load_lineage(), map_date, today)
    store_everything(leaves, revisions, map_date, today)
    StaleMark.objects.filter(id__in=marks).delete()
    for year, number in revisions.items():
        Revision.objects.filter(year=year, number=number).update(counted_at=timezone.now(), rebased_on=map_date)
    return len(leaves)


def _recount_places(places: set[int], year: int, revision: int, today: date) -> None:
    if len(places) > MOST_SINGLE_PLACES:
        _recount({year: revision}, "duckdb", today)
        return
    map_date = last_map_date(today)
    lineage = lineage_for(places, year, today, map_date)
    targets = {leaf for place in places for leaf in touched_leaves(lineage, place, year, today, map_date)}
    here = {source for leaf in targets for source in sources_of(lineage, leaf, today)}
    leaves: Leaves = {}
    for question in questions(indicators()):
        rows = count_on_postgres(question, [year], today, here)
        counted = place_counts(question, rows, lineage, today, map_date)
        leaves |= {key: count for key, count in counted.items() if key[0] in targets}
    store_leaves(leaves, targets, revision, today)


def lineage_for(places: set[int], year: int, today: date, map_date: date | None) -> Lineage:
    """Communes of today's map need only their own surroundings; older maps and lost places need everything."""
    counted_on = counting_day(year, today)
    if map_date is None or counted_on >= map_date:
        near = load_lineage(places)
        standings = [near.standing(place, counted_on).place for place in places]
        if all(place is not None and near.tier_on(place, counted_on) == "commune" for place in standings):
            # A marked village that belongs to a commune stands for that commune.
            return near if set(standings) <= places else load_lineage(places | {place for place in standings if place})
    return load_lineage()


def touched_leaves(lineage: Lineage, place: int, year: int, today: date, map_date: date | None) -> set[Leaf]:
    """The leaves a change at this stored place can alter, on both maps."""
    counted_on = counting_day(year, today)
    touched: set[Leaf] = set()
    for day_of_map in dict.fromkeys([None, map_date]):
        day = counted_on if day_of_map is None else max(day_of_map, counted_on)
        may_count_at, since = [place], counted_on
        for origin in may_count_at:  # grows: each person of a cut ward may count at any of its successors, or wait
            for ward in lineage.passed_cuts(origin, since, day):
                reached = [ward, *(successor for successor, _, _ in lineage.successors.get(ward, []))]
                may_count_at += [reached_place for reached_place in reached if reached_place not in may_count_at]
            since = day
        touched |= {
            leaf_of(lineage, day_of_map, year, reached_place, None, counted_on, day) for reached_place in may_count_at
        }
    # People no province can be named for are counted with everything else, every night.
    return {leaf for leaf in touched if leaf.place is not None}


def sources_of(lineage: Lineage, leaf: Leaf, today: date) -> set[int]:
    """Stored places whose people may count in this leaf."""
    counted_on = counting_day(leaf.year, today)
    day = counted_on if leaf.map_date is None else max(leaf.map_date, counted_on)
    if leaf.place is None:
        return set()
    if leaf.part == "unassigned":
        return lineage.unassigned_sources(leaf.place, day)
    if leaf.part == "own":
        return {place for place in lineage.spells if lineage.standing(place, day).place == leaf.place}
    return {
        place
        for place in lineage.sources(leaf.place, day)
        if lineage.standing(place, day).place == leaf.place or lineage.passed_cuts(place, counted_on, day)
    }
