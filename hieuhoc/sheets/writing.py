"""Writing a checked batch: chunk by chunk, each in a transaction of its own, so that a killed writing goes on where it stopped."""

import queue
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.faults import FAULTS, is_of_rows, retry_passing_faults
from hieuhoc.sheets import staging
from hieuhoc.sheets.checking import GATHERED
from hieuhoc.sheets.chunks import ChunkWriting, close_chunk, leave_safety_to_the_end
from hieuhoc.sheets.definition import REFUSED
from hieuhoc.sheets.findings import counts_after_writing
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch, Chunk
from hieuhoc.sheets.progress import note_rows, stop_if_cancelled
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.runs import run_of
from hieuhoc.sheets.seen import note_refused
from hieuhoc.sheets.sheet import Run, Sheet

PREPARATION = -1
PREPARATIONS = 3  # tries, each with what others have made meanwhile


def write_chunks(batch: Batch, *, actor: User | None, workers: int) -> None:
    """Writes what is not yet written. Raises Cancelled between two chunks when the batch was cancelled meanwhile."""
    sheet, run = sheet_of(batch.sheet), run_of(batch, actor)
    run.looked_up_at = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    sheet.start(run)
    _prepare(batch, sheet, run)
    waiting = list(batch.chunks.filter(position__gte=0, written_at__isnull=True).order_by("position"))
    done = sum(batch.chunks.filter(position__gte=0, written_at__isnull=False).values_list("row_count", flat=True))
    if workers == 1:
        for chunk in waiting:
            stop_if_cancelled(batch, Batch.Status.WRITING)
            _write_chunk(batch, sheet, run, chunk)
            done += chunk.row_count
            note_rows(batch, done)
    else:
        _write_in_threads(batch, sheet, run, waiting, workers, done)
    with transaction.atomic():
        sheet.finish(run)
    written = batch.chunks.filter(position__gte=0, counts__isnull=False)
    parts = [chunk.counts or {} for chunk in written]
    batch.counts = counts_after_writing(batch.counts, parts)
    if any(part.get(REFUSED) for part in parts):
        note_refused(batch)


def _write_in_threads(batch: Batch, sheet: Sheet, run: Run, waiting: list[Chunk], workers: int, done: int) -> None:
    """One prepares rows while PostgreSQL writes the other's; the first failure stops all after their chunk."""
    line: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    written: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    for chunk in waiting:
        line.put(chunk)
    with ThreadPoolExecutor(workers, thread_name_prefix="sheet") as pool:
        jobs = [pool.submit(_write_waiting, batch, sheet, run, line, written) for _worker in range(workers)]
        try:
            for size in _row_counts(written, workers):
                done += size
                note_rows(batch, done)
        except BaseException:
            _empty(line)
            raise
    for job in jobs:
        job.result()


def _row_counts(written: "queue.SimpleQueue[int | None]", workers: int) -> Iterator[int]:
    """Rows of each chunk as it is written, until every worker has said None."""
    while workers:
        size = written.get()
        if size is None:
            workers -= 1
        else:
            yield size


def _write_waiting(
    batch: Batch, sheet: Sheet, run: Run, line: "queue.SimpleQueue[Chunk]", written: "queue.SimpleQueue[int | None]"
) -> None:
    try:
        while True:
            chunk = line.get_nowait()
            stop_if_cancelled(batch, Batch.Status.WRITING)
            _write_chunk(batch, sheet, run, chunk)
            written.put(chunk.row_count)
    except queue.Empty:
        return
    except BaseException:
        _empty(line)
        raise
    finally:
        written.put(None)
        connection.close()


def _empty(line: "queue.SimpleQueue[Chunk]") -> None:
    try:
        while True:
            line.get_nowait()
    except queue.Empty:
        return


def _prepare(batch: Batch, sheet: Sheet, run: Run) -> None:
    if not staging.has_file(batch, GATHERED):
        return
    tries = count()

    def attempt() -> None:
        if next(tries):
            sheet.start(run)  # others may have made one of them at the same moment
        _prepare_once(batch, sheet, run)

    for _round in range(PREPARATIONS):
        try:
            return retry_passing_faults(attempt)
        except FAULTS as fault:
            if not is_of_rows(fault):
                raise
    raise Refusal(
        _("Chưa lập được thôn, hộ hoặc dòng họ mới của tệp vì dữ liệu vừa thay đổi."),
        remedy=_("Kiểm tra lại tệp."),
        code="changed_meanwhile",
    )


@transaction.atomic
def _prepare_once(batch: Batch, sheet: Sheet, run: Run) -> None:
    leave_safety_to_the_end()
    journal = Journal()
    sheet.prepare(run, staging.read_frames(batch, GATHERED)[0][1], journal)
    # Where nothing was made there is nothing to take back, and a batch that is then refused is a checked one again.
    if journal.parts and not batch.chunks.filter(position=PREPARATION).exists():
        close_chunk(batch, Chunk.objects.create(batch=batch, position=PREPARATION, row_count=0), journal)


def _write_chunk(batch: Batch, sheet: Sheet, run: Run, chunk: Chunk) -> None:
    ChunkWriting(batch, sheet, run, chunk).write()
