"""One middleware around every page: a reference number, one line of log, refusals told to the person."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hieuhoc.config.logs import request_id
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.faults import is_full_disk
from hieuhoc.people.models import Citizen
from hieuhoc.places.kept import one_map
from hieuhoc.web.guards import held_elsewhere
from hieuhoc.web.pauses import note_use, renew_after_pause

log = logging.getLogger("hieuhoc.request")

KNOWN_FORM = re.compile(r"[0-9A-Za-z-]{8,64}")


class RequestContextMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        number = reference_number(request)
        token = request_id.set(number)
        context = cast(Any, request)
        context.id = number
        context.citizen = SimpleLazyObject(lambda: _citizen_of(request))
        renew_after_pause()
        try:
            # What only reads sees one map from its first line to its last; a deed may change it.
            with one_map() if request.method in {"GET", "HEAD"} else nullcontext():
                response = self.get_response(request)
            response.headers["X-Request-ID"] = number
            if _has_session(request):
                add_never_cache_headers(response)
            _write_line(request, response, time.perf_counter() - started)
        finally:
            note_use()
            request_id.reset(token)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        return held_elsewhere(request, view)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The programme forbids it: a page that says so (409). Not your power: 403 with what would help."""
        if isinstance(error, Refusal):
            return refused(request, {"refusal": error, "back_url": _way_back(request)}, 409)
        if isinstance(error, PermissionDenied):
            return refused(request, {"back_url": _way_back(request)}, 403)
        if is_full_disk(error):  # nothing of it was kept: what is written is written in one transaction
            context = {"refusal": disk_is_full(), "back_url": _way_back(request)}
            return refused(request, context, HTTPStatus.INSUFFICIENT_STORAGE, page=409)
        return None


def disk_is_full() -> Refusal:
    return Refusal(
        _("Máy chủ hết chỗ trên đĩa, nên việc vừa làm chưa được ghi."),
        remedy=_("Báo người quản trị máy chủ; có chỗ rồi thì làm lại."),
        code="disk_full",
    )


def refused(request: HttpRequest, context: dict[str, Any], status: int, page: int = 0) -> HttpResponse:
    """The whole page, or for htmx only the words, put where the page shows its notices. `page`: that of another status."""
    page = page or status
    if not getattr(request, "htmx", False):
        return render(request, f"{page}.html", context, status=status)
    response = render(request, f"ui/parts/refused_{page}.html", context, status=status)
    response.headers["HX-Retarget"] = "#notices"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def reference_number(request: HttpRequest) -> str:
    """The number a proxy gave this request, if it looks like one; else a new one short enough to read out."""
    given = request.headers.get("X-Request-ID", "")
    return given if KNOWN_FORM.fullmatch(given) else secrets.token_hex(5)


def _citizen_of(request: HttpRequest) -> Citizen | None:
    if not request.user.is_authenticated:
        return None
    return Citizen.objects.filter(user_id=request.user.pk).first()


def _has_session(request: HttpRequest) -> bool:
    """Signed in, as far as this request has looked: a public page never reads the session for this."""
    kept = getattr(request, "_cached_user", None)
    return bool(kept is not None and kept.is_authenticated)


def _way_back(request: HttpRequest) -> str:
    """The page the deed was asked on; only addresses of our own."""
    referrer = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    return referrer if referrer.startswith(own) else ""


def _write_line(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """The pattern of the address, never the address itself: it may hold a code."""
    route = request.resolver_match.route if request.resolver_match else ""
    log.info(
        "request",
        extra={"method": request.method, "route": route, "status": response.status_code, "ms": round(seconds * 1000)},
    )
