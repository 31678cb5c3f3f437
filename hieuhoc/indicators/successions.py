"""Figures need no moving: open years are counted anew, closed ones are put on the new map (rebasing). A closed year takes
the order as a change that waits only if it had not ended by then."""

from collections.abc import Iterable

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from procrastinate.contrib.django import app

from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.placing import map_changing
from hieuhoc.indicators.staleness import mark_stale
from hieuhoc.places.models import ChangeOrder, ChangeStep, MovedRow
from hieuhoc.places.rules import Moves

TABLES: dict[str, str] = {}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    mark_stale(moves.touched, _years(order), is_bulk=True)
    _leave_maps_from(order)
    return []


def move_back(order: ChangeOrder, moved: QuerySet[MovedRow]) -> None:
    """Marks and figures are ours, nobody's entry: they must not keep an undone unit in use."""
    made = order.steps.filter(verb=ChangeStep.Verb.MAKE, place__isnull=False).values("place")
    StaleMark.objects.filter(place__in=made).delete()
    Figure.objects.filter(place__in=made).delete()
    mark_stale(order.successions.values_list("predecessor_id", flat=True), _years(order), is_bulk=True)
    _leave_maps_from(order)


def _years(order: ChangeOrder) -> list[int]:
    counted_after = Q(is_open=True) | Q(year__gte=order.takes_effect_on.year)
    return list(Revision.objects.filter(counted_after, number=0).values_list("year", flat=True))


def _leave_maps_from(order: ChangeOrder) -> None:
    """Closed years leave the maps that are no longer what they were; a job puts them on the map of today."""
    if not map_changing(ChangeOrder.objects.filter(pk=order.pk)).exists():
        return
    closed = Revision.objects.filter(is_open=False)
    of_closed = Exists(closed.filter(year=OuterRef("year"), number=OuterRef("revision")))
    Figure.objects.filter(of_closed, map_date__gte=order.takes_effect_on).delete()
    left = Figure.objects.filter(year=OuterRef("year"), revision=OuterRef("number"), map_date__isnull=False)
    latest = left.values("year").annotate(latest=Max("map_date")).values("latest")
    closed.filter(rebased_on__gte=order.takes_effect_on).update(rebased_on=Subquery(latest))
    app.configure_task("indicators.rebase_closed_years", queue="figures").defer()
