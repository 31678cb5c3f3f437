"""Rows of a file as text frames with their row numbers, read by lib's bounded child."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from hieuhoc.lib.sheet_reading import BrokenCell
from hieuhoc.lib.vietnamese import fold
from hieuhoc.lib.workbook_writing import problem_title
from hieuhoc.lib.xlsx import ReadLimits, SheetReader, open_sheet
from hieuhoc.sheets.definition import ROW, Column

READER_ROW = "_row"
CHUNK_ROWS = 20_000


@dataclass
class RowSource:
    reader: SheetReader

    @property
    def headers(self) -> list[str]:
        """Without the column of problems of a workbook we gave back."""
        return [header for header in self.reader.report.headers if header != problem_title()]

    @property
    def letters(self) -> dict[str, str]:
        """Header → the letter of its column in the file."""
        found = self.reader.report.found
        return dict(zip(found.headers, found.letters, strict=True))

    @property
    def broken(self) -> list[BrokenCell]:
        return self.reader.report.found.broken

    @property
    def rows_expected(self) -> int:
        """Blank ones counted too; 0 = not known."""
        return self.reader.report.found.rows_expected

    @property
    def notes(self) -> list[str]:
        """Complete after the last chunk."""
        return self.reader.report.notes

    @property
    def chunks(self) -> Iterator[pl.DataFrame]:
        """`row` and one text column per header, blank cells null."""
        for chunk, _remarks in self.pieces:
            yield chunk

    @property
    def pieces(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Each chunk with the reader's remarks about its rows (`lib.sheet_remarks`)."""
        for chunk in self.reader:
            remarks = self.reader.remarks.rename({READER_ROW: ROW})
            yield chunk.rename({READER_ROW: ROW}).with_columns(pl.col(ROW).cast(pl.UInt32)), remarks


@contextmanager
def open_rows(path: Path, file_name: str, columns: tuple[Column, ...]) -> Iterator[RowSource]:
    """Raises a Refusal, here or while iterating, that says what is wrong with the file."""
    expects = frozenset(fold(name) for column in columns for name in (str(column.header), *column.aliases))
    with open_sheet(path, file_name, ReadLimits(chunk_rows=CHUNK_ROWS), expects=expects) as reader:
        yield RowSource(reader)
