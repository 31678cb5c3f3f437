"""The program that opens a stranger's spreadsheet: a process of its own with little memory, little time and no secrets.

Reads one request (JSON) from its arguments and writes frames to standard output: what was found, chunks as Arrow
streams, the end; or why it cannot be read. Run by `xlsx.open_sheet`.
"""

import json
import resource
import sys
from collections.abc import Iterator
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import python_calamine as calamine

from hieuhoc.lib.ole_files import broken_xls_cells
from hieuhoc.lib.sheet_cells import ColumnDecoder, cleaned, find_header, name_headers, text_of
from hieuhoc.lib.sheet_reading import (
    CHUNK,
    END,
    REFUSED,
    REPORT,
    ROW,
    BrokenCell,
    CannotRead,
    Found,
    Note,
    ReadLimits,
    cell_name,
    write_frame,
)
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
from hieuhoc.lib.workbook_inspection import check_xlsx_sheet, inspect_file

type Chunks = Iterator[pl.DataFrame]
type Ranges = list[tuple[tuple[int, int], tuple[int, int]]]  # (top, left), (bottom, right), from 0


def read_workbook(
    path: Path, kind: str, expects: frozenset[str], limits: ReadLimits
) -> tuple[Found, list[str], Chunks]:
    with calamine.CalamineWorkbook.from_path(path) as book:
        found, name = _choose_sheet(book, kind)
        broken, formulas = _formulas_of(path, kind, book, name, limits)
        sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        raise CannotRead("empty")
    if sheet.total_height > limits.rows:
        raise CannotRead("too_many_rows", limit=limits.rows)
    rows = iter(sheet.iter_rows())
    near = list(islice(rows, limits.header_within))
    header = find_header(near, expects, limits)
    first_column = sheet.start[1]
    found.header_row, found.rows_expected = header + 1, sheet.total_height - header - 1
    merged = sheet.merged_cell_ranges or []
    _refuse_merged(merged, header)
    titles = name_headers(near[header], first_column, found, limits)
    if formulas:
        found.notes.append(Note("formulas", {"count": formulas}))
    titled = {first_column + at for at, title in enumerate(titles) if title}
    found.broken = [cell for cell in broken if cell.row > header + 1 and cell.column in titled]
    below = _filled(chain(near[header + 1 :], rows), header + 1, _tall(merged, header, first_column), found)
    if found.broken:
        below = _said(below, header + 2, len(near[header]), sheet.total_height, first_column, found.broken)
    return found, titles, _row_chunks(below, titles, header + 2, limits)


def _formulas_of(
    path: Path, kind: str, book: calamine.CalamineWorkbook, name: str, limits: ReadLimits
) -> tuple[list[BrokenCell], int]:
    if kind == "xlsx":
        return check_xlsx_sheet(path, name, limits)
    if kind == "xls":
        return broken_xls_cells(path, [sheet.name for sheet in book.sheets_metadata].index(name), limits)
    return [], 0  # an .ods with a broken cell has been refused


def _said(
    rows: Iterator[list[Any]], first_row: int, width: int, last_row: int, first_column: int, broken: list[BrokenCell]
) -> Iterator[list[Any]]:
    """Cells without a value hold what the person sees there: a row of nothing else would be taken for blank."""
    by_row: dict[int, list[BrokenCell]] = {}
    for cell in broken:
        by_row.setdefault(cell.row, []).append(cell)
    # The library knows of no row behind the last value.
    behind = repeat([""] * width, max(0, max(by_row) - last_row))
    for number, row in enumerate(chain(rows, behind), first_row):
        cells = list(row) if number in by_row else row
        for cell in by_row.get(number, ()):
            cells[cell.column - first_column] = cell.said
        yield cells


def _choose_sheet(book: calamine.CalamineWorkbook, kind: str) -> tuple[Found, str]:
    sheets = [one for one in book.sheets_metadata if one.typ == calamine.SheetTypeEnum.WorkSheet]
    visible = [one.name for one in sheets if one.visible == calamine.SheetVisibleEnum.Visible]
    hidden = [one.name for one in sheets if one.visible != calamine.SheetVisibleEnum.Visible]
    if not visible:
        raise CannotRead("no_sheet")
    found = Found(kind, sheet=visible[0])
    if hidden:
        found.notes.append(Note("hidden_sheets", {"sheets": ", ".join(hidden)[:200]}))
    if len(visible) > 1:
        found.notes.append(Note("other_sheets", {"sheet": visible[0], "sheets": ", ".join(visible[1:])[:200]}))
    return found, visible[0]


def _refuse_merged(ranges: Ranges, header: int) -> None:
    for (top, left), (bottom, right) in ranges:
        if top <= header <= bottom:
            raise CannotRead("merged_header", cells=f"{cell_name(top, left)}:{cell_name(bottom, right)}")


def _tall(ranges: Ranges, header: int, first_column: int) -> dict[int, list[tuple[int, int]]]:
    """Merged cells below the header that span rows: first row → (column, last row)."""
    tall: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in ranges:
        if header < top < bottom:
            tall.setdefault(top, []).append((left - first_column, bottom))
    return tall


def _filled(
    rows: Iterator[list[Any]], first_row: int, tall: dict[int, list[tuple[int, int]]], found: Found
) -> Iterator[list[Any]]:
    """Every row of a merged cell gets its value, as the eye reads it; a spreadsheet keeps it in the first row alone."""
    if not tall:
        return rows
    found.notes.append(Note("merged_cells", {"count": sum(map(len, tall.values()))}))
    return _fill(rows, first_row, tall)


def _fill(rows: Iterator[list[Any]], first_row: int, tall: dict[int, list[tuple[int, int]]]) -> Iterator[list[Any]]:
    going: dict[int, tuple[int, Any]] = {}
    for number, row in enumerate(rows, first_row):
        going = {column: (last, value) for column, (last, value) in going.items() if number <= last}
        cells = list(row)
        for column, (_last, value) in going.items():
            cells[column] = value
        going |= {column: (last, row[column]) for column, last in tall.get(number, ()) if column < len(row)}
        yield cells


def _row_chunks(rows: Iterator[list[Any]], titles: list[str], first_row: int, limits: ReadLimits) -> Chunks:
    wanted = [(at, title) for at, title in enumerate(titles) if title]
    while chunk := list(islice(rows, limits.chunk_rows)):
        columns = list(zip(*chunk, strict=True))
        data: dict[str, Any] = {ROW: pl.int_range(first_row, first_row + len(chunk), dtype=pl.UInt32, eager=True)}
        for at, title in wanted:
            data[title] = _texts(columns[at])
        first_row += len(chunk)
        yield pl.DataFrame(data)


def _texts(cells: tuple[Any, ...]) -> pl.Series:
    try:
        return pl.Series(cells, dtype=pl.String)
    except TypeError:  # numbers, dates or yes/no among them
        return pl.Series([cell if type(cell) is str else text_of(cell) for cell in cells], dtype=pl.String)


def read_text(path: Path, expects: frozenset[str], limits: ReadLimits, folder: Path) -> tuple[Found, list[str], Chunks]:
    encoding = find_encoding(path)
    utf8 = to_utf8(path, encoding, folder)
    lines = count_lines(utf8)
    start = first_lines(utf8)
    separator = find_separator(start)
    near = rows_of(start, separator)
    header = find_header(near, expects, limits)
    found = Found("csv", encoding=encoding, separator=separator, header_row=header + 1)
    found.rows_expected = max(0, lines - header - 1)
    titles = name_headers(near[header], 0, found, limits)
    # A separator at the end of a line is common: columns without title are read and dropped. A filled cell there is
    # the rest of one that was cut in two.
    width = max(len(row) for row in near[header:])
    if any(cell.strip() for row in near[header:] for cell in row[len(near[header]) :]):
        raise CannotRead("uneven_rows")
    names = [titles[at] if at < len(titles) and titles[at] else f"\0{at}" for at in range(width)]
    pieces = row_pieces(utf8, lines_until(start, separator, header + 1), limits.chunk_rows)
    return found, titles, _counted(_text_chunks(pieces, separator, names, header + 2), found.headers, limits)


def _text_chunks(pieces: Iterator[bytes], separator: str, names: list[str], first_row: int) -> Chunks:
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


def _counted(batches: Chunks, headers: list[str], limits: ReadLimits) -> Chunks:
    rows = 0
    for batch in batches:
        rows += batch.height
        if rows > limits.rows:
            raise CannotRead("too_many_rows", limit=limits.rows)
        yield batch.select(pl.col(ROW).cast(pl.UInt32), *headers)


def read(
    path: Path, declared_name: str, expects: frozenset[str], limits: ReadLimits, folder: Path, target: BinaryIO
) -> None:
    kind = inspect_file(path, declared_name, limits)
    limit_memory(limits.text_memory_bytes if kind == "csv" else limits.memory_bytes)
    if kind == "csv":
        found, _, chunks = read_text(path, expects, limits, folder)
    else:
        found, _, chunks = read_workbook(path, kind, expects, limits)
    if not found.headers:
        raise CannotRead("no_header")
    write_frame(target, REPORT, json.dumps(found.as_values()).encode())
    decoder, rows = ColumnDecoder(), 0
    for chunk in chunks:
        frame = cleaned(decoder.decode(chunk, found.headers), found.headers)
        rows += frame.height
        if frame.height:
            write_frame(target, CHUNK, frame.write_ipc_stream(None).getvalue())
    if not rows:
        raise CannotRead("no_rows")
    notes = [{"code": note.code, "values": note.values} for note in decoder.notes]
    write_frame(target, END, json.dumps({"rows": rows, "notes": notes}).encode())


def limit_memory(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def limit_myself(limits: ReadLimits) -> None:
    limit_memory(max(limits.memory_bytes, limits.text_memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * limits.file_bytes, 4 * limits.file_bytes))


def refusal_of(error: BaseException) -> CannotRead:
    """Whatever a parser says of a hostile file, the person hears one of our sentences."""
    if isinstance(error, CannotRead):
        return error
    if isinstance(error, calamine.PasswordError):
        return CannotRead("encrypted")
    if isinstance(error, MemoryError):
        return CannotRead("too_heavy")
    if isinstance(error, pl.exceptions.ComputeError) and "more fields" in str(error):
        return CannotRead("uneven_rows")
    return CannotRead("broken")


def main() -> int:
    request = json.loads(sys.argv[1])
    limits = ReadLimits(**request["limits"])
    limit_myself(limits)
    target = sys.stdout.buffer
    try:
        expects = frozenset(request["expects"])
        read(Path(request["path"]), request["declared_name"], expects, limits, Path(request["folder"]), target)
    except BrokenPipeError:
        return 1  # the reader lost interest
    except BaseException as error:
        refusal = refusal_of(error)
        write_frame(target, REFUSED, json.dumps({"code": refusal.code, "values": refusal.values}).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
