"""Worksheets are cut as vectors of bytes or parsed cell by cell: both give the same, and the usual writers are cut."""

import io
import zipfile
from html import escape
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from hieuhoc.lib.reading_cells import RawCells
from hieuhoc.lib.reading_rows import RowParser
from hieuhoc.lib.reading_tags import cut_cells
from hieuhoc.lib.reading_xlsx import raw_pieces
from hieuhoc.lib.sheet_reading import CannotRead, column_letters

HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"), max_size=12)
NUMBERS = st.one_of(st.integers(-(10**6), 10**12).map(str), st.floats(-1e9, 1e9).map(repr))


@st.composite
def cells(draw: st.DrawFn, place: str) -> bytes:
    style = draw(st.sampled_from(["", ' s="0"', ' s="7"', ' s="1203"']))
    kind = draw(
        st.sampled_from(
            [
                "empty",
                "inline",
                "spaced",
                "shared",
                "number",
                "typed number",
                "yes",
                "error",
                "text formula",
                "formula",
                "day",
            ]
        )
    )
    word, number = escape(draw(WORDS), quote=draw(st.booleans())), draw(NUMBERS)
    inside = {
        "empty": f"<c{place}{style}/>",
        "inline": f'<c{place}{style} t="inlineStr"><is><t>{word}</t></is></c>',
        "spaced": f'<c{place}{style} t="inlineStr"><is><t xml:space="preserve"> {word}</t></is></c>',
        "shared": f'<c{place}{style} t="s"><v>{draw(st.integers(0, 999))}</v></c>',
        "number": f"<c{place}{style}><v>{number}</v></c>",
        "typed number": f'<c{place}{style} t="n"><v>{number}</v></c>',
        "yes": f'<c{place}{style} t="b"><v>1</v></c>',
        "error": f'<c{place}{style} t="e"><v>#N/A</v></c>',
        "text formula": f'<c{place}{style} t="str"><f>UPPER(A1)</f><v>{word}</v></c>',
        "formula": f'<c{place}{style}><f t="shared" si="0"/><v>{number}</v></c>',
        "day": f'<c{place}{style} t="d"><v>1985-03-05</v></c>',
    }
    return inside[kind].encode()


@st.composite
def pieces(draw: st.DrawFn) -> bytes:
    rows, number = b"", draw(st.integers(1, 1_000_000))
    for _ in range(draw(st.integers(1, 4))):
        columns = sorted(draw(st.sets(st.integers(0, 750), max_size=5)))
        row = b"".join(draw(cells(f' r="{column_letters(column)}{number}"')) for column in columns)
        more = draw(
            st.sampled_from(
                [b"", b' spans="1:9"', b' hidden="1"', b' ht="0" customHeight="1"', b' spans="1:2" hidden="0"']
            )
        )
        rows += b'<row r="%d"%s>%s</row>' % (number, more, row)
        number += draw(st.integers(1, 1000))
    return rows


def parsed(piece: bytes) -> RawCells:
    parser = RowParser()
    parser.feed(HEAD)
    parser.feed(piece)
    return parser.take()


def filled(raw: RawCells) -> list[tuple[object, ...]]:
    """The cells that hold something, as (row, column, kind, style, text, made by a formula)."""
    rows = zip(
        raw.numbers[raw.row].tolist(),
        raw.column.tolist(),
        raw.kind.tolist(),
        raw.style.tolist(),
        raw.text,
        raw.formula.tolist(),
        strict=True,
    )
    return [cell for cell in rows if cell[4] or cell[5]]


@settings(max_examples=300, deadline=None)
@given(pieces())
def test_cutting_and_parsing_give_the_same_cells(piece: bytes) -> None:
    cut, whole = cut_cells(piece), parsed(piece)
    assert cut is not None
    assert filled(cut) == filled(whole)
    assert cut.numbers.tolist() == whole.numbers.tolist()
    assert cut.hidden == whole.hidden


@pytest.mark.parametrize(
    "spelling",
    [
        b'<row r="1"><c t="n" r="A1"><v>1</v></c></row>',  # another order
        b'<row r="1"><c r="A1" t="n" s="1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" s="1" cm="1"><v>1</v></c></row>',
        b"<row r='1'><c r='A1'><v>1</v></c></row>",
        b'<row><c><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><!-- a --><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="inlineStr"><is><r><t>1</t></r></is></c></row>',
        b'<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        b'<row r="1"><c r="A1" t="str"><v>1</v><extLst/></c></row>',
        b'<row r="1" >\n<c r="A1" ><v>1</v></c></row>',
    ],
)  # fmt: skip
def test_other_spellings_are_parsed_instead(spelling: bytes) -> None:
    assert cut_cells(spelling) is None or filled(cut_cells(spelling)) == filled(parsed(spelling))  # type: ignore[arg-type]
    assert [(cell[0], cell[1], cell[4]) for cell in filled(parsed(spelling))] == [(1, 0, "1")]


@pytest.mark.parametrize("writer", ["xlsxwriter", "openpyxl"])
def test_what_the_usual_writers_write_is_cut(tmp_path: Path, writer: str) -> None:
    path = tmp_path / "a.xlsx"
    rows = [["Họ và tên", "Số", "Ngày"], ["An & Bình <x>", 17, 0.5], [None, None, None], ["", True, -3]]
    if writer == "xlsxwriter":
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet()
            for number, row in enumerate(rows):
                page.write_row(number, 0, row, book.add_format({"bold": True}))
            page.write_formula(5, 0, "=A1", None, "x")
    else:
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        made.save(path)
    with zipfile.ZipFile(path) as archive:
        content = archive.read("xl/worksheets/sheet1.xml")
    piece = content[content.index(b"<row ") : content.rindex(b"</row>") + 6]
    assert cut_cells(piece) is not None
    assert sum(len(filled(raw)) for raw in raw_pieces(io.BytesIO(content))) == len(filled(parsed(piece)))


def test_a_long_row_that_never_ends_is_given_up() -> None:
    endless = io.BytesIO(HEAD + b'<row r="1">' + b"<c/>" * 9_000_000)
    with pytest.raises(CannotRead, match="too_heavy"):
        list(raw_pieces(endless))


def test_rows_come_in_order_however_the_bytes_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (at, at, at) for at in range(1, 400))
    for size in (200, 777, 5_000):
        monkeypatch.setattr("hieuhoc.lib.reading_xlsx._PIECE", size)
        pieces = list(raw_pieces(io.BytesIO(HEAD + rows + b"</sheetData></worksheet>")))
        assert np.concatenate([raw.numbers for raw in pieces]).tolist() == list(range(1, 400))
