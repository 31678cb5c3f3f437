"""What the columns' kinds offer to read otherwise (`definition.Offer`), asked and answered before the cells are cleaned."""

from collections.abc import Sequence

import polars as pl

from hieuhoc.sheets.definition import CHANGE, LEAVE_OUT, ROW, Column, Offer, raw
from hieuhoc.sheets.questions import Asking, Questions


def with_answers(frame: pl.DataFrame, columns: Sequence[Column], questions: Questions) -> pl.DataFrame:
    """The frame of `row` and `raw.*` as the officer's answers read it; what is not answered stands as it is."""
    met = [(column, offer) for column in columns for offer in _met(frame, column)]
    for column, offer in met:
        frame = _answered(frame, column, offer, questions)
    return frame


def _met(frame: pl.DataFrame, column: Column) -> list[Offer]:
    """The offers that any row is about. A kind with `hint_of_offers(key)`, true at least wherever one of them is, has them
    looked for among those rows only."""
    offers: tuple[Offer, ...] = column.kind.offers(column.key) if hasattr(column.kind, "offers") else ()
    hint = column.kind.hint_of_offers(column.key) if hasattr(column.kind, "hint_of_offers") else None
    rows = frame if hint is None else frame.filter(hint)
    if not offers or not rows.height:
        return []
    counts = rows.select(
        offer.when.fill_null(False).sum().alias(str(position)) for position, offer in enumerate(offers)
    )
    return [offer for offer, count in zip(offers, counts.row(0), strict=True) if count]


def _answered(frame: pl.DataFrame, column: Column, offer: Offer, questions: Questions) -> pl.DataFrame:
    cell, when = raw(column.key), offer.when.fill_null(False)
    about = frame.filter(when).select(
        ROW, column=pl.lit(column.key), seen=pl.col(cell), becomes=offer.becomes.cast(pl.String)
    )
    asking = Asking(f"{offer.code}.{column.key}", offer.text, offer.choices, offer.must_be_answered)
    answer = questions.ask(asking, about)
    if answer == LEAVE_OUT:
        return frame.filter(~when)
    if answer == CHANGE:
        return frame.with_columns(pl.when(when).then(offer.becomes).otherwise(cell).alias(cell))
    return frame
