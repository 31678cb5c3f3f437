"""What exists at a place in a sheet's own columns, as a table to take along; always in the words of the template."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.lib.vietnamese import fold
from hieuhoc.places.models import Place
from hieuhoc.sheets.export_kinds import ExportCells, ExportFile, ExportTable, Wishes
from hieuhoc.sheets.exports import AT_ONCE
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.sheet import Sheet
from hieuhoc.sheets.workbooks import ANNOTATED, annotate, exported_rows, written_columns


def rows_of_sheet(user: User, wishes: Wishes) -> ExportTable:
    """`wishes`: sheet, place, year (None for a sheet that knows no years)."""
    sheet, place, year = sheet_of(wishes["sheet"]), Place.objects.get(pk=wishes["place"]), wishes["year"]
    if not user.has_perm(sheet.ability, place):
        raise PermissionDenied(sheet.ability)
    scope = scope_of(user, sheet.ability)
    on = date(year, 12, 31) if year else timezone.localdate()

    def rows(limit: int | None) -> Iterator[ExportCells]:
        with override(settings.LANGUAGE_CODE):
            yield from islice(exported_rows(sheet, place, scope, on, actor=user), limit)

    with override(settings.LANGUAGE_CODE):
        columns, title = written_columns(sheet.columns, {}), str(sheet.title)
    name = f"{file_name_of(sheet)}-{year}.xlsx" if year else f"{file_name_of(sheet)}.xlsx"
    return ExportTable(title, name, columns, rows, scope, f"{sheet.ability}.export", subject="sheet", place=place.pk)


def file_name_of(sheet: Sheet) -> str:
    """The title in plain letters, as people look for it among their downloads."""
    return fold(str(sheet.title)).replace(" ", "-")


def batch_with_problems(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: batch. The rows of the file as they were sent, with what is wrong beside the cells."""
    batch = Batch.objects.get(pk=wishes["batch"])
    sheet = sheet_of(batch.sheet)
    if not user.has_perm(sheet.ability, batch):
        raise PermissionDenied(sheet.ability)
    return ExportFile(
        title=str(sheet.title),
        file_name="danh-sach-can-sua.xlsx",
        write=partial(annotate, batch),
        is_short=(batch.rows_total or 0) <= AT_ONCE,
        scope=scope_of(user, sheet.ability),
        purpose=ANNOTATED,
        subject="batch",
        place=None,
        subject_id=batch.pk,
    )


EXPORTS = {"sheets.sheet": rows_of_sheet, "sheets.problems": batch_with_problems}
