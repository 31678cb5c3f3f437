"""Anybody may ask whether a paper about a training is true, by its code."""

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from hieuhoc.learning.certificates import held_days
from hieuhoc.learning.models import Attendance
from hieuhoc.lib.opaque import read_public_code, show_public_code
from hieuhoc.web.guards import public


@public
def course_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Only what stands on the paper; one whose completion was taken back is not told from one that never was."""
    stored = read_public_code(code) or ""
    rows = Attendance.objects.filter(code=stored, completed=True, citizen__joined_into__isnull=True)
    given = rows.select_related("training__version", "citizen").first()
    if given is None and (too_many := consume_or_429(request, action="unknown_code", limit_get=True)):
        return too_many  # type: ignore[no-any-return]
    context = {
        "given": given,
        "code": show_public_code(stored) if stored else code[:20],
        "days": held_days(given.training) if given else [],
        "word": _("Hợp lệ") if given else _("Không có"),
    }
    answer = render(request, "public/course_certificate.html", context, status=200 if given else 404)
    add_never_cache_headers(answer)
    return answer
