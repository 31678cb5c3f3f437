"""The figures of a place for paper: five targets, the whole trend, every commune, and the line where it is signed."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.indicators import reads
from hieuhoc.indicators.reads import FigureCard
from hieuhoc.indicators.rules import Value
from hieuhoc.lib.errors import Refusal
from hieuhoc.places.models import Tier
from hieuhoc.places.reads import label_of
from hieuhoc.web.figures.maps import nothing_to_show
from hieuhoc.web.figures.shown import chosen_card, told, trend_lines
from hieuhoc.web.guards import needs
from hieuhoc.web.office.figures.asked import AskedFigures, asked_of, place_within, places_reached
from hieuhoc.web.office.figures.pages import figures_address
from hieuhoc.web.requests import Request


class PaperRow(NamedTuple):
    """A commune with its figure of each indicator, in their order; "" where there is nobody to count."""

    rank: int | None
    name: str
    figures: list[str]


@needs("indicators.read_figures")
def paper(request: Request, pk: int) -> HttpResponse:
    """The same figures as the page with the same address words; communes in the order of the chosen indicator."""
    place_within(request.scope, pk)
    asked = asked_of(request, pk)
    label = label_of(pk, asked.day)
    cards = [card for card in reads.cards(pk, asked.year, map_date=asked.map_date) if card.value is not None]
    nothing = nothing_to_show(
        label, asked.year, asked.map_date, asked.day, figures_address(asked), places_reached(request.scope)
    )
    card = chosen_card(cards, asked.indicator)
    if nothing is not None or card is None:
        said = f"{nothing.title}. {nothing.text}" if nothing else _("Chưa có số liệu của năm này để in.")
        raise Refusal(said, code="no_figures")
    context = {
        "asked": asked,
        "place": label,
        "page_year": asked.year,
        "cards": cards,
        "card": card,
        "lines": trend_lines(pk, card.indicator.code, asked.years_drawn, rebased_on=reads.current_map_date()),
        "rows": [] if label.tier == Tier.COMMUNE else _rows(pk, asked, cards, card),
        "printed_on": timezone.localdate(),
        "back": figures_address(asked)(pk, asked.map_date is not None),
    }
    return render(request, "office/figures/paper.html", context)


def _rows(pk: int, asked: AskedFigures, cards: Sequence[FigureCard], chosen: FigureCard) -> list[PaperRow]:
    of_each = [
        {
            row.place_id: (row.rank, row.name, row.value)
            for row in reads.ranking(pk, card.indicator.code, asked.year, map_date=asked.map_date, reading=card.reading)
        }
        for card in cards
    ]
    in_order = of_each[cards.index(chosen)]
    return [
        PaperRow(rank, name, [_figure(card, ranked[place][2]) for card, ranked in zip(cards, of_each, strict=True)])
        for place, (rank, name, _value) in in_order.items()
    ]


def _figure(card: FigureCard, value: Value) -> str:
    return told(card, value, of="") if value.denominator else ""
