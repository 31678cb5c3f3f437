"""The XML of OpenDocument sheets: what stands in a cell's paragraphs is what the eye sees; days come from their value, so
that no locale turns day and month around."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hieuhoc.lib.reading_cells import FIRST_FAR_COLUMN
from hieuhoc.lib.reading_formats import NUMBER, shown_number
from hieuhoc.lib.reading_grid import Grid, Seen, grid_of
from hieuhoc.lib.reading_rows import new_parser, plain
from hieuhoc.lib.reading_sheets import Merged, SheetFacts
from hieuhoc.lib.sheet_reading import CannotRead
from hieuhoc.lib.sheet_remarks import BROKEN_CELL, DAY_BEHIND_YEAR, STRUCK_CELL
from hieuhoc.lib.workbook_words import UNCALCULATED

_LAST_ROW = 1_048_576
_LONGEST = 4_000_000
_MOST_REPEATED = 10_000  # of one row that is not empty
_ISO = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d))?")


@dataclass
class _Cell:
    column: int
    repeated: int
    attributes: dict[str, str]
    parts: list[tuple[bool, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(part for _struck, part in self.parts)


class OdsRows:
    """Feed it content.xml (and before it styles.xml); `take` gives the rows of one sheet that are complete."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.sheet, self.depth = wanted, -1, 0
        self.is_over = False
        self.facts = SheetFacts()
        self.parser, self.style_parser = self._new(), self._new()
        self.struck_styles: dict[str, bool] = {}
        self.parents: dict[str, str] = {}
        self.style = ""
        self.number, self.column, self.row_repeated, self.row_hides, self.row_style = 0, 0, 1, False, ""
        self.column_styles: list[tuple[int, str]] = []  # behind the last column that has it, style
        self.cell: _Cell | None = None
        self.unseen = 0  # how deep in a comment
        self.spans: list[bool] = []
        self.line: dict[int, str] = {}
        self.line_struck: list[int] = []
        self.line_seen: list[Seen] = []
        self._empty()

    def _new(self) -> Any:
        parser = new_parser()
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._letters
        return parser

    def feed_styles(self, content: bytes) -> None:
        self.style_parser.Parse(content, False)

    def feed(self, content: bytes) -> None:
        self.parser.Parse(content, False)

    @property
    def waiting(self) -> int:
        return len(self.lines)

    def take(self) -> Grid:
        places = {
            (number, column): index
            for index, (number, column) in enumerate((n, c) for n, line in self.lines for c in line)
        }
        struck = np.array(sorted(places[cell] for cell in self.struck), np.int32)
        grid = grid_of(self.lines, hidden=frozenset(self.hidden), struck=struck, seen=self.seen, formulas=self.formulas)
        self._empty()
        return grid

    def _empty(self) -> None:
        self.lines: list[tuple[int, dict[int, str]]] = []
        self.hidden: set[int] = set()
        self.struck: list[tuple[int, int]] = []
        self.seen: list[Seen] = []
        self.formulas = 0

    def _begin(self, name: str, given: dict[str, str]) -> None:
        name, attributes = plain(name), {plain(key): value for key, value in given.items()}
        handler: Callable[[dict[str, str]], None] | None = getattr(self, "_begin_" + name.replace("-", "_"), None)
        if handler:
            handler(attributes)

    def _end(self, name: str) -> None:
        handler: Callable[[], None] | None = getattr(self, "_end_" + plain(name).replace("-", "_"), None)
        if handler:
            handler()

    # Styles: a line through the text, of its own or of the style it comes from.

    def _begin_style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get("name", "")
        self.parents[self.style] = attributes.get("parent-style-name", "")

    def _begin_text_properties(self, attributes: dict[str, str]) -> None:
        line = attributes.get("text-line-through-style") or attributes.get("text-line-through-type")
        if line and self.style:
            self.struck_styles[self.style] = line != "none"

    def _end_style(self) -> None:
        self.style = ""

    def _is_struck(self, style: str) -> bool:
        for _ in range(20):
            if style in self.struck_styles or not style:
                return self.struck_styles.get(style, False)
            style = self.parents.get(style, "")
        return False

    # Sheets, columns, rows.

    def _begin_table(self, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.sheet += 1
            self.number, self.column_styles = 0, []

    def _end_table(self) -> None:
        self.depth -= 1
        self.is_over = self.is_over or (not self.depth and self.sheet == self.wanted)

    @property
    def _is_wanted(self) -> bool:
        return self.sheet == self.wanted and self.depth == 1

    def _begin_table_column(self, attributes: dict[str, str]) -> None:
        if self._is_wanted:
            first = self.column_styles[-1][0] if self.column_styles else 0
            behind = first + _count(attributes, "number-columns-repeated")
            self.column_styles.append((behind, attributes.get("default-cell-style-name", "")))
            if attributes.get("visibility", "visible") != "visible":
                self.facts.hidden_columns |= set(range(first, min(behind, FIRST_FAR_COLUMN)))

    def _begin_table_row(self, attributes: dict[str, str]) -> None:
        self.number += 1
        self.column = 0
        self.row_repeated = _count(attributes, "number-rows-repeated")
        self.row_hides = attributes.get("visibility", "visible") != "visible"
        self.row_style = attributes.get("default-cell-style-name", "")

    def _end_table_row(self) -> None:
        if self._is_wanted and self.line:
            if self.row_repeated > _MOST_REPEATED or self.number + self.row_repeated > _LAST_ROW + 1:
                raise CannotRead("too_heavy")
            for number in range(self.number, self.number + self.row_repeated):
                self.lines.append((number, self.line))
                self.hidden |= {number} if self.row_hides else set()
                self.struck += [(number, column) for column in self.line_struck]
                self.seen += [remark._replace(row=number) for remark in self.line_seen]
        self.number += self.row_repeated - 1
        self.line, self.line_struck, self.line_seen = {}, [], []

    # Cells and what stands in them.

    def _begin_table_cell(self, attributes: dict[str, str]) -> None:
        self.cell = _Cell(self.column, _count(attributes, "number-columns-repeated"), attributes)
        self.column += self.cell.repeated
        rows, columns = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if self._is_wanted and (rows > 1 or columns > 1):
            position = self.cell.column
            self.facts.merged.append(Merged(self.number, position, self.number + rows - 1, position + columns - 1))

    _begin_covered_table_cell = _begin_table_cell

    def _begin_p(self, _attributes: dict[str, str]) -> None:
        if self.cell and self.cell.parts:
            self._letters("\n")

    def _begin_s(self, attributes: dict[str, str]) -> None:
        self._letters(" " * min(_count(attributes, "c"), 1000))

    def _begin_tab(self, _attributes: dict[str, str]) -> None:
        self._letters("\t")

    def _begin_line_break(self, _attributes: dict[str, str]) -> None:
        self._letters("\n")

    def _begin_span(self, attributes: dict[str, str]) -> None:
        self.spans.append(self._is_struck(attributes.get("style-name", "")))

    def _end_span(self) -> None:
        if self.spans:
            self.spans.pop()

    def _begin_annotation(self, _attributes: dict[str, str]) -> None:
        self.unseen += 1

    def _end_annotation(self) -> None:
        self.unseen -= 1

    def _letters(self, text: str) -> None:
        if self.cell is not None and not self.unseen and self._is_wanted and (self.cell.parts or text.strip("\n\r ")):
            self.cell.parts.append((any(self.spans), text))
            if len(self.cell.parts) > _LONGEST or len(text) > _LONGEST:
                raise CannotRead("too_heavy")

    def _end_table_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is None or not self._is_wanted:
            return
        text, remark = _seen_in(cell)
        self.formulas += "formula" in cell.attributes
        if not text:
            return
        if cell.column + cell.repeated > FIRST_FAR_COLUMN:
            raise CannotRead("far_columns")
        rest = "".join(part for struck, part in cell.parts if not struck).strip()
        is_struck = self._is_struck(self._style_of(cell)) or (not rest and any(struck for struck, _part in cell.parts))
        for column in range(cell.column, cell.column + cell.repeated):
            self.line[column] = text
            if is_struck:
                self.line_struck.append(column)
            elif any(struck for struck, _part in cell.parts):
                self.line_seen.append(Seen(0, column, STRUCK_CELL, text, rest))
            if remark:
                self.line_seen.append(Seen(0, column, remark[0], text, remark[1]))

    _end_covered_table_cell = _end_table_cell

    def _style_of(self, cell: _Cell) -> str:
        named = cell.attributes.get("style-name") or self.row_style
        return named or next((style for behind, style in self.column_styles if cell.column < behind), "")


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return max(int(text), 1) if text.isdecimal() else 1


def _seen_in(cell: _Cell) -> tuple[str, tuple[str, str | None] | None]:
    """What the eye reads in a cell, and what is to be remarked: (kind, what it would become)."""
    kind, text = cell.attributes.get("value-type", ""), cell.text.strip("\n")
    if "formula" in cell.attributes and (not kind or kind == "error"):
        said = text[:20] or UNCALCULATED
        return said, (BROKEN_CELL, None)
    if kind == "string" and text.startswith(("#", "Err:")) and "formula" in cell.attributes:
        return text[:20], (BROKEN_CELL, None)
    if kind == "date":
        day = _day(cell.attributes.get("date-value", "")) or text
        shows_year = re.fullmatch(r"\d{4}", text.strip()) is not None
        return (text.strip(), (DAY_BEHIND_YEAR, day)) if shows_year else (day, None)
    if kind == "boolean":
        return ("TRUE" if cell.attributes.get("boolean-value") == "true" else "FALSE"), None
    if kind in ("float", "percentage", "currency"):
        return _number(cell.attributes.get("value", ""), text), None
    return text or cell.attributes.get("string-value", ""), None


def _number(value: str, text: str) -> str:
    """The text when it shows the same digits with zeros in front or gaps between, else the number itself."""
    try:
        plain_number = shown_number(value, NUMBER)
    except ValueError:
        return text
    digits = re.sub(r"[ .\-/()\u00a0]", "", text)
    return (
        text
        if text.startswith("0")
        and digits.isdecimal()
        and digits.lstrip("0") == plain_number.lstrip("0")
        and len(digits) > 1
        else plain_number
    )


def _day(value: str) -> str:
    match = _ISO.match(value)
    if match is None:
        return ""
    day = f"{match[3]}/{match[2]}/{match[1]}"
    return f"{day} {match[4]}" if match[4] and match[4] != "00:00:00" else day
