"""One sheet as people see it, written as .xlsx, .xls, .ods and .csv: struck cells, hidden rows, formats, merged cells."""

import csv
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.styles import Font

DAY = "dd/mm/yyyy"


@dataclass(frozen=True)
class Look:
    """A cell: its value, the format it is shown under, whether it is crossed out. `shown`: the text one sees."""

    value: Any
    form: str = ""
    shown: str = ""
    is_struck: bool = False


@dataclass(frozen=True)
class Page:
    rows: Sequence[Sequence[Any]]
    hidden: frozenset[int] = frozenset()  # rows from 1
    merged: Sequence[tuple[int, int, int]] = field(default_factory=tuple)  # first row, last row, column, all from 1
    name: str = "Danh sách"


type Writer = Callable[[Path, Sequence[Page]], Path]


def look(cell: Any) -> Look:
    return cell if isinstance(cell, Look) else Look(cell, shown="" if cell is None else str(cell))


def as_xlsx(path: Path, pages: Sequence[Page]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for number, row in enumerate(page.rows, 1):
            for column, cell in enumerate(map(look, row), 1):
                written = sheet.cell(number, column, cell.value)
                written.font = Font(strike=cell.is_struck)
                written.number_format = cell.form or written.number_format
            sheet.row_dimensions[number].hidden = number in page.hidden
        for first, last, column in page.merged:
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    book.save(path)
    return path


def as_xls(path: Path, pages: Sequence[Page]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[bool, str], xlwt.XFStyle] = {}
    for page in pages:
        sheet = book.add_sheet(page.name)
        for number, row in enumerate(page.rows):
            for column, cell in enumerate(map(look, row)):
                style = styles.setdefault((cell.is_struck, cell.form), xlwt.XFStyle())
                style.font.struck_out = cell.is_struck
                style.num_format_str = cell.form or "General"
                span = next((last for first, last, of in page.merged if first == number + 1 and of == column + 1), 0)
                if span:
                    sheet.write_merge(number, span - 1, column, column, cell.value, style)
                elif cell.value is not None:
                    sheet.write(number, column, cell.value, style)
            sheet.row(number).hidden = number + 1 in page.hidden
    book.save(str(path))
    return path


def as_ods(path: Path, pages: Sequence[Page]) -> Path:
    book = OpenDocumentSpreadsheet()
    struck = Style(name="struck", family="table-cell")
    struck.addElement(TextProperties(textlinethroughstyle="solid"))
    book.automaticstyles.addElement(struck)
    for page in pages:
        table = Table(name=page.name)
        for number, row in enumerate(page.rows, 1):
            line = TableRow(**({"visibility": "filter"} if number in page.hidden else {}))
            for column, cell in enumerate(map(look, row), 1):
                line.addElement(_ods_cell(page, number, column, cell))
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def _ods_cell(page: Page, number: int, column: int, cell: Look) -> Any:
    if any(first < number <= last and of == column for first, last, of in page.merged):
        return CoveredTableCell()
    kind: dict[str, Any] = {"valuetype": "string"}
    if isinstance(cell.value, datetime.date):
        kind = {"valuetype": "date", "datevalue": cell.value.isoformat()}
    elif isinstance(cell.value, int | float):
        kind = {"valuetype": "float", "value": str(cell.value)}
    span = next((last - first + 1 for first, last, of in page.merged if first == number and of == column), 0)
    more: dict[str, Any] = {"numberrowsspanned": span} if span else {}
    made = TableCell(
        **({} if cell.value is None else kind), **more, **({"stylename": "struck"} if cell.is_struck else {})
    )
    if cell.value is not None:
        made.addElement(P(text=cell.shown or str(cell.value)))
    return made


def as_csv(path: Path, pages: Sequence[Page]) -> Path:
    """What a spreadsheet saves as CSV: the texts that show, of the first sheet."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";").writerows([look(cell).shown for cell in row] for row in pages[0].rows)
    return path


FORMATS: dict[str, Writer] = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods, "csv": as_csv}
BOOKS = [kind for kind in FORMATS if kind != "csv"]  # that can hide, cross out and merge
in_every_format = pytest.mark.parametrize("kind", list(FORMATS))
in_every_workbook = pytest.mark.parametrize("kind", BOOKS)
