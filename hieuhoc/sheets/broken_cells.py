"""Cells that hold a formula without a result, or an error of Excel: a problem at the cell, as nothing else about it."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.sheet_remarks import BROKEN_CELL
from hieuhoc.lib.workbook_words import UNCALCULATED
from hieuhoc.sheets.definition import ROW, Check, Column, Problems, of_column, raw

FORMULA = _("Ô là công thức chưa có kết quả; mở tệp bằng Excel rồi lưu lại, hoặc dán thành giá trị (Paste Values).")
ERROR = _("Ô có lỗi của Excel ({}); sửa công thức hoặc ghi giá trị.")


@dataclass(frozen=True)
class BrokenCells:
    """`cells`: row, column (key), said, one per cell of one chunk in a column that is read."""

    cells: pl.DataFrame

    def blanked(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Without what stands in for a value: no other rule shall speak of it."""
        for column in self._of(frame)["column"].unique():
            rows = self.cells.filter(pl.col("column") == column)[ROW]
            kept = pl.when(~pl.col(ROW).is_in(rows.implode())).then(pl.col(raw(column)))
            frame = frame.with_columns(kept.alias(raw(column)))
        return frame

    def report(self, frame: pl.DataFrame, problems: Problems, columns: Iterable[Column]) -> None:
        """One problem per cell, instead of those a blank cell would have had."""
        broken = self._of(frame)
        if not broken.height:
            return
        spoken = [part.join(broken, on=[ROW, "column"], how="anti") for part in problems.frames]
        problems.frames[:] = [part for part in spoken if part.height]
        is_formula = pl.col("said") == UNCALCULATED
        broken_keys = set(broken["column"])
        for column in (column for column in columns if column.key in broken_keys):
            cells = broken.filter(pl.col("column") == column.key)
            problems.add(cells.filter(is_formula), of_column(Check(pl.lit(True), "formula", FORMULA), column))
            error = of_column(Check(pl.lit(True), "excel_error", ERROR, (pl.col("said"),)), column)
            problems.add(cells.filter(~is_formula), error)

    def _of(self, frame: pl.DataFrame) -> pl.DataFrame:
        return self.cells.join(frame.select(ROW), on=ROW, how="semi") if self.cells.height else self.cells


def broken_cells(remarks: pl.DataFrame) -> BrokenCells:
    """From the reader's remarks of one chunk (columns are keys)."""
    of_kind = remarks.filter((pl.col("kind") == BROKEN_CELL) & (pl.col("column") != ""))
    return BrokenCells(of_kind.select(ROW, "column", said="seen"))
