"""A template we gave out, filled in by hand, comes back as one list: its guide and its choices are no lists."""

import io
from pathlib import Path

import openpyxl
import pytest

from hieuhoc.sheets.workbooks import write_template
from tests.people.makers import make_land
from tests.sheets.files import outcomes, received

pytestmark = pytest.mark.django_db


def test_the_roster_template_filled_in_is_read(tmp_path: Path) -> None:
    land = make_land()
    blank, filled = io.BytesIO(), io.BytesIO()
    write_template("roster", land.near, blank, actor=None)
    book = openpyxl.load_workbook(blank)
    page = book.worksheets[0]
    columns = {str(cell.value).strip(" *"): cell.column for cell in page[1]}
    given = {"Họ và tên": "H'Bia Niê", "Ngày sinh": "12/04/1985", "Giới tính": "Nữ", "Thôn, buôn": "Buôn Drăh"}
    for title, value in given.items():
        page.cell(2, columns[title], value)
    book.save(filled)
    batch = received("roster", filled.getvalue(), land.near, name="mau.xlsx", since="2025-01-01")
    assert outcomes(batch) == {"new": 1}, batch.refusal
    assert batch.questions == []
