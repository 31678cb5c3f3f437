"""Lists in blocks: code and village stand on the first row of a household only, the rows below mean the same. Blank cells
below a filled one are asked about, never silently nothing.

A column with `Column.heads_block` belongs to the block; a coarser one comes first in the sheet (village, then household). A
value reaches down until a coarser column says another value.
"""

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.sheets.definition import CHANGE, KEEP, ROW, Column, raw
from hieuhoc.sheets.numbering import SHEET_ROWS
from hieuhoc.sheets.questions import Asking, Questions

CODE = "below"  # followed by the keys of the columns that are blank together
BELOW = _("{} dòng để trống {}, dưới một dòng có ghi (như khi chỉ ghi ở dòng chủ hộ): đọc thế nào?")
ANSWERS = ((CHANGE, _("Như dòng có ghi ngay phía trên")), (KEEP, _("Để trống: các dòng ấy không có")))
_SHEET = "sheet"


class Blocks:
    """Chunk by chunk, in the order of the file."""

    def __init__(self, columns: Sequence[Column]) -> None:
        heads = [column for column in columns if column.heads_block]
        self.headers = {raw(column.key): str(column.header) for column in heads}
        self.keys = {raw(column.key): column.key for column in heads}
        self.above = pl.DataFrame(schema={_SHEET: pl.UInt32, **dict.fromkeys(self.keys, pl.String)})

    def filled(self, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        """The frame with blank cells as the answers read them."""
        if not self.keys or not frame.height:
            return frame
        reaching = self._reaching(frame)
        blank = [
            pl.when(pl.col(cell).is_null() & reaching[cell].is_not_null()).then(pl.lit(key)).alias(key)
            for cell, key in self.keys.items()
        ]
        marked = frame.select(ROW, *self.keys).with_columns(blank)
        marked = marked.with_columns(pattern=pl.concat_str(list(self.keys.values()), separator="-", ignore_nulls=True))
        for pattern in marked["pattern"].unique(maintain_order=True):
            if pattern:
                rows = marked["pattern"] == pattern
                if self._answer(frame.filter(rows), reaching.filter(rows), pattern, questions) == CHANGE:
                    cells = [cell for cell, key in self.keys.items() if key in pattern.split("-")]
                    frame = frame.with_columns(
                        pl.when(rows).then(reaching[cell]).otherwise(cell).alias(cell) for cell in cells
                    )
        return frame

    def _reaching(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What stands in each cell or reaches down to it; the last row is kept for the next chunk."""
        sheet = (pl.col(ROW) // SHEET_ROWS).cast(pl.UInt32).alias(_SHEET)
        rows = pl.concat([self.above, frame.select(sheet, *self.keys)])
        within = _changes(pl.col(_SHEET))
        for cell in self.keys:
            rows = rows.with_columns(block=within.cum_sum())
            rows = rows.with_columns(pl.col(cell).forward_fill().over("block"))
            within = within | _changes(pl.col(cell))
        rows = rows.drop("block")
        reaching = rows.tail(frame.height)
        self.above = rows.tail(1)
        return reaching

    def _answer(self, frame: pl.DataFrame, reaching: pl.DataFrame, pattern: str, questions: Questions) -> str:
        cells = [cell for cell, key in self.keys.items() if key in pattern.split("-")]
        titles = " · ".join(self.headers[cell] for cell in cells)
        becomes = reaching.select(pl.concat_str(cells, separator=", ").alias("becomes"))
        about = frame.select(ROW, column=pl.lit(self.keys[cells[0]]), seen=pl.lit("")).hstack(becomes)
        return questions.ask(Asking(f"{CODE}.{pattern}", BELOW, ANSWERS), about, (titles,))


def _changes(value: pl.Expr) -> pl.Expr:
    """Whether a row begins something else than the row above it."""
    return (value.ne_missing(value.shift(1)) & value.is_not_null()).fill_null(False)
