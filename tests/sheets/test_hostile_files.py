"""Files that mean harm or are simply wrong: each leaves a refused batch with a sentence, and nothing else."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from hieuhoc.people.models import Citizen
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.workbooks import write_annotated
from tests.people.makers import Land, make_land
from tests.sheets.files import ROSTER, csv_of, imported, outcomes, received, xlsx_of

pytestmark = pytest.mark.django_db
ROW = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]
SINCE: dict[str, Any] = {"since": "2024-01-01"}


@pytest.fixture
def land() -> Land:
    return make_land()


def bomb() -> bytes:
    """A workbook of about a megabyte whose sheet would unpack to a gigabyte."""
    plain = zipfile.ZipFile(io.BytesIO(xlsx_of(ROSTER, [ROW])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name in plain.namelist():
            with book.open(name, "w", force_zip64=True) as part:
                part.write(plain.read(name))
                if name.endswith("sheet1.xml"):
                    for _megabyte in range(1024):
                        part.write(b" " * (1 << 20))
    return target.getvalue()


def formula() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ROSTER)
        page.write_row(1, 0, ROW)
        page.write_formula(1, 3, "=1+1")
    return target.getvalue()


def merged() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 1, ROSTER[0])
        page.write_row(0, 2, ROSTER[2:])
        page.write_row(1, 0, ROW)
    return target.getvalue()


CASES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("ds.csv", lambda: b"", "trống"),
    "bomb": ("ds.xlsx", bomb, "bung ra quá lớn"),
    "formula": ("ds.xlsx", formula, "công thức"),
    "merged": ("ds.xlsx", merged, "ô gộp"),
    "columns": ("ds.xlsx", lambda: xlsx_of([*ROSTER, *(f"c{number}" for number in range(9_000))], [ROW]), "cột"),
    "twice": ("ds.csv", lambda: csv_of([*ROSTER, "Số định danh"], [[*ROW, "1"]]), "Số định danh"),
    "two names of one column": ("ds.csv", lambda: csv_of([*ROSTER, "CCCD"], [[*ROW, "1"]]), "hai lần"),
    "lying": ("ds.xlsx", lambda: csv_of(ROSTER, [ROW]), "đuôi"),
    "no header": ("ds.csv", lambda: csv_of(["a", "b"], [["1", "2"]]), "Họ và tên"),
    "program": ("ds.xlsx", lambda: b"\x7fELF" + bytes(2000), "bảng tính"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_file_gets_a_sentence_and_changes_nothing(land: Land, case: str) -> None:
    name, make, word = CASES[case]
    batch = received("roster", make(), land.near, name=name, **SINCE)
    assert batch.status == Batch.Status.REFUSED
    assert word in batch.refusal
    assert not Citizen.objects.exists()


def test_old_encodings_are_read_or_refused_clearly(land: Land) -> None:
    text = ";".join(ROSTER) + "\n" + ";".join(["Nguyễn Văn Ấn", *ROW[1:5], "", "", "", ""])
    vietnamese = "".join(decomposed(letter) for letter in text)
    batch = imported("roster", vietnamese.encode("cp1258"), land.near, **SINCE)
    assert outcomes(batch) == {"new": 1}
    assert Citizen.objects.get().name == "Nguyễn Văn Ấn"


def decomposed(letter: str) -> str:
    """As Windows-1258 writes it: a vowel with its shape, then the tone as a letter of its own."""
    tones = {0x300, 0x309, 0x303, 0x301, 0x323}
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(part for part in parts if ord(part) in tones)
    return unicodedata.normalize("NFC", "".join(part for part in parts if ord(part) not in tones)) + tone


def test_the_rows_come_back_with_their_problems_and_can_be_sent_again(land: Land) -> None:
    wrong = [*ROW[:3], "12345", *ROW[4:]]
    batch = received("roster", csv_of(ROSTER, [ROW, wrong]), land.near, **SINCE)
    target = io.BytesIO()
    assert write_annotated(batch, target, actor=None) == 2
    again = received("roster", target.getvalue(), land.near, name="sua.xlsx", **SINCE)
    assert outcomes(again) == outcomes(batch) == {"new": 1, "refused": 1}
    assert not any("Cần sửa" in note for note in again.notes)
