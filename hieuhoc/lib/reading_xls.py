"""A worksheet of the old Excel format: texts from the spreadsheet library; numbers under their formats, hidden rows and
cells crossed out from the records ([MS-XLS]), which the library does not give."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import python_calamine as calamine

from hieuhoc.lib.ole_files import END_OF_PART, records, records_of_book, workbook_stream
from hieuhoc.lib.reading_formats import BUILT_IN, NUMBER, Format, behind_year, format_of, shown_number
from hieuhoc.lib.reading_grid import Grid, Grids, Seen, grid_of
from hieuhoc.lib.reading_sheets import Merged, SheetFacts, SheetOfFile
from hieuhoc.lib.sheet_reading import CannotRead
from hieuhoc.lib.sheet_remarks import BROKEN_CELL, DAY_BEHIND_YEAR

_FORMULA, _NUMBER, _RK, _MULTIPLE_RK, _ERROR_OR_YES = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205
_TEXTS = {0x00FD, 0x0204, 0x00D6}  # shared string, label, rich label
_FONT, _FORMATS, _XF, _SHEET, _DATES = 0x0031, {0x041E, 0x001E}, 0x00E0, 0x0085, 0x0022
_ROW, _MERGED, _COLUMNS = 0x0208, 0x00E5, 0x007D
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_STRUCK, _ZERO_HEIGHT = 0x08, 0x20
_PIECE = 5_000


@dataclass
class _Book:
    formats: list[Format] = field(default_factory=list)  # by style
    struck: list[bool] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of the sheets, in the order of the book
    is_1904: bool = False
    is_new: bool = True  # Excel 97 and later


@dataclass
class _Cells:
    """Of one sheet, rows and columns from 0; `numbers`: value and style; `styles` of every cell that is not empty."""

    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: int = 0
    hidden: set[int] = field(default_factory=set)
    facts: SheetFacts = field(default_factory=SheetFacts)


@contextmanager
def xls_sheets(path: Path) -> Iterator[list[SheetOfFile]]:
    stream = workbook_stream(path)
    try:
        book = _book_of(stream)
    except (struct.error, LookupError, ValueError) as error:
        raise CannotRead("broken") from error
    with calamine.CalamineWorkbook.from_path(path) as opened:
        yield [
            _sheet(opened, stream, book, position, sheet)
            for position, sheet in enumerate(opened.sheets_metadata)
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet and position < len(book.starts)
        ]


def _sheet(
    opened: calamine.CalamineWorkbook, stream: bytes, book: _Book, position: int, sheet: calamine.SheetMetadata
) -> SheetOfFile:
    def facts() -> SheetFacts:
        return _cells_of(stream, book.starts[position]).facts

    def grids() -> Grids:
        cells = _cells_of(stream, book.starts[position])
        values = opened.get_sheet_by_name(sheet.name)
        return _grids(values, cells, book)

    return SheetOfFile(sheet.name, sheet.visible == calamine.SheetVisibleEnum.Visible, grids, facts)


def _grids(values: calamine.CalamineSheet, cells: _Cells, book: _Book) -> Grids:
    lines = _texts_of(values)
    seen: list[Seen] = []
    for (row, column), said in cells.broken.items():
        lines.setdefault(row, {})[column] = said
        seen.append(Seen(row + 1, column, BROKEN_CELL, said, None))
    for (row, column), number in cells.numbers.items():
        form = _at(book.formats, cells.styles.get((row, column), 0))
        text = shown_number(repr(number), form, is_1904=book.is_1904)
        lines.setdefault(row, {})[column] = text
        if form.shows == "year":
            seen.append(Seen(row + 1, column, DAY_BEHIND_YEAR, text, behind_year(repr(number), is_1904=book.is_1904)))
    ordered = [(row, dict(sorted(lines[row].items()))) for row in sorted(lines)]
    for start in range(0, len(ordered), _PIECE):
        piece = _with_looks(ordered[start : start + _PIECE], cells, book)
        numbers = set(piece.numbers.tolist())
        piece.seen = [remark for remark in seen if remark.row in numbers]
        piece.formulas = cells.formulas if not start else 0
        yield piece


def _texts_of(values: calamine.CalamineSheet) -> dict[int, dict[int, str]]:
    """Row → column → text, from 0; numbers come from the records."""
    first_row, first_column = values.start or (0, 0)
    lines: dict[int, dict[int, str]] = {}
    for number, cells in enumerate(values.iter_rows() if values.start else (), first_row):
        texts = {column: _text(value) for column, value in enumerate(cells, first_column)}
        if filled := {column: text for column, text in texts.items() if text}:
            lines[number] = filled
    return lines


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else ""


def _with_looks(lines: list[tuple[int, dict[int, str]]], cells: _Cells, book: _Book) -> Grid:
    grid = grid_of([(row + 1, line) for row, line in lines], hidden=frozenset(row + 1 for row in cells.hidden))
    positions = [(row, column) for row, line in lines for column in line]
    struck = [position for position, cell in enumerate(positions) if _is_struck(book, cells.styles.get(cell, 0))]
    grid.struck = np.array(struck, np.int32)
    return grid


def _is_struck(book: _Book, style: int) -> bool:
    return style < len(book.struck) and book.struck[style]


def _at(formats: list[Format], style: int) -> Format:
    return formats[style] if style < len(formats) else NUMBER


def _book_of(stream: bytes) -> _Book:
    book, fonts, codes, styles = _Book(), list[bool](), dict(BUILT_IN), list[tuple[int, int]]()
    for kind, content in records_of_book(stream):
        if kind == 0x0809:
            book.is_new = struct.unpack_from("<H", content)[0] >= 0x0600
        elif kind == _FONT:
            fonts.append(bool(struct.unpack_from("<H", content, 2)[0] & _STRUCK))
        elif kind in _FORMATS:
            number, code = _format(content, book.is_new)
            codes[number] = code
        elif kind == _XF:
            styles.append(struct.unpack_from("<HH", content))
        elif kind == _SHEET:
            book.starts.append(struct.unpack_from("<I", content)[0])
        elif kind == _DATES:
            book.is_1904 = struct.unpack_from("<H", content)[0] == 1
    book.formats = [format_of(codes.get(number, "")) for _font, number in styles]
    # There is no font number 4: those above it are counted one too high.
    book.struck = [_flag(fonts, font - (font > 4)) for font, _number in styles]
    return book


def _flag(values: list[bool], position: int) -> bool:
    return position < len(values) and values[position]


def _format(content: bytes, is_new: bool) -> tuple[int, str]:
    number = struct.unpack_from("<H", content)[0]
    if not is_new:
        return number, content[3 : 3 + content[2]].decode("cp1252", errors="replace")
    length, options = struct.unpack_from("<HB", content, 2)
    wide = options & 1
    text = content[5 : 5 + length * (2 if wide else 1)]
    return number, text.decode("utf-16-le" if wide else "latin-1", errors="replace")


def _cells_of(stream: bytes, start: int) -> _Cells:
    cells = _Cells()
    depth = 0
    try:
        for kind, content in records(stream, start):
            depth += (kind == 0x0809) - (kind == END_OF_PART)
            if not depth:
                break
            if depth == 1:  # charts within the sheet have records of their own
                _take(cells, kind, content)
    except (struct.error, LookupError, ValueError) as error:
        raise CannotRead("broken") from error
    return cells


def _take(cells: _Cells, kind: int, content: bytes) -> None:
    if kind in _TEXTS:
        row, column, style = struct.unpack_from("<HHH", content)
        cells.styles[row, column] = style
    elif kind in (_NUMBER, _RK, _ERROR_OR_YES, _FORMULA):
        _take_value(cells, kind, content)
    elif kind == _MULTIPLE_RK:
        row, first = struct.unpack_from("<HH", content)
        for position in range((len(content) - 6) // 6):
            style, number = struct.unpack_from("<HI", content, 4 + 6 * position)
            cells.numbers[row, first + position], cells.styles[row, first + position] = _rk(number), style
    else:
        _take_look(cells, kind, content)


def _take_look(cells: _Cells, kind: int, content: bytes) -> None:
    """Hidden rows and columns, merged cells."""
    if kind == _ROW:
        row, options = struct.unpack_from("<H", content)[0], struct.unpack_from("<H", content, 12)[0]
        if options & _ZERO_HEIGHT:
            cells.hidden.add(row)
    elif kind == _MERGED:
        for position in range(struct.unpack_from("<H", content)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", content, 2 + 8 * position)
            cells.facts.merged.append(Merged(top + 1, left, bottom + 1, right))
    elif kind == _COLUMNS:
        first, last, _width, _style, options = struct.unpack_from("<HHHHH", content)
        if options & 1:
            cells.facts.hidden_columns |= set(range(first, min(last, 255) + 1))


def _take_value(cells: _Cells, kind: int, content: bytes) -> None:
    row, column, style = struct.unpack_from("<HHH", content)
    cells.styles[row, column] = style
    if kind == _NUMBER:
        cells.numbers[row, column] = struct.unpack_from("<d", content, 6)[0]
    elif kind == _RK:
        cells.numbers[row, column] = _rk(struct.unpack_from("<I", content, 6)[0])
    elif kind == _ERROR_OR_YES:
        code, is_error = struct.unpack_from("<BB", content, 6)
        if is_error:
            cells.broken[row, column] = _ERRORS.get(code, "#N/A")
    else:
        cells.formulas += 1
        # A kept value that is no number: its last two bytes are FFFF, its first tells what it is.
        what, code, mark = struct.unpack_from("<B1xB3xH", content, 6)
        if mark != 0xFFFF:
            cells.numbers[row, column] = struct.unpack_from("<d", content, 6)[0]
        elif what == 2:
            cells.broken[row, column] = _ERRORS.get(code, "#N/A")


def _rk(number: int) -> float:
    """A number in 30 bits: a whole one, or the upper half of a double; perhaps a hundredfold."""
    value = float(struct.unpack("<i", struct.pack("<I", number))[0] >> 2) if number & 2 else (
        struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", number & 0xFFFFFFFC))[0]
    )  # fmt: skip
    return value / 100 if number & 1 else value
