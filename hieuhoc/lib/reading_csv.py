"""A text file as a table: encoding, separator, titles; then its rows in pieces."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from hieuhoc.lib.sheet_cells import find_header, name_headers, two_rows_of_titles
from hieuhoc.lib.sheet_reading import ROW, CannotRead, Found, ReadLimits
from hieuhoc.lib.sheet_remarks import Table, remark_frame
from hieuhoc.lib.text_decoding import (
    count_lines,
    find_encoding,
    find_separator,
    first_lines,
    lines_until,
    row_pieces,
    rows_of,
    to_utf8,
)


def open_text(path: Path, expects: frozenset[str], limits: ReadLimits, folder: Path) -> tuple[Found, Table]:
    encoding = find_encoding(path)
    utf8 = to_utf8(path, encoding, folder)
    lines = count_lines(utf8)
    start = first_lines(utf8)
    separator = find_separator(start)
    near = rows_of(start, separator)
    header = find_header(near, expects, limits)
    header, cells = _titles(near, header, expects)
    report = Found("csv", encoding=encoding, separator=separator, header_row=header + 1)
    report.rows_expected = max(0, lines - header - 1)
    titles = name_headers(cells, near[header + 1 : header + limits.header_within], report, limits)
    # A separator at the end of a line is common: columns without title are read and dropped. A filled cell there is
    # the rest of one that was cut in two.
    width = max(len(row) for row in near[header:])
    if any(cell.strip() for row in near[header:] for cell in row[len(near[header]) :]):
        raise CannotRead("uneven_rows")
    names = [
        titles[position] if position < len(titles) and titles[position] else f"\0{position}"
        for position in range(width)
    ]
    pieces = row_pieces(utf8, lines_until(start, separator, header + 1), limits.chunk_rows)
    return report, _counted(_frames(pieces, separator, names, header + 2), report.headers, limits)


def _titles(near: list[list[str]], header: int, expects: frozenset[str]) -> tuple[int, list[str]]:
    """The last row of titles, and the titles: of two rows when they hold them together."""
    for upper in (header - 1, header):
        if upper < 0 or upper + 1 >= len(near) or len(near[upper]) != len(near[upper + 1]):
            continue
        if titles := two_rows_of_titles(near[upper], near[upper + 1], expects, {}, is_tall=False):
            return upper + 1, titles
    return header, near[header]


def _frames(pieces: Iterator[bytes], separator: str, names: list[str], first_row: int) -> Iterator[pl.DataFrame]:
    for piece in pieces:
        frame = pl.read_csv(
            piece,
            has_header=False,
            separator=separator,
            schema=dict.fromkeys(names, pl.String),
            row_index_name=ROW,
            row_index_offset=first_row,
            raise_if_empty=False,
            missing_columns="insert",
        )
        first_row += frame.height
        yield frame


def _counted(frames: Iterator[pl.DataFrame], headers: list[str], limits: ReadLimits) -> Table:
    rows = 0
    for frame in frames:
        rows += frame.height
        if rows > limits.rows:
            raise CannotRead("too_many_rows", limit=limits.rows)
        yield frame.select(pl.col(ROW).cast(pl.UInt32), *headers), remark_frame(())
