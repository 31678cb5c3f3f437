"""Killed, cancelled, crowded: a writing goes on where it stopped or leaves nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Citizen, Group, Residence
from hieuhoc.sheets import reading, writing
from hieuhoc.sheets.actions import (
    KEEP_DAYS,
    cancel_batch,
    check_batch,
    confirm_batch,
    purge_batch,
    undo_batch,
)
from hieuhoc.sheets.locks import is_worked_on, only_worker
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.personal import purge_old_batches
from hieuhoc.sheets.progress import progress_of
from hieuhoc.sheets.staging import path_of
from tests.people.makers import Land, make_land
from tests.refusals import refused
from tests.sheets.files import ROSTER, csv_of, outcomes, received
from tests.sheets.processes import environment

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, CHUNKS = 600, 30
MANY = 3_000  # there is time to kill their writing between two chunks
CONFIRM = """
import django
django.setup()
from hieuhoc.sheets.actions import confirm_batch
from hieuhoc.sheets.models import Batch
confirm_batch(Batch.objects.get(pk={batch}), workers={workers}, actor=None)
"""


@pytest.fixture
def land() -> Land:
    return make_land()


@pytest.fixture
def batch(land: Land, monkeypatch: pytest.MonkeyPatch) -> Batch:
    return checked(land, monkeypatch, PEOPLE)


@pytest.fixture
def large_batch(land: Land, monkeypatch: pytest.MonkeyPatch) -> Batch:
    return checked(land, monkeypatch, MANY)


def checked(land: Land, monkeypatch: pytest.MonkeyPatch, people: int) -> Batch:
    monkeypatch.setattr(reading, "CHUNK_ROWS", people // CHUNKS)
    rows = [
        ["Nguyễn Văn An", "1980", "Nam", f"0660800{number:05}", "", "Buôn Drăh", f"H{number // 4}", "Nguyễn", ""]
        for number in range(people)
    ]
    return received("roster", csv_of(ROSTER, rows), land.near, since="2024-01-01")


def start_confirming(batch: Batch, workers: int) -> "subprocess.Popen[bytes]":
    script = CONFIRM.format(batch=batch.pk, workers=workers)
    return subprocess.Popen([sys.executable, "-c", script], env=environment(), cwd=os.getcwd())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_writing_goes_on_where_it_stopped(large_batch: Batch, workers: int) -> None:
    batch = large_batch
    child = start_confirming(batch, workers)
    deadline = time.monotonic() + 60
    while not batch.chunks.filter(position__gte=2, written_at__isnull=False).exists():
        assert time.monotonic() < deadline
        assert child.poll() is None
        time.sleep(0.005)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    written = batch.chunks.filter(written_at__isnull=False, position__gte=0).count()
    assert 0 < written < CHUNKS
    while is_worked_on(batch.pk):
        time.sleep(0.01)
    batch.refresh_from_db()
    assert progress_of(batch).is_interrupted
    assert Citizen.objects.count() == written * MANY // CHUNKS
    confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.count() == Residence.objects.count() == MANY
    assert Group.objects.filter(kind="family").count() == MANY // 4
    undo_batch(batch, actor=None)
    assert not Citizen.objects.exists()
    assert not Group.objects.exists()


def test_two_threads_write_what_one_does(batch: Batch) -> None:
    confirm_batch(batch, workers=2, actor=None)
    assert Citizen.objects.count() == PEOPLE
    assert batch.chunks.filter(written_at__isnull=True).count() == 0
    assert progress_of(batch).rows_done == PEOPLE


def test_a_cancelled_writing_takes_back_what_it_wrote(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    real = writing._write_chunk

    def cancelling(batch: Batch, *rest: object) -> None:
        real(batch, *rest)  # type: ignore[arg-type]
        if Citizen.objects.count() == 5 * PEOPLE // CHUNKS:
            cancel_batch(batch, actor=None)

    monkeypatch.setattr(writing, "_write_chunk", cancelling)
    assert confirm_batch(batch, workers=1, actor=None).status == Batch.Status.CANCELLED
    assert not Citizen.objects.exists()
    with refused("wrong_step"):
        confirm_batch(batch, actor=None)


def test_a_batch_has_one_worker_at_a_time(batch: Batch) -> None:
    held, leave = threading.Event(), threading.Event()

    def other() -> None:
        with only_worker(batch.pk):
            held.set()
            leave.wait(20)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    held.wait(20)
    with pytest.raises(Refusal, match="đang được xử lý"):
        confirm_batch(batch, actor=None)
    leave.set()
    thread.join()
    confirm_batch(batch, workers=1, actor=None)
    assert Citizen.objects.count() == PEOPLE


def test_a_check_may_be_asked_again_and_finds_the_same(batch: Batch) -> None:
    before = batch.counts
    assert check_batch(batch, actor=None).counts == before
    assert batch.chunks.count() == CHUNKS
    assert outcomes(batch) == {"new": PEOPLE}


def test_purging_destroys_the_files_and_keeps_the_counts(batch: Batch) -> None:
    confirm_batch(batch, workers=1, actor=None)
    assert b"Nguy" not in path_of(batch, "source").read_bytes()
    purge_batch(batch, actor=None)
    assert not path_of(batch, "source").parent.exists()
    with pytest.raises(Refusal, match="đã được xoá"):
        undo_batch(batch, actor=None)
    assert batch.counts["new"] == PEOPLE


def test_the_night_purges_what_is_older_than_its_keeping_time(batch: Batch) -> None:
    def purge() -> int:
        return purge_old_batches(timezone.now() - timedelta(days=KEEP_DAYS), 20)

    assert purge() == 0
    Batch.objects.update(created_at=timezone.now() - timedelta(days=KEEP_DAYS + 1), status=Batch.Status.WRITING)
    assert purge() == 0, "what is being written is left alone"
    Batch.objects.update(status=Batch.Status.CHECKED, file_name="Hộ ông Nguyễn Văn An.csv")
    assert purge() == 1
    assert not path_of(batch, "source").parent.exists()
    batch.refresh_from_db()
    assert batch.file_name == "tệp đã xoá.csv", "a name of a file may be somebody's"
    assert purge() == 0
