"""Formulas are read by the value their program kept; a cell without one is named, and nothing else is refused for it."""

from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow

from hieuhoc.lib.sheet_remarks import BROKEN_CELL
from tests.lib.test_hostile_sheets import refusal, repacked
from tests.lib.test_reading_sheets import read, remarks

UNCALCULATED = "#CÔNG THỨC!"


def broken(path: Path) -> list[tuple[object, ...]]:
    """Row, title of the column, what shows there."""
    return [(row, column, seen) for row, column, _kind, seen, _becomes in remarks(path, BROKEN_CELL)]


def workbook(path: Path, rows: int = 3) -> xlsxwriter.Workbook:
    """STT counted by formula, a name and a day by formula too."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["STT", "Họ và tên", "Ngày"])
    for row in range(1, rows + 1):
        sheet.write_formula(row, 0, f"=A{row}+1", None, row)
        sheet.write_formula(row, 1, '=PROPER("an")', None, "An")
        sheet.write_formula(row, 2, "=TODAY()", day, 45_000)
    return book


def test_a_formula_is_read_by_its_kept_value_and_said_so(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx").close()
    frame, report = read(tmp_path / "a.xlsx")
    assert frame.rows() == [(row, str(row - 1), "An", "15/03/2023") for row in (2, 3, 4)]
    assert report.notes == ["Có 9 ô công thức: đọc theo kết quả đã lưu trong tệp."]
    assert broken(tmp_path / "a.xlsx") == []


def test_a_formula_that_was_never_calculated_is_named_with_its_cell(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx", rows=2_000)
    sheet = book.worksheets()[0]
    sheet.write_formula("B1501", "=UPPER(A1)", None, "")  # kept without a value
    sheet.write_formula("D1600", "=1+1", None, "")  # below no title: nobody reads it
    book.close()
    frame, _report = read(tmp_path / "a.xlsx")
    assert broken(tmp_path / "a.xlsx") == [(1501, "Họ và tên", UNCALCULATED)]
    assert frame.filter(frame["_row"] == 1501).row(0) == (1501, "1500", UNCALCULATED, "15/03/2023")


def test_rows_of_nothing_but_uncalculated_formulas_are_not_lost(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(1, 1, ["Tên", "Số"])
    sheet.write_row(2, 1, ["An", "1"])
    for row in (3, 5):
        sheet.write_formula(row, 2, "=1+1", None, "")
    book.close()
    frame, _report = read(tmp_path / "a.xlsx")
    assert frame.rows() == [(3, "An", "1"), (4, None, UNCALCULATED), (6, None, UNCALCULATED)]
    assert broken(tmp_path / "a.xlsx") == [(4, "Số", UNCALCULATED), (6, "Số", UNCALCULATED)]


def test_an_error_of_excel_is_named_with_its_cell(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx")
    book.worksheets()[0].write_formula("B3", "=1/0", None, "#DIV/0!")
    book.close()
    frame, _report = read(tmp_path / "a.xlsx")
    assert broken(tmp_path / "a.xlsx") == [(3, "Họ và tên", "#DIV/0!")]
    assert frame["Họ và tên"].to_list() == ["An", "#DIV/0!", "An"]


def test_a_cell_of_formula_in_other_spellings_of_the_format_is_seen(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", rows=1).close()
    sheet = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Ten</x:t></x:is></x:c>'
        b'<x:c r="B1" t="inlineStr"><x:is><x:t>So</x:t></x:is></x:c></x:row>'
        b'<x:row r="2"><x:c r="A2" s="0"/><x:c r="B2"><x:f t="shared" si="0"/><x:v/></x:c></x:row>'
        b'<x:row r="3"><x:c r="A3" t="str"><x:f>""</x:f><x:v></x:v></x:c><x:c r="B3"><x:f/><x:v>7</x:v></x:c></x:row>'
        b"</x:sheetData></x:worksheet>"
    )
    path = repacked(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": sheet})
    frame, _report = read(path)
    assert broken(path) == [(2, "So", UNCALCULATED)]
    assert frame.rows() == [(2, None, UNCALCULATED), (3, None, "7")]


def test_too_many_cells_without_a_value_refuse_the_file(tmp_path: Path) -> None:
    book = workbook(tmp_path / "a.xlsx")
    for row in range(30):
        book.worksheets()[0].write_formula(row + 5, 1, "=1+1", None, "")
    book.close()
    caught = refusal(tmp_path / "a.xlsx", broken_cells=20)
    assert (caught.code, "Paste Values" in caught.sentence) == ("formula_somewhere", True)


@pytest.mark.parametrize("rows", [4, 900], ids=["in the small stream", "in the large stream"])
def test_old_workbooks_name_their_errors_and_read_the_rest(tmp_path: Path, rows: int) -> None:
    book = xlwt.Workbook()
    for name in ("Danh sach", "Khac"):
        sheet = book.add_sheet(name)
        sheet.write(0, 0, "Ten")
        sheet.write(0, 1, "So")
        for row in range(1, rows):
            sheet.write(row, 0, f"Ten {row}")
    book.get_sheet(0).write(2, 1, xlwt.Formula("1/0"))
    book.get_sheet(1).write(3, 1, xlwt.Formula("2/0"))
    book.save(str(tmp_path / "a.xls"))
    path = tmp_path / "a.xls"
    # As Excel keeps an error: the kind in the first byte of the value, the code in the third, FFFF at its end.
    content, blank = path.read_bytes(), bytes.fromhex("0300000000 00ffff")
    assert content.count(blank) == 2
    path.write_bytes(content.replace(blank, bytes.fromhex("0200070000 00ffff")))
    frame, report = read(path)
    assert broken(path) == [(3, "So", "#DIV/0!")]
    assert frame.height == rows - 1
    assert "Có 1 ô công thức: đọc theo kết quả đã lưu trong tệp." in report.notes


def ods(path: Path, **formula_cell: str) -> Path:
    document = OpenDocumentSpreadsheet()
    table = Table(name="a")
    for values in (({"valuetype": "string", "stringvalue": "So"},), (formula_cell,)):
        line = TableRow()
        for value in values:
            line.addElement(TableCell(**value))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def test_open_workbooks_are_read_by_their_values_and_name_cells_without(tmp_path: Path) -> None:
    frame, _report = read(ods(tmp_path / "a.ods", valuetype="float", value="2", formula="of:=1+1"))
    assert frame["So"].to_list() == ["2"]
    assert broken(ods(tmp_path / "b.ods", formula="of:=1+1")) == [(2, "So", UNCALCULATED)]
