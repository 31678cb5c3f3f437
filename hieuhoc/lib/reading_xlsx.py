"""A worksheet of Office Open XML, piece by piece: rows that are hidden, texts as the eye sees them under their formats,
cells crossed out. Memory holds one piece and the shared strings, however long the sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np
import polars as pl

from hieuhoc.lib.reading_cells import (
    DAY,
    ERROR,
    FIRST_FAR_COLUMN,
    LAST_ROW,
    NUMBER,
    SHARED,
    TEXT,
    YES_NO,
    RawCells,
)
from hieuhoc.lib.reading_formats import Format, behind_year, shown_number
from hieuhoc.lib.reading_grid import Grid, Grids, Seen
from hieuhoc.lib.reading_package import Package
from hieuhoc.lib.reading_rows import RowParser
from hieuhoc.lib.reading_strings import SharedStrings, read_strings
from hieuhoc.lib.reading_styles import Styles, read_styles
from hieuhoc.lib.reading_tags import cut_cells
from hieuhoc.lib.sheet_reading import CannotRead
from hieuhoc.lib.sheet_remarks import BROKEN_CELL, DAY_BEHIND_YEAR, STRUCK_CELL
from hieuhoc.lib.workbook_words import UNCALCULATED

_PIECE = 1 << 20
_ROWS = 5_000
_LONGEST = 32 << 20  # of what is waited for an end of a row
_BEGIN = re.compile(rb"<(\w+:)?sheetData\s*(/?)>")
_WHOLE = r"^-?[0-9]{1,15}$"


@dataclass(frozen=True)
class Book:
    """What all sheets of a workbook share."""

    strings: SharedStrings
    styles: Styles
    is_1904: bool


def read_book(package: Package) -> Book:
    styles, strings = package.of_workbook("styles"), package.of_workbook("sharedStrings")
    return Book(
        read_strings(package.open(strings)) if strings else SharedStrings(),
        read_styles(package.tree(styles)) if styles else Styles(),
        package.is_1904,
    )


def grids_of(part: IO[bytes], book: Book) -> Grids:
    """Raises CannotRead for far-off columns and rows that cannot be."""
    last = 0
    for raw in raw_pieces(part):
        if len(raw.column) and int(raw.column.max()) >= FIRST_FAR_COLUMN:
            raise CannotRead("far_columns")
        if len(raw.numbers):
            if int(raw.numbers[0]) <= last or bool((np.diff(raw.numbers) <= 0).any()) or raw.numbers[-1] > LAST_ROW:
                raise CannotRead("broken")
            last = int(raw.numbers[-1])
            yield shown(raw, book)


def raw_pieces(part: IO[bytes]) -> Iterator[RawCells]:
    """Pieces end behind a row; those written in the usual way are cut as vectors, the others parsed."""
    head = part.read(_PIECE)
    begin = _BEGIN.search(head)
    if begin is None or b"<!" in head[: begin.start()] or b"\0" in head[:100] or _is_other_encoding(head):
        yield from _parsed(head, part)
        return
    if begin[2]:
        return
    head, kept, row_end = head[: begin.end()], head[begin.end() :], b"</" + (begin[1] or b"") + b"row>"
    while True:
        cut = kept.rfind(row_end) + len(row_end)
        if cut >= len(row_end):
            piece = kept[:cut].lstrip()
            yield (None if begin[1] else cut_cells(piece)) or _parsed_piece(head, piece)
            kept = kept[cut:]
        if len(kept) > _LONGEST:
            raise CannotRead("too_heavy")
        fresh = part.read(_PIECE)
        if not fresh:
            yield _parsed_piece(head, kept)  # what is behind the last row, or a sheet that ends with <row/>
            return
        kept += fresh


def _is_other_encoding(head: bytes) -> bool:
    declared = re.match(rb'^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["\']([^"\']+)', head)
    return declared is not None and declared[1].lower() not in (b"utf-8", b"us-ascii")


def _parsed(begun: bytes, part: IO[bytes]) -> Iterator[RawCells]:
    parser = RowParser()
    piece = begun
    while piece:
        parser.feed(piece)
        piece = part.read(_PIECE >> 4)
        if parser.rows_waiting() > _ROWS and not parser.cell:
            yield parser.take_complete()
    parser.feed(b"", is_last=True)
    yield parser.take()


def _parsed_piece(head: bytes, piece: bytes) -> RawCells:
    parser = RowParser()
    parser.feed(head)
    parser.feed(piece)
    return parser.take()


def shown(raw: RawCells, book: Book) -> Grid:
    """The piece as the eye sees it."""
    seen: list[Seen] = []
    text, unstruck = _with_strings(raw, book.strings)
    text = _with_numbers(raw, text, book, seen)
    text = _with_broken(raw, text, seen)
    for cell, rest in unstruck.items():
        seen.append(Seen(_row(raw, cell), int(raw.column[cell]), STRUCK_CELL, text[cell], rest or None))
    struck = np.zeros(0, np.int32)
    if any(book.styles.struck):
        flags = np.array([*book.styles.struck, False])
        struck = np.flatnonzero(flags[np.minimum(raw.style, len(flags) - 1)]).astype(np.int32)
    whole = [cell for cell, rest in unstruck.items() if not rest.strip()]
    struck = np.union1d(struck, np.array(whole, np.int32)).astype(np.int32)
    seen = [remark for remark in seen if remark.kind != STRUCK_CELL or remark.becomes]
    count = int(raw.formula.sum())
    return Grid(raw.numbers, raw.row, raw.column, text, raw.hidden, struck, seen, count)


def _row(raw: RawCells, cell: int) -> int:
    return int(raw.numbers[raw.row[cell]])


def _with_strings(raw: RawCells, strings: SharedStrings) -> tuple[pl.Series, dict[int, str]]:
    """Numbers of shared strings become the texts; the cells that are partly crossed out."""
    shared = np.flatnonzero(raw.kind == SHARED)
    if not len(shared):
        return raw.text, raw.unstruck
    position = raw.text.gather(shared).str.strip_chars().cast(pl.UInt32, strict=False)
    if position.null_count() or int(position.max() or 0) >= len(strings.texts):  # type: ignore[arg-type]
        raise CannotRead("broken")
    unstruck = dict(raw.unstruck)
    if strings.unstruck:
        for cell, number in zip(shared.tolist(), position, strict=True):
            if number in strings.unstruck:
                unstruck[cell] = strings.unstruck[number]
    texts = strings.texts.gather(position)
    return (texts if len(shared) == len(raw.text) else _put(raw.text, shared, texts)), unstruck


def _put(texts: pl.Series, places: "np.ndarray[tuple[int], np.dtype[np.int64]]", new: pl.Series) -> pl.Series:
    source = np.full(len(texts), -1, np.int64)
    source[places] = np.arange(len(places))
    index = pl.Series(source)
    replaced = new.gather(index.set(index < 0, None))
    is_new = index >= 0
    return (
        pl.DataFrame({"old": texts, "new": replaced, "is_new": is_new})
        .select(pl.when("is_new").then("new").otherwise("old"))
        .to_series()
    )


def _with_numbers(raw: RawCells, text: pl.Series, book: Book, seen: list[Seen]) -> pl.Series:
    """Numbers under their formats, yes and no, days of strict files."""
    formats = book.styles.formats
    odd_styles = np.array([form.shows != "number" for form in formats] + [False])
    is_number = (raw.kind == NUMBER) & ~(raw.text == "").to_numpy()
    styled = odd_styles[np.minimum(raw.style, len(odd_styles) - 1)]
    odd = (raw.kind == YES_NO) | (raw.kind == DAY) | (is_number & styled)
    if is_number.any():
        odd |= is_number & ~text.str.contains(_WHOLE).to_numpy()
    cells = np.flatnonzero(odd)
    if not len(cells):
        return text
    keys = pl.DataFrame({"kind": raw.kind[cells], "style": raw.style[cells], "text": text.gather(cells)})
    unique = keys.unique(maintain_order=True)
    shown_texts = [
        _shown(kind, text, book.styles.format(style), book.is_1904) for kind, style, text in unique.iter_rows()
    ]
    new = keys.join(unique.with_columns(shown=pl.Series(shown_texts, dtype=pl.String)), on=["kind", "style", "text"],
                    how="left", maintain_order="left")["shown"]  # fmt: skip
    _note_days(raw, cells, text, new, book, seen)
    return _put(text, cells, new)


def _note_days(
    raw: RawCells,
    cells: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    text: pl.Series,
    new: pl.Series,
    book: Book,
    seen: list[Seen],
) -> None:
    years = np.array([form.shows == "year" for form in book.styles.formats] + [False])
    if not years.any():
        return
    for position, cell in enumerate(cells.tolist()):
        style = int(raw.style[cell])
        if raw.kind[cell] == NUMBER and style < len(years) - 1 and years[style]:
            day = behind_year(text[cell], is_1904=book.is_1904)
            seen.append(Seen(_row(raw, cell), int(raw.column[cell]), DAY_BEHIND_YEAR, new[position], day))


def _shown(kind: int, text: str, form: Format, is_1904: bool) -> str:
    if kind == YES_NO:
        return "TRUE" if text.strip() in ("1", "true") else "FALSE"
    if kind == DAY:
        return _shown_iso(text)
    try:
        return shown_number(text, form, is_1904=is_1904)
    except ValueError:
        return text


def _shown_iso(text: str) -> str:
    """1985-03-05T00:00:00 → 05/03/1985."""
    match = re.match(r"^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d))?", text)
    if match is None:
        return text
    day = f"{match[3]}/{match[2]}/{match[1]}"
    return f"{day} {match[4]}" if match[4] and match[4] != "00:00:00" else day


def _with_broken(raw: RawCells, text: pl.Series, seen: list[Seen]) -> pl.Series:
    """Cells of a formula without a result, and errors of Excel, hold what the person sees there."""
    is_empty = (raw.text == "").to_numpy()
    uncalculated = raw.formula & is_empty & (raw.kind != TEXT)
    errors = raw.kind == ERROR
    cells = np.flatnonzero(uncalculated | errors)
    if not len(cells):
        return text
    said = pl.Series([raw.text[cell][:20] or UNCALCULATED for cell in cells.tolist()], dtype=pl.String)
    for cell, word in zip(cells.tolist(), said, strict=True):
        seen.append(Seen(_row(raw, cell), int(raw.column[cell]), BROKEN_CELL, word, None))
    return _put(text, cells, said)
