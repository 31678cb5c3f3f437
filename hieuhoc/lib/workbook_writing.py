"""Writing workbooks and CSV that people open, fill in and send back: titles, drop-downs, help, and problems beside
the cells.

Nothing a person typed ever becomes a formula: text is written as text, and an apostrophe guards what begins like one,
so that it stays harmless when the workbook is saved as CSV. `xlsx.open_sheet` takes the apostrophe off again.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hieuhoc.lib.sheet_reading import column_letters

type CellFormat = Literal["text", "date", "integer", "decimal", "percent"]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
MAX_ROWS = 1_048_575
MAX_TEXT = 32_000
MAX_COMMENTS = (
    2_000  # each is a drawing: more make a workbook that opens in minutes; the column beside the rows has them all
)
INLINE_CHOICES = 255
FEW_CHOICES = 12
A4 = 9
GREEN = "#0B6E4F"
TITLE_HEIGHT = 24
TITLE_LOOK = {
    "bold": True,
    "bg_color": GREEN,
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
    "border_color": "#FFFFFF",
}
HELP_WIDTHS = (26, 18, 66, 28)
NUMBER_FORMATS: dict[CellFormat, str] = {
    "text": "@",
    "date": "dd/mm/yyyy",
    "integer": "#,##0",
    "decimal": "#,##0.0#",
    "percent": "0.0%",
}


@dataclass(frozen=True)
class WrittenColumn:
    title: str
    kind: CellFormat = "text"
    width: int = 18
    choices: tuple[str, ...] = ()
    is_required: bool = False
    needed: str = ""  # when it must be filled, if that is neither always nor never
    help: str = ""
    example: str = ""


@dataclass(frozen=True)
class CellProblem:
    """`column` is its index, or None when the row as a whole is meant."""

    column: int | None
    text: str
    is_error: bool = True


def guarded(text: str) -> str:
    """An apostrophe before what a spreadsheet could take for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def problem_title() -> str:
    return _("Cần sửa")


def write_workbook(
    target: Path | BinaryIO,
    columns: Sequence[WrittenColumn],
    rows: Iterable[Sequence[object]],
    *,
    sheet: str,
    problems: Mapping[int, Sequence[CellProblem]] | None = None,
    help_lines: Sequence[str] = (),
    fillable_rows: int = 0,
) -> int:
    """Writes row by row in little memory and gives the number of rows.

    `problems` by index of the row (from 0); a mapping, even an empty one, adds the column of problems.
    `fillable_rows` = how far drop-downs reach below the rows. With `help_lines` a second sheet explains the columns.
    Raises ValueError past Excel's last row.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target if not isinstance(target, Path) else str(target), options) as book:
        page = _Page(book, book.add_worksheet(_sheet_name(sheet)), columns, problems)
        page.write_titles()
        count = 0
        for row in rows:
            if count >= MAX_ROWS:
                raise ValueError("more rows than a sheet can hold")
            page.write_row(count, row)
            count += 1
        page.add_choices(max(count, fillable_rows))
        page.add_filter(count)
        if help_lines:
            _write_help(book, columns, help_lines)
    return count


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)[:31] or "Sheet"


class _Page:
    """The sheet with the rows."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        page: Worksheet,
        columns: Sequence[WrittenColumn],
        problems: Mapping[int, Sequence[CellProblem]] | None,
    ) -> None:
        self.book, self.page, self.columns, self.problems = book, page, columns, problems
        self.formats: dict[tuple[CellFormat, str], Format] = {}
        self.comments = 0

    def write_titles(self) -> None:
        title = self.book.add_format(TITLE_LOOK)
        self.page.set_row(0, TITLE_HEIGHT)
        for position, column in enumerate(self.columns):
            self.page.set_column(
                position, position, max(column.width, len(column.title) + 3), self._format(column.kind)
            )
            self.page.write_string(0, position, column.title + (" *" if column.is_required else ""), title)
            if said := " ".join(hints(column)):
                self.page.write_comment(0, position, said, {"x_scale": 2})
        if self.problems is not None:
            self.page.set_column(len(self.columns), len(self.columns), 60)
            self.page.write_string(0, len(self.columns), problem_title(), title)
        self.page.freeze_panes(1, 0)
        self._set_print()

    def _set_print(self) -> None:
        """A4 across, all columns on one page, the titles on every page."""
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)
        self.page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)

    def add_filter(self, rows: int) -> None:
        if rows:
            self.page.autofilter(0, 0, rows, len(self.columns) - (self.problems is None))

    def write_row(self, index: int, row: Sequence[object]) -> None:
        problems = self.problems.get(index, ()) if self.problems else ()
        marked = {
            problem.column: "error" if problem.is_error else "warning"
            for problem in sorted(problems, key=lambda problem: problem.is_error)
        }
        for position, (column, value) in enumerate(zip(self.columns, row, strict=True)):
            self._write(index + 1, position, value, self._format(column.kind, marked.get(position, "")))
        if problems:
            self._write_problems(index + 1, problems)

    def _write_problems(self, row: int, problems: Sequence[CellProblem]) -> None:
        said = [(_("Lỗi: %s") if problem.is_error else _("Lưu ý: %s")) % problem.text for problem in problems]
        self.page.write_string(row, len(self.columns), guarded("; ".join(said))[:MAX_TEXT])
        for problem, text in zip(problems, said, strict=True):
            if problem.column is not None and self.comments < MAX_COMMENTS:
                self.comments += 1
                self.page.write_comment(row, problem.column, text[:MAX_TEXT], {"x_scale": 2})

    def _format(self, kind: CellFormat, mark: str = "") -> Format:
        if (kind, mark) not in self.formats:
            colours = {"error": "#FDE3E0", "warning": "#FFF1D6"}
            look: dict[str, Any] = {"num_format": NUMBER_FORMATS[kind]}
            if mark:
                look |= {"bg_color": colours[mark]}
            self.formats[kind, mark] = self.book.add_format(look)
        return self.formats[kind, mark]

    def _write(self, row: int, column: int, value: object, look: Format) -> None:
        if value is None or value == "":
            self.page.write_blank(row, column, None, look)
        elif isinstance(value, bool):
            self.page.write_boolean(row, column, value, look)
        elif isinstance(value, date | datetime):
            self.page.write_datetime(row, column, value, look)
        elif isinstance(value, int | float | Decimal):
            self.page.write_number(row, column, value, look)
        else:
            self.page.write_string(row, column, guarded(str(value))[:MAX_TEXT], look)

    def add_choices(self, last_row: int) -> None:
        """Drop-downs: short lists inside the rule, long ones on a hidden sheet. Other entries are warned of, not
        refused: the import says more."""
        lists: Worksheet | None = None
        listed: list[tuple[str, ...]] = []
        for position, column in enumerate(self.columns):
            if not column.choices or not last_row:
                self._add_hint(last_row, position, column)
                continue
            source: list[str] | str = list(column.choices)
            is_safe = not any("," in choice or choice.startswith(FORMULA_STARTS) for choice in column.choices)
            if len(",".join(column.choices)) > INLINE_CHOICES or not is_safe:
                lists = lists or self.book.add_worksheet(_("Danh mục"))
                letters = column_letters(len(listed))
                source = f"='{lists.get_name()}'!${letters}$1:${letters}${len(column.choices)}"
                listed.append(column.choices)
            rule: dict[str, Any] = {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "ignore_blank": not column.is_required,
            }
            self.page.data_validation(1, position, last_row, position, rule | _prompt(column))
        if lists:
            _write_lists(lists, listed)

    def _add_hint(self, last_row: int, position: int, column: WrittenColumn) -> None:
        if last_row and (prompt := _prompt(column)):
            self.page.data_validation(1, position, last_row, position, {"validate": "any"} | prompt)


def hints(column: WrittenColumn) -> list[str]:
    """What to write in the column, in sentences."""
    said = [column.help] if column.help else []
    if column.choices:
        said.append(_("Chọn trong danh sách."))
    if column.example:
        said.append(_("Ví dụ: %s.") % column.example)
    return said


def _prompt(column: WrittenColumn) -> dict[str, str]:
    """Shown beside a cell while it is filled in."""
    said = " ".join(hints(column))
    return {"input_title": column.title[:32], "input_message": said[:255]} if said else {}


def _write_lists(page: Worksheet, listed: Sequence[tuple[str, ...]]) -> None:
    """Row by row: a sheet in constant memory cannot go back."""
    for row in range(max(map(len, listed))):
        for column, choices in enumerate(listed):
            if row < len(choices):
                page.write_string(row, column, guarded(choices[row]))
    page.hide()


def _write_help(book: xlsxwriter.Workbook, columns: Sequence[WrittenColumn], lines: Sequence[str]) -> None:
    page = book.add_worksheet(_("Hướng dẫn"))
    big = book.add_format({"bold": True, "font_size": 16, "font_color": GREEN, "valign": "vcenter"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#CBD5E1"})
    for position, width in enumerate(HELP_WIDTHS):
        page.set_column(position, position, width)
    for row, line in enumerate(lines):
        page.set_row(row, 28 if row == 0 else _height(line, sum(HELP_WIDTHS)))
        page.merge_range(row, 0, row, len(HELP_WIDTHS) - 1, guarded(line), wrapped if row else big)
    start = len(lines) + 1
    title = book.add_format(TITLE_LOOK)
    for position, text in enumerate((_("Cột"), _("Bắt buộc"), _("Cách ghi"), _("Ví dụ"))):
        page.write_string(start, position, text, title)
    for row, column in enumerate(columns, start + 1):
        offered = _("Chọn một trong: %s.") % ", ".join(column.choices) if 0 < len(column.choices) <= FEW_CHOICES else ""
        said = " ".join(filter(None, [column.help, offered]))
        needed = column.needed or (_("Có") if column.is_required else _("Không"))
        page.set_row(row, _height(said, HELP_WIDTHS[2]))
        for position, text in enumerate((column.title, needed, said, column.example)):
            page.write_string(row, position, guarded(text), cell)
    page.hide_gridlines(2)
    page.set_paper(A4)
    page.fit_to_pages(1, 0)


def _height(text: str, width: int) -> float:
    """Points for text that wraps at that many letters: Excel does not make room by itself in a file it did not write."""
    return 16.0 * (1 + len(text) // max(1, width - 4))


def write_csv(
    target: BinaryIO, titles: Sequence[str], rows: Iterable[Sequence[object]], *, separator: str = ";"
) -> int:
    """UTF-8 with the mark Excel needs to see it; a semicolon, the list separator of Vietnamese Windows. Gives the
    number of rows."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=separator)
        writer.writerow(map(guarded, titles))
        count = 0
        for count, row in enumerate(rows, 1):  # noqa: B007 the last number is the answer
            writer.writerow(map(_csv_cell, row))
        return count
    finally:
        text.detach()


def _csv_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m}/{value.year:04}"
    if isinstance(value, int | float | Decimal):
        return str(value)
    return guarded(str(value))
