"""A stored file as an answer."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from hieuhoc.documents.actions import read_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.errors import Refusal


def file_answer(document: Document) -> HttpResponse:
    """To be saved, never to be opened in our pages. Raises Refusal for one that is lost or damaged."""
    try:
        content = read_file(document)
    except (FileNotFoundError, ValueError):
        raise Refusal(
            _("Tệp này bị mất hoặc hỏng trên máy chủ."), remedy=_("Báo cho người quản trị."), code="file_lost"
        ) from None
    ending = document.file_name.rpartition(".")[2]
    headers = {
        "Content-Disposition": f'attachment; filename="tai-lieu.{ending}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=document.media_type, headers=headers)
