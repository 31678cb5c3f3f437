"""Deeds say which places and years they touched; a job recounts them at once; a closed year waits for a revision."""

from collections.abc import Iterable

from procrastinate.contrib.django import app

from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.places.models import PlaceSpell, Tier


def mark_stale(place_ids: Iterable[int], years: Iterable[int], *, is_bulk: bool = False) -> None:
    """In the deed's transaction: the figures of these places (villages, communes, …) are no longer right.

    Years without figures are passed over. Open years are recounted as soon as the deed is committed; in a closed year
    the change waits for a revision.
    """
    known = dict(Revision.objects.filter(number=0, year__in=set(years)).values_list("year", "is_open"))
    places = _communes_of(set(place_ids)) if known else set()
    if not places:
        return
    StaleMark.objects.bulk_create(
        [StaleMark(place_id=place, year=year, is_bulk=is_bulk) for place in sorted(places) for year in sorted(known)]
    )
    if any(known.values()):
        # By its name: tasks are an edge, deeds do not import them. The job commits with this transaction.
        app.configure_task("indicators.recount_stale_places", queue="figures").defer()


def _communes_of(place_ids: set[int]) -> set[int]:
    """Villages stand for their commune of today, so that many villages of one commune are one recount."""
    parents = dict(
        PlaceSpell.objects.filter(
            place__in=place_ids, tier=Tier.VILLAGE, until__isnull=True, parent__isnull=False
        ).values_list("place_id", "parent_id")
    )
    return {parents.get(place, place) for place in place_ids}
