"""The sheets of a file for the reading child, whichever kind of file: a name, whether it shows, and its rows anew each time
they are asked for."""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from hieuhoc.lib.reading_grid import Grids
from hieuhoc.lib.reading_package import Package, SheetPart
from hieuhoc.lib.reading_xlsx import Book, grids_of, read_book
from hieuhoc.lib.sheet_reading import column_index


class Merged(NamedTuple):
    """A merged cell: its first and last row as numbered, its first and last column from 0."""

    top: int
    left: int
    bottom: int
    right: int


_PIECE = 1 << 20
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_BOUND = re.compile(rb'\b(min|max|hidden)="([^"]*)"')
_ROWS = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:[A-Z]+(\d+)"')
_MOST_BEHIND = 32 << 20


@dataclass
class SheetFacts:
    """What stands before and behind the rows. `last_row` is what the file says of itself, 0 = nothing."""

    merged: list[Merged] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0


@dataclass(frozen=True)
class SheetOfFile:
    name: str
    is_visible: bool
    grids: Callable[[], Grids]
    facts: Callable[[], SheetFacts]


@contextmanager
def xlsx_sheets(path: Path) -> Iterator[list[SheetOfFile]]:
    with zipfile.ZipFile(path) as archive:
        package = Package(archive)
        book = read_book(package)
        yield [_of_part(package, book, part) for part in package.sheets]


def _of_part(package: Package, book: Book, part: SheetPart) -> SheetOfFile:
    def grids() -> Grids:
        with package.open(part.path) as content:
            yield from grids_of(content, book)

    return SheetOfFile(part.name, part.is_visible, grids, lambda: _facts(package, part.path))


def _facts(package: Package, path: str) -> SheetFacts:
    """One pass that builds nothing: merged cells stand behind the last row."""
    facts, behind, kept, is_behind = SheetFacts(), bytearray(), b"", False
    with package.open(path) as content:
        head = content.read(_PIECE)
        _read_head(head, facts)
        piece = head
        while piece:
            if is_behind:
                behind += piece
            elif (end := (kept + piece).find(b"sheetData>", 0 if kept else _end_of_head(piece))) >= 0:
                behind, is_behind = bytearray((kept + piece)[end:]), True
            kept = piece[-16:]
            piece = content.read(_PIECE) if len(behind) < _MOST_BEHIND else b""
    for first, top, last, bottom in _MERGED.findall(bytes(behind)):
        facts.merged.append(Merged(int(top), column_index(first.decode()), int(bottom), column_index(last.decode())))
    return facts


def _end_of_head(piece: bytes) -> int:
    """Behind the tag that opens the rows."""
    return piece.find(b"sheetData>") + 1


def _read_head(head: bytes, facts: SheetFacts) -> None:
    before = head[: head.find(b"sheetData")]
    if rows := _ROWS.search(before):
        facts.last_row = int(rows[1])
    for column in _COLUMN.findall(before):
        bounds = dict(_BOUND.findall(column))
        if bounds.get(b"hidden") in (b"1", b"true"):
            first, last = int(bounds.get(b"min", b"1")), min(int(bounds.get(b"max", b"1")), 702)
            facts.hidden_columns |= set(range(first - 1, last))
