"""Pieces of a sheet become chunks of one size, whatever sizes they come in; remarks stay with their rows."""

from collections.abc import Iterator

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.lib.reading_table import in_chunks
from hieuhoc.lib.sheet_reading import ROW
from hieuhoc.lib.sheet_remarks import HIDDEN_ROW, Remark, remark_frame

SIZES = st.lists(st.integers(1, 40), max_size=12)


def pieces(sizes: list[int]) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Rows from 2 on; every third one is hidden."""
    first = 2
    for size in sizes:
        rows = range(first, first + size)
        frame = pl.DataFrame({ROW: pl.Series(rows, dtype=pl.UInt32), "Tên": [f"n{row}" for row in rows]})
        yield frame, remark_frame([Remark(row, "", HIDDEN_ROW) for row in rows if row % 3 == 0])
        first += size


@given(sizes=SIZES, chunk_rows=st.integers(1, 25))
def test_all_chunks_but_the_last_are_full(sizes: list[int], chunk_rows: int) -> None:
    chunks = list(in_chunks(pieces(sizes), chunk_rows))
    heights = [frame.height for frame, _remarks in chunks]
    assert sum(heights) == sum(sizes)
    assert all(height == chunk_rows for height in heights[:-1])
    assert all(height <= chunk_rows for height in heights)


@given(sizes=SIZES, chunk_rows=st.integers(1, 25))
def test_each_chunk_brings_the_remarks_of_its_own_rows(sizes: list[int], chunk_rows: int) -> None:
    seen = 2
    for frame, about in in_chunks(pieces(sizes), chunk_rows):
        rows = frame[ROW].to_list()
        assert rows == list(range(seen, seen + frame.height))
        assert about[ROW].to_list() == [row for row in rows if row % 3 == 0]
        seen += frame.height
