"""Figures need no moving: they are counted anew. On the way back, those of units that the order made go."""

from collections.abc import Iterable

from django.db.models import QuerySet

from hieuhoc.indicators.models import Figure, Revision, StaleMark
from hieuhoc.indicators.staleness import mark_stale
from hieuhoc.places.models import ChangeOrder, ChangeStep, MovedRow
from hieuhoc.places.rules import Moves

TABLES: dict[str, str] = {}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    mark_stale(moves.touched, _years(), is_bulk=True)
    return []


def move_back(order: ChangeOrder, moved: QuerySet[MovedRow]) -> None:
    """Marks and figures are ours, nobody's entry: they must not keep an undone unit in use."""
    made = order.steps.filter(verb=ChangeStep.Verb.MAKE, place__isnull=False).values("place")
    StaleMark.objects.filter(place__in=made).delete()
    Figure.objects.filter(place__in=made).delete()
    mark_stale(order.successions.values_list("predecessor_id", flat=True), _years(), is_bulk=True)


def _years() -> list[int]:
    return list(Revision.objects.filter(number=0).values_list("year", flat=True))
