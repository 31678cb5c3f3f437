"""Figures of a place in the shapes pages draw; the public and the office face share them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from hieuhoc.indicators import reads
from hieuhoc.indicators.definition import Indicator, registry
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.reads import FigureCard, RankedPlace
from hieuhoc.indicators.rules import Measure, Value, counting_day
from hieuhoc.indicators.sentences import target_in_words, value_in_words
from hieuhoc.indicators.target_sets import current_sets, sets_of
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.lib.workbook_writing import WrittenColumn
from hieuhoc.places.models import Place, Tier, covers
from hieuhoc.places.reads import PlaceLabel, labels
from hieuhoc.web.ui.drawing import Bubble
from hieuhoc.web.ui.formats import fraction
from hieuhoc.web.ui.shapes import Ongoing, Point, Rank, Series

type AddressOf = Callable[[int], str]


def provinces(on: date) -> list[tuple[int, str]]:
    ids = Place.objects.on(on, Tier.PROVINCE).values_list("pk", flat=True)
    return by_title(labels(ids, on))


def places_below(place: int, on: date) -> list[tuple[int, str]]:
    """Districts (where there are any) or communes directly under a place, for the place chooser."""
    below = Place.objects.filter(covers(on, "spells__"), spells__parent=place).exclude(spells__tier=Tier.VILLAGE)
    label_of = labels(set(below.values_list("pk", flat=True)), on)
    return by_title(label_of)


def by_title(label_of: Mapping[int, PlaceLabel]) -> list[tuple[int, str]]:
    return sorted(((pk, label.title) for pk, label in label_of.items()), key=lambda pair: sort_key(pair[1]))


def trend_lines(
    place: int,
    indicator: str,
    over: Sequence[int],
    *,
    rebased_on: date | None,
    published: bool = False,
    address: Callable[[int, bool], str] | None = None,
) -> list[Series]:
    """As of then, and re-based on the map of today when there is one: two lines that part where the map changed; one,
    where the line of then says nothing else than that of today.

    `address` of (year, is on the map of today): where the number of that year leads.
    Three queries whatever the number of years, unless target sets differ in how they read their indicators.
    """
    revisions = _last_revisions(over, published)
    readings = _readings(place, indicator, revisions)
    on_map = Q(map_date__isnull=True) if rebased_on is None else Q(map_date__isnull=True) | Q(map_date=rebased_on)
    points: dict[bool, list[Point]] = {False: [], True: []}
    figures = Figure.objects.filter(on_map, place=place, indicator=indicator, year__in=revisions, level="", part="")
    for row in figures.order_by("year"):
        is_current = (row.revision, row.reading) == (revisions[row.year].number, readings[row.year])
        if is_current and (row.is_public or not published):
            is_rebased = row.map_date is not None
            url = address(row.year, is_rebased) if address else ""
            value = row.open_value if published else row.value
            is_open = revisions[row.year].is_open
            points[is_rebased].append(Point(row.year, value.numerator, value.denominator, url, is_open))
    said = {(point.year, point.num, point.den) for point in points[True]}
    if all((point.year, point.num, point.den) in said for point in points[False]):
        points[False] = []
    lines = [Series(_("Bản đồ từng năm"), points[False]), Series(_("Tính lại trên bản đồ hôm nay"), points[True])]
    return [line for line in lines if line.points]


def _last_revisions(over: Sequence[int], published: bool) -> dict[int, Revision]:
    """Year -> the revision that counts: the last one counted, for the public the last one published."""
    counted = Revision.objects.filter(Q(number=0) | Q(counted_at__isnull=False), year__in=over)
    if published:
        counted = counted.filter(published_at__isnull=False)
    return {revision.year: revision for revision in counted.order_by("number")}


def _readings(place: int, indicator: str, revisions: Mapping[int, Revision]) -> dict[int, str]:
    """Each year's, as the target sets of its revision decide; the place is asked for only where they differ."""
    reading_of = registry[indicator].reading_of
    now = current_sets() if any(kept_with.target_sets is None for kept_with in revisions.values()) else []
    kept = {year: now if kept_with.target_sets is None else sets_of(kept_with) for year, kept_with in revisions.items()}
    readings = {year: {reading_of(reads.settings_of([kept_with])) for kept_with in sets} for year, sets in kept.items()}
    return {
        year: reading_of(reads.settings_of(reads.measured_by(place, year, revisions[year])))
        if len(of_year) > 1
        else next(iter(of_year), reading_of(reads.settings_of([])))
        for year, of_year in readings.items()
    }


def ranks_of(ranked: Sequence[RankedPlace], indicator: Indicator, reading: str, address: AddressOf) -> list[Rank]:
    """Of a share, fractions; of other measures, amounts in words."""
    counted = [row for row in ranked if row.value.denominator]
    measure = indicator.measure_of(reading)
    is_share = measure is Measure.SHARE
    return [
        Rank(
            row.name,
            row.value.numerator,
            row.value.denominator,
            address(row.place_id),
            amount=None if is_share else measure.amount(row.value),
            text="" if is_share else value_in_words(indicator, reading, row.value),
        )
        for row in counted
    ]


def bubbles_of(ranked: Sequence[RankedPlace], address: AddressOf) -> list[Bubble]:
    """Places without coordinates are in the ranking and in the table, not on the map."""
    return [
        Bubble(
            name=row.name,
            latitude=row.latitude,
            longitude=row.longitude,
            num=row.value.numerator,
            den=row.value.denominator,
            url=address(row.place_id),
        )
        for row in ranked
        if row.latitude is not None and row.longitude is not None and row.value.denominator
    ]


def companions(cards: Iterable[FigureCard], address: Callable[[str], str]) -> dict[str, Ongoing]:
    """Indicator code -> what an open year has so far, to stand beside a closed one; `address` of a code: where it leads
    ("" = nowhere)."""
    return {
        card.indicator.code: Ongoing(
            year=card.year,
            num=card.value.numerator,
            den=card.value.denominator,
            is_share=card.is_share,
            text=card.value_in_words,
            target_text=target_in_words(card.indicator, card.target.number) if card.target else "",
            url=address(card.indicator.code),
        )
        for card in cards
        if card.value is not None and card.value.denominator
    }


def label_day(year: int, map_date: date | None, today: date) -> date:
    """The day whose names a page uses: that of the map it shows."""
    day = counting_day(year, today)
    return day if map_date is None else max(day, map_date)


def chosen_card(cards: Sequence[FigureCard], code: str = "") -> FigureCard | None:
    """The indicator asked for, else the headline, the one the programme is named by."""
    by_code = {card.indicator.code: card for card in cards}
    headline = next((card for card in cards if card.indicator.is_headline), None)
    return by_code.get(code) or headline or next(iter(cards), None)


def apart(cards: Sequence[FigureCard]) -> tuple[list[FigureCard], list[tuple[str, list[FigureCard]]]]:
    """The programme's own, and the others that have something to tell, under their headings."""
    others: dict[str, list[FigureCard]] = {}
    for card in telling(cards):
        if card.indicator.heading:
            others.setdefault(str(card.indicator.heading), []).append(card)
    return [card for card in cards if not card.indicator.heading], list(others.items())


def telling(cards: Iterable[FigureCard]) -> list[FigureCard]:
    """The programme's own, and of the others those that have something to tell."""
    return [card for card in cards if not card.indicator.heading or (card.value is not None and card.value.denominator)]


def told(card: FigureCard, value: Value, of: str | None = None) -> str:
    """Another value of a card's indicator: a fraction with the denominator's words, else an amount."""
    if card.is_share:
        return fraction(value.numerator, value.denominator, card.of if of is None else of)
    return value_in_words(card.indicator, card.reading, value)


def export_columns(has_amounts: bool) -> list[WrittenColumn]:
    """What `export_row` gives; columns for amounts only where some indicator is no share."""
    amounts = [WrittenColumn(_("Giá trị"), "decimal"), WrittenColumn(_("Đơn vị tính"))]
    return [
        WrittenColumn(_("Địa bàn"), width=32),
        WrittenColumn(_("Chỉ tiêu")),
        WrittenColumn(_("Năm"), "integer"),
        WrittenColumn(_("Số người đạt"), "integer"),
        WrittenColumn(_("Tổng số người"), "integer"),
        *(amounts if has_amounts else ()),
    ]


def export_row(name: str, card: FigureCard, value: Value, *, has_amounts: bool) -> tuple[object, ...]:
    start = (name, card.indicator.code, card.year)
    if card.is_share:
        return (*start, value.numerator, value.denominator, *((None, None) if has_amounts else ()))
    return (*start, None, None, card.indicator.measure.amount(value), str(card.indicator.unit or card.of))
