"""Writing a checked batch: chunk by chunk, each in a transaction of its own, so that a killed writing goes on where it stopped."""

import queue
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import psycopg
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.audit.models import Entry
from hieuhoc.sheets import staging
from hieuhoc.sheets.checking import GATHERED
from hieuhoc.sheets.definition import Problems
from hieuhoc.sheets.findings import with_refusals
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch, Chunk
from hieuhoc.sheets.progress import note_rows, stop_if_cancelled
from hieuhoc.sheets.registry import sheet_of, unseen_deeds
from hieuhoc.sheets.runs import run_of
from hieuhoc.sheets.sheet import Run, Sheet

PREPARATION = -1
CLASHES = (IntegrityError, psycopg.IntegrityError)  # COPY speaks to psycopg directly


def write_chunks(batch: Batch, *, actor: User | None, workers: int) -> None:
    """Writes what is not yet written. Raises Cancelled between two chunks when the batch was cancelled meanwhile."""
    sheet, run = sheet_of(batch.sheet), run_of(batch, actor)
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


def _write_in_threads(batch: Batch, sheet: Sheet, run: Run, waiting: list[Chunk], workers: int, done: int) -> None:
    """One prepares rows while PostgreSQL writes the other's; the first failure stops all after their chunk."""
    line: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    written: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    for chunk in waiting:
        line.put(chunk)
    with ThreadPoolExecutor(workers, thread_name_prefix="sheet") as pool:
        jobs = [pool.submit(_write_waiting, batch, sheet, run, line, written) for _worker in range(workers)]
        for size in _row_counts(written, workers):
            done += size
            note_rows(batch, done)
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
    gathered = staging.read_frames(batch, GATHERED)[0][1]
    journal = Journal()
    with transaction.atomic():
        sheet.prepare(run, gathered, journal)
        if not batch.chunks.filter(position=PREPARATION).exists():
            chunk = Chunk.objects.create(batch=batch, position=PREPARATION, row_count=0)
            _close_chunk(batch, chunk, journal)


def _write_chunk(batch: Batch, sheet: Sheet, run: Run, chunk: Chunk) -> None:
    _header, frame = staging.read_frames(batch, staging.staged_name(chunk.position))[0]
    try:
        _write_once(batch, sheet, run, chunk, _still_true(batch, sheet, run, frame))
    except CLASHES:
        # Somebody else's deed came in between: look again, once, and write what is left to write.
        _write_once(batch, sheet, run, chunk, _compared_again(sheet, run, frame))


def _write_once(batch: Batch, sheet: Sheet, run: Run, chunk: Chunk, frame: pl.DataFrame) -> None:
    journal = Journal()
    with transaction.atomic():
        sheet.write(run, frame.filter(pl.col("outcome").is_in(["new", "changed"])), journal)
        _close_chunk(batch, chunk, journal)


def _close_chunk(batch: Batch, chunk: Chunk, journal: Journal) -> None:
    """Audit and undo data belong to the chunk's transaction; the file is there before the commit says so."""
    assert batch.audit_entry_id is not None
    journal.audit(batch.audit_entry_id)
    staging.keep_frames(batch, staging.undo_name(chunk.position), journal.parts)
    chunk.written_at = timezone.now()
    chunk.save(update_fields=["written_at"])


def _still_true(batch: Batch, sheet: Sheet, run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    """Every deed writes to the audit: with no entry since the check (but our own), what the check saw still holds."""
    later = (
        Entry.objects.filter(pk__gt=batch.seen_entry_id or 0)
        .exclude(pk=batch.audit_entry_id or 0)
        .exclude(deed__in=unseen_deeds())
    )
    if frame["outcome"].is_in(["ambiguous"]).any() or later.exists():
        return _compared_again(sheet, run, frame)
    return frame


def _compared_again(sheet: Sheet, run: Run, frame: pl.DataFrame) -> pl.DataFrame:
    problems = Problems()
    return with_refusals(sheet.compare(run, frame.drop("outcome"), problems), problems)
