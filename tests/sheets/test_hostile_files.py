"""Old encodings, and the rows that come back with their problems (test_hostile_table.py holds the files that mean harm)."""

import io
import unicodedata
from typing import Any

import pytest

from hieuhoc.people.models import Citizen
from hieuhoc.sheets.workbooks import write_annotated
from tests.people.makers import Land
from tests.sheets.files import ROSTER, csv_of, imported, outcomes, received

pytestmark = pytest.mark.django_db
ROW = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]
SINCE: dict[str, Any] = {"since": "2024-01-01"}


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
