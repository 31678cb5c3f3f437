"""What the eye sees in a sheet beside the text of its cells: hidden rows, rows crossed out, a day of which only the year
shows. The reader says it with every chunk; whoever uses the rows decides what it means.

A frame of remarks has one row per remark: `_row` as in the chunk, `column` (title, "" = the whole row), `kind`, `seen`
(what the chunk holds) and `becomes` (what the cell would hold if it were read the other way; null = nothing).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from hieuhoc.lib.sheet_reading import ROW

HIDDEN_ROW = "hidden_row"  # hidden by hand or by a filter
STRUCK_ROW = "struck_row"  # crossed out whole, or nearly
STRUCK_CELL = "struck_cell"  # a cell crossed out, or a part of it: it becomes what is not crossed out
DAY_BEHIND_YEAR = "day_behind_year"  # a day formatted as a year: read as the year that shows, becomes the day
BROKEN_CELL = "broken_cell"  # a formula without a result, an error of Excel: `seen` is what shows there
REMARKS = {ROW: pl.UInt32, "column": pl.String, "kind": pl.String, "seen": pl.String, "becomes": pl.String}

type Table = Iterator[tuple[pl.DataFrame, pl.DataFrame]]  # rows, remarks


class Remark(NamedTuple):
    row: int
    column: str
    kind: str
    seen: str = ""
    becomes: str | None = None


def remark_frame(remarks: Sequence[Remark]) -> pl.DataFrame:
    return pl.DataFrame(list(remarks), schema=REMARKS, orient="row")
