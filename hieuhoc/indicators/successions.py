"""Figures need no moving: open years are counted anew, closed ones are put on the new map (rebasing). A closed year takes
the order as a change that waits only if it had not ended by then."""

from collections.abc import Iterable

from django.db.models import QuerySet

from hieuhoc.indicators.models import Figure, StaleMark
from hieuhoc.indicators.placing import map_changing
from hieuhoc.indicators.staleness import map_changed
from hieuhoc.places.models import ChangeOrder, ChangeStep, MovedRow
from hieuhoc.places.rules import Moves

TABLES: dict[str, str] = {}


def move(order: ChangeOrder, moves: Moves) -> Iterable[MovedRow]:
    _tell(order, moves.touched)
    return []


def move_back(order: ChangeOrder, moved: QuerySet[MovedRow]) -> None:
    """Marks and figures are ours, nobody's entry: they must not keep an undone unit in use."""
    new_places = order.steps.filter(verb=ChangeStep.Verb.MAKE, place__isnull=False).values("place")
    StaleMark.objects.filter(place__in=new_places).delete()
    Figure.objects.filter(place__in=new_places).delete()
    _tell(order, order.successions.values_list("predecessor_id", flat=True))


def _tell(order: ChangeOrder, places: Iterable[int]) -> None:
    if map_changing(ChangeOrder.objects.filter(pk=order.pk)).exists():
        map_changed(places, order.takes_effect_on)
