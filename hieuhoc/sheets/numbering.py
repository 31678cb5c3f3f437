"""Row numbers of a file with several sheets: one number says sheet and row, so that rows of two sheets stay apart.

`row_name(number, sheets)` gives the words for people: "5", or "Thôn 2: 5" when several sheets were read. The sheets of a
checked batch stand in `batch.counts["sheets"]`."""

from collections.abc import Sequence

import polars as pl

SHEET_ROWS = 1 << 21  # more than any sheet has


def row_name(number: int, sheets: Sequence[str]) -> str:
    sheet, row = divmod(number, SHEET_ROWS)
    return f"{sheets[sheet]}: {row}" if len(sheets) > 1 and sheet < len(sheets) else str(row)


def row_names(numbers: pl.Expr, sheets: Sequence[str]) -> pl.Expr:
    """The same for a column."""
    if len(sheets) < 2:
        return numbers.cast(pl.String)
    sheet = (numbers // SHEET_ROWS).replace_strict(
        list(range(len(sheets))), list(sheets), default="", return_dtype=pl.String
    )
    return pl.format("{}: {}", sheet, numbers % SHEET_ROWS)
