"""The careful way through a worksheet's XML: any spelling the standard allows, cell by cell."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

import numpy as np
import polars as pl

from hieuhoc.lib.reading_cells import KINDS, LAST_ROW, NUMBER, RawCells, with_letters
from hieuhoc.lib.sheet_reading import CannotRead

_OFF = ("0", "false", "off")
_LONGEST = 4_000_000  # letters of one cell; Excel allows 32,767


type _Cell = tuple[int, int, int, int, str, bool]  # position of the row, column, kind, style, text, made by a formula


def _buffers() -> tuple[list[int], list[_Cell], set[int], dict[int, str]]:
    return [], [], set(), {}


def refuse_document_type(*_anything: Any) -> None:
    raise CannotRead("broken")


def new_parser() -> expat.XMLParserType:
    """Names with their namespace before them, cut off by `plain`; entities of a document type are never opened."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_document_type
    return parser


def plain(name: str) -> str:
    return name.rpartition(" ")[2]


class RowParser:
    """Feed it XML of rows in pieces; `take` gives what is complete."""

    def __init__(self, first_row: int = 1) -> None:
        self.parser = new_parser()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.number, self.column = first_row - 1, -1
        self.opened: list[str] = []
        self.parts: list[tuple[bool, str]] = []
        self.run_is_struck = False
        self.cell: list[Any] = []
        self.numbers, self.cells, self.hidden, self.unstruck = _buffers()

    def feed(self, content: bytes, *, is_last: bool = False) -> None:
        try:
            self.parser.Parse(content, is_last)
        except expat.ExpatError as error:
            raise CannotRead("broken") from error

    def rows_waiting(self) -> int:
        return len(self.numbers)

    def take_complete(self) -> RawCells:
        """All rows but the one that is still open."""
        last = len(self.numbers) - 1
        kept = [cell for cell in self.cells if cell[0] == last]
        first_kept = len(self.cells) - len(kept)
        rest = {position - first_kept: text for position, text in self.unstruck.items() if position >= first_kept}
        number, is_hidden = self.numbers.pop(), self.numbers and self.number in self.hidden
        self.cells, self.hidden = self.cells[:first_kept], self.hidden - {number}
        self.unstruck = {position: text for position, text in self.unstruck.items() if position < first_kept}
        cells = self.take()
        self.numbers, self.cells, self.unstruck = [number], [(0, *cell[1:]) for cell in kept], rest
        self.hidden = {number} if is_hidden else set()
        return cells

    def take(self) -> RawCells:
        rows, columns, kinds, styles, texts, formulas = zip(*self.cells, strict=True) if self.cells else ((),) * 6
        cells = RawCells(
            np.array(self.numbers, np.int32), np.array(rows, np.int32), np.array(columns, np.int32),
            np.array(kinds, np.int32), np.array(styles, np.int32), pl.Series(texts, dtype=pl.String),
            np.array(formulas, np.bool_), frozenset(self.hidden), self.unstruck,
        )  # fmt: skip
        self._empty()
        return cells

    def _empty(self) -> None:
        self.numbers, self.cells, self.hidden, self.unstruck = _buffers()

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        name = plain(name)
        self.opened.append(name)
        handler: Callable[[dict[str, str]], None] | None = getattr(self, f"_begin_{name}", None)
        if handler:
            handler(attributes)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self.number = int(given) if given.isdecimal() else self.number + 1
        if not 0 < self.number <= LAST_ROW:
            raise CannotRead("broken")
        self.column = -1
        self.numbers.append(self.number)
        if attributes.get("hidden", "0") not in _OFF or attributes.get("ht") == "0":
            self.hidden.add(self.number)

    def _begin_c(self, attributes: dict[str, str]) -> None:
        position = attributes.get("r", "")
        letters = position.rstrip("0123456789")
        if letters and position[len(letters) :] != str(self.number):
            raise CannotRead("broken")
        self.column = _index(letters) if letters else self.column + 1
        style = attributes.get("s", "0")
        kind = KINDS.get(attributes.get("t", ""), NUMBER)
        self.cell = [kind, int(style) if style.isdecimal() else 0, False]
        self.parts = []

    def _begin_f(self, _attributes: dict[str, str]) -> None:
        if self.cell:
            self.cell[2] = True

    def _begin_r(self, _attributes: dict[str, str]) -> None:
        self.run_is_struck = False

    def _begin_strike(self, attributes: dict[str, str]) -> None:
        self.run_is_struck = attributes.get("val", "1") not in _OFF

    def _letters(self, text: str) -> None:
        if not self.cell or not self.opened or "rPh" in self.opened[-3:]:
            return
        if self.opened[-1] in ("v", "t"):
            self.parts.append((self.run_is_struck and "r" in self.opened[-2:], text))
            if len(text) > _LONGEST or len(self.parts) > _LONGEST:
                raise CannotRead("too_heavy")

    def _end(self, name: str) -> None:
        name = plain(name)
        if self.opened:
            self.opened.pop()
        if name == "c" and self.cell:
            self._close_cell()
        elif name == "is":
            self.run_is_struck = False

    def _close_cell(self) -> None:
        kind, style, is_formula = self.cell
        text = "".join(part for _struck, part in self.parts)
        if (text or is_formula) and self.numbers:
            if any(struck for struck, _part in self.parts):
                self.unstruck[len(self.cells)] = "".join(part for struck, part in self.parts if not struck)
            self.cells.append((len(self.numbers) - 1, self.column, kind, style, with_letters(text), is_formula))
        self.cell = []


def _index(letters: str) -> int:
    """Raises CannotRead for what is no column."""
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        raise CannotRead("broken")
    index = 0
    for letter in letters.upper():
        index = 26 * index + ord(letter) - 64
    return index - 1
