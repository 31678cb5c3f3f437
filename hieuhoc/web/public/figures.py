"""Open figures: published revisions only, rounded so that nothing tells of fewer than five people."""

from datetime import date
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from hieuhoc.indicators import reads
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.numbers import read_whole
from hieuhoc.lib.sort_keys import sort_key
from hieuhoc.lib.workbook_writing import write_csv
from hieuhoc.places.former import find_former
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import PlaceLabel, find_by_name, is_before_known_map, label_of, labels
from hieuhoc.web.figures.catalogue import shown_catalogue
from hieuhoc.web.figures.maps import Address, Nothing, not_told_apart, nothing_to_show
from hieuhoc.web.figures.shown import (
    apart,
    bubbles_of,
    chosen_card,
    export_columns,
    export_row,
    label_day,
    places_below,
    ranks_of,
    trend_lines,
)
from hieuhoc.web.guards import public

BEST = 20  # places of a ranking or of a search shown at once


def published_years() -> list[int]:
    published = Revision.objects.filter(published_at__isnull=False).order_by("-year")
    return list(published.values_list("year", flat=True).distinct())


def home_figures() -> str:
    """The indicators of the province for the home page, drawn; of several provinces the one that counts most people.
    Empty before anything is published."""
    years = published_years()
    rows = Figure.objects.filter(year__in=years[:1], is_public=True, map_date=None, part="", level="", measure="share")
    rows = rows.filter(open_denominator__isnull=False)
    largest = rows.filter(place__spells__tier=Tier.PROVINCE).order_by("-open_denominator", "place").first()
    if largest is None or largest.place_id is None:
        return ""
    year = largest.year
    day = label_day(year, None, timezone.localdate())
    label = label_of(largest.place_id, day)
    cards = reads.public_cards(label.id, year)
    card = chosen_card(cards)
    context = {
        "place": label,
        "year": year,
        "cards": [
            (shown_card, reverse("public:figures-place", args=[label.id]) + _query(shown_card)) for shown_card in cards
        ],
        "card": card,
        "sentence": card.sentence(label.title) if card else "",
        "day": day,
    }
    return render_to_string("public/home_figures.html", context)


@public
def overview(request: HttpRequest) -> HttpResponse:
    """Provinces with published figures, and a search for any place by name."""
    years, today = published_years(), timezone.localdate()
    typed = request.GET.get("q", "").strip()[:80]
    counted = Figure.objects.filter(year__in=years[:1], place__spells__tier=Tier.PROVINCE).values("place").distinct()
    known = labels({row["place"] for row in counted}, today)
    only = next(iter(known)) if len(known) == 1 else None  # the same name may be borne all over the country
    named = find_by_name(typed, on=today, under=only, limit=BEST) if typed else []
    context = {
        "years": years,
        "typed": typed,
        "former": find_former(typed, on=today, under=only) if typed else [],
        "found": [label for label in named if label.tier != Tier.VILLAGE],
        "provinces": sorted(known.values(), key=lambda province: sort_key(province.name)),
    }
    return render(request, "public/figures.html", context)


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    return render(request, "public/figures_catalogue.html", shown_catalogue(request.GET.get("q", "")))


@public
def place(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Place, pk=pk)
    years, year, map_date = _asked(request)
    day = label_day(year, map_date, timezone.localdate())
    label = label_of(pk, day)
    nothing = _nothing(label, year, map_date, day)
    told_cards = reads.public_cards(pk, year, map_date=map_date, with_headings=True) if nothing is None else []
    cards, others = apart(told_cards)
    if nothing is None and not cards and map_date is not None:
        nothing = not_told_apart(label, year, day, _address(year))
    card = chosen_card(told_cards, request.GET.get("indicator", "")) if cards else None
    context = {
        "years": years,
        "page_year": year,
        "page_place": label.title,
        "place": label,
        "cards": cards,
        "others": [(heading, [(row, "") for row in rows]) for heading, rows in others],
        "nothing": nothing,
        "card": card,
        "map_date": map_date,
        "day": day,
        "is_old_map": is_before_known_map(day),
        "below": places_below(pk, day) if label.tier != Tier.COMMUNE else (),
    }
    if card is not None:
        context |= _drawn(label, card, sorted(years), shows_all="all" in request.GET)
    return render(request, "public/figures_place.html", context)


@public
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The communes of a place as CSV: what the page shows, nothing more."""
    get_object_or_404(Place, pk=pk)
    _years, year, map_date = _asked(request)
    day = label_day(year, map_date, timezone.localdate())
    nothing = _nothing(label_of(pk, day), year, map_date, day)
    if nothing is not None:
        raise Refusal(f"{nothing.title}. {nothing.text}", code="no_figures")
    cards = reads.public_cards(pk, year, map_date=map_date, with_headings=True)
    has_amounts = not all(card.is_share for card in cards)
    rows = [
        export_row(row.name, card, row.value, has_amounts=has_amounts) for card in cards for row in _ranking(pk, card)
    ]
    content = BytesIO()
    write_csv(content, [column.title for column in export_columns(has_amounts)], rows)
    headers = {"Content-Disposition": f'attachment; filename="so-lieu-{year}.csv"'}
    return HttpResponse(content.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _nothing(label: PlaceLabel, year: int, map_date: date | None, day: date) -> Nothing | None:
    return nothing_to_show(label, year, map_date, day, _address(year), Place.objects.all(), published=True)


def _address(year: int) -> Address:
    def address(place_id: int, is_rebased: bool) -> str:
        query = urlencode({"year": str(year)} | ({"map": "today"} if is_rebased else {}))
        return f"{reverse('public:figures-place', args=[place_id])}?{query}"

    return address


def _asked(request: HttpRequest) -> tuple[list[int], int, date | None]:
    years = published_years()
    if not years:
        raise Http404
    asked = read_whole(request.GET.get("year", ""))
    year = asked if asked in years else years[0]
    return years, year, reads.current_map_date() if request.GET.get("map") == "today" else None


def _query(card: reads.FigureCard) -> str:
    chosen = {"year": str(card.year), "map": "today" if card.map_date else "", "indicator": card.indicator.code}
    return "?" + urlencode({key: value for key, value in chosen.items() if value})


def _ranking(pk: int, card: reads.FigureCard) -> list[reads.RankedPlace]:
    code, reading = card.indicator.code, card.reading
    return reads.ranking(pk, code, card.year, map_date=card.map_date, published=True, reading=reading)


def _drawn(label: PlaceLabel, card: reads.FigureCard, over: list[int], *, shows_all: bool) -> dict[str, object]:
    pk, tier, title = label.id, label.tier, label.title
    query = _query(card)

    def address(place_id: int) -> str:
        return reverse("public:figures-place", args=[place_id]) + query

    rebased = reads.current_map_date()
    is_drawn = card.is_share  # a line is of shares: amounts have their ranking
    lines = trend_lines(pk, card.indicator.code, over, rebased_on=rebased, published=True) if is_drawn else []
    said: dict[str, object] = {"lines": lines, "sentence": card.sentence(title)}
    if tier == Tier.COMMUNE:
        return said
    ranked = _ranking(pk, card)
    ranks = ranks_of(ranked, card.indicator, card.reading, address)
    shown = len(ranks) if shows_all else BEST
    return said | {
        "ranks": ranks[:shown],
        "other_count": len(ranks[shown:]),
        "bubbles": bubbles_of(ranked, address) if card.is_share else (),
    }
