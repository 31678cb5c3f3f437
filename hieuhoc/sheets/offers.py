"""What the columns' kinds offer to read otherwise (`definition.Offer`), asked and answered before the cells are cleaned."""

from collections.abc import Iterator, Sequence

import polars as pl

from hieuhoc.sheets.definition import CHANGE, LEAVE_OUT, ROW, Column, Offer, raw
from hieuhoc.sheets.questions import Asking, Questions


def with_answers(frame: pl.DataFrame, columns: Sequence[Column], questions: Questions) -> pl.DataFrame:
    """The frame of `row` and `raw.*` as the officer's answers read it; what is not answered stands as it is."""
    offered = list(_offers(columns))
    if not offered or not frame.height:
        return frame
    counts = frame.select(
        offer.when.fill_null(False).sum().alias(str(position)) for position, (_c, offer) in enumerate(offered)
    )
    for (column, offer), count in zip(offered, counts.row(0), strict=True):
        if count:
            frame = _answered(frame, column, offer, questions)
    return frame


def _offers(columns: Sequence[Column]) -> Iterator[tuple[Column, Offer]]:
    for column in columns:
        offers = getattr(column.kind, "offers", None)
        for offer in offers(column.key) if offers else ():
            yield column, offer


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
