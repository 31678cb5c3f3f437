"""Files for people: the blank template, the same rows back with their problems, the rows that exist."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import BinaryIO

import polars as pl
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require, scope_of
from hieuhoc.audit.actions import record_reading
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.lib.workbook_writing import CellProblem, WrittenColumn, write_csv, write_workbook
from hieuhoc.places.models import Place
from hieuhoc.places.reads import label_of
from hieuhoc.sheets import staging
from hieuhoc.sheets.definition import Column, said
from hieuhoc.sheets.gathering import wanted_sheets
from hieuhoc.sheets.headers import match_headers
from hieuhoc.sheets.models import Batch, Problem
from hieuhoc.sheets.reading import RowSource, open_rows
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.sheet import Sheet

FILLABLE_ROWS = 2_000
ANNOTATED = "sheets.annotate"  # as the list of readings says it
SHEET_TITLE = gettext_lazy("Trang tính")  # the column that tells the sheets of a file apart in the workbook given back


def in_official_language[**P, R](write: Callable[P, R]) -> Callable[P, R]:
    """Sheets travel between offices and are read by their Vietnamese titles, whatever language a page is shown in."""

    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(settings.LANGUAGE_CODE):  # a new one each time: as a decorator it would be shared by threads
            return write(*args, **kwargs)

    return written


@in_official_language
def write_template(sheet_code: str, place: Place, target: Path | BinaryIO, *, actor: User | None) -> None:
    """Blank, with drop-downs of this place and a help sheet."""
    sheet = sheet_of(sheet_code)
    require(actor, sheet.ability, place)
    keep = _("Giữ nguyên dòng tiêu đề; cột có dấu * không được để trống. Bấm vào một ô để xem cách ghi.")
    version = _("Mẫu của %(place)s, phiên bản %(version)s.") % {
        "place": label_of(place.pk, timezone.localdate()).title,
        "version": sheet.version,
    }
    lines = [str(sheet.title), str(sheet.help), keep, *_setting_lines(sheet), version]
    fillable = [column for column in sheet.columns if not column.is_from_exports]
    columns = written_columns(fillable, sheet.choices(place.pk))
    write_workbook(target, columns, [], sheet=str(sheet.title), help_lines=lines, fillable_rows=FILLABLE_ROWS)


def write_annotated(batch: Batch, target: Path | BinaryIO, *, actor: User | None) -> int:
    """The file of `annotate`, for somebody who may have it: a reading."""
    require(actor, sheet_of(batch.sheet).ability, batch)
    rows = annotate(batch, target)
    record_reading(
        ANNOTATED, actor=actor, subject_kind="batch", subject_id=batch.pk, person_count=batch.rows_total or 0
    )
    return rows


@in_official_language
def annotate(batch: Batch, target: Path | BinaryIO) -> int:
    """The rows of the uploaded file as they were, each problem beside its cell; gives the number of rows."""
    sheet = sheet_of(batch.sheet)
    if batch.purged_at is not None or not staging.has_file(batch, staging.SOURCE):
        raise Refusal(_("Tệp gốc của lần nhập này đã được xoá."), code="file_purged")
    with (
        staging.plain_source(batch) as path,
        open_rows(path, batch.file_name, sheet.columns, wanted_sheets(batch.answers)) as source,
    ):
        headers = source.headers if len(source.found.sheets) < 2 else [str(SHEET_TITLE), *source.headers]
        matched = match_headers(headers, sheet.columns)
        keys = [matched.keys().get(header) for header in headers]
        problems = _problems_by_row(batch, keys)
        by_key = {column.key: column for column in sheet.columns}
        columns = [
            WrittenColumn(header, width=by_key[key].width if key else 18)
            for header, key in zip(headers, keys, strict=True)
        ]
        numbers: dict[int, list[CellProblem]] = {}
        return write_workbook(
            target, columns, _rows(source, headers, problems, numbers), sheet=str(sheet.title), problems=numbers
        )


@in_official_language
def write_export(
    sheet_code: str, place: Place, target: Path | BinaryIO, *, as_csv: bool = False, on: date, actor: User | None
) -> int:
    """What exists at the place, in the sheet's own columns: imported again it changes nothing. Gives the number of rows."""
    sheet = sheet_of(sheet_code)
    require(actor, sheet.ability, place)
    rows = exported_rows(sheet, place, scope_of(actor, sheet.ability), on, actor=actor)
    columns = written_columns(sheet.columns, {})
    if as_csv:
        assert not isinstance(target, Path)
        count = write_csv(target, [column.title for column in columns], rows)
    else:
        count = write_workbook(target, columns, rows, sheet=str(sheet.title))
    record_reading(f"{sheet.ability}.export", actor=actor, subject_kind="sheet", place=place.pk, person_count=count)
    return count


def exported_rows(
    sheet: Sheet, place: Place, scope: Scope, on: date, *, actor: User | None
) -> Iterator[tuple[object, ...]]:
    """In the order of the sheet's columns; who may use the sheet but not read what a column holds gets it blank."""
    hidden = {
        column.key
        for column in sheet.columns
        if column.read_by and actor is not None and not actor.has_perm(column.read_by, place)
    }
    cells = [pl.lit(None).alias(column.key) if column.key in hidden else column.key for column in sheet.columns]
    for frame in sheet.export(place.pk, scope, on):
        yield from frame.select(cells).iter_rows()


def written_columns(columns: Sequence[Column], choices: dict[str, list[str]]) -> list[WrittenColumn]:
    headers = {column.key: str(column.header) for column in columns}
    return [
        WrittenColumn(
            str(column.header),
            width=column.width,
            choices=tuple(choices.get(column.key) or column.kind.labels()),
            is_required=column.is_required,
            needed=_needed(column, headers),
            help=str(column.help or column.kind.hint()),
            example=column.example,
        )
        for column in columns
    ]


def _needed(column: Column, headers: dict[str, str]) -> str:
    if not column.needed_without:
        return ""
    return _("Khi để trống “%(other)s”") % {"other": headers[column.needed_without]}


def _setting_lines(sheet: Sheet) -> list[str]:
    return (
        [_("Khi nhập sẽ hỏi thêm: %s.") % ", ".join(str(setting.label) for setting in sheet.settings)]
        if sheet.settings
        else []
    )


def _problems_by_row(batch: Batch, keys: list[str | None]) -> dict[int, list[CellProblem]]:
    problems: dict[int, list[CellProblem]] = defaultdict(list)
    kept = batch.problems.order_by("row_number", "pk").values_list("row_number", "column", "message", "severity")
    for row, column, message, severity in kept.iterator():
        position = keys.index(column) if column in keys else None
        problems[row].append(CellProblem(position, said(message), severity != Problem.Severity.WARNING))
    return problems


def _rows(
    source: RowSource,
    headers: list[str],
    problems: dict[int, list[CellProblem]],
    numbers: dict[int, list[CellProblem]],
) -> Iterator[tuple[object, ...]]:
    """Cells in the file's order; `numbers` gets the problems of each row under its place in the new file."""
    index = 0
    for chunk in source.chunks:
        cells_of = chunk.with_columns(pl.lit(source.found.sheet).alias(str(SHEET_TITLE)))
        # Titles of a later sheet may be written otherwise than those of the first.
        named = {fold(name): name for name in cells_of.columns}
        cells_in_order = [
            pl.col(named[fold(header)]).alias(header)
            if fold(header) in named
            else pl.lit(None, pl.String).alias(header)
            for header in headers
        ]
        for row, *cells in cells_of.select("row", *cells_in_order).iter_rows():
            if row in problems:
                numbers[index] = problems[row]
            index += 1
            yield tuple(cells)
