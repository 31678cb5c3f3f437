"""The terminal's way: template, check, write, export, undo."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from hieuhoc.people.models import Citizen
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_template
from tests.people.makers import Land, make_land
from tests.sheets.files import ROSTER, csv_of

pytestmark = pytest.mark.django_db(transaction=True)
ROW = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]


@pytest.fixture
def land() -> Land:
    return make_land()


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_sheet", *arguments, stdout=out)
    return out.getvalue()


def test_a_file_is_checked_written_exported_and_taken_back(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(csv_of(ROSTER, [ROW, [*ROW[:3], "123", *ROW[4:]]]))
    marked = tmp_path / "sua.xlsx"
    said = command(
        "roster", str(source), "--place", "24001", "--set", "since=2024-01-01", "--problems", str(marked), "--yes"
    )
    assert "new 1" in said
    assert "refused 1" in said
    assert Citizen.objects.count() == 1
    assert openpyxl.load_workbook(marked).active.max_row == 3
    exported = tmp_path / "ra.xlsx"
    assert "1 rows" in command("roster", "--place", "24001", "--export", str(exported))
    command("roster", "--undo", str(Batch.objects.latest("pk").pk))
    assert not Citizen.objects.exists()


def test_without_yes_nothing_is_written(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(csv_of(ROSTER, [ROW]))
    command("roster", str(source), "--place", "24001", "--set", "since=2024-01-01")
    assert Batch.objects.get().status == Batch.Status.CHECKED
    assert not Citizen.objects.exists()


def test_a_refusal_is_said_as_a_sentence(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(b"")
    with pytest.raises(CommandError, match="trống"):
        command("roster", str(source), "--place", "24001", "--set", "since=2024-01-01")
    with pytest.raises(CommandError, match="No place"):
        command("roster", str(source), "--place", "00000")


def test_every_template_has_its_columns_drop_downs_and_help(land: Land) -> None:
    for sheet in all_sheets():
        target = io.BytesIO()
        write_template(sheet.code, land.near, target, actor=None)
        book = openpyxl.load_workbook(target)
        titles = [cell.value for cell in next(book.worksheets[0].iter_rows(max_row=1))]
        assert titles == [str(column.header) + (" *" if column.is_required else "") for column in sheet.columns]
        assert "Hướng dẫn" in book.sheetnames
    write_template("roster", land.near, target := io.BytesIO(), actor=None)
    rules = openpyxl.load_workbook(target).worksheets[0].data_validations.dataValidation
    assert any("Buôn Drăh" in str(rule.formula1) for rule in rules)
    assert any("Nam,Nữ" in str(rule.formula1) for rule in rules)
