"""Spreadsheets as communes send them: every kind is read, with row numbers as the person sees them."""

import datetime
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from hieuhoc.lib.sheet_reading import ReadLimits
from hieuhoc.lib.xlsx import ReadReport, open_sheet
from tests.lib.test_legacy_text import TCVN3, UNICODE, VNI

HEADER: list[object] = ["Họ và tên", "Ngày sinh", "Số định danh"]
ROWS: list[list[object]] = [["Nguyễn Văn An", "05/03/1990", "066090001234"], ["Y Blŏk Niê", "1957", "066057000001"]]


def read(
    path: Path, name: str = "", expects: frozenset[str] = frozenset(), **limits: int
) -> tuple[pl.DataFrame, ReadReport]:
    with open_sheet(path, name or path.name, ReadLimits(**limits), expects=expects) as sheet:
        frame = pl.concat(list(sheet))
    return frame, sheet.report


def remarks(path: Path, *kinds: str, expects: frozenset[str] = frozenset()) -> list[tuple[object, ...]]:
    """What the eye sees beside the text: row, column, kind, seen, becomes."""
    with open_sheet(path, path.name, expects=expects) as sheet:
        seen = [row for _chunk in sheet for row in sheet.remarks.iter_rows()]
    return [row for row in seen if not kinds or row[2] in kinds]


def make_xlsx(path: Path, rows: list[list[object]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return path


def make_xls(path: Path, rows: list[list[object]]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.save(str(path))
    return path


def make_ods(path: Path, rows: list[list[object]]) -> Path:
    book = OpenDocumentSpreadsheet()
    table = Table(name="Danh sách")
    for row in rows:
        line = TableRow()
        for cell in row:
            box = TableCell(valuetype="string")
            box.addElement(P(text=str(cell)))
            line.addElement(box)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def make_csv(path: Path, rows: list[list[object]]) -> Path:
    path.write_text("\r\n".join(",".join(map(str, row)) for row in rows) + "\r\n", encoding="utf-8", newline="")
    return path


type Maker = Callable[[Path, list[list[object]]], Path]
KINDS = pytest.mark.parametrize(
    ("maker", "kind"), [(make_xlsx, "xlsx"), (make_xls, "xls"), (make_ods, "ods"), (make_csv, "csv")]
)


@KINDS
def test_every_kind_of_file_gives_the_same_rows(
    tmp_path: Path, maker: Callable[[Path, list[list[object]]], Path], kind: str
) -> None:
    rows: list[list[object]] = [list(HEADER), *ROWS]
    frame, report = read(maker(tmp_path / f"danh sách.{kind}", rows))
    assert frame.columns == ["_row", *HEADER]
    assert frame.rows() == [(2, *ROWS[0]), (3, *ROWS[1])]
    assert (report.found.kind, report.headers, report.rows, report.found.header_row) == (kind, HEADER, 2, 1)
    assert report.notes == []


def test_numbers_and_dates_come_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Số", "Điểm", "Ngày", "Chọn", "Giờ"])
    sheet.write_row(1, 0, [79085001234, 7.5])
    sheet.write_datetime(1, 2, datetime.date(1990, 3, 5), day)
    sheet.write_boolean(1, 3, True)
    sheet.write_datetime(
        1, 4, datetime.datetime.fromisoformat("1990-03-05T07:30"), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    )
    book.close()
    frame, _ = read(path)
    assert frame.rows() == [(2, "79085001234", "7.5", "05/03/1990", "TRUE", "05/03/1990 07:30:00")]


def test_blank_rows_are_left_out_and_numbers_stay(tmp_path: Path) -> None:
    rows: list[list[object]] = [["DANH SÁCH THÔN 1"], [], ["Tên", "Số"], ["An", "1"], ["", " "], ["Bình", ""]]
    frame, report = read(make_xlsx(tmp_path / "a.xlsx", rows))
    assert frame.rows() == [(4, "An", "1"), (6, "Bình", None)]
    assert report.notes == ["Dòng tiêu đề được tìm thấy ở dòng 3."]
    frame, _ = read(
        make_csv(tmp_path / "a.csv", [["DANH SÁCH", ""], ["", ""], ["Tên", "Số"], ["An", "1"], ["", ""], ["Bình", ""]])
    )
    assert frame.rows() == [(4, "An", "1"), (6, "Bình", None)]


def test_expected_titles_find_the_header(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Xã", "Hòa Thành"], ["Năm", "2025"], ["HO VA TEN", "Năm sinh"], ["An", "1990"]]
    frame, report = read(make_xlsx(tmp_path / "a.xlsx", rows), expects=frozenset({"ho va ten", "nam sinh"}))
    assert report.found.header_row == 3
    assert frame["HO VA TEN"].to_list() == ["An"]


def test_a_table_that_begins_further_right_keeps_its_titles(tmp_path: Path) -> None:
    rows: list[list[object]] = [["", "", "Tên", "", "Số"], ["", "", "An", "x", "1"]]
    rows += [["", "", "An", "", "1"], ["", "", "An", "", "1"]]
    frame, report = read(make_xlsx(tmp_path / "a.xlsx", rows))
    assert frame.rows() == [(2, "An", "1"), (3, "An", "1"), (4, "An", "1")]
    assert report.notes == ["Bỏ qua cột không có tiêu đề: D."]


@KINDS
def test_a_full_column_without_a_title_is_given_on_under_its_letter(tmp_path: Path, maker: Maker, kind: str) -> None:
    rows: list[list[object]] = [["Tên", "", "Số"], ["An", "x", "1"], ["Bình", "y", "2"]]
    frame, report = read(maker(tmp_path / f"a.{kind}", rows))
    assert frame.columns == ["_row", "Tên", "⟨B⟩", "Số"]
    assert (report.found.untitled, frame["⟨B⟩"].to_list()) == (["⟨B⟩"], ["x", "y"])


def test_hidden_and_other_sheets_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    first, shown, more, hidden = (book.add_worksheet(name) for name in ("Ẩn trước", "Dữ liệu", "Hướng dẫn", "Danh mục"))
    for sheet in (shown, more, hidden, first):
        sheet.write_row(0, 0, ["Tên", "Số"])
        sheet.write_row(1, 0, [sheet.name, "1"])
    shown.set_first_sheet()
    shown.activate()
    hidden.hide()
    first.hide()
    book.close()
    frame, report = read(path)
    assert frame["Tên"].to_list() == ["Dữ liệu"]
    assert report.notes == [
        "Bỏ qua trang tính ẩn: Ẩn trước, Danh mục.",
        "Chỉ đọc trang “Dữ liệu”; không đọc: Hướng dẫn.",
    ]


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-16-le-bom", "utf-16")],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_unicode_text_is_read(tmp_path: Path, encoding: str, read_as: str, separator: str) -> None:
    text = "\n".join(separator.join(str(cell) for cell in row) for row in (HEADER, *ROWS)) + "\n"
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xff\xfe" + text.encode("utf-16-le") if "bom" in encoding else text.encode(encoding))
    frame, report = read(path)
    assert frame.rows() == [(2, *ROWS[0]), (3, *ROWS[1])]
    assert (report.found.encoding, report.found.separator) == (read_as, separator)


def in_windows_1258(text: str) -> bytes:
    """As Windows writes it: composed letters where the code page has them, else a letter and its tone."""
    found = b""
    for letter in text:
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            found += _decomposed(letter)
    return found


def _decomposed(letter: str) -> bytes:
    for tone in "\u0300\u0301\u0303\u0309\u0323":
        for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY":
            if pl.Series([base + tone]).str.normalize("NFC")[0] == letter:
                return (base + tone).encode("cp1258")
    raise ValueError(letter)


def test_windows_1258_comes_composed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(in_windows_1258("Họ tên;Xã\nNguyễn Thị Phượng;Hoà Thành\nĐặng Quỳnh;Đắk Lắk\n"))
    frame, report = read(path)
    assert report.found.encoding == "cp1258"
    assert frame.rows() == [(2, "Nguyễn Thị Phượng", "Hoà Thành"), (3, "Đặng Quỳnh", "Đắk Lắk")]


@pytest.mark.parametrize(("old", "name"), [(TCVN3, "TCVN3 (ABC)"), (VNI, "VNI")])
@pytest.mark.parametrize("maker", [make_xlsx, make_csv])
def test_old_encodings_are_converted_and_said(
    tmp_path: Path, old: str, name: str, maker: Callable[[Path, list[list[object]]], Path]
) -> None:
    rows: list[list[object]] = [["Ten", "So"]]
    rows += [[one, "1"] for one in old.split(", ")]
    path = maker(tmp_path / ("a.csv" if maker is make_csv else "a.xlsx"), rows)
    frame, report = read(path)
    assert frame["Ten"].to_list() == UNICODE.split(", ")
    assert report.notes == [f"Cột “Ten” viết bằng bảng mã cũ {name}, đã chuyển sang Unicode."]


@pytest.mark.parametrize("old", [TCVN3, VNI])
def test_old_encodings_are_read_from_plain_bytes(tmp_path: Path, old: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Ten;So\n" + "".join(f"{one};1\n" for one in old.split(", ")).encode("latin-1"))
    frame, _ = read(path)
    assert frame["Ten"].to_list() == UNICODE.split(", ")


def test_ethnic_names_beside_old_text_stay(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Ten", "Dân tộc"], ["NguyÔn V¨n Hoµ", "Êđê"], ["TrÇn ThÞ Lan", "M'Nông"]]
    frame, _ = read(make_xlsx(tmp_path / "a.xlsx", rows))
    assert frame.rows() == [(2, "Nguyễn Văn Hoà", "Êđê"), (3, "Trần Thị Lan", "M'Nông")]


def test_quoted_cells_may_hold_separators_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('Tên,"Địa\nchỉ"\n"An, Bình","dòng 1\ndòng 2"\nCường,x\n', encoding="utf-8")
    frame, _ = read(path)
    assert frame.rows() == [(2, "An, Bình", "dòng 1\ndòng 2"), (3, "Cường", "x")]


def test_our_own_guard_is_taken_off(tmp_path: Path) -> None:
    frame, _ = read(make_xlsx(tmp_path / "a.xlsx", [["Tên", "Số"], ["'=1+1", "'+84905"], ["H'Hen", "'90"]]))
    assert frame.rows() == [(2, "=1+1", "+84905"), (3, "H'Hen", "'90")]


def test_chunks_follow_each_other(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Tên", "Số"], *([f"n{at}", at] for at in range(25))]
    for path in (make_xlsx(tmp_path / "a.xlsx", rows), make_csv(tmp_path / "a.csv", rows)):
        with open_sheet(path, path.name, ReadLimits(chunk_rows=10)) as sheet:
            chunks = list(sheet)
        assert pl.concat(chunks)["_row"].to_list() == list(range(2, 27))
        assert max(chunk.height for chunk in chunks) <= 10 or path.suffix == ".csv"


def test_leaving_early_ends_the_child(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Tên", "Số"], *([f"n{at}" * 50, at] for at in range(20_000))]
    with open_sheet(make_csv(tmp_path / "a.csv", rows), "a.csv", ReadLimits(chunk_rows=100)) as sheet:
        chunks = iter(sheet)
        next(chunks)
        folder = Path(sheet._folder.name)
        assert folder.exists()
    assert sheet._child.poll() is not None
    assert not folder.exists()


def test_the_child_knows_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEUHOC_DATA_KEYS", "k1:secret")
    rows: list[list[object]] = [["Tên", "Số"], *([f"n{at}" * 50, at] for at in range(20_000))]
    with open_sheet(make_csv(tmp_path / "a.csv", rows), "a.csv", ReadLimits(chunk_rows=100)) as sheet:
        environment = Path(f"/proc/{sheet._child.pid}/environ").read_text(encoding="utf-8")
    assert "PATH=" in environment
    assert "HIEUHOC" not in environment
    assert "DATABASE" not in environment


def test_a_long_text_file_is_read_in_pieces_that_cut_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "dài.csv"
    told = [f"Thôn {at}\nxã Cư Né, {'gần chợ ' * (at % 9)}" for at in range(9_000)]
    lines = [f'{at},"{text}"' for at, text in enumerate(told)]
    path.write_text("\n".join(["Số,Nơi ở", *lines]), encoding="utf-8", newline="")
    with open_sheet(path, path.name, ReadLimits(chunk_rows=500)) as sheet:
        chunks = list(sheet)
    assert len(chunks) > 3
    assert pl.concat(chunks)["Nơi ở"].to_list() == [text.strip() for text in told]
    assert pl.concat(chunks)["_row"].to_list() == list(range(2, 9_002))
