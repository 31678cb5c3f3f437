"""What is written can be filled in, opened safely, and read back as it was."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hieuhoc.lib.workbook_writing import CellProblem, WrittenColumn, guarded, write_csv, write_workbook
from hieuhoc.lib.xlsx import open_sheet

NAME = WrittenColumn("Họ và tên", is_required=True, width=30, help="Ghi đủ họ, tên đệm, tên", example="Nguyễn Văn An")
BORN = WrittenColumn("Ngày sinh", kind="date")
SEX = WrittenColumn("Giới tính", choices=("Nam", "Nữ"), help="Chọn trong danh sách")
VILLAGE = WrittenColumn("Thôn", choices=tuple(f"Thôn {at}, xã Hòa Thành" for at in range(300)))
DANGEROUS = ["=1+1", "+84905123456", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def test_values_keep_their_kind(tmp_path: Path) -> None:
    columns = [NAME, BORN, WrittenColumn("Điểm", kind="decimal"), WrittenColumn("Số")]
    rows: list[list[object]] = [
        ["Nguyễn Văn An", date(1990, 3, 5), Decimal("7.5"), "066090001234"],
        ["Lan", "1957", None, ""],
    ]
    assert write_workbook(tmp_path / "a.xlsx", columns, rows, sheet="Dữ liệu: 1/2") == 2
    page = opened(tmp_path / "a.xlsx").worksheets[0]
    assert page.title == "Dữ liệu  1 2"
    assert [cell.value for cell in page[1]] == ["Họ và tên *", "Ngày sinh", "Điểm", "Số"]
    assert (page["B2"].value.date(), page["B2"].number_format) == (date(1990, 3, 5), "dd/mm/yyyy")
    assert (page["C2"].value, page["D2"].value, page["B3"].value) == (7.5, "066090001234", "1957")
    assert page["D3"].number_format == "@", "an empty text cell keeps its leading zeros when filled in"
    assert page.freeze_panes == "A2"


@pytest.mark.parametrize("text", DANGEROUS)
def test_nothing_becomes_a_formula(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "a.xlsx", [NAME, SEX], [[text, "Nam"]], sheet="a")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    cell = opened(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'"), "safe also when saved as CSV"


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_is_guarded_too(text: str) -> None:
    target = io.BytesIO()
    assert write_csv(target, [text, "Ngày"], [[text, date(2025, 3, 5)], [-5, None]]) == 2
    rows = list(csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["'" + text, "Ngày"], ["'" + text, "05/03/2025"], ["-5", ""]]
    assert target.getvalue().startswith(b"\xef\xbb\xbf")


def test_a_harmless_text_is_left_alone() -> None:
    assert [guarded(text) for text in ("H'Hen", "05/03", "", "a=b")] == ["H'Hen", "05/03", "", "a=b"]


def test_drop_downs_are_short_or_on_a_hidden_sheet(tmp_path: Path) -> None:
    write_workbook(
        tmp_path / "a.xlsx", [NAME, SEX, VILLAGE], [], sheet="a", fillable_rows=500, help_lines=["Cách điền"]
    )
    book = opened(tmp_path / "a.xlsx")
    rules = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}
    assert rules["B2:B501"].formula1 == '"Nam,Nữ"'
    assert rules["C2:C501"].formula1 == "'Danh mục'!$A$1:$A$300"
    assert (book["Danh mục"].sheet_state, book["Danh mục"]["A300"].value) == ("hidden", "Thôn 299, xã Hòa Thành")
    help_cells = [cell.value for row in book["Hướng dẫn"].iter_rows() for cell in row if cell.value]
    assert {"Cách điền", "Họ và tên", "Nguyễn Văn An", "Ghi đủ họ, tên đệm, tên", "Có", "Không"} <= set(help_cells)


def test_problems_stand_beside_the_cells(tmp_path: Path) -> None:
    of_second = [
        CellProblem(0, "tên trống"),
        CellProblem(1, "năm khác số định danh", is_error=False),
        CellProblem(None, "trùng dòng 2"),
    ]
    problems = {1: of_second}
    write_workbook(tmp_path / "a.xlsx", [NAME, BORN], [["An", "1990"], ["", "1991"]], sheet="a", problems=problems)
    page = opened(tmp_path / "a.xlsx").worksheets[0]
    assert page["C1"].value == "Cần sửa"
    assert page["C2"].value is None
    assert page["C3"].value == "Lỗi: tên trống; Lưu ý: năm khác số định danh; Lỗi: trùng dòng 2"
    assert (page["A3"].fill.bgColor.rgb or page["A3"].fill.fgColor.rgb) != page["A2"].fill.bgColor.rgb
    assert "tên trống" in page["A3"].comment.text
    assert page["A2"].comment is None


def test_too_many_problems_do_not_become_drawings(tmp_path: Path) -> None:
    problems = {at: [CellProblem(0, "sai")] for at in range(2_100)}
    write_workbook(tmp_path / "a.xlsx", [NAME], ([str(at)] for at in range(2_100)), sheet="a", problems=problems)
    page = opened(tmp_path / "a.xlsx").worksheets[0]
    assert sum(row[0].comment is not None for row in page.iter_rows(min_row=2)) == 2_000
    assert page["B2101"].value == "Lỗi: sai"


LETTERS = "abcxyz ABC 0123456789.,;:/()'\"<>&=+-@_%#đĐắệữợỵƯÊŏ"
CELLS = st.text(st.sampled_from(LETTERS), max_size=12) | st.sampled_from(DANGEROUS[:4])


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [WrittenColumn("Một"), WrittenColumn("Hai")], [["x", "y"], *rows], sheet="a")
    with open_sheet(path, "a.xlsx") as sheet:
        found = [tuple(row[1:]) for chunk in sheet for row in chunk.rows()]
    # A text that itself begins with our guard loses it; nothing else changes but the spaces around.
    expected = [tuple(_as_read(cell) for cell in row) for row in rows]
    assert found == [("x", "y"), *(row for row in expected if any(row))]


def _as_read(text: str) -> str | None:
    kept = text.strip()
    if kept[:1] == "'" and kept[1:2] in set("=+-@"):
        kept = kept[1:]
    return kept or None
