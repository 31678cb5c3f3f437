"""Files that mean harm or are simply wrong, made in memory: what each is, and what the officer must read of it."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tests.sheets.files import ROSTER, csv_of, xlsx_of

ROW = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 10)
)
FROM_OUTSIDE = b"<!DOCTYPE x [<!ENTITY a9 SYSTEM 'file:///etc/passwd'>]>"


def plain() -> bytes:
    return xlsx_of(ROSTER, [ROW])


def book(fill: Callable[[xlsxwriter.Workbook, Worksheet], object]) -> bytes:
    """The good workbook, and what `fill` does to it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, ROSTER)
        page.write_row(1, 0, ROW)
        fill(made, page)
    return target.getvalue()


def repacked(changes: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target.getvalue()


def replaced(name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain())) as archive:
        content = archive.read(name)
    assert old in content
    return repacked({name: content.replace(old, new)})


def sheet_of_cells(cells: bytes, before: bytes = b"") -> bytes:
    """A sheet with our titles whose second row is made of these cells."""
    titles = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % title.encode() for title in ROSTER)
    rows = b'<row r="1">%s</row><row r="2">%s</row>' % (titles, cells)
    return before + b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (MAIN, rows)


def inline(text: bytes, place: bytes = b"A2") -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, text)


def in_sheet(cells: bytes, before: bytes = b"") -> bytes:
    return repacked({SHEET: sheet_of_cells(cells, before)})


def in_shared_strings(before: bytes) -> bytes:
    return repacked({"xl/sharedStrings.xml": before + b"<sst %s><si><t>&a9;</t></si></sst>" % MAIN})


def bomb() -> bytes:
    """Some kilobytes that would unpack to 200 megabytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                part.write(old.read(name))
                if name == SHEET:
                    for _megabyte in range(200):
                        part.write(b" " * (1 << 20))
    return target.getvalue()


def zipped(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("danh sach.xlsx", content)
    return target.getvalue()


def merged_header() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet()
        page.merge_range(0, 0, 0, 1, ROSTER[0])
        page.write_row(0, 2, ROSTER[2:])
        page.write_row(1, 0, ROW)
    return target.getvalue()


def line(*cells: str) -> bytes:
    return csv_of(ROSTER, [cells])


def with_hidden(made: xlsxwriter.Workbook, _page: Worksheet) -> None:
    for name in ("Ẩn", "Rất ẩn"):
        made.add_worksheet(name).write(0, 0, "x")
    made.worksheets()[1].hide()
    made.worksheets()[2].very_hidden()


def with_count(_made: xlsxwriter.Workbook, page: Worksheet) -> None:
    page.write(0, len(ROSTER), "STT")
    page.write_formula(1, len(ROSTER), "=J1+1", None, "")


# name of the case → name of the file, its bytes, words of the refusal.
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("a.csv", lambda: b"", "Tệp trống"),
    "only a header": ("a.csv", lambda: csv_of(ROSTER, []), "không có dòng dữ liệu"),
    "zip bomb": ("a.xlsx", bomb, "bung ra quá lớn"),
    "a workbook within a zip": ("a.xlsx", lambda: zipped(plain()), "không phải bảng tính"),
    "a zip within a zip": ("a.xlsx", lambda: zipped(zipped(plain())), "không phải bảng tính"),
    "entities that grow, in the sheet": ("a.xlsx", lambda: in_sheet(inline(b"&a9;"), LAUGHS), "tệp hỏng"),
    "entities that grow, in the texts": ("a.xlsx", lambda: in_shared_strings(LAUGHS), "tệp hỏng"),
    "a file from outside, in the sheet": ("a.xlsx", lambda: in_sheet(inline(b"&a9;"), FROM_OUTSIDE), "tệp hỏng"),
    "a file from outside, in the texts": ("a.xlsx", lambda: in_shared_strings(FROM_OUTSIDE), "tệp hỏng"),
    "10,000 columns": ("a.xlsx", lambda: xlsx_of([*ROSTER, *map(str, range(9_991))], [ROW]), "ngoài cột ZZ"),
    "a cell further away": ("a.xlsx", lambda: book(lambda _b, page: page.write(1_048_575, 702, "x")), "ngoài cột ZZ"),
    "a row that cannot be": ("a.xlsx", lambda: in_sheet(inline(b"x", b"A4294967295")), "tệp hỏng"),
    "merged titles": ("a.xlsx", merged_header, "ô gộp (A1:B1)"),
    "a title twice": ("a.csv", lambda: csv_of([*ROSTER, "Số định danh"], [[*ROW, "1"]]), "cột D và cột J"),
    "no title of ours": ("a.csv", lambda: csv_of(["a", "b"], [["1", "2"]]), "Họ và tên"),
    "all sheets hidden": (
        "a.xlsx",
        lambda: replaced("xl/workbook.xml", b'sheetId="1"', b'sheetId="1" state="hidden"'),
        "bị ẩn",
    ),
    "xlsx named xls": ("a.xls", plain, "mang đuôi .xls nhưng nội dung là .xlsx"),
    "csv named xlsx": ("a.xlsx", lambda: line(*ROW), "mang đuôi .xlsx nhưng nội dung là .csv"),
    "html named xls": ("a.xls", lambda: b"<html><table><tr><td>1</td></tr></table>", "không phải bảng tính"),
    "saved web page named xls": ("a.xls", lambda: b"MIME-Version: 1.0\r\nContent-Type: x\r\n", "không phải bảng tính"),
    "pdf named xlsx": ("a.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(900), "không phải bảng tính"),
    "a program": ("a.xlsx", lambda: b"\x7fELF" + bytes(2_000), "không phải bảng tính"),
    "macros": ("a.xlsx", lambda: repacked({"xl/vbaProject.bin": b"x"}), "macro"),
    "cut off": ("a.xlsx", lambda: plain()[:3_000], "tệp hỏng"),
    "a text that is not there": ("a.xlsx", lambda: in_sheet(b'<c r="A2" t="s"><v>99999</v></c>'), "tệp hỏng"),
    "NUL at the start of a csv": ("a.csv", lambda: line("A\0n", *ROW[1:]), "không phải bảng tính"),
    "UTF-16 without its mark": ("a.csv", lambda: line(*ROW).decode("utf-8-sig").encode("utf-16-le"), "không phải"),
    "a quote never closed": ("a.csv", lambda: line('"H\'Hen', *ROW[1:]) + b"\n" + line(*ROW), "từ dòng 2"),
    "a separator within a name": ("a.csv", lambda: line("H'Hen", " Niê", *ROW[1:-1], "01/01/2024"), "nhiều ô hơn dòng tiêu đề"),
    "a line of 50 MB": ("a.csv", lambda: line("x" * 50_000_000, *ROW[1:]), "dòng dài quá 4 MB"),
    "50 MB of separators": ("a.csv", lambda: line(*ROW) + b";" * 50_000_000, "dòng dài quá 4 MB"),
}  # fmt: skip

# name of the case → name of the file, its bytes, counts of the check, words that must stand in the notes or problems.
READ: dict[str, tuple[str, Callable[[], bytes], dict[str, int], str]] = {
    "a million rows, nearly all empty": (
        "a.xlsx", lambda: book(lambda _b, page: page.write_row(1_048_575, 0, ["Y Bin Mlô", "1990"])), {"new": 2}, "",
    ),
    "a cell far away": ("a.xlsx", lambda: book(lambda _b, page: page.write(1_048_575, 700, "x")), {"new": 1}, ""),
    "size told wrongly": (
        "a.xlsx",
        lambda: replaced(SHEET, b'ref="A1:I2"', b'ref="A1:XFD1048576"'),
        {"new": 1}, "",
    ),
    "hidden sheets": ("a.xlsx", lambda: book(with_hidden), {"new": 1}, "Bỏ qua trang tính ẩn: Ẩn, Rất ẩn."),
    "a zip inside the workbook": ("a.xlsx", lambda: repacked({"xl/embeddings/a.zip": zipped(plain())}), {"new": 1}, ""),
    "a second header row": (
        "a.csv", lambda: csv_of(ROSTER, [["Ghi đủ", "Ngày", "Nam/Nữ", "12 số", *[""] * 5], ROW]), {"new": 1, "refused": 1},
        "Không đọc được ngày",
    ),
    "a formula with its value": (
        "a.xlsx", lambda: book(lambda _b, page: page.write_formula("A2", "=PROPER(B9)", None, "H'Hen Niê")), {"new": 1}, "Có 1 ô công thức",
    ),
    "a formula without a value": (
        "a.xlsx", lambda: book(lambda _b, page: page.write_formula("A2", "=UPPER(B9)", None, "")), {"refused": 1}, "công thức chưa có kết quả",
    ),
    "a formula without a value in a column nobody reads": (
        "a.xlsx", lambda: book(with_count), {"new": 1}, "Cột “STT” không dùng.",
    ),
    "an error of Excel": (
        "a.xlsx", lambda: book(lambda _b, page: page.write_formula("D2", "=1/0", None, "#DIV/0!")), {"refused": 1}, "lỗi của Excel (#DIV/0!)",
    ),
    "a date as text": ("a.xlsx", lambda: xlsx_of(ROSTER, [[ROW[0], "5.3.1980", *ROW[2:]]]), {"new": 1}, ""),
    "a date as its count of days": ("a.xlsx", lambda: xlsx_of(ROSTER, [[ROW[0], 29_285, *ROW[2:]]]), {"refused": 1}, "số đếm ngày của Excel"),
    "a number rounded by Excel": ("a.csv", lambda: line(*ROW[:3], "6,6E+10", *ROW[4:]), {"refused": 1}, "6,6E+10"),
    "a text of 200,000 letters": ("a.xlsx", lambda: in_sheet(inline(b"x" * 200_000)), {"refused": 1}, "dài quá"),
    "escaped control characters": (
        "a.xlsx", lambda: book(lambda _b, page: page.write_row(1, 0, ["H\x07'Hen\x01 Niê\u202e", *ROW[1:]])), {"new": 1}, "",
    ),
    "NUL further down a csv": ("a.csv", lambda: line(*ROW) + b"\n" * 5_000 + "Y\0 Bin Mlô;1990".encode() + b";" * 7, {"new": 2}, ""),
    "UTF-16": ("a.csv", lambda: line(*ROW).decode("utf-8-sig").encode("utf-16"), {"new": 1}, ""),
    "separators at the end of some lines": ("a.csv", lambda: line(*ROW, "", "") + "\nY Bin Mlô;1990".encode() + b";" * 7, {"new": 2}, ""),
    "tabs": ("a.csv", lambda: line(*ROW).replace(b";", b"\t"), {"new": 1}, ""),
    "lines that end as on the first Macs": ("a.csv", lambda: line(*ROW).replace(b"\n", b"\r"), {"new": 1}, ""),
    "quotes within a name": ("a.csv", lambda: line('Nguyễn "Tý" An', *ROW[1:]), {"new": 1}, ""),
}  # fmt: skip
