"""The tags that draw figures: gauge, amount, trend, ranking, bubble map. No `{% load %}`, as with `ui`."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from hieuhoc.lib.shares import share
from hieuhoc.web.ui import drawing, formats, shapes, trends

register = template.Library()
PARTS = "ui/parts/"


@register.simple_tag
def card_figure(
    card: Any, label: str = "", *, url: str = "", note: str = "", beside: shapes.Ongoing | None = None
) -> SafeString:
    """A figure as pages read it (`indicators.reads.FigureCard`): a share as a gauge, anything else as an amount; what is
    missing is said in the words of its sentence."""
    target = card.target.number if card.target else None
    words: dict[str, Any] = {
        "url": url,
        "note": note or "",
        "standing_words": card.standing_in_words,
        "is_open": card.is_open,
        "beside": beside or None,
    }
    if card.is_share:
        num, den = (card.value.numerator, card.value.denominator) if card.value else (0, 0)
        name, drawn = "gauge.html", gauge(num, den, target, label, unit=card.of, **words)
    else:
        name, drawn = "amount.html", amount(card.amount, target, card.value_in_words, label, **words)
    return mark_safe(render_to_string(PARTS + name, drawn))  # noqa: S308  drawn by a template


@register.inclusion_tag(PARTS + "gauge.html")
def gauge(
    num: int,
    den: int,
    target: Decimal | float | None = None,
    label: str = "",
    *,
    url: str = "",
    note: str = "",
    unit: str = "",
    standing_words: str = "",
    is_open: bool = False,
    beside: shapes.Ongoing | None = None,
) -> dict[str, Any]:
    """Semicircle against the target, with the fraction and how it stands to the target written out (`standing_words`, those
    of the sentence above it). `is_open`: a year that goes on, dotted; `beside`: an open year's, dotted inside."""
    drawn = drawing.gauge(num, den, target)
    return {
        "drawn": drawn,
        "num": num,
        "den": den,
        "target": target,
        "label": label,
        "url": url,
        "note": note,
        "unit": unit,
        "standing_words": standing_words,
        "is_open": is_open,
        "beside": beside,
        "beside_arc": drawing.arc_beside(beside.num, beside.den) if beside and beside.is_share else "",
        "share": "–" if drawn.share is None else formats.number(drawn.share, 1) + "%",
    }


@register.inclusion_tag(PARTS + "amount.html")
def amount(
    value: Decimal | None,
    target: Decimal | None,
    text: str,
    label: str = "",
    *,
    url: str = "",
    note: str = "",
    standing_words: str = "",
    is_open: bool = False,
    beside: shapes.Ongoing | None = None,
) -> dict[str, Any]:
    """A sum, a count or a ratio where a share would have its gauge; how it stands to its target is written out."""
    return {
        "text": text,
        "label": label,
        "url": url,
        "note": note,
        "standing": drawing.standing_of_amount(value, target),
        "standing_words": standing_words,
        "is_open": is_open,
        "beside": beside,
    }


@register.inclusion_tag(PARTS + "trend.html")
def trend(
    lines: Sequence[shapes.Series],
    id: str,
    label: str,
    *,
    target: Decimal | float | None = None,
    break_year: int | None = None,
    break_label: str = "",
) -> dict[str, Any]:
    """Lines over years with their table. `break_year`: the first year after an administrative change."""
    rows = shapes.trend_rows(lines)
    return {
        "id": id,
        "label": label,
        "lines": lines,
        "rows": rows,
        "drawn": trends.trend(lines, target, break_year, [row.year for row in rows]) if len(rows) > 1 else None,
        "target": target,
        "break_label": break_label,
    }


@register.inclusion_tag(PARTS + "ranking.html")
def ranking(
    ranks: Sequence[shapes.Rank], target: Decimal | float | None = None, *, unit: str = "", start: int = 1
) -> dict[str, Any]:
    """Bars in the order given, each with its fraction or amount and a mark at the target."""
    has_amounts = any(rank.text for rank in ranks)
    whole = drawing.whole_bar([rank.amount for rank in ranks], target) if has_amounts else Decimal(100)
    rows = [
        {
            "rank": rank,
            "share": drawing.part_of(rank.amount, whole) if has_amounts else share(rank.num, rank.den, target=target),
            "standing": drawing.standing_of_amount(rank.amount, target)
            if has_amounts
            else drawing.standing(rank.num, rank.den, target),
        }
        for rank in ranks
    ]
    mark = drawing.part_of(target, whole) if has_amounts else target
    return {"rows": rows, "target": mark, "asked": target, "unit": unit, "start": start}


@register.inclusion_tag(PARTS + "bubble_map.html")
def bubble_map(
    bubbles: Sequence[drawing.Bubble],
    target: Decimal | float | None = None,
    *,
    label: str = "",
    unit: str = "",
    table_url: str = "",
) -> dict[str, Any]:
    """Places at their coordinates, without map tiles; area by denominator, colour and border by standing.

    `table_url`: where the same stands as a table, for those who cannot see the map.
    """
    drawn = drawing.bubble_map(bubbles, target)
    return {"drawn": drawn, "target": target, "label": label, "unit": unit, "table_url": table_url}
