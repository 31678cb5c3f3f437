"""How far a batch is: written as it goes, in its own statements, so that a page or a terminal can look at any time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from hieuhoc.sheets.locks import is_worked_on
from hieuhoc.sheets.models import Batch

AT_WORK = frozenset({Batch.Status.CHECKING, Batch.Status.WRITING, Batch.Status.UNDOING})


@dataclass(frozen=True)
class Progress:
    """`rate` in rows per second; `seconds_left` None while unknown; `is_interrupted`: nobody works on it any more."""

    status: str
    phase: str
    rows_done: int
    rows_total: int | None
    rate: float
    seconds_left: float | None
    is_interrupted: bool


def enter_phase(batch: Batch, status: str, phase: str, *, total: int | None) -> None:
    batch.status, batch.phase, batch.rows_done, batch.rows_total = status, phase, 0, total
    batch.phase_started_at, batch.refusal = timezone.now(), ""
    batch.save(update_fields=["status", "phase", "rows_done", "rows_total", "phase_started_at", "refusal"])


@contextmanager
def in_no_hurry() -> Iterator[None]:
    """What is committed meanwhile does not wait until it is safe on disk; the first commit behind it makes all of it safe."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("RESET synchronous_commit")


class Cancelled(Exception):
    """The officer stopped the work."""


def stop_if_cancelled(batch: Batch, status: str) -> None:
    """Raises Cancelled when the batch has been cancelled meanwhile."""
    if not Batch.objects.filter(pk=batch.pk, status=status).exists():
        raise Cancelled


def expect_rows(batch: Batch, rows: int) -> None:
    """How many there will be, as far as the file tells before it is read; 0 = it does not."""
    batch.rows_total = rows or None
    Batch.objects.filter(pk=batch.pk).update(rows_total=batch.rows_total)


def note_rows(batch: Batch, rows_done: int) -> None:
    batch.rows_done = rows_done
    Batch.objects.filter(pk=batch.pk).update(rows_done=rows_done)


def progress_of(batch: Batch) -> Progress:
    seconds = (timezone.now() - batch.phase_started_at).total_seconds() if batch.phase_started_at else 0.0
    rate = batch.rows_done / seconds if seconds > 0 else 0.0
    left = (batch.rows_total - batch.rows_done) / rate if batch.rows_total and rate else None
    stopped = batch.status in AT_WORK and not is_worked_on(batch.pk)
    return Progress(batch.status, batch.phase, batch.rows_done, batch.rows_total, rate, left, stopped)
