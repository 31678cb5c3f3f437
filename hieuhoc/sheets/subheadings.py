"""Headings in the middle of a list: “I. Tổ dân phố 1” on a row of its own says where the people below live. Asked once for
all of a file, never dropped with the column it stands in."""

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.sheets.definition import CHANGE, KEEP, ROW, Column, raw
from hieuhoc.sheets.questions import Asking, Questions

HEADING = _("{} dòng tiêu đề giữa bảng ghi “{}” (như “{}”): các dòng bên dưới để trống ô đó thì đọc thế nào?")
ANSWERS = ((CHANGE, _("Lấy theo tiêu đề ngay phía trên")), (KEEP, _("Để trống: các dòng ấy không có")))
MOST_FILLED = 4  # number, heading, how many households, how many people
# Roman and other numbers before the words, counts behind them, and cells that hold nothing else.
_BEFORE = r"^\s*\(?(?:[IVXLC]+|\d{1,3}|[A-ZĐ])\s*[.)/:\-–]+\s*"
_BEHIND = r"(?i)\s*[:(\[–-]*\s*(?:có\s+|gồm\s+)?\d+\s*(?:hộ|khẩu|nhân khẩu|người|nk)\b.*$"
_NUMBER = r"(?i)^\(?(?:[IVXLC]+|\d{1,3}|[A-ZĐ])[.)]*$|^\d+\s*(?:hộ|khẩu|nhân khẩu|người)$"


def heading_of(cells: pl.Expr) -> pl.Expr:
    """The words of a heading without its number and counts."""
    return cells.str.replace(_BEFORE, "").str.replace(_BEHIND, "").str.strip_chars(" .:-–")


class Subheadings:
    """Chunk by chunk, in the order of the file, of the column whose values may also be the name of a sheet."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.column = next((column for column in columns if column.sheet_name), None)
        self.begin_sheet()

    def begin_sheet(self) -> None:
        self.current: str | None = None  # the last heading: it reaches into the next chunk

    def without(self, chunk: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame (`row` and `raw.*`) without the headings of its chunk (`row` and every column of the file)."""
        if self.column is None:
            return frame
        self.headings = self._headings(chunk, self.column)
        return frame.join(self.headings.select(ROW), on=ROW, how="anti", maintain_order="left")

    def filled(self, frame: pl.DataFrame, questions: Questions) -> pl.DataFrame:
        """With what the headings say where the answer is so: of the rows that are left of that chunk."""
        if self.column is None or (not self.headings.height and self.current is None):
            return frame
        answer, cell = self._ask(self.headings, self.column, questions), raw(self.column.key)
        reaching = self._reaching(frame, self.headings)
        return frame.with_columns(pl.coalesce(cell, reaching).alias(cell)) if answer == CHANGE else frame

    def _headings(self, chunk: pl.DataFrame, column: Column) -> pl.DataFrame:
        """row, seen, becomes: rows that hold one heading and nothing else but numbers."""
        cells = [name for name in chunk.columns if name != ROW]
        filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in cells)
        few = chunk.filter(filled.is_between(1, MOST_FILLED)).select(ROW, *cells)
        if not few.height:
            return few.select(ROW, seen=pl.lit(""), becomes=pl.lit(""))
        each = few.unpivot(on=cells, index=ROW, value_name="seen").drop_nulls("seen").drop("variable")
        words = each.filter(~pl.col("seen").str.contains(_NUMBER)).with_columns(becomes=heading_of(pl.col("seen")))
        alone = words.filter(pl.len().over(ROW) == 1)
        return alone.filter(pl.col("becomes").str.contains(column.sheet_name)).sort(ROW)

    def _ask(self, headings: pl.DataFrame, column: Column, questions: Questions) -> str:
        cells = headings.select(ROW, "seen", "becomes", column=pl.lit(column.key))
        example = headings["seen"][0] if headings.height else ""
        return questions.ask(
            Asking(f"heading.{column.key}", HEADING, ANSWERS), cells, (str(column.header), example[:80])
        )

    def _reaching(self, frame: pl.DataFrame, headings: pl.DataFrame) -> pl.Series:
        """The heading above each row of the frame."""
        above = headings.select(ROW, "becomes").sort(ROW)
        reaching = frame.select(ROW).join_asof(above, on=ROW, strategy="backward")["becomes"]
        reaching = reaching.fill_null(self.current) if self.current is not None else reaching
        if above.height:
            self.current = above["becomes"][-1]
        return reaching
