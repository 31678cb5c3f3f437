"""Deeds say which places and years they touched; a job recounts them at once; a closed year waits for a revision."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.utils import timezone
from procrastinate.contrib.django import app

from hieuhoc.indicators import touched
from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.relations import EARLY, FAR
from hieuhoc.indicators.rules import counting_day
from hieuhoc.places.models import PlaceSpell, Tier


def mark_stale(place_ids: Iterable[int], years: Iterable[int], *, is_bulk: bool = False) -> None:
    """In the deed's transaction: the figures of these places (villages, communes, …) are no longer right.

    Years without figures are passed over. Open years are recounted as soon as the deed is committed; in a closed year
    the change waits for a revision. Rooms above that judge by what figures count hear of it too (`touched`).
    """
    place_ids, years = set(place_ids), set(years)
    touched.tell(place_ids, years)
    known = dict(Revision.objects.filter(number=0, year__in=years).values_list("year", "is_open"))
    stale = _communes_of(place_ids, known) if known else set()
    if not stale:
        return
    StaleMark.objects.bulk_create(
        [StaleMark(place_id=place, year=year, is_bulk=is_bulk) for place, year in sorted(stale)]
    )
    if any(known.values()):
        # By its name: tasks are an edge, deeds do not import them. The job commits with this transaction.
        app.configure_task("indicators.recount_stale_places", queue="figures").defer()


def _communes_of(place_ids: set[int], years: Iterable[int]) -> set[tuple[int, int]]:
    """(place, year). Villages stand for their commune of the year, so that many villages of one commune are one recount."""
    spells = PlaceSpell.objects.filter(place__in=place_ids, tier=Tier.VILLAGE, parent__isnull=False)
    known = list(spells.values_list("place_id", "parent_id", "since", "until"))
    today, touched = timezone.localdate(), set[tuple[int, int]]()
    for year in years:
        day = counting_day(year, today)
        parents = {place: parent for place, parent, since, until in known if (since or EARLY) <= day < (until or FAR)}
        touched |= {(parents.get(place, place), year) for place in place_ids}
    return touched


def map_changed(place_ids: Iterable[int], since: date) -> None:
    """In the deed's transaction: from this day on places, or people of a cut ward, stand elsewhere on the map than before.

    Who counts where then follows from the map and not from single places. Open years are counted whole. Closed years
    leave the maps that are no longer what they were, and a job puts them on the map of today; one that had not ended by
    then takes the change as one that waits.
    """
    counted_after = Q(is_open=True) | Q(year__gte=since.year)
    mark_stale(place_ids, Revision.objects.filter(counted_after, number=0).values_list("year", flat=True), is_bulk=True)
    Revision.objects.filter(is_open=True).update(counted_at=None)
    closed = Revision.objects.filter(is_open=False)
    of_closed = Exists(closed.filter(year=OuterRef("year"), number=OuterRef("revision")))
    Figure.objects.filter(of_closed, map_date__gte=since).delete()
    left = Figure.objects.filter(year=OuterRef("year"), revision=OuterRef("number"), map_date__isnull=False)
    latest = left.values("year").annotate(latest=Max("map_date")).values("latest")
    closed.filter(rebased_on__gte=since).update(rebased_on=Subquery(latest))
    app.configure_task("indicators.rebase_closed_years", queue="figures").defer()
