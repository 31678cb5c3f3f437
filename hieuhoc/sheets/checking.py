"""The check of a batch: every chunk read, cleaned, resolved, compared and staged; nothing of the database's records changes."""

from collections.abc import Iterator

import polars as pl
from django.db.models import Max
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import ROW, cleaned, raw, with_all_columns
from hieuhoc.sheets.findings import MOST_SAMPLES, Findings, with_refusals
from hieuhoc.sheets.headers import match_headers
from hieuhoc.sheets.models import Batch, Chunk
from hieuhoc.sheets.progress import enter_phase, note_rows
from hieuhoc.sheets.reading import RowSource, open_rows
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.runs import run_of
from hieuhoc.sheets.sheet import Run, Sheet

GATHERED, SAMPLES = "gathered", "samples"


def check(batch: Batch) -> Batch:
    """From the stored file to a preview. A file that cannot be read leaves the batch refused, with the sentence why."""
    _forget_earlier_check(batch)
    enter_phase(batch, Batch.Status.CHECKING, "checking", total=None)
    seen = Entry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    findings = Findings(batch.pk)
    try:
        with (
            staging.plain_source(batch) as path,
            open_rows(path, batch.file_name, sheet_of(batch.sheet).columns) as source,
        ):
            _check_rows(batch, source, findings)
    except Refusal as refusal:
        _forget_earlier_check(batch)
        batch.status, batch.refusal = Batch.Status.REFUSED, " ".join(filter(None, [refusal.sentence, refusal.remedy]))
        batch.save(update_fields=["status", "refusal"])
        return batch
    batch.counts, batch.seen_entry_id = findings.counts(), seen
    batch.status, batch.phase, batch.checked_at = Batch.Status.CHECKED, "", timezone.now()
    batch.rows_done = batch.rows_total = findings.rows
    batch.save(
        update_fields=["counts", "seen_entry_id", "status", "phase", "checked_at", "rows_done", "rows_total", "notes"]
    )
    return batch


def _check_rows(batch: Batch, source: RowSource, findings: Findings) -> None:
    sheet = sheet_of(batch.sheet)
    mapping, unknown = match_headers(source.headers, sheet.columns)
    run = run_of(batch, None)
    sheet.start(run)
    gathered: list[pl.DataFrame] = []
    position = 0
    for position, raw_rows in enumerate(_without_blank_rows(source, sheet, mapping)):
        frame = _check_chunk(sheet, run, raw_rows, findings)
        found = sheet.gather(run, frame.filter(pl.col("outcome") != "refused"))
        if found is not None:
            gathered.append(found)
        staging.keep_frames(batch, staging.staged_name(position), [({}, frame)])
        Chunk.objects.create(batch=batch, position=position, row_count=frame.height)
        note_rows(batch, findings.rows)
    if not findings.rows:
        raise Refusal("Tệp không có dòng dữ liệu nào dưới dòng tiêu đề.")
    if gathered:
        staging.keep_frames(batch, GATHERED, [({}, pl.concat(gathered).unique(maintain_order=True))])
    if run.samples:
        staging.keep_frames(batch, SAMPLES, [({}, pl.concat(run.samples).head(MOST_SAMPLES))])
    findings.stale_places, findings.stale_years = run.stale_places, run.stale_years
    batch.notes = [*source.notes, *(f"Cột “{header}” không dùng." for header in unknown)]


def _check_chunk(sheet: Sheet, run: Run, frame: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    frame, problems = cleaned(frame, sheet.columns)
    frame = frame.drop(raw(column.key) for column in sheet.columns)
    frame = sheet.resolve(run, frame, problems)
    findings.refuse_repeated(frame, sheet.natural_key(frame), problems)
    good = frame.filter(~pl.col(ROW).is_in(problems.refused_rows().implode()))
    compared = with_refusals(sheet.compare(run, good, problems), problems)
    bad = frame.filter(pl.col(ROW).is_in(problems.refused_rows().implode())).select(ROW, outcome=pl.lit("refused"))
    outcomes = pl.concat([compared.select(ROW, "outcome"), bad.filter(~pl.col(ROW).is_in(compared[ROW].implode()))])
    findings.add(outcomes, problems)
    return compared.filter(pl.col("outcome") != "refused")


def _without_blank_rows(source: RowSource, sheet: Sheet, mapping: dict[str, str]) -> Iterator[pl.DataFrame]:
    cells = [raw(column.key) for column in sheet.columns]
    for chunk in source.chunks:
        frame = with_all_columns(chunk, sheet.columns, mapping)
        frame = frame.filter(~pl.all_horizontal(pl.col(cell).is_null() for cell in cells))
        if frame.height:
            yield frame


def _forget_earlier_check(batch: Batch) -> None:
    batch.chunks.all().delete()
    batch.problems.all().delete()
    staging.drop_files(batch, "rows-*")
    staging.drop_files(batch, GATHERED)
    staging.drop_files(batch, SAMPLES)
