"""Rows of a file as text frames with their row numbers, read by lib's bounded child."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from hieuhoc.lib.sheet_cells import title_key
from hieuhoc.lib.sheet_reading import Found
from hieuhoc.lib.workbook_writing import problem_title
from hieuhoc.lib.xlsx import ReadLimits, SheetReader, open_sheet
from hieuhoc.sheets.definition import ROW, Column
from hieuhoc.sheets.numbering import SHEET_ROWS

READER_ROW = "_row"
CHUNK_ROWS = 15_000


@dataclass
class RowSource:
    """What the reader says of the sheet that is being read; several sheets follow each other."""

    reader: SheetReader
    sheets: list[str] = field(default_factory=list)  # read so far

    @property
    def found(self) -> Found:
        return self.reader.report.found

    @property
    def headers(self) -> list[str]:
        """Without the column of problems of a workbook we gave back."""
        return [header for header in self.found.headers if header != problem_title()]

    @property
    def letters(self) -> dict[str, str]:
        """Header → the letter of its column in the file."""
        return dict(zip(self.found.headers, self.found.letters, strict=True))

    @property
    def rows_expected(self) -> int:
        """Blank ones counted too; 0 = not known."""
        return self.found.rows_expected if len(self.found.sheets) < 2 else 0

    @property
    def notes(self) -> list[str]:
        """Complete after the last chunk."""
        return self.reader.report.notes

    @property
    def chunks(self) -> Iterator[pl.DataFrame]:
        """`row` (`numbering`) and one text column per header of the sheet it is from, blank cells null."""
        for chunk, _remarks in self.pieces:
            yield chunk

    @property
    def pieces(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """Each chunk with the reader's remarks about its rows (`lib.sheet_remarks`)."""
        for chunk in self.reader:
            if not self.sheets or self.sheets[-1] != self.found.sheet:
                self.sheets.append(self.found.sheet)
            row = (pl.col(READER_ROW).cast(pl.UInt32) + SHEET_ROWS * (len(self.sheets) - 1)).alias(ROW)
            remarks = self.reader.remarks.select(row, pl.exclude(READER_ROW))
            yield chunk.select(row, pl.exclude(READER_ROW)), remarks


@contextmanager
def open_rows(
    path: Path, file_name: str, columns: tuple[Column, ...], sheets: Sequence[str] = ()
) -> Iterator[RowSource]:
    """`sheets`: those to read, none = all that hold a list. Raises a Refusal, here or while iterating, that says what is
    wrong with the file."""
    titles = [
        name for column in columns for name in (str(column.header), *column.aliases, *column.begins, *column.ticked)
    ]
    with open_sheet(
        path, file_name, ReadLimits(chunk_rows=CHUNK_ROWS), expects=frozenset(map(title_key, titles)), sheets=sheets
    ) as reader:
        yield RowSource(reader)
