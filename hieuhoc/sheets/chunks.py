"""One chunk written in one transaction: as it was checked; else compared again, without the rows that cannot be kept."""

from dataclasses import dataclass

import polars as pl
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.lib.faults import FAULTS, is_of_rows, retry_passing_faults
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import AMBIGUOUS, CHANGED, NEW, ROW, WARNING, Problems
from hieuhoc.sheets.faults import refusal_of_row
from hieuhoc.sheets.findings import Findings, with_refusals
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch, Chunk
from hieuhoc.sheets.registry import unseen_deeds
from hieuhoc.sheets.sheet import Run, Sheet

WRITTEN = pl.col("outcome").is_in([NEW, CHANGED])
MOST_REFUSED = 500  # of a chunk at its writing: beyond, the fault is not of rows


@dataclass(frozen=True)
class ChunkWriting:
    batch: Batch
    sheet: Sheet
    run: Run
    chunk: Chunk

    def write(self) -> None:
        """Nothing when another worker has written it meanwhile."""
        frame = staging.read_frames(self.batch, staging.staged_name(self.chunk.position))[0][1]
        try:
            retry_passing_faults(lambda: self._write_as_checked(frame))
        except FAULTS as fault:
            if not is_of_rows(fault):
                raise
            # Somebody else's deed came in between, or the database keeps no such row.
            retry_passing_faults(lambda: self._write_what_can_be(frame))

    @transaction.atomic
    def _write_as_checked(self, frame: pl.DataFrame) -> None:
        leave_safety_to_the_end()
        if self._is_written():
            return
        problems, journal = Problems(), Journal()
        rows = self._compared_again(frame, problems) if self._may_have_changed(frame) else frame
        self.sheet.write(self.run, rows.filter(WRITTEN), journal)
        self._close(frame, rows, problems, journal)

    @transaction.atomic
    def _write_what_can_be(self, frame: pl.DataFrame) -> None:
        leave_safety_to_the_end()
        if self._is_written():
            return
        problems, journal = Problems(), Journal()
        rows = self._compared_again(frame, problems)
        self._write_by_halves(rows.filter(WRITTEN), problems, journal)
        self._close(frame, with_refusals(rows, problems), problems, journal)

    def _write_by_halves(self, rows: pl.DataFrame, problems: Problems, journal: Journal) -> None:
        """Where the database refuses rows, they are looked for: half by half, each in a savepoint of its own."""
        part = Journal()
        try:
            with transaction.atomic():
                self.sheet.write(self.run, rows, part)
                _check_keys_now()
        except FAULTS as fault:
            if not is_of_rows(fault) or len(problems.refused_rows()) >= MOST_REFUSED:
                raise
            if rows.height == 1:
                problems.add(rows, refusal_of_row(self.sheet, fault))
                return
            half = rows.height // 2
            self._write_by_halves(rows.head(half), problems, journal)
            self._write_by_halves(rows.slice(half), problems, journal)
        else:
            journal.parts += part.parts

    def _is_written(self) -> bool:
        return Chunk.objects.select_for_update().get(pk=self.chunk.pk).written_at is not None

    def _may_have_changed(self, frame: pl.DataFrame) -> bool:
        """Every deed writes to the audit: with no entry since the check (but our own), what the check saw still holds."""
        newest = self._newest_deed()
        if newest > self.run.looked_up_at:
            self.sheet.start(self.run)
            self.run.looked_up_at = newest
        return newest > 0 or frame["outcome"].is_in([AMBIGUOUS]).any()

    def _newest_deed(self) -> int:
        """Of those since the check that a comparison may depend on; 0 = none."""
        later = Entry.objects.filter(pk__gt=self.batch.seen_entry_id or 0).exclude(pk=self.batch.audit_entry_id or 0)
        return later.exclude(deed__in=unseen_deeds()).aggregate(newest=Max("pk"))["newest"] or 0

    def _compared_again(self, frame: pl.DataFrame, problems: Problems) -> pl.DataFrame:
        compared = self.sheet.compare(self.run, frame.drop("outcome"), problems)
        return with_refusals(compared, problems)

    def _close(self, checked: pl.DataFrame, rows: pl.DataFrame, problems: Problems, journal: Journal) -> None:
        findings = Findings(self.batch.pk)
        findings.add(self.chunk.position, rows.select(ROW, "outcome"), _new_problems(checked, problems))
        self.chunk.counts = findings.counts()
        close_chunk(self.batch, self.chunk, journal)


def close_chunk(batch: Batch, chunk: Chunk, journal: Journal) -> None:
    """Audit and undo data belong to the chunk's transaction; the file is there before the commit says so."""
    assert batch.audit_entry_id is not None
    journal.audit(batch.audit_entry_id)
    staging.keep_frames(batch, staging.undo_name(chunk.position), journal.parts)
    chunk.written_at = timezone.now()
    chunk.save(update_fields=["written_at", "counts"])


def _new_problems(checked: pl.DataFrame, problems: Problems) -> Problems:
    """What keeps a row from being written that the check could not say."""
    asked = checked.filter(pl.col("outcome") == AMBIGUOUS)[ROW].implode()
    is_old = (pl.col("severity") == AMBIGUOUS) & pl.col(ROW).is_in(asked)
    new = Problems()
    new.frames.append(problems.frame().filter((pl.col("severity") != WARNING) & ~is_old))
    return new


def leave_safety_to_the_end() -> None:
    """The chunk does not wait until it is safe on disk: the commit that closes the batch waits for all before it. A machine
    that fails meanwhile has lost the last chunks with the word that they were written, and they are written again."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")


def _check_keys_now() -> None:
    """Foreign keys wait for the commit; a row that breaks one must be found before."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
