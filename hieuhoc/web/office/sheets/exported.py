"""The long lists somebody asked for: being written, or ready to be fetched by who asked, for a day."""

from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header

from hieuhoc.sheets.exports import KEEP, OPEN, open_export
from hieuhoc.sheets.models import Export
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.requests import Request

SHOWN = 20
GUARD = ("people.read_citizens", "assessment.read_dossiers", "sheets.read_batches")


@needs(*GUARD)
def export_list(request: Request) -> HttpResponse:
    return render(request, "office/sheets/exports.html", mine(request))


@needs(*GUARD)
def export_progress(request: Request) -> HttpResponse:
    """The part that is asked for again and again while something is being written."""
    return render(request, "office/sheets/exports_body.html", mine(request))


@needs(*GUARD)
def export_file(request: Request, pk: int) -> StreamingHttpResponse:
    export = get_object_or_404(Export, pk=pk, asked_by=request.user, status=Export.Status.READY)
    try:
        pieces = open_export(export, actor=request.user)
    except FileNotFoundError:
        raise Http404 from None
    answer = StreamingHttpResponse(pieces, content_type=content_type_of(export.file_name))
    answer["Content-Disposition"] = content_disposition_header(True, export.file_name)
    return answer


def mine(request: Request) -> dict[str, Any]:
    exports = list(
        Export.objects.filter(asked_by=request.user).exclude(status=Export.Status.REMOVED).order_by("-pk")[:SHOWN]
    )
    return {
        "exports": exports,
        "is_busy": any(export.status in OPEN for export in exports),
        "hours": int(KEEP.total_seconds() // 3600),
    }
