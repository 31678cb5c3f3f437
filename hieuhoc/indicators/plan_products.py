"""A figure that has reached a share: everybody trained, 40% of the adults …"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext_lazy as _

from hieuhoc.indicators.definition import indicators, registry
from hieuhoc.indicators.models import Figure
from hieuhoc.indicators.reads import current_revision, settings_of
from hieuhoc.indicators.rules import Measure, counting_day, in_order
from hieuhoc.indicators.target_sets import sets_of
from hieuhoc.lib.products import PlanProduct, ProductReached, ProductWanted
from hieuhoc.lib.words import Words
from hieuhoc.places.reads import ancestors


def _shares() -> Sequence[tuple[str, Words]]:
    return [(each.code, f"{each.code}. {each.name}") for each in indicators() if each.measure is Measure.SHARE]


def _reached(places: Collection[int], wanted: ProductWanted, today: date) -> Mapping[int, ProductReached]:
    """By the reading that counts at each place; a place without anybody to count is left out."""
    revision, indicator = current_revision(wanted.year), registry.get(wanted.choice)
    if revision is None or indicator is None:
        return {}
    day, sets = counting_day(wanted.year, today), sets_of(revision)
    reading = {
        place: indicator.reading_of(settings_of(in_order(sets, ancestors(place, day) or [place], day)))
        for place in places
    }
    rows = Figure.objects.filter(
        indicator=indicator.code,
        place__in=places,
        year=wanted.year,
        level="",
        part=Figure.Part.ALL,
        map_date=None,
        revision=revision.number,
        denominator__gt=0,
    )
    return {
        row.place_id: ProductReached(row.numerator, _needed(row.denominator, wanted.number))
        for row in rows
        if row.place_id is not None and row.reading == reading[row.place_id]
    }


def _needed(denominator: int, percent: Decimal) -> int:
    return int((denominator * percent / 100).to_integral_value(ROUND_CEILING))


PRODUCTS = (
    PlanProduct(
        "figure",
        _("Đạt mức của một chỉ tiêu"),
        _reached,
        number_label=_("Mức cần đạt (%)"),
        most=100,
        choices=_shares,
    ),
)
