"""Rows of a hand-made list that are no data: the line of column numbers under the titles, totals, who signs, words in columns
that nobody reads."""

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext as _

from hieuhoc.lib.words import told
from hieuhoc.sheets.definition import ROW
from hieuhoc.sheets.numbering import row_name

MOST_NAMED = 10
MOST_FILLED = 3  # a total or a signature fills few cells; a row of data with so few has problems anyway
COLUMN_NUMBER = r"^\(?\d{1,2}\)?$|^\(?[A-ZĐ]\)?$"
# With their marks: Tống and Công are surnames.
TOTAL = (
    r"(?i)^(tổng cộng|tổng số|tổng|cộng)( (người|hộ|khẩu|nhân khẩu|dân))?[\s:.\d]*(người|hộ|khẩu|nhân khẩu|dân)?[\s.]*$"
)
WORDS = r"\p{L}{2}"
SIGNATURE = (
    r"(?i)^(người lập( biểu| danh sách)?|tm\.|kt\.|chủ tịch( ubnd.*)?|trưởng (thôn|buôn|bản)|cán bộ lập|xác nhận của .*"
    r"|\(?ký,.*|danh sách (này |trên )?(có|gồm) .*|.*ngày [\d. …]*\s*tháng [\d. …]*\s*năm.*)"
)
DAY_IN_WORDS = r"(?i)^ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}$"  # beside a name: a birth


class Strays:
    """Sets them aside chunk by chunk and says which rows they were."""

    def __init__(self, cells: list[str]) -> None:
        self.cells = cells
        self.rows: list[int] = []
        self.is_first = True

    def without(self, frame: pl.DataFrame, unread: pl.DataFrame) -> pl.DataFrame:
        """The frame without them and without empty rows. `unread`: `row` and the cells of columns that nobody reads."""
        is_blank = pl.all_horizontal(pl.col(cell).is_null() for cell in self.cells)
        blank, frame = frame.filter(is_blank), frame.filter(~is_blank)
        stray = [*self._words_alone(blank, unread), *self._column_numbers(frame), *self._closing_lines(frame, unread)]
        self.is_first = self.is_first and not frame.height
        if not stray:
            return frame
        self.rows += sorted(stray)
        return frame.filter(~pl.col(ROW).is_in(stray))

    def notes(self, sheets: Sequence[str]) -> list[str]:
        """`sheets` of the file: rows of several are named with theirs."""
        if not self.rows:
            return []
        named = ", ".join(row_name(row, sheets) for row in self.rows[:MOST_NAMED])
        named += "…" if len(self.rows) > MOST_NAMED else ""
        words = _(
            "Bỏ qua %(count)s dòng không phải dữ liệu (tiêu đề, số thứ tự cột, tổng cộng, chữ ký): dòng %(rows)s."
        )
        return [told(words, {"count": len(self.rows), "rows": named})]

    def _column_numbers(self, frame: pl.DataFrame) -> list[int]:
        """1, 2, 3 … or (1), (2), A, B under the titles: the first row, when it holds nothing else."""
        if not self.is_first or not frame.height:
            return []
        row = frame.select(self.cells).head(1).transpose().to_series().drop_nulls()
        is_numbers = row.len() >= MOST_FILLED and row.str.contains(COLUMN_NUMBER).all()
        return frame[ROW].head(1).to_list() if is_numbers else []

    def _words_alone(self, blank: pl.DataFrame, unread: pl.DataFrame) -> list[int]:
        """A row that says something, in columns that nobody reads."""
        cells = [cell for cell in unread.columns if cell != ROW]
        if not cells or not blank.height:
            return []
        beside = unread.join(blank.select(ROW), on=ROW, how="semi", maintain_order="left")
        return beside.filter(pl.any_horizontal(pl.col(cell).str.contains(WORDS) for cell in cells))[ROW].to_list()

    def _closing_lines(self, frame: pl.DataFrame, unread: pl.DataFrame) -> list[int]:
        filled = pl.sum_horizontal(pl.col(cell).is_not_null() for cell in self.cells)
        few = frame.filter(filled <= MOST_FILLED)
        if not few.height:
            return []
        few = few.join(unread, on=ROW, how="left", maintain_order="left")
        every = [cell for cell in few.columns if cell != ROW]
        is_total = pl.any_horizontal(pl.col(cell).str.contains(TOTAL) for cell in every)
        is_birth = (filled > 1) & pl.any_horizontal(pl.col(cell).str.contains(DAY_IN_WORDS) for cell in self.cells)
        signs = pl.any_horizontal(pl.col(cell).str.contains(SIGNATURE) for cell in self.cells) & (filled < MOST_FILLED)
        return few.filter(is_total.fill_null(False) | (signs.fill_null(False) & ~is_birth.fill_null(False)))[
            ROW
        ].to_list()
