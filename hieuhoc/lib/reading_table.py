"""From the rows of one sheet to its table: which row holds the titles, which columns are read, merged cells filled, and
what the eye sees beside the text."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from hieuhoc.lib.reading_grid import Grid, Grids
from hieuhoc.lib.reading_sheets import Merged, SheetFacts, SheetOfFile
from hieuhoc.lib.sheet_cells import find_header, name_headers, two_rows_of_titles
from hieuhoc.lib.sheet_reading import ROW, CannotRead, Found, Note, ReadLimits, cell_name
from hieuhoc.lib.sheet_remarks import (
    HIDDEN_ROW,
    STRUCK_CELL,
    STRUCK_ROW,
    Remark,
    Table,
    remark_frame,
)

_CHUNK_BYTES = 32 << 20
_STRUCK_SHARE = 0.5  # of the filled cells of a row: then the row is crossed out


@dataclass(frozen=True)
class Near:
    """The first rows of a sheet: numbers, and cells as lists of equal width."""

    numbers: list[int]
    rows: list[list[str]]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def near_rows(sheet: SheetOfFile, limits: ReadLimits) -> Near:
    numbers: list[int] = []
    lines: list[dict[int, str]] = []
    for grid in sheet.grids():
        lines += grid.lines(limits.header_within)
        numbers += grid.numbers[: limits.header_within].tolist()
        if len(lines) >= limits.header_within:
            break
    lines, numbers = lines[: limits.header_within], numbers[: limits.header_within]
    width = max((column for line in lines for column in line), default=-1) + 1
    return Near(numbers, [[line.get(column, "") for column in range(width)] for line in lines])


def open_table(sheet: SheetOfFile, near: Near, report: Found, expects: frozenset[str], limits: ReadLimits) -> Table:
    """Fills `report` at once; the rows come while one iterates."""
    if not near.width or not any(cell.strip() for row in near.rows for cell in row):
        raise CannotRead("empty")
    header, facts = find_header(near.rows, expects, limits), sheet.facts()
    cells = near.rows[header]
    for upper in (header - 1, header):
        if titles_of_two := _titles_of_two(near, upper, facts.merged, expects):
            header, cells = upper + 1, titles_of_two
            break
    else:
        _refuse_merged(facts.merged, near.numbers[header])
    report.header_row = near.numbers[header]
    titles = name_headers(cells, near.rows[header + 1 :], report, limits)
    columns = [position for position, title in enumerate(titles) if title]
    report.rows_expected = max(0, facts.last_row - report.header_row)
    if facts.last_row - report.header_row > limits.rows:
        raise CannotRead("too_many_rows", limit=limits.rows)
    hidden = [titles[column] for column in columns if column in facts.hidden_columns]
    if hidden:
        report.notes.append(Note("hidden_columns", {"columns": ", ".join(hidden)[:200]}))
    tall = _Tall(facts, report.header_row)
    if tall.waiting:
        report.notes.append(Note("merged_cells", {"count": len(tall.waiting)}))
    return _rows(sheet.grids(), report, titles, columns, tall, limits)


def _titles_of_two(near: Near, upper: int, merged: list[Merged], expects: frozenset[str]) -> list[str]:
    """The titles of two rows as one: “Năm sinh” over “Nam” and “Nữ”. None when these two are not rows of titles."""
    if upper < 0 or upper + 1 >= len(near.rows) or near.numbers[upper + 1] != near.numbers[upper] + 1:
        return []
    top = near.numbers[upper]
    over = [cell for cell in merged if cell.top <= top <= cell.bottom]
    if any(cell.bottom > top + 1 or cell.top < top for cell in over):
        return []
    is_tall = any(cell.bottom == top + 1 for cell in over)
    wide = {column: cell.left for cell in over for column in range(cell.left, cell.right + 1) if cell.bottom == top}
    return two_rows_of_titles(near.rows[upper], near.rows[upper + 1], expects, wide, is_tall=is_tall)


def _refuse_merged(merged: list[Merged], header: int) -> None:
    for cell in merged:
        if cell.top <= header <= cell.bottom:
            ends = cell_name(cell.top - 1, cell.left), cell_name(cell.bottom - 1, cell.right)
            raise CannotRead("merged_header", cells=":".join(ends))


def _rows(
    grids: Grids, report: Found, titles: list[str], columns: list[int], tall: "_Tall", limits: ReadLimits
) -> Table:
    count = 0
    for grid in grids:
        grid = grid.after(report.header_row)
        count += grid.height
        if count > limits.rows:
            raise CannotRead("too_many_rows", limit=limits.rows)
        report.formulas += grid.formulas
        cells = tall.filled(grid, grid.columns(columns))
        data = {ROW: pl.Series(grid.numbers, dtype=pl.UInt32)} | {titles[column]: cells[column] for column in columns}
        frame = pl.DataFrame(data)
        yield frame, remark_frame(_remarks(grid, titles, columns))


class _Tall:
    """Every row of a merged cell gets its value, as the eye reads it; a spreadsheet keeps it in the first row alone."""

    def __init__(self, facts: SheetFacts, header: int) -> None:
        self.waiting = sorted(cell for cell in facts.merged if header < cell.top < cell.bottom)
        self.open: list[tuple[int, int, str | None]] = []  # column, last row, value

    def filled(self, grid: Grid, columns: dict[int, pl.Series]) -> dict[int, pl.Series]:
        if (not self.waiting and not self.open) or not grid.height:
            return columns
        numbers, values = grid.numbers, dict[int, list[str | None]]()
        last = int(numbers[-1])
        starting = [cell for cell in self.waiting if cell.top <= last]
        self.waiting = self.waiting[len(starting) :]
        spans = [(column, 0, bottom, value) for column, bottom, value in self.open]
        for cell in starting:
            row = int(np.searchsorted(numbers, cell.top))
            if cell.left in columns and row < len(numbers) and numbers[row] == cell.top:
                spans.append((cell.left, cell.top, cell.bottom, columns[cell.left][row]))
        for column, top, bottom, value in spans:
            cells = values.setdefault(column, columns[column].to_list())
            first, behind = np.searchsorted(numbers, top, "right"), np.searchsorted(numbers, bottom, "right")
            cells[first:behind] = [value] * int(behind - first)
        self.open = [(column, bottom, value) for column, _top, bottom, value in spans if bottom > last]
        return columns | {column: pl.Series(cells, dtype=pl.String) for column, cells in values.items()}


def _remarks(grid: Grid, titles: list[str], columns: list[int]) -> list[Remark]:
    hidden = (
        [Remark(number, "", HIDDEN_ROW) for number in grid.numbers.tolist() if number in grid.hidden]
        if grid.hidden
        else []
    )
    named = {column: titles[column] for column in columns}
    seen = [
        Remark(remark.row, named[remark.column], remark.kind, remark.seen, remark.becomes)
        for remark in grid.seen
        if remark.column in named
    ]
    return [*hidden, *_struck(grid, named), *seen]


def _struck(grid: Grid, named: dict[int, str]) -> Iterator[Remark]:
    """Rows of which most filled cells are crossed out; single cells in other rows."""
    if not len(grid.struck):
        return
    is_read = np.isin(grid.column, list(named)) & (grid.text.str.strip_chars() != "").to_numpy()
    filled = np.bincount(grid.row[is_read], minlength=grid.height)
    crossed = grid.struck[is_read[grid.struck]]
    struck = np.bincount(grid.row[crossed], minlength=grid.height)
    whole = (struck > 0) & (struck >= _STRUCK_SHARE * filled)
    for position in np.flatnonzero(whole).tolist():
        yield Remark(int(grid.numbers[position]), "", STRUCK_ROW)
    for cell in crossed.tolist():
        if not whole[grid.row[cell]]:
            yield Remark(int(grid.numbers[grid.row[cell]]), named[int(grid.column[cell])], STRUCK_CELL, grid.text[cell])


def in_chunks(table: Table, rows: int) -> Table:
    """Pieces put together and cut to so many rows, each with its remarks; fewer when their texts are long, and at the end."""
    frames: list[pl.DataFrame] = []
    remarks: list[pl.DataFrame] = []
    waiting = size = 0
    for frame, about in table:
        frames.append(frame)
        remarks.append(about)
        waiting += frame.height
        size += int(frame.estimated_size())
        if waiting < rows and size <= _CHUNK_BYTES:
            continue
        whole, said = pl.concat(frames), pl.concat(remarks)
        # What is over goes with the next: a chunk of few rows costs as much as one of many.
        over = waiting % rows if waiting >= rows else 0
        yield from _cut(whole.head(waiting - over), said, rows)
        left = whole.tail(over)
        frames, remarks = [left], [said.join(left.select(ROW), on=ROW, how="semi")]
        waiting, size = over, size * over // waiting
    if waiting:
        yield from _cut(pl.concat(frames), pl.concat(remarks), rows)


def _cut(frame: pl.DataFrame, remarks: pl.DataFrame, rows: int) -> Table:
    for chunk in frame.iter_slices(rows):
        first, last = chunk[ROW][0], chunk[ROW][-1]
        yield chunk, remarks.filter(pl.col(ROW).is_between(first, last)) if remarks.height else remarks
