"""A list to take along: the file at once when it is short, else the page where it will lie."""

from io import BytesIO

from django.db import transaction
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect

from hieuhoc.sheets.export_kinds import Wishes, table_of
from hieuhoc.sheets.exports import ask_export, written_at_once
from hieuhoc.sheets.tasks import write_export_after
from hieuhoc.web.requests import Request

ZIP, XLSX = "application/zip", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def exported(request: Request, kind: str, wishes: Wishes) -> HttpResponseBase:
    table, target = table_of(kind, request.user, wishes), BytesIO()
    if written_at_once(table, target, actor=request.user):
        target.seek(0)
        kind_of_file = content_type_of(table.file_name)
        return FileResponse(target, as_attachment=True, filename=table.file_name, content_type=kind_of_file)
    with transaction.atomic():
        write_export_after(ask_export(kind, wishes, actor=request.user))
    return redirect("office:export-list")


def content_type_of(file_name: str) -> str:
    return {"zip": ZIP, "pdf": PDF, "docx": DOCX}.get(file_name.rpartition(".")[2], XLSX)
