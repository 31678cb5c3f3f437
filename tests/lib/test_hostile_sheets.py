"""Files that must not be opened, or cannot be understood, get a sentence and harm nobody."""

import contextlib
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
import xlwt

from hieuhoc.lib.sheet_reading import ReadLimits
from hieuhoc.lib.xlsx import REFUSALS, UnreadableSheet, open_sheet, sentence
from tests.lib.test_reading_sheets import make_csv, make_ods, make_xls, make_xlsx

ROWS: list[list[object]] = [["Tên", "Số"], ["An", "1"]]


def refusal(path: Path, name: str = "", **limits: int) -> UnreadableSheet:
    with pytest.raises(UnreadableSheet) as caught:
        read_whole(path, name or path.name, ReadLimits(**limits))
    return caught.value


def read_whole(path: Path, name: str, limits: ReadLimits) -> list[pl.DataFrame]:
    with open_sheet(path, name, limits) as sheet:
        return list(sheet)


def repacked(path: Path, changes: dict[str, bytes]) -> Path:
    """The same archive with parts replaced or added."""
    target = path.with_stem(path.stem + "-changed")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return target


def a_bomb(path: Path, size: int = 1_000_000_000) -> Path:
    make_xlsx(path.with_stem("small"), ROWS)
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>' + b"x" * 30_000 + b"</t></is></c></row>"
    with zipfile.ZipFile(path.with_stem("small")) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if "sheet1" not in name:
                new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for at in range(1, size // 30_000):
                part.write(row % (at, at))
            part.write(b"</sheetData></worksheet>")
    return path


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = a_bomb(tmp_path / "bomb.xlsx")
    assert path.stat().st_size < 6_000_000
    assert refusal(path).code == "zip_bomb"


def test_a_bomb_that_looks_harmless_is_stopped_by_memory(tmp_path: Path) -> None:
    path = a_bomb(tmp_path / "bomb.xlsx", 700_000_000)
    limits = {"unpacked_ratio": 10_000, "unpacked_bytes": 10**10, "memory_bytes": 600_000_000}
    assert refusal(path, path.name, **limits).code == "too_heavy"


def test_work_without_end_is_stopped_by_time(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", [["Tên", "Số"], *([f"n{at}", at] for at in range(60_000))])
    assert refusal(path, cpu_seconds=0).code == "too_heavy"
    assert refusal(path, silent_seconds=0).code == "too_heavy"


def test_text_that_only_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Tên", "Số"])
    sheet.write_string(1, 0, "=1+1 <f>")
    book.close()
    with open_sheet(path, "a.xlsx") as opened:
        assert next(iter(opened))["Tên"].to_list() == ["=1+1 <f>"]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_merged_titles_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        book = xlsxwriter.Workbook(str(path))
        sheet = book.add_worksheet()
        sheet.merge_range("A1:C1", "DANH SÁCH")  # a merged line above the titles is no harm
        sheet.write_row(1, 0, ["Tên", "", "Số"])
        sheet.merge_range("A2:B2", "Tên")
        sheet.write_row(2, 0, ["An", "B", "1"])
        book.close()
    else:
        old = xlwt.Workbook()
        page = old.add_sheet("a")
        page.write_merge(0, 0, 0, 2, "DANH SACH")
        page.write_merge(1, 1, 0, 1, "Ten")
        page.write(1, 2, "So")
        page.write(2, 0, "An")
        old.save(str(path))
    caught = refusal(path)
    assert caught.code == "merged_header"
    assert "A2:B2" in caught.sentence


def test_a_title_that_comes_twice_is_refused_with_both_columns(tmp_path: Path) -> None:
    for path in (
        make_xlsx(tmp_path / "a.xlsx", [["Tên", "Số", "TÊN"], ["a", "b", "c"]]),
        make_csv(tmp_path / "a.csv", [["Tên", "Số", "TÊN"], ["a", "b", "c"]]),
    ):
        caught = refusal(path)
        assert caught.code == "duplicate_header"
        assert "cột A và cột C" in caught.sentence


def test_too_many_columns_and_rows_are_refused(tmp_path: Path) -> None:
    assert (
        refusal(make_xlsx(tmp_path / "a.xlsx", [[f"c{at}" for at in range(201)], [1] * 201])).code == "too_many_columns"
    )
    assert (
        refusal(make_xlsx(tmp_path / "b.xlsx", [[f"c{at}" for at in range(10_000)], [1] * 10_000])).code
        == "far_columns"
    )
    assert (
        refusal(make_csv(tmp_path / "c.csv", [[f"c{at}" for at in range(10_000)], [1] * 10_000])).code
        == "too_many_columns"
    )
    rows: list[list[object]] = [["Tên", "Số"], *([f"n{at}", at] for at in range(50))]
    assert refusal(make_xlsx(tmp_path / "d.xlsx", rows), rows=20).code == "too_many_rows"
    assert refusal(make_csv(tmp_path / "d.csv", rows), rows=20).code == "too_many_rows"


@pytest.mark.parametrize(
    ("maker", "kind"), [(make_xlsx, "xlsx"), (make_xls, "xls"), (make_ods, "ods"), (make_csv, "csv")]
)
def test_a_lying_extension_is_named(
    tmp_path: Path, maker: Callable[[Path, list[list[object]]], Path], kind: str
) -> None:
    path = maker(tmp_path / f"a.{kind}", ROWS)
    for other in {"xlsx", "xls", "ods", "csv", "pdf"} - {kind}:
        caught = refusal(path, f"danh sách.{other}")
        assert caught.code == "lying_extension"
        assert f".{other}" in caught.sentence
        assert f".{kind}" in caught.sentence


def test_macros_are_refused(tmp_path: Path) -> None:
    path = repacked(make_xlsx(tmp_path / "a.xlsx", ROWS), {"xl/vbaProject.bin": b"x"})
    assert refusal(path).code == "macro"


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    path = make_xls(tmp_path / "a.xls", ROWS)
    content = path.read_bytes()
    renamed = content.replace("Workbook".encode("utf-16-le"), "WorkbooX".encode("utf-16-le"))
    path.write_bytes(renamed)
    assert refusal(path).code == "not_a_sheet"
    # What Excel does with a password: the package is encrypted whole, inside an old container.
    path.write_bytes(_renamed_stream(content, "Workbook", "EncryptedPackage"))
    assert refusal(path).code == "encrypted"
    path.write_bytes(_renamed_stream(content, "Workbook", "EncryptedPackage"))
    assert refusal(path, "a.xlsx").code == "encrypted"


def _renamed_stream(content: bytes, old: str, new: str) -> bytes:
    at = content.index(old.encode("utf-16-le"))
    entry = new.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(new) + 2)
    return content[:at] + entry + content[at + 66 :]


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"\r\n \r\n", "no_header"),
        ("a.csv", "Tên,Số\n".encode(), "no_rows"),
        ("a.csv", "Tên,Số\n,\n ,\n".encode(), "no_rows"),
        ("a.csv", "Tên,Số\n".encode() + b"1,2\n" * 90_000 + b"1,2,3\n", "uneven_rows"),
        ("a.csv", b"\x00\x01\x02binary", "not_a_sheet"),
        ("a.csv", bytes(range(128, 256)) * 20, "unknown_encoding"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "not_a_sheet"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * 200, "broken"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 2000, "broken"),
        ("a.pdf", b"%PDF-1.7", "not_a_sheet"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).code == code


@pytest.mark.parametrize("maker", [make_xlsx, make_xls, make_ods])
def test_a_workbook_cut_off_in_the_middle_is_refused(
    tmp_path: Path, maker: Callable[[Path, list[list[object]]], Path]
) -> None:
    path = maker(
        tmp_path / f"a.{maker.__name__.removeprefix('make_')}", [["Tên", "Số"], *([f"n{at}", at] for at in range(900))]
    )
    _cut(path)
    assert refusal(path).code in {"broken", "not_a_sheet"}


def test_other_archives_are_no_workbooks(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("hello.txt", "x")
    assert refusal(tmp_path / "a.xlsx").code == "not_a_sheet"
    many = repacked(make_xlsx(tmp_path / "b.xlsx", ROWS), {f"xl/media/{at}.bin": b"x" for at in range(2_100)})
    assert refusal(many).code == "zip_bomb"


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml")
    laughing = book.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY a "ha">]><workbook', 1)
    assert refusal(repacked(path, {"xl/workbook.xml": laughing})).code == "broken"


def test_only_hidden_sheets_is_nothing_to_read(tmp_path: Path) -> None:
    path = make_xlsx(tmp_path / "a.xlsx", ROWS)
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml")
    hidden = book.replace(b'sheetId="1"', b'sheetId="1" state="hidden"')
    assert refusal(repacked(path, {"xl/workbook.xml": hidden})).code == "no_sheet"


def test_random_bytes_never_get_through(tmp_path: Path) -> None:
    good = make_xlsx(tmp_path / "a.xlsx", ROWS).read_bytes()
    for at in range(12):
        path = tmp_path / f"{at}.xlsx"
        spot = 30 + at * (len(good) - 60) // 12
        path.write_bytes(good[:spot] + os.urandom(20) + good[spot + 20 :])
        with contextlib.suppress(UnreadableSheet):
            assert read_whole(path, path.name, ReadLimits())[0].columns[0] == "_row"


@pytest.mark.parametrize("code", REFUSALS)
def test_every_refusal_is_a_sentence(code: str) -> None:
    values: dict[str, Any] = dict.fromkeys(
        ("limit", "declared", "found", "megabytes", "count", "cells", "header", "first", "second", "row"), "1"
    )
    text = sentence(REFUSALS, code, values)
    assert text.endswith(".")
    assert "%(" not in text
