"""Pages for what cannot be read and for what should not have happened. They must work without a database, a session, a
language chosen or a body that can be read: no request is handed to the template."""

import secrets
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import get_template
from django.utils import timezone

from hieuhoc.lib.faults import is_full_disk


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with the reference number that the log line of this request carries too; 507 when the disk was full already
    while the request was taken in."""
    error = sys.exc_info()[1]
    if error is not None and is_full_disk(error):
        return HttpResponse(_drawn("507.html", request), status=HTTPStatus.INSUFFICIENT_STORAGE)
    return HttpResponseServerError(_drawn("500.html", request))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a request that no page of ours sends."""
    return HttpResponseBadRequest(_drawn("400.html", request))


def _drawn(name: str, request: HttpRequest) -> str:
    number = getattr(request, "id", "") or secrets.token_hex(5)
    return get_template(name).render({"number": number, "at": timezone.now()})
