"""The terminal's way: template, check, write, export, undo; killed in any phase and gone on with, or cancelled."""

import io
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from hieuhoc.people.models import Citizen
from hieuhoc.sheets.locks import is_worked_on
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_template
from tests.people.makers import Land, make_land
from tests.sheets.files import ROSTER, csv_of
from tests.sheets.processes import environment

pytestmark = pytest.mark.django_db(transaction=True)
ROW = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]
HERE = ("--place", "24001", "--set", "since=2024-01-01")
PEOPLE = 1_000
# The command itself, with chunks small enough to kill it between two.
PROGRAM = f"""
import sys
from hieuhoc.config import command
import django
django.setup()
from hieuhoc.sheets import reading
reading.CHUNK_ROWS = {PEOPLE // 20}
sys.argv[:1] = ["hieuhoc", "import_sheet"]
command.main()
"""


@pytest.fixture
def land() -> Land:
    return make_land()


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    rows = [[*ROW[:3], f"0661800{number:05}", *ROW[4:]] for number in range(PEOPLE)]
    (tmp_path / "ds.csv").write_bytes(csv_of(ROSTER, rows))
    return tmp_path / "ds.csv"


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_sheet", *arguments, stdout=out)
    return out.getvalue()


def killed_when(so: Callable[[Batch], bool], *arguments: str) -> Batch:
    """A real process of the command, killed outright once the batch has come so far."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], env=environment(), stdout=subprocess.DEVNULL
    )
    until = time.monotonic() + 90
    while not ((batch := Batch.objects.order_by("-pk").first()) and so(batch)):
        assert time.monotonic() < until
        assert process.poll() is None
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    while is_worked_on(batch.pk):
        time.sleep(0.01)
    batch.refresh_from_db()
    return batch


def written(batch: Batch) -> int:
    return batch.chunks.filter(written_at__isnull=False).count()


def test_a_file_is_checked_written_exported_and_taken_back(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(csv_of(ROSTER, [ROW, [*ROW[:3], "123", *ROW[4:]], [*ROW[:3], "1234", *ROW[4:]]]))
    marked = tmp_path / "sua.xlsx"
    said = command("roster", str(source), *HERE, "--problems", str(marked), "--yes")
    number = Batch.objects.get().pk
    assert f"Lần nhập số {number}\n3 dòng, 1 mới, 0 thay đổi, 0 như cũ, 2 không nhận" in said
    assert "2 không nhận  Số định danh: Số định danh có 3 hoặc 4 chữ số; cần 12" in said
    assert said.endswith(f"Lần nhập số {number}: Đã ghi\n")
    assert Citizen.objects.count() == 1
    assert openpyxl.load_workbook(marked).active.max_row == 4
    exported = tmp_path / "ra.xlsx"
    assert "Đã ghi 1 dòng" in command("roster", "--place", "24001", "--export", str(exported))
    command("roster", "--place", "24001", "--export", str(tmp_path / "ra.csv"))
    assert "H'Hen Niê" in (tmp_path / "ra.csv").read_text("utf-8-sig")
    assert f"Lần nhập số {number}: Đã hoàn tác" in command("--undo", str(number))
    assert not Citizen.objects.exists()


def test_without_yes_nothing_is_written_until_it_is_resumed(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(csv_of(ROSTER, [ROW]))
    said = command("roster", str(source), "--place", "24001", "--set", "since=01/07/2024")
    batch = Batch.objects.get()
    assert f"Chưa ghi gì. Ghi: hieuhoc import_sheet --resume {batch.pk} --yes" in said
    assert (batch.status, batch.settings) == (Batch.Status.CHECKED, {"since": "2024-07-01"})
    assert not Citizen.objects.exists()
    assert "Đã ghi" in command("--resume", str(batch.pk), "--yes")
    assert Citizen.objects.count() == 1
    with pytest.raises(CommandError, match="không còn gì để làm tiếp"):
        command("--resume", str(batch.pk))
    with pytest.raises(CommandError, match="không huỷ được nữa"):
        command("--cancel", str(batch.pk))


def test_a_checked_import_can_be_cancelled(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(csv_of(ROSTER, [ROW]))
    command("roster", str(source), *HERE)
    number = str(Batch.objects.get().pk)
    assert f"Lần nhập số {number}: Đã huỷ" in command("--cancel", number)
    with pytest.raises(CommandError, match="không còn gì để làm tiếp"):
        command("--resume", number, "--yes")


def test_killed_while_checking_it_is_resumed_and_killed_while_undoing_too(land: Land, roster: Path) -> None:
    batch = killed_when(lambda batch: batch.chunks.count() >= 3, "roster", str(roster), *HERE, "--yes")
    assert (batch.status, Citizen.objects.count()) == (Batch.Status.CHECKING, 0)
    assert "Đã ghi" in command("--resume", str(batch.pk), "--yes")
    assert Citizen.objects.count() == PEOPLE
    check_all_written_once(batch)

    undone = batch.chunks.filter(undone_at__isnull=False)
    batch = killed_when(lambda batch: undone.exists(), "--undo", str(batch.pk))
    assert batch.status == Batch.Status.UNDOING
    assert f"Lần nhập số {batch.pk}: Đã hoàn tác" in command("--resume", str(batch.pk))
    assert not Citizen.objects.exists()


def check_all_written_once(batch: Batch) -> None:
    assert not batch.chunks.filter(written_at__isnull=True).exists()
    assert Citizen.objects.values("identity_numbers__number_index").distinct().count() == PEOPLE


@pytest.mark.parametrize(("option", "people", "status"), [("--resume", PEOPLE, "done"), ("--cancel", 0, "cancelled")])
def test_killed_while_writing_it_is_resumed_or_taken_back(
    land: Land, roster: Path, option: str, people: int, status: str
) -> None:
    batch = killed_when(lambda batch: written(batch) >= 3, "roster", str(roster), *HERE, "--yes")
    assert 0 < Citizen.objects.count() < PEOPLE
    command(option, str(batch.pk))
    batch.refresh_from_db()
    assert (batch.status, Citizen.objects.count()) == (status, people)


def test_on_a_terminal_it_asks_and_shows_how_far_it_is(land: Land, roster: Path) -> None:
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "roster", str(roster), *HERE],
        env=environment(),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    os.write(screen, b"c\n")
    while True:
        try:
            shown += os.read(screen, 4096)
        except OSError:  # the other side is closed
            break
    assert process.wait(10) == 0
    said = shown.decode()
    assert "Ghi các dòng này? [c/K]" in said
    assert re.search(r"/(999|1\.000) dòng, ", said), "a file without a last line break promises one row less"
    assert "dòng/giây, còn khoảng " in said
    assert Citizen.objects.count() == PEOPLE


def test_a_refusal_is_said_as_a_sentence(land: Land, tmp_path: Path) -> None:
    source = tmp_path / "ds.csv"
    source.write_bytes(b"")
    for arguments, words in (
        (("roster", str(source), *HERE), "trống"),
        (("roster", str(source), "--place", "00000"), "không có nơi nào mang mã 00000"),
        (("roster", str(source)), "thêm --place"),
        (("roster", str(tmp_path / "khong-co.csv"), *HERE), "Không mở được tệp"),
        (("roster", "--place", "24001"), "Chưa ghi tệp nào"),
        (("roster", str(source), *HERE, "--set", "nam=2025"), r"không hỏi nam. --set nhận: since \(Cư trú từ ngày"),
        (("roster", str(source), "--place", "24001", "--set", "since=mai"), "ghi như 01/07/2025"),
        (("scores", str(source), "--place", "24001"), "Còn thiếu: --set year=…"),
        (("--undo", "999999"), "Không có lần nhập số 999999"),
        ((), "Chưa ghi loại bảng; chọn một trong: roster"),
    ):
        with pytest.raises(CommandError, match=words):
            command(*arguments)


def test_every_template_has_its_columns_drop_downs_and_help(land: Land) -> None:
    for sheet in all_sheets():
        target = io.BytesIO()
        write_template(sheet.code, land.near, target, actor=None)
        book = openpyxl.load_workbook(target)
        titles = [cell.value for cell in next(book.worksheets[0].iter_rows(max_row=1))]
        fillable = [column for column in sheet.columns if not column.is_from_exports]
        assert titles == [str(column.header) + (" *" if column.is_required else "") for column in fillable]
        assert "Hướng dẫn" in book.sheetnames
    write_template("roster", land.near, target := io.BytesIO(), actor=None)
    rules = openpyxl.load_workbook(target).worksheets[0].data_validations.dataValidation
    assert any("Buôn Drăh" in str(rule.formula1) for rule in rules)
    assert any("Nam,Nữ" in str(rule.formula1) for rule in rules)


def test_what_the_file_leaves_open_is_asked_and_answered_on_the_terminal(land: Land, tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_bytes(csv_of(ROSTER, [[*ROW[:1], "07/06/1905", *ROW[2:]]]))
    with pytest.raises(CommandError, match="Còn câu hỏi chưa trả lời"):
        command("roster", str(tmp_path / "ds.csv"), *HERE, "--yes")
    assert not Citizen.objects.exists()
    said = command("--resume", str(Batch.objects.get().pk), "--answer", "year_typed.birth=change", "--yes")
    assert "* --answer year_typed.birth=change" in said
    assert Citizen.objects.get().birth_year == 1985
