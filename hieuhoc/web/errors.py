"""The page for what should not have happened. It must work without a database, a session or a language chosen."""

import secrets

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import get_template
from django.utils import timezone


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """500 with the reference number that the log line of this request carries too."""
    number = getattr(request, "id", "") or secrets.token_hex(5)
    # No request is handed to the template: context processors would ask the database who is looking.
    page = get_template("500.html").render({"number": number, "at": timezone.now()})
    return HttpResponseServerError(page)
