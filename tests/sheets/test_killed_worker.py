"""The worker itself is killed, in every phase of an import; the next one goes on to the right end."""

import io
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.people.models import Citizen, Group, Membership, Residence
from hieuhoc.sheets import tasks
from hieuhoc.sheets.actions import receive_file
from hieuhoc.sheets.jobs import is_busy
from hieuhoc.sheets.locks import is_worked_on
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.progress import progress_of
from tests.people.makers import make_land
from tests.sheets.files import ROSTER, csv_of
from tests.sheets.processes import environment

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, CHUNKS = 2_000, 20
# The worker `serve` starts, with smaller chunks: there is time to kill it between two.
WORKER = f"""
import django
django.setup()
from django.core.management import call_command
from hieuhoc.sheets import reading
reading.CHUNK_ROWS = {PEOPLE // CHUNKS}
call_command("procrastinate", "worker", "--concurrency", "1")
"""


class Worker:
    """The process at work now; killed, another takes its place."""

    def __init__(self) -> None:
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", WORKER], env=environment(), stderr=subprocess.DEVNULL)

    def wait_until(self, so: Callable[[], bool]) -> None:
        until = time.monotonic() + 90
        while not so():
            assert time.monotonic() < until
            assert self.process.poll() is None
            time.sleep(0.005)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()

    def die_when(self, batch: Batch, so: Callable[[], bool]) -> None:
        """Killed outright in the middle of its work."""
        self.wait_until(so)
        self.end()
        while is_worked_on(batch.pk):
            time.sleep(0.01)
        batch.refresh_from_db()
        assert progress_of(batch).is_interrupted

    def rise(self, batch: Batch) -> None:
        """Half a minute after a death nobody has heard of the dead one; the next looks for what it left."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '31 seconds'")
        assert not is_busy(batch)
        with suppress(AlreadyEnqueued):  # by the clock of the dead one
            tasks.go_on.configure().defer(timestamp=0)
        self.process = self._start()

    def work_on_to(self, batch: Batch, status: str) -> None:
        self.wait_until(lambda: Batch.objects.get(pk=batch.pk).status == status)
        self.wait_until(lambda: not ProcrastinateJob.objects.filter(queue_name="sheets", status="doing").exists())
        batch.refresh_from_db()


@pytest.fixture
def worker(batch: Batch) -> Iterator[Worker]:
    tasks.check.defer(batch_id=batch.pk, user_id=None)
    one = Worker()
    yield one
    one.end()


@pytest.fixture
def batch() -> Batch:
    land = make_land()
    rows = [
        ["Nguyễn Văn An", "1980", "Nam", f"0660800{number:05}", "", "Buôn Drăh", f"H{number // 4}", "Nguyễn", ""]
        for number in range(PEOPLE)
    ]
    rows[1_500][3] = "123"
    content = io.BytesIO(csv_of(ROSTER, rows))
    settings = {"since": "2024-01-01"}
    return receive_file("roster", content, file_name="a.csv", place=land.near, settings=settings, actor=None)


def test_a_worker_killed_in_any_phase_is_followed_by_one_that_ends_the_work(batch: Batch, worker: Worker) -> None:
    worker.die_when(batch, lambda: batch.chunks.count() >= 3)
    assert batch.status == Batch.Status.CHECKING
    assert 3 <= batch.chunks.count() < CHUNKS
    worker.rise(batch)
    worker.work_on_to(batch, Batch.Status.CHECKED)
    assert (batch.counts["new"], batch.counts["refused"]) == (PEOPLE - 1, 1)
    assert sorted(batch.chunks.values_list("position", flat=True)) == list(range(CHUNKS))
    assert batch.problems.count() == 1
    assert not Citizen.objects.exists()

    tasks.confirm.defer(batch_id=batch.pk, user_id=None)
    worker.die_when(batch, lambda: batch.chunks.filter(position__gte=2, written_at__isnull=False).exists())
    assert 0 < Citizen.objects.count() == Residence.objects.count() < PEOPLE - 1
    worker.rise(batch)
    worker.work_on_to(batch, Batch.Status.DONE)
    assert Citizen.objects.count() == Residence.objects.count() == PEOPLE - 1
    assert Membership.objects.count() == 2 * (PEOPLE - 1)
    assert subjects_of(batch.audit_entry_id) == PEOPLE - 1

    tasks.undo.defer(batch_id=batch.pk, user_id=None)
    worker.die_when(batch, lambda: batch.chunks.filter(undone_at__isnull=False).count() >= 2)
    assert batch.status == Batch.Status.UNDOING
    assert 0 < Citizen.objects.count() == Residence.objects.count() < PEOPLE - 1
    worker.rise(batch)
    worker.work_on_to(batch, Batch.Status.UNDONE)
    assert not batch.chunks.standing().exists()
    assert not Citizen.objects.exists()
    assert not Group.objects.exists()
    assert subjects_of(Entry.objects.get(deed="sheets.undo_batch", subject_id=batch.pk).pk) == PEOPLE - 1


def subjects_of(entry: int | None) -> int:
    """People the record tells of under that entry, each once."""
    rows = EntryRow.objects.filter(entry=entry, subject_kind="citizen").values_list("subject_id", flat=True)
    assert len(set(rows)) == len(rows)
    return len(rows)
