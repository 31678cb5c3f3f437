"""The check of a batch: every chunk read, cleaned, resolved, compared and staged; nothing of the database's records changes."""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from contextvars import copy_context
from functools import partial

import polars as pl
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.frames import summed
from hieuhoc.lib.words import Told
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import ROW, Problems, cleaned, raw
from hieuhoc.sheets.dittos import alone, repeats
from hieuhoc.sheets.findings import Findings, with_refusals
from hieuhoc.sheets.gathering import Gathering, Rows, wanted_sheets
from hieuhoc.sheets.models import Batch, Chunk
from hieuhoc.sheets.offers import with_answers
from hieuhoc.sheets.progress import Cancelled, enter_phase, expect_rows, in_no_hurry, note_rows, stop_if_cancelled
from hieuhoc.sheets.questions import CELLS, Questions
from hieuhoc.sheets.reading import RowSource, open_rows
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.releases import reading_release
from hieuhoc.sheets.runs import run_of
from hieuhoc.sheets.seen import CHANGES, INDEX, refused_name
from hieuhoc.sheets.sheet import Run, Sheet

GATHERED, MAKINGS = "gathered", "makings"

type Read = tuple[pl.DataFrame, Problems, pl.DataFrame]  # values; their problems; the text of the cells


def check(batch: Batch) -> Batch:
    """From the stored file to a preview. A file that cannot be read leaves the batch refused, with the sentence why."""
    _forget_earlier_check(batch)
    enter_phase(batch, Batch.Status.CHECKING, "checking", total=None)
    seen = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    findings = Findings(batch.pk)
    try:
        with in_no_hurry(), staging.plain_source(batch) as path, ExitStack() as opened, ThreadPoolExecutor(1) as pool:
            sheet, run = sheet_of(batch.sheet), run_of(batch, None)
            reading = open_rows(path, batch.file_name, sheet.columns, wanted_sheets(batch.answers))
            # Its process starts while we look up what is there; it speaks our language.
            opening = pool.submit(copy_context().run, opened.enter_context, reading)
            sheet.start(run)
            _check_rows(batch, run, opening.result(), findings)
    except Refusal as refusal:
        _forget_earlier_check(batch)
        batch.status, batch.refusal = Batch.Status.REFUSED, refusal.advice
        batch.save(update_fields=["status", "refusal"])
        return batch
    except Cancelled:
        _forget_earlier_check(batch)
        batch.refresh_from_db()
        return batch
    batch.counts, batch.seen_entry_id = findings.counts(), seen
    batch.sheet_version = reading_release(sheet)
    batch.status, batch.phase, batch.checked_at = Batch.Status.CHECKED, "", timezone.now()
    batch.rows_done = batch.rows_total = findings.rows
    batch.save(
        update_fields=[
            "counts", "seen_entry_id", "sheet_version", "status", "phase", "checked_at", "rows_done", "rows_total", "notes", "note_parts",
            "questions",
        ]
    )  # fmt: skip
    return batch


def _check_rows(batch: Batch, run: Run, source: RowSource, findings: Findings) -> None:
    sheet = sheet_of(batch.sheet)
    questions = Questions(batch.answers)
    gathering = Gathering(source, sheet, questions)
    expect_rows(batch, source.rows_expected)
    gathered: list[pl.DataFrame] = []
    reading = _ahead(map(partial(_read_chunk, sheet, run, questions), gathering.rows()))
    with closing(reading) as chunks:
        for position, (read, problems, texts) in enumerate(chunks):
            findings.sheets = run.sheets = source.sheets
            frame = _check_chunk(sheet, run, read, problems, findings, position)
            gathered += [part for part in (sheet.gather(run, frame),) if part is not None]
            refused = texts.filter(pl.col(ROW).is_in(problems.refused_rows().implode()))
            _stage(batch, position, frame, refused)
            note_rows(batch, findings.rows)
            stop_if_cancelled(batch, Batch.Status.CHECKING)
    if not findings.rows and not questions.asked:  # else an answer left all out, and may be given otherwise
        raise Refusal(_("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề."), code="no_rows")
    _keep_seen(batch, run, findings)
    _keep_makings(batch, sheet, run, gathered)
    findings.letters = gathering.letters
    findings.stale_places, findings.stale_years = run.stale_places, run.stale_years
    questions.keep(batch)
    batch.notes = [*gathering.notes(), *run.notes()]
    batch.note_parts = [note.parts if isinstance(note, Told) else None for note in batch.notes]


def _stage(batch: Batch, position: int, frame: pl.DataFrame, refused: pl.DataFrame) -> None:
    if refused.height:
        staging.keep_frames(batch, refused_name(position), [({}, refused)])
    staging.keep_frames(batch, staging.staged_name(position), [({}, frame)])
    Chunk.objects.create(batch=batch, position=position, row_count=frame.height)


def _keep_seen(batch: Batch, run: Run, findings: Findings) -> None:
    findings.keep_index(batch)
    if run.changes:
        staging.keep_frames(batch, CHANGES, [({}, pl.concat(run.changes))])


def _keep_makings(batch: Batch, sheet: Sheet, run: Run, gathered: list[pl.DataFrame]) -> None:
    if not gathered:
        return
    every = pl.concat(gathered)
    gathered.clear()
    whole = summed(every, "people")
    del every  # of a province's roster these are large: none is held beside the other
    staging.keep_frames(batch, GATHERED, [({}, whole)])
    makings = sheet.makings(run, whole)
    if makings is not None and makings.height:
        staging.keep_frames(batch, MAKINGS, [({}, makings)])


def _ahead[Item](items: Iterator[Item]) -> Generator[Item]:
    """The next item is made in a thread while this one is used."""
    with ThreadPoolExecutor(1, thread_name_prefix="read") as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _read_chunk(sheet: Sheet, run: Run, questions: Questions, rows: Rows) -> Read:
    """What the cells alone say: no database here."""
    frame, broken = rows
    texts = sheet.ask(run, with_answers(broken.blanked(frame), sheet.columns, questions), questions)
    frame, problems = cleaned(texts, sheet.columns, lambda column: (alone(column.key),) if repeats(column) else ())
    broken.report(frame, problems, sheet.columns)
    return sheet.derive(run, frame.drop(raw(column.key) for column in sheet.columns)), problems, texts


def _check_chunk(
    sheet: Sheet, run: Run, frame: pl.DataFrame, problems: Problems, findings: Findings, position: int
) -> pl.DataFrame:
    frame = sheet.resolve(run, frame, problems)
    findings.refuse_repeated(frame, sheet.natural_key(frame), problems)
    good = frame.filter(~pl.col(ROW).is_in(problems.refused_rows().implode()))
    compared = with_refusals(sheet.compare(run, good, problems), problems)
    bad = frame.filter(pl.col(ROW).is_in(problems.refused_rows().implode())).select(ROW, outcome=pl.lit("refused"))
    outcomes = pl.concat([compared.select(ROW, "outcome"), bad.filter(~pl.col(ROW).is_in(compared[ROW].implode()))])
    findings.add(position, outcomes, problems)
    return compared.filter(pl.col("outcome") != "refused")


def _forget_earlier_check(batch: Batch) -> None:
    batch.chunks.all().delete()
    batch.problems.all().delete()
    staging.drop_files(batch, "rows-*")
    staging.drop_files(batch, refused_name("*"))
    for name in (GATHERED, MAKINGS, INDEX, CHANGES, CELLS):
        staging.drop_files(batch, name)
    batch.questions = []
