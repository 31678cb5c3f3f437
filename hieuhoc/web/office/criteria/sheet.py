"""A version as a workbook to take along."""

from io import BytesIO

from django.http import FileResponse
from django.shortcuts import get_object_or_404

from hieuhoc.criteria.models import Version
from hieuhoc.criteria.set_rows import rows_of
from hieuhoc.lib.workbook_writing import write_workbook
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.workbooks import in_official_language, written_columns
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import XLSX
from hieuhoc.web.requests import Request


@needs("criteria.read_versions")
def criteria_sheet(request: Request, pk: int) -> FileResponse:
    """In the columns of the sheet by which drafts are filled: sent in again it changes nothing."""
    target = BytesIO()
    _write(get_object_or_404(Version, pk=pk), target)
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename="bo-tieu-chi.xlsx", content_type=XLSX)


@in_official_language
def _write(version: Version, target: BytesIO) -> None:
    sheet = sheet_of("criteria")
    write_workbook(
        target, written_columns(sheet.columns, {}), rows_of([version.pk]).iter_rows(), sheet=str(sheet.title)
    )
