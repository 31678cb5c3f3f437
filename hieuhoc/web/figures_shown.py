"""Figures of a place in the shapes pages draw; the public and the office face share them."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from hieuhoc.indicators import reads
from hieuhoc.indicators.reads import FigureCard, RankedPlace
from hieuhoc.indicators.rules import counting_day
from hieuhoc.places.models import Place, Tier, covers
from hieuhoc.places.reads import labels
from hieuhoc.web.ui.drawing import Bubble
from hieuhoc.web.ui.shapes import Point, Rank, Series

type AddressOf = Callable[[int], str]


def provinces(on: date) -> list[tuple[int, str]]:
    found = Place.objects.on(on, Tier.PROVINCE).values_list("pk", flat=True)
    return sorted(((pk, label.title) for pk, label in labels(found, on).items()), key=lambda pair: pair[1])


def places_below(place: int, on: date) -> list[tuple[int, str]]:
    """Districts (where there are any) or communes directly under a place, for the place chooser."""
    below = Place.objects.filter(covers(on, "spells__"), spells__parent=place).exclude(spells__tier=Tier.VILLAGE)
    found = labels(set(below.values_list("pk", flat=True)), on)
    return sorted(((pk, label.title) for pk, label in found.items()), key=lambda pair: pair[1])


def trend_lines(
    place: int, indicator: str, over: Sequence[int], *, rebased_on: date | None, published: bool = False
) -> list[Series]:
    """As of then, and re-based on the map of today when there is one: two lines that may differ in 2025."""
    lines = [Series(_("Theo bản đồ từng năm"), _points(place, indicator, over, None, published))]
    if rebased_on is not None:
        lines.append(Series(_("Theo bản đồ hôm nay"), _points(place, indicator, over, rebased_on, published)))
    return [line for line in lines if line.points]


def _points(place: int, indicator: str, over: Sequence[int], map_date: date | None, published: bool) -> list[Point]:
    found = reads.trend(place, indicator, over, map_date=map_date, published=published)
    return [Point(at.year, at.count.numerator, at.count.denominator) for at in found if at.count is not None]


def ranks_of(ranked: Sequence[RankedPlace], address: AddressOf) -> list[Rank]:
    counted = [row for row in ranked if row.count.denominator]
    return [Rank(row.name, row.count.numerator, row.count.denominator, address(row.place_id)) for row in counted]


def bubbles_of(ranked: Sequence[RankedPlace], address: AddressOf) -> list[Bubble]:
    """Places without coordinates are in the ranking and in the table, not on the map."""
    return [
        Bubble(
            name=row.name,
            latitude=row.latitude,
            longitude=row.longitude,
            num=row.count.numerator,
            den=row.count.denominator,
            url=address(row.place_id),
        )
        for row in ranked
        if row.latitude is not None and row.longitude is not None and row.count.denominator
    ]


def label_day(year: int, map_date: date | None, today: date) -> date:
    """The day whose names a page uses: that of the map it shows."""
    day = counting_day(year, today)
    return day if map_date is None else max(day, map_date)


def chosen_card(cards: Sequence[FigureCard], code: str) -> FigureCard | None:
    """The indicator asked for, else T2, the one the programme is named by."""
    by_code = {card.indicator.code: card for card in cards}
    return by_code.get(code) or by_code.get("T2") or next(iter(cards), None)
