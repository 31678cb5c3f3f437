"""Figures of a place: the sentence, the gauges, the trend across the reform, ranking, map and table."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import grants_on
from hieuhoc.indicators import reads
from hieuhoc.indicators.definition import LEFT_OUT
from hieuhoc.indicators.reads import FigureCard
from hieuhoc.indicators.rules import Value
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.workbook_writing import write_workbook
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import PlaceLabel, among, ancestors, is_before_known_map, label_of, labels
from hieuhoc.web.figures.maps import Address, Nothing, nothing_to_show
from hieuhoc.web.figures.shown import (
    apart,
    bubbles_of,
    chosen_card,
    companions,
    export_columns,
    export_row,
    places_below,
    ranks_of,
    telling,
    told,
    trend_lines,
)
from hieuhoc.web.guards import needs
from hieuhoc.web.kept import kept
from hieuhoc.web.office.figures.asked import AskedFigures, asked_of, place_within, places_reached
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.shapes import Ongoing

BEST = 10  # places of a ranking shown at once; drawing a whole province of them costs more than all else on the page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("indicators.read_figures")
def start(request: Request) -> HttpResponse:
    """My own place; whoever has no place of their own begins with a province."""
    grants = grants_on(request.user, timezone.localdate())
    place = grants[0].place_id if grants else None
    place = place or Place.objects.on(timezone.localdate(), Tier.PROVINCE).values_list("pk", flat=True).first()
    if place is None:
        return render(request, "office/figures/none.html", {})
    return redirect("office:figures-place", place)


@needs("indicators.read_figures")
def place(request: Request, pk: int) -> HttpResponse:
    """The drawn part is kept while the figures stay as they are; what waits to be counted is looked up every time."""
    place_within(request.scope, pk)
    drawn = _kept(request, pk)
    waiting = reads.waiting_changes(drawn["page_year"]) if drawn["is_closed"] else 0
    being_recounted = not drawn["is_closed"] and reads.is_being_recounted(pk, drawn["page_year"])
    context = drawn | {"waiting": waiting, "is_being_recounted": being_recounted}
    return render(request, "office/figures/place.html", context)


def _kept(request: Request, pk: int) -> dict[str, Any]:
    powers = [request.user.has_perm(f"indicators.{deed}") for deed in ("revise_year", "read_rows")]
    seen_as = (request.scope.everything, sorted(request.scope.places), powers)
    return kept(("office figures", pk, request.GET.urlencode(), seen_as), lambda: _page(request, pk))


def _page(request: Request, pk: int) -> dict[str, Any]:
    asked = asked_of(request, pk)
    label = label_of(pk, asked.day)
    told_cards = reads.cards(pk, asked.year, map_date=asked.map_date, with_headings=True)
    cards, others = apart(told_cards)
    nothing = None if any(row.value and row.value.denominator for row in cards) else _nothing(request, label, asked)
    card = chosen_card(told_cards, asked.indicator) if nothing is None else None
    revisions = list(reads.revisions_of(asked.year))
    beside = _beside(label, asked) if card else {}
    context: dict[str, Any] = {
        "asked": asked,
        "nothing": nothing,
        "revision": next((row for row in revisions if card and row.number == card.revision), None),
        "published": next((row for row in revisions if row.published_at), None),
        "place": label,
        "cards": [(row, rows_address(label, row, asked), beside.get(row.indicator.code)) for row in cards if card],
        "others": [
            (heading, [(row, rows_address(label, row, asked)) for row in rows]) for heading, rows in others if card
        ],
        "card": card,
        "below": places_below(pk, asked.day) if label.tier != Tier.COMMUNE and is_before_known_map(asked.day) else (),
        "may_revise": request.user.has_perm("indicators.revise_year"),
    }
    if card is not None:
        context |= _drawn(label, card, asked)
    return {
        "title": label.title,
        "sentence": context.get("sentence", ""),
        "page_place": label.title,
        "page_year": asked.year,
        "data_on": asked.day,
        "crumbs": _crumbs(request, label, asked),
        "is_closed": not asked.is_open and asked.year in asked.years,
        "is_open": asked.is_open,
        "is_old_map": is_before_known_map(asked.day),
        "body": render_to_string("office/figures/place_body.html", context, request),
    }


def _nothing(request: Request, label: PlaceLabel, asked: AskedFigures) -> Nothing | None:
    reached = places_reached(request.scope)
    return nothing_to_show(label, asked.year, asked.map_date, asked.day, figures_address(asked), reached)


def figures_address(asked: AskedFigures) -> Address:
    def address(place_id: int, is_rebased: bool) -> str:
        query = asked.query(map="today" if is_rebased else "")
        return reverse("office:figures-place", args=[place_id]) + query

    return address


def _beside(label: PlaceLabel, asked: AskedFigures) -> dict[str, Ongoing]:
    """Of each indicator what the open year has so far, beside the closed one that is shown."""
    year = asked.beside_year
    if year is None:
        return {}

    def address(code: str) -> str:
        return reverse("office:figures-place", args=[label.id]) + asked.query(year=year, indicator=code)

    return companions(reads.cards(label.id, year, map_date=asked.map_date), address)


def rows_address(label: PlaceLabel, card: FigureCard, asked: AskedFigures, **more: object) -> str:
    """The people behind a commune's figure, for who may see them; above a commune the figure leads to its communes."""
    query = asked.query(**{"indicator": card.indicator.code, "reading": card.reading} | more)
    if label.tier == Tier.COMMUNE or more.get("part"):
        if not asked.may_read_rows:
            return ""
        return reverse("office:figures-rows", args=[label.id]) + query
    return reverse("office:figures-place", args=[label.id]) + query + "#communes"


def _drawn(label: PlaceLabel, card: FigureCard, asked: AskedFigures) -> dict[str, object]:
    code = card.indicator.code
    has_more = len(card.indicator.readings) > 1 or card.indicator.left_out
    values = reads.readings(label.id, asked.year, card.indicator, map_date=asked.map_date) if has_more else {}

    def year_address(year: int, is_rebased: bool) -> str:
        query = asked.query(indicator=code, year=year, map="today" if is_rebased else "")
        return reverse("office:figures-place", args=[label.id]) + query

    drawn: dict[str, object] = {
        "sentence": card.sentence(label.title),
        "lines": trend_lines(
            label.id, code, asked.years_drawn, rebased_on=reads.current_map_date(), address=year_address
        )
        if card.is_share
        else (),
        "own": told(card, card.own) if card.own else "",
        "unassigned": told(card, card.unassigned) if card.unassigned else "",
        "rows_url": rows_address(label, card, asked),
        "numerator_url": rows_address(label, card, asked, which="numerator"),
        "missing_url": rows_address(label, card, asked, which="missing"),
        "unassigned_url": rows_address(label, card, asked, part="unassigned"),
        "own_url": rows_address(label, card, asked, part="own"),
        "levels": _levels(label, card, asked),
        "dimension": card.indicator.dimension,
        "how_counted": reads.how_counted(card.settings, card.indicator),
        "readings": _readings(label, card, asked, values) if len(card.indicator.readings) > 1 else (),
        **left_out(label, card, asked, values),
    }
    if label.tier != Tier.COMMUNE:
        narrowed = {"reading": asked.reading, "level": asked.level}
        ranked = reads.ranking(
            label.id,
            code,
            asked.year,
            map_date=asked.map_date,
            reading=asked.reading or card.reading,
            level=asked.level,
        )

        def address(place_id: int) -> str:
            return reverse("office:figures-place", args=[place_id]) + asked.query(indicator=code, **narrowed)

        drawn["narrowed"] = [
            name
            for name in (
                card.indicator.dimension.words(asked.level) if card.indicator.dimension else "",
                card.indicator.reading(asked.reading).name if asked.reading not in {"", card.reading} else "",
            )
            if name
        ]
        ranks = ranks_of(ranked, card.indicator, asked.reading or card.reading, address)
        shown = len(ranks) if asked.shows_all else BEST
        drawn |= {
            "ranks": ranks[:shown],
            "other_count": len(ranks[shown:]),
            "bubbles": bubbles_of(ranked, address) if card.is_share and not asked.reading.startswith(LEFT_OUT) else (),
        }
    return drawn


def _levels(label: PlaceLabel, card: FigureCard, asked: AskedFigures) -> list[tuple[str, str, str]]:
    """By the values of the indicator's dimension: name, value, where it leads."""
    values = reads.levels(label.id, asked.year, card.indicator, map_date=asked.map_date)
    known = card.indicator.dimension.values if card.indicator.dimension else ()
    return [
        (str(name), told(card, values[level]), rows_address(label, card, asked, level=level))
        for level, name in known
        if level in values
    ]


class ReadingLine(NamedTuple):
    """`counts` = the one that is used; `told` = its figure in words."""

    name: str
    counts: bool
    told: str
    url: str


def left_out(
    label: PlaceLabel, card: FigureCard, asked: AskedFigures, values: Mapping[str, Value]
) -> dict[str, object]:
    """How many of them do not count and why, each with where it leads; what is counted and left out is all of them."""
    reasons = [
        (reason, values[reason.reading.code].numerator)
        for reason in card.indicator.left_out_of_reading(card.reading)
        if reason.reading.code in values
    ]
    outside = sum(people for _reason, people in reasons)
    counted = getattr(card.value or Value(), card.indicator.left_out_beside)
    return {
        "left_out": [
            (people, reason.why, rows_address(label, card, asked, reading=reason.reading.code))
            for reason, people in reasons
        ],
        "left_out_count": outside,
        "counted_count": counted,
        "holders_count": counted + outside,
    }


def _readings(
    label: PlaceLabel, card: FigureCard, asked: AskedFigures, values: Mapping[str, Value]
) -> list[ReadingLine]:
    return [
        ReadingLine(
            str(reading.name),
            reading.code == card.reading,
            told(card, values[reading.code], of=""),
            rows_address(label, card, asked, reading=reading.code),
        )
        for reading in card.indicator.readings
        if reading.code in values
    ]


def _crumbs(request: Request, label: PlaceLabel, asked: AskedFigures) -> list[tuple[str, str]]:
    """The places above that the reader may open, the highest first."""
    above = [pk for pk in ancestors(label.id, asked.day) if pk != label.id]
    reached = set(above)
    if not request.scope.everything:
        reached = set(
            Place.objects.filter(pk__in=above).filter(among("pk", request.scope)).values_list("pk", flat=True)
        )
    names = labels(reached, asked.day)
    return [
        (names[pk].title, reverse("office:figures-place", args=[pk]) + asked.query())
        for pk in reversed(above)
        if pk in names
    ]


@needs("indicators.read_figures")
def export(request: Request, pk: int) -> HttpResponse:
    """The communes under a place, all indicators, numerators and denominators: what the ranking shows."""
    place_within(request.scope, pk)
    asked = asked_of(request, pk)
    nothing = _nothing(request, label_of(pk, asked.day), asked)
    if nothing is not None:
        raise Refusal(f"{nothing.title}. {nothing.text}", code="no_figures")
    content = BytesIO()
    cards = telling(reads.cards(pk, asked.year, map_date=asked.map_date, with_headings=True))
    has_amounts = not all(card.is_share for card in cards)
    rows = _export_rows(pk, asked, cards, has_amounts=has_amounts)
    write_workbook(content, export_columns(has_amounts), rows, sheet=_("Số liệu"))
    headers = {"Content-Disposition": f'attachment; filename="so-lieu-{asked.year}.xlsx"'}
    return HttpResponse(content.getvalue(), content_type=XLSX, headers=headers)


def _export_rows(
    pk: int, asked: AskedFigures, cards: list[FigureCard], *, has_amounts: bool
) -> Iterator[tuple[object, ...]]:
    for card in cards:
        ranked = reads.ranking(pk, card.indicator.code, asked.year, map_date=asked.map_date, reading=card.reading)
        shown = [(row.name, row.value) for row in ranked]
        if not shown:
            shown = [(label_of(pk, asked.day).title, card.value or Value())]
        for name, value in shown:
            yield export_row(name, card, value, has_amounts=has_amounts)
