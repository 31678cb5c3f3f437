"""Rows of a file as text frames with their row numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from hieuhoc.sheets.definition import ROW

CHUNK_ROWS = 50_000


@dataclass(frozen=True)
class RowSource:
    headers: list[str]
    chunks: Iterator[pl.DataFrame]  # `row` and one text column per header, blank cells null
    notes: list[str]


@contextmanager
def open_rows(path: Path, file_name: str) -> Iterator[RowSource]:
    lazy = pl.scan_csv(path, infer_schema=False)
    headers = lazy.collect_schema().names()
    frame = lazy.collect()

    def chunks() -> Iterator[pl.DataFrame]:
        for at in range(0, frame.height, CHUNK_ROWS):
            yield frame.slice(at, CHUNK_ROWS).with_row_index(ROW, offset=at + 2)

    yield RowSource(headers, chunks(), [])
