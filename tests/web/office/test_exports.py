"""Long lists are written by a job, for who asked and nobody else, and stop nobody meanwhile."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from hieuhoc.accounts.models import Grant
from hieuhoc.audit.models import Reading
from hieuhoc.people.models import Citizen
from hieuhoc.sheets import exports, tasks
from hieuhoc.sheets.export_kinds import ExportTable, table_of
from hieuhoc.sheets.exports import ask_export, open_export, remove_old_exports, write_export_file
from hieuhoc.sheets.models import Export
from hieuhoc.web.office.people.exports import wishes_from
from hieuhoc.web.office.people.filters import Filters
from tests.cast import Cast
from tests.refusals import refused
from tests.sheets.files import ROSTER, csv_of, received

pytestmark = pytest.mark.django_db
EVERYBODY = wishes_from(Filters())
WRONG = ["Y Bin Mlô", "31/02/1980", "Nam", "12345", "", "Buôn Drăh", "", "", ""]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two people are a long list here."""
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def minh(cast: Cast, client: Client) -> Client:
    client.force_login(cast.minh)
    return client


def written(cast: Cast, **wishes: Any) -> Export:
    export = ask_export("people.citizens", EVERYBODY | wishes, actor=cast.minh)
    write_export_file(export)
    export.refresh_from_db()
    return export


def names_in(content: bytes) -> list[Any]:
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return [row[0] for row in rows[1:]]


def test_a_long_list_becomes_a_job_whose_page_says_how_far_it_is(minh: Client, cast: Cast) -> None:
    answer = minh.get(reverse("office:citizen-export"))
    assert answer.headers["Location"] == reverse("office:export-list")
    export = Export.objects.get()
    job = ProcrastinateJob.objects.get(task_name="sheets.write_export")
    assert (job.args, job.lock) == ({"export_id": export.pk}, f"exports.{cast.minh.pk}")
    page = minh.get(reverse("office:export-list")).content.decode()
    assert "Đang chờ" in page
    assert 'hx-trigger="every 2s"' in page
    write_export_file(export)
    assert not Reading.objects.filter(purpose="people.export_citizens").exists(), "nobody has read it yet"
    page = minh.get(reverse("office:export-progress")).content.decode()
    assert "hx-trigger" not in page
    link = re.search(r'href="([^"]+/file\.xlsx)"', page)
    assert link
    answer = minh.get(link[1])
    assert sorted(names_in(b"".join(answer))) == ["H'Lan Niê", "Y Khoa Niê"]
    assert "nguoi-dan.xlsx" in answer.headers["Content-Disposition"]
    reading = Reading.objects.get(purpose="people.export_citizens")
    assert (reading.actor, reading.person_count) == (cast.minh, 2)


def test_asked_twice_while_it_waits_it_is_written_once(minh: Client, cast: Cast) -> None:
    for _time in range(2):
        minh.get(reverse("office:citizen-export"))
    assert Export.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="sheets.write_export").count() == 1


def test_one_account_may_not_fill_the_queue(cast: Cast) -> None:
    for sex in ("", "f", "m"):
        ask_export("people.citizens", EVERYBODY | {"sex": sex}, actor=cast.minh)
    with refused("exports_waiting"):
        ask_export("people.citizens", EVERYBODY | {"age": "adult"}, actor=cast.minh)
    ask_export("people.citizens", EVERYBODY, actor=cast.son)  # another's queue is another queue


def test_nobody_but_who_asked_gets_the_file(cast: Cast, client: Client) -> None:
    export = written(cast)
    for other in (cast.hoa, cast.son):
        client.force_login(other)
        assert client.get(reverse("office:export-file", args=[export.pk])).status_code == 404
        assert "Chưa xin tải danh sách dài nào" in client.get(reverse("office:export-list")).content.decode()
        with pytest.raises(PermissionDenied):
            open_export(export, actor=other)


def test_authority_is_asked_again_when_the_file_is_fetched(cast: Cast, client: Client) -> None:
    export = written(cast)
    Grant.objects.filter(user=cast.minh).update(place=cast.land.far)
    with refused("reach_changed"):
        open_export(export, actor=type(cast.minh).objects.get(pk=cast.minh.pk))
    Grant.objects.filter(user=cast.minh).update(until=timezone.localdate())
    client.force_login(cast.minh)
    assert client.get(reverse("office:export-file", args=[export.pk])).status_code == 403


def test_who_lost_the_power_meanwhile_is_told_and_nothing_is_written(cast: Cast) -> None:
    export = ask_export("people.citizens", EVERYBODY, actor=cast.minh)
    Grant.objects.filter(user=cast.minh).update(until=timezone.localdate())
    write_export_file(Export.objects.get(pk=export.pk))
    export.refresh_from_db()
    assert export.status == Export.Status.STOPPED
    assert export.refusal
    assert not (Path(settings.DATA_DIR) / export.folder / "file").exists()


def test_on_disk_there_is_nothing_to_read(cast: Cast) -> None:
    export = written(cast, name="niê")
    files = {path.name: path.read_bytes() for path in (Path(settings.DATA_DIR) / export.folder).iterdir()}
    assert set(files) == {"wishes", "reach", "file"}, "no plain copy is left"
    assert not any(
        "Niê".encode() in content or content[:2] == b"PK" or b"name" in content for content in files.values()
    )


def test_a_job_whose_worker_was_killed_writes_the_file_when_it_is_run_again(cast: Cast) -> None:
    export = ask_export("people.citizens", EVERYBODY, actor=cast.minh)
    Export.objects.update(status=Export.Status.BEING_WRITTEN, rows_done=1)
    (Path(settings.DATA_DIR) / export.folder / "plain-0123").write_bytes(b"half")
    write_export_file(Export.objects.get(pk=export.pk))
    export.refresh_from_db()
    assert len(names_in(b"".join(open_export(export, actor=cast.minh)))) == Citizen.objects.count()
    assert not list((Path(settings.DATA_DIR) / export.folder).glob("plain-*"))


def test_a_fault_that_does_not_pass_is_told_and_frees_the_queue(cast: Cast) -> None:
    export = ask_export("people.citizens", EVERYBODY, actor=cast.minh)
    (Path(settings.DATA_DIR) / export.folder / "wishes").unlink()
    with pytest.raises(FileNotFoundError):
        tasks.write_export(export_id=export.pk)
    export.refresh_from_db()
    assert export.status == Export.Status.STOPPED
    assert "tải lại" in export.refusal


def test_after_a_day_the_file_is_gone(cast: Cast, minh: Client) -> None:
    export = written(cast)
    assert remove_old_exports() == 0
    Export.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert remove_old_exports() == 1
    assert not (Path(settings.DATA_DIR) / export.folder).exists()
    assert minh.get(reverse("office:export-file", args=[export.pk])).status_code == 404
    assert "Chưa xin tải danh sách dài nào" in minh.get(reverse("office:export-list")).content.decode()


def test_a_short_list_is_given_at_once(cast: Cast, minh: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    answer = minh.get(reverse("office:citizen-export"))
    assert len(names_in(b"".join(answer))) == 2
    assert not Export.objects.exists()


def test_a_long_list_with_its_problems_comes_back_by_a_job(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hieuhoc.web.office.sheets.exports.AT_ONCE", 1)
    batch = received("roster", csv_of(ROSTER, [WRONG, WRONG]), cast.land.near, actor=cast.minh, since="2024-01-01")
    client.force_login(cast.minh)
    answer = client.get(reverse("office:batch-annotated", args=[batch.pk]))
    assert answer.headers["Location"] == reverse("office:export-list")
    export = Export.objects.get()
    write_export_file(export)
    assert not Reading.objects.filter(purpose="sheets.annotate").exists()
    content = b"".join(client.get(reverse("office:export-file", args=[export.pk])))
    assert len(names_in(content)) == 2
    reading = Reading.objects.get(purpose="sheets.annotate")
    assert (reading.subject_id, reading.person_count) == (batch.pk, 2)


def test_what_was_removed_meanwhile_is_said_and_nothing_is_written(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = received("roster", csv_of(ROSTER, [WRONG]), cast.land.near, actor=cast.minh, since="2024-01-01")
    export = ask_export("sheets.problems", {"batch": batch.pk}, actor=cast.minh)
    type(batch).objects.filter(pk=batch.pk).update(purged_at=timezone.now())
    write_export_file(export)
    export.refresh_from_db()
    assert export.status == Export.Status.STOPPED
    assert "đã được xoá" in export.refusal


def test_a_list_asked_for_before_lists_could_be_searched_is_still_written(cast: Cast) -> None:
    """What waited in the queue while a new release was started."""
    table = table_of("assessment.dossiers", cast.hoa, {"place": None, "year": None, "status": ""})
    assert isinstance(table, ExportTable)
    assert list(table.rows(None)) == []
