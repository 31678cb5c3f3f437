"""What the eye sees in a sheet is what is read, in every format that can say it."""

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from hieuhoc.lib.sheet_remarks import DAY_BEHIND_YEAR, HIDDEN_ROW, STRUCK_CELL, STRUCK_ROW
from hieuhoc.lib.xlsx import open_sheet
from tests.lib.looks import DAY, FORMATS, Look, Page, in_every_format, in_every_workbook
from tests.lib.test_reading_sheets import read, remarks

TITLES = ["Họ và tên", "Số", "Ngày"]
EXPECTED = frozenset({"ho va ten", "so", "ngay"})
BIRTH = datetime.date(1985, 3, 5)


def sheet(tmp_path: Path, kind: str, *rows: list[Any], **more: Any) -> Path:
    return FORMATS[kind](tmp_path / f"a.{kind}", [Page([TITLES, *rows], **more)])


@in_every_workbook
def test_hidden_rows_are_remarked_and_read(tmp_path: Path, kind: str) -> None:
    rows = [["An", "1", "x"], ["Ẩn", "2", "x"], ["Bình", "3", "x"], ["Lọc", "4", "x"]]
    path = sheet(tmp_path, kind, *rows, hidden=frozenset({3, 5}))
    assert remarks(path) == [(3, "", HIDDEN_ROW, "", None), (5, "", HIDDEN_ROW, "", None)]
    assert read(path)[0].height == 4


@in_every_workbook
def test_rows_crossed_out_and_single_cells_are_told_apart(tmp_path: Path, kind: str) -> None:
    gone = [Look("Mất", is_struck=True), Look("2", is_struck=True), "x"]
    path = sheet(tmp_path, kind, ["An", "1", "x"], gone, ["Bình", Look("3", is_struck=True), "x"])
    assert remarks(path) == [(3, "", STRUCK_ROW, "", None), (4, "Số", STRUCK_CELL, "3", None)]


@in_every_format
def test_zeros_shown_by_a_format_are_read(tmp_path: Path, kind: str) -> None:
    whole = Look(66085000402, "000000000000", "066085000402")
    phone = Look(905123456, "0000 000 000", "0905 123 456")
    path = sheet(
        tmp_path, kind, ["An", whole, "x"], ["Bình", phone, "x"], ["Chi", Look(66085000402, shown="66085000402"), "x"]
    )
    assert read(path)[0]["Số"].to_list() == ["066085000402", "0905 123 456", "66085000402"]


@in_every_format
def test_days_are_read_day_first_whatever_locale_shows_them(tmp_path: Path, kind: str) -> None:
    shown = "05/03/1985" if kind == "csv" else "3/5/85"
    days = [Look(BIRTH, form, shown) for form in (DAY, "m/d/yy", "[$-409]mmmm d, yyyy;@", "yyyy-mm-dd")]
    path = sheet(tmp_path, kind, *(["An", "1", day] for day in days))
    assert set(read(path)[0]["Ngày"]) == {"05/03/1985"}


@in_every_format
def test_days_and_texts_in_one_column_are_all_read(tmp_path: Path, kind: str) -> None:
    path = sheet(
        tmp_path, kind, ["An", "1", Look(BIRTH, DAY, "05/03/1985")], ["Bình", "2", "6/4/1986"], ["Chi", "3", "1990"]
    )
    assert read(path)[0]["Ngày"].to_list() == ["05/03/1985", "6/4/1986", "1990"]


@in_every_workbook
def test_a_day_shown_as_a_year_is_read_as_the_year_and_remarked(tmp_path: Path, kind: str) -> None:
    path = sheet(tmp_path, kind, ["An", "1", Look(BIRTH, "yyyy", "1985")])
    assert read(path)[0]["Ngày"].to_list() == ["1985"]
    assert remarks(path) == [(2, "Ngày", DAY_BEHIND_YEAR, "1985", "05/03/1985")]


@in_every_format
def test_a_year_typed_into_a_cell_of_days_is_read_as_it_shows(tmp_path: Path, kind: str) -> None:
    value: Any = datetime.date(1905, 6, 7) if kind == "ods" else 1985
    path = sheet(tmp_path, kind, ["An", "1", Look(value, DAY, "07/06/1905")])
    assert read(path)[0]["Ngày"].to_list() == ["07/06/1905"]


@in_every_workbook
def test_every_row_of_a_merged_cell_has_its_value(tmp_path: Path, kind: str) -> None:
    rows: list[list[Any]] = [["An", "7", "x"], ["Bình", None, "x"], ["Chi", None, "x"], ["Dũng", None, "x"]]
    path = sheet(tmp_path, kind, *rows, merged=[(2, 4, 2)])
    frame, report = read(path)
    assert frame["Số"].to_list() == ["7", "7", "7", None]
    assert "Có 1 ô gộp dọc" in report.notes[0]


@in_every_workbook
def test_a_cover_sheet_is_passed_over_and_said(tmp_path: Path, kind: str) -> None:
    cover = Page([["UBND XÃ"], ["DANH SÁCH NĂM 2026"]], name="Bìa")
    path = FORMATS[kind](tmp_path / f"a.{kind}", [cover, Page([TITLES, ["An", "1", "x"]])])
    frame, report = read(path, expects=EXPECTED)
    assert frame["Họ và tên"].to_list() == ["An"]
    assert report.notes == ["Chỉ đọc trang “Danh sách”; không đọc: Bìa."]


@in_every_workbook
def test_sheets_with_the_same_titles_follow_each_other(tmp_path: Path, kind: str) -> None:
    pages = [Page([TITLES, ["An", "1", "x"]], name="Thôn 1"), Page([["x"], TITLES, ["Bình", "2", "x"]], name="Thôn 2")]
    path = FORMATS[kind](tmp_path / f"a.{kind}", pages)
    with open_sheet(path, path.name, expects=EXPECTED) as opened:
        read_rows = [
            (opened.report.found.sheet, opened.report.found.sheets, *row)
            for chunk in opened
            for row in chunk.iter_rows()
        ]
    both = ["Thôn 1", "Thôn 2"]
    assert read_rows == [("Thôn 1", both, 2, "An", "1", "x"), ("Thôn 2", both, 3, "Bình", "2", "x")]
    with open_sheet(path, path.name, expects=EXPECTED, sheets=["Thôn 2"]) as opened:
        assert [row for chunk in opened for row in chunk["Họ và tên"]] == ["Bình"]


@pytest.mark.parametrize("cell", ['="066085001002"', '"=""066085001002"""'])
def test_a_number_kept_as_a_formula_of_text_is_read(tmp_path: Path, cell: str) -> None:
    (tmp_path / "a.csv").write_text(f"Họ và tên;Số;Ngày\nAn;{cell};x\n", encoding="utf-8")
    assert read(tmp_path / "a.csv")[0]["Số"].to_list() == ["066085001002"]


def test_a_part_of_a_cell_crossed_out_is_remarked_with_what_is_left(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (TITLES, ["An", "1", "x"]):
        book.active.append(row)
    old, new = TextBlock(InlineFont(strike=True), "0905111222 "), TextBlock(InlineFont(), "0914333444")
    book.active["B2"] = CellRichText(old, new)
    book.save(tmp_path / "a.xlsx")
    assert remarks(tmp_path / "a.xlsx") == [(2, "Số", STRUCK_CELL, "0905111222 0914333444", "0914333444")]


def strict(path: Path) -> Path:
    """The same workbook under the namespaces of Strict Open XML."""
    target = path.with_stem("strict")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            content = content.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, content)
    return target


def with_backslashes(path: Path) -> Path:
    target = path.with_stem("backslash")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("/", "\\"), old.read(name))
    return target


@pytest.mark.parametrize("spelled", [strict, with_backslashes])
def test_other_spellings_of_a_workbook_are_read_the_same(tmp_path: Path, spelled: Any) -> None:
    path = sheet(tmp_path, "xlsx", ["An", Look(66085000402, "0" * 12), Look(BIRTH, DAY)], hidden=frozenset({2}))
    assert read(spelled(path))[0].rows() == read(path)[0].rows() == [(2, "An", "066085000402", "05/03/1985")]
    assert remarks(spelled(path)) == remarks(path)


TWO_ROWS: list[list[Any]] = [["STT", "Họ và tên", "Năm sinh", "", "Số"], [None, None, "Nam", "Nữ", None]]
TITLES_OF_TWO = frozenset({"hovaten", "namsinh", "nam", "nu", "so"})


@in_every_format
@pytest.mark.parametrize("above", [[], [["UBND XÃ EA KAR", "", "", "", ""]]])
def test_titles_in_two_rows_are_read_as_one(tmp_path: Path, kind: str, above: list[list[Any]]) -> None:
    rows: list[list[Any]] = [
        *above,
        *TWO_ROWS,
        ["1", "An", "1980", "", "066080000001"],
        ["2", "Bình", "", "1981", "066181000002"],
    ]
    first = len(above) + 1
    tall = [] if kind == "csv" else [(first, first + 1, column) for column in (1, 2, 5)]
    path = FORMATS[kind](tmp_path / f"a.{kind}", [Page(rows, merged=tall)])
    frame, report = read(path, expects=TITLES_OF_TWO)
    assert report.found.headers == ["STT", "Họ và tên", "Nam", "Nữ", "Số"]
    assert frame["Họ và tên"].to_list() == ["An", "Bình"]
    assert frame["Nữ"].to_list() == [None, "1981"]
    assert frame["_row"].to_list() == [first + 2, first + 3]


@in_every_workbook
def test_words_under_a_title_of_two_rows_are_said_with_it(tmp_path: Path, kind: str) -> None:
    rows: list[list[Any]] = [
        ["Họ và tên", "Căn cước", ""],
        [None, "Số", "Ngày cấp"],
        ["An", "066080000001", "05/03/2021"],
    ]
    path = FORMATS[kind](tmp_path / f"a.{kind}", [Page(rows, merged=[(1, 2, 1)])])
    assert read(path, expects=TITLES_OF_TWO)[1].found.headers == ["Họ và tên", "Số", "Ngày cấp"]


@in_every_format
def test_a_row_of_data_is_no_second_row_of_titles(tmp_path: Path, kind: str) -> None:
    rows = [["Họ và tên", "Giới tính", "Số"], ["An", "Nam", "066080000001"], ["", "Nữ", ""]]
    path = FORMATS[kind](tmp_path / f"a.{kind}", [Page(rows)])
    assert read(path, expects=TITLES_OF_TWO)[0]["Giới tính"].to_list() == ["Nam", "Nữ"]
