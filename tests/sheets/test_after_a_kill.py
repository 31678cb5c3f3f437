"""What a killed worker leaves is gone on with; what it left lying is removed; a cancelled batch stays cancelled."""

import os
import time
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.accounts.models import Role
from hieuhoc.audit.models import Entry
from hieuhoc.people.actions import move_citizen
from hieuhoc.people.models import Citizen
from hieuhoc.sheets import checking, progress, reading, tasks, undoing, writing
from hieuhoc.sheets.actions import cancel_batch, check_batch, confirm_batch
from hieuhoc.sheets.jobs import is_busy
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.staging import new_folder, path_of
from tests.cast import officer
from tests.people.makers import Land
from tests.sheets.files import csv_of, received

pytestmark = pytest.mark.django_db
HEADERS = ["Họ và tên", "Năm sinh", "Thôn, buôn"]


@pytest.fixture
def batch(land: Land, monkeypatch: pytest.MonkeyPatch) -> Batch:
    """Forty people in four chunks, checked."""
    monkeypatch.setattr(reading, "CHUNK_ROWS", 10)
    rows = [
        [f"Nguyễn Văn {chr(65 + number // 20)}{chr(97 + number % 20)}", "1980", "Buôn Drăh"] for number in range(40)
    ]
    return received("roster", csv_of(HEADERS, rows), land.near, since="2024-01-01")


def begun_job(batch: Batch, *, alive: bool) -> ProcrastinateJob:
    """A job that a worker took, and whether that worker still lives."""
    number = tasks.check.defer(batch_id=batch.pk, user_id=None)
    age = "now()" if alive else "now() - interval '5 minutes'"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES ({age}) RETURNING id")
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [worker, number])
    job: ProcrastinateJob = ProcrastinateJob.objects.get(pk=number)
    return job


def test_a_job_whose_worker_died_is_begun_again(batch: Batch) -> None:
    dead, living = begun_job(batch, alive=False), begun_job(batch, alive=True)
    tasks.go_on(0)
    dead.refresh_from_db()
    living.refresh_from_db()
    assert (dead.status, living.status) == ("todo", "doing")


def test_a_batch_is_busy_while_its_worker_lives(batch: Batch) -> None:
    assert not is_busy(batch)
    job = begun_job(batch, alive=False)
    assert not is_busy(batch)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() WHERE id = %s", [job.worker_id])
    assert is_busy(batch), "a job just taken is no interruption, though its batch is still as it was"


def test_what_a_killed_reader_left_lying_is_removed(batch: Batch) -> None:
    fresh, old = path_of(batch, "plain-1.csv"), path_of(batch, "plain-2.csv")
    orphan = Path(settings.DATA_DIR) / new_folder()
    for path in (fresh, old):
        path.write_text("Nguyễn Văn An")
    for path in (old, orphan):
        os.utime(path, (time.time() - 2 * 24 * 3600,) * 2)
    tasks.go_on(0)
    assert [path.exists() for path in (fresh, old, orphan)] == [True, False, False]
    assert path_of(batch, "source").exists()


def test_reading_leaves_no_plain_copy(batch: Batch) -> None:
    assert not list(path_of(batch, "source").parent.glob("plain-*"))


def test_a_check_that_is_cancelled_stays_cancelled(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    real = progress.note_rows

    def cancelling(batch: Batch, rows: int) -> None:
        real(batch, rows)
        if rows == 20:
            cancel_batch(batch, actor=None)

    monkeypatch.setattr(checking, "note_rows", cancelling)
    assert check_batch(batch, actor=None).status == Batch.Status.CANCELLED
    assert not batch.chunks.exists()


def test_a_cancelled_writer_that_died_is_followed_by_one_that_takes_the_rest_back(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, undo = writing._write_chunk, undoing._take_back_chunk

    def cancelling(batch: Batch, *rest: object) -> None:
        write(batch, *rest)  # type: ignore[arg-type]
        if Citizen.objects.count() == 30:
            cancel_batch(batch, actor=None)

    def dying(batch: Batch, *rest: object) -> None:
        if Citizen.objects.count() == 20:
            raise KeyboardInterrupt
        undo(batch, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_write_chunk", cancelling)
    monkeypatch.setattr(undoing, "_take_back_chunk", dying)
    with pytest.raises(KeyboardInterrupt):
        confirm_batch(batch, workers=1, actor=None)
    batch.refresh_from_db()
    assert (batch.status, Citizen.objects.count()) == (Batch.Status.UNDOING, 20)
    monkeypatch.undo()
    tasks.confirm(batch_id=batch.pk, user_id=None)  # the job that was begun again
    batch.refresh_from_db()
    assert (batch.status, batch.refusal, Citizen.objects.count()) == (Batch.Status.CANCELLED, "", 0)
    assert Entry.objects.filter(deed="sheets.undo_batch").count() == 1


def test_a_cancelled_import_whose_rows_could_not_be_taken_back_says_so(
    batch: Batch, land: Land, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = writing._write_chunk

    def crossing(batch: Batch, *rest: object) -> None:
        write(batch, *rest)  # type: ignore[arg-type]
        if Citizen.objects.count() == 20:
            move_citizen(Citizen.objects.first(), land.far_village, since=date(2025, 1, 1), actor=None)  # type: ignore[arg-type]
            cancel_batch(batch, actor=None)

    monkeypatch.setattr(writing, "_write_chunk", crossing)
    monkeypatch.setattr(tasks, "confirm_batch", partial(confirm_batch, workers=1))
    tasks.confirm(batch_id=batch.pk, user_id=None)
    client.force_login(officer("minh", Role.COMMUNE, land.near))
    page = client.get(reverse("office:batch", args=[batch.pk])).content.decode()
    assert "chưa được lấy lại" in page
    assert "Không hoàn tác được" in page
    assert reverse("office:batch-undo", args=[batch.pk]) in page


def test_a_writing_that_died_can_be_cancelled(
    batch: Batch, land: Land, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing._write_chunk

    def dying(batch: Batch, *rest: object) -> None:
        if Citizen.objects.count() == 20:
            raise KeyboardInterrupt
        real(batch, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "_write_chunk", dying)
    with pytest.raises(KeyboardInterrupt):
        confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.count() == 20
    client.force_login(officer("minh", Role.COMMUNE, land.near))
    client.post(reverse("office:batch-cancel", args=[batch.pk]))
    job = ProcrastinateJob.objects.get(task_name="sheets.undo_batch", status="todo")
    tasks.undo(**job.args)
    batch.refresh_from_db()
    assert (batch.status, Citizen.objects.count()) == (Batch.Status.CANCELLED, 0)
