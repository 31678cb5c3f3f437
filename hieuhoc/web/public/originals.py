"""The signed original of the decision behind a certificate: for whoever holds its code, where the office opened it to all."""

from typing import cast

from allauth.core.ratelimit import consume_or_429
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from hieuhoc.documents.actions import read_file
from hieuhoc.recognition.reads import public_original
from hieuhoc.web.guards import public


@public
def original(request: HttpRequest, code: str) -> HttpResponse:
    shown = public_original(code)
    if shown is None:
        if too_many := consume_or_429(request, action="unknown_code", limit_get=True):
            return cast(HttpResponse, too_many)
        raise Http404
    response = HttpResponse(read_file(shown.document), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="quyet-dinh-ban-goc.pdf"'
    add_never_cache_headers(response)  # it may be taken off in the next minute
    return response
