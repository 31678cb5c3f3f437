"""Figures need no moving: they are counted anew. On the way back, what was counted for units that the order made goes."""

from collections.abc import Iterable

from django.db.models import QuerySet

from hieuhoc.indicators.models import Figure, StaleMark
from hieuhoc.places.models import ChangeOrder, ChangeStep, MovedRow
from hieuhoc.places.rules import Moves

TABLES: dict[str, str] = {}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    return []


def move_back(order: ChangeOrder, moved: QuerySet[MovedRow]) -> None:
    """Marks and figures are ours, nobody's entry: they must not keep an undone unit in use."""
    made = order.steps.filter(verb=ChangeStep.Verb.MAKE, place__isnull=False).values("place")
    StaleMark.objects.filter(place__in=made).delete()
    Figure.objects.filter(place__in=made).delete()
