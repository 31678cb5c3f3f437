"""The figures of a place for paper: five targets and what is told beside them, the whole trend, every commune, and the line
where it is signed."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.indicators import reads
from hieuhoc.indicators.reads import FigureCard, RankedPlace
from hieuhoc.indicators.rules import Value
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import label_of
from hieuhoc.web.figures.maps import nothing_to_show
from hieuhoc.web.figures.shown import apart, chosen_card, told, trend_lines
from hieuhoc.web.guards import needs
from hieuhoc.web.office.figures.asked import AskedFigures, asked_of, place_within, places_reached
from hieuhoc.web.office.figures.pages import figures_address
from hieuhoc.web.requests import Request


class PaperRow(NamedTuple):
    """A commune with its figure of each indicator, in their order; "" where there is nobody to count."""

    rank: int | None
    name: str
    figures: list[str]


class PaperRows(NamedTuple):
    """The communes with what stands under one heading; `is_ranked`: by one of these."""

    heading: str
    cards: list[FigureCard]
    is_ranked: bool
    rows: list[PaperRow]


@needs("indicators.read_figures")
def paper(request: Request, pk: int) -> HttpResponse:
    """The same figures as the page with the same address words; communes in the order of the chosen indicator."""
    place_within(request.scope, pk)
    asked = asked_of(request, pk)
    label = label_of(pk, asked.day)
    known = reads.cards(pk, asked.year, map_date=asked.map_date, with_headings=True)
    cards, others = apart([card for card in known if card.value is not None])
    nothing = nothing_to_show(
        label, asked.year, asked.map_date, asked.day, figures_address(asked), places_reached(request.scope)
    )
    parts = [(_("Các xã, phường"), cards), *others]
    card = chosen_card([card for _heading, of_part in parts for card in of_part], asked.indicator) if cards else None
    if nothing is not None or card is None:
        said = f"{nothing.title}. {nothing.text}" if nothing else _("Chưa có số liệu của năm này để in.")
        raise Refusal(said, code="no_figures")
    context = {
        "asked": asked,
        "place": label,
        "page_year": asked.year,
        "cards": cards,
        "others": others,
        "card": card,
        "lines": trend_lines(pk, card.indicator.code, asked.years_drawn, rebased_on=reads.current_map_date()),
        "tables": [] if label.tier == Tier.COMMUNE else _tables(pk, asked, parts, card),
        "printed_on": timezone.localdate(),
        "back": figures_address(asked)(pk, asked.map_date is not None),
    }
    return render(request, "office/figures/paper.html", context)


def _tables(
    pk: int, asked: AskedFigures, parts: Sequence[tuple[str, list[FigureCard]]], chosen: FigureCard
) -> list[PaperRows]:
    """Each part by itself, for ten columns do not fit on a sheet; all in the order of the chosen indicator."""
    of_card = {card.indicator.code: _ranked(pk, asked, card) for _heading, cards in parts for card in cards}
    in_order = of_card[chosen.indicator.code].values()
    return [
        PaperRows(
            heading,
            cards,
            chosen in cards,
            [
                PaperRow(
                    row.rank,
                    row.name,
                    [_figure(card, of_card[card.indicator.code][row.place_id].value) for card in cards],
                )
                for row in in_order
            ],
        )
        for heading, cards in parts
    ]


def _ranked(pk: int, asked: AskedFigures, card: FigureCard) -> dict[int, RankedPlace]:
    ranked = reads.ranking(pk, card.indicator.code, asked.year, map_date=asked.map_date, reading=card.reading)
    return {row.place_id: row for row in ranked}


def _figure(card: FigureCard, value: Value) -> str:
    return told(card, value, of="") if value.denominator else ""
