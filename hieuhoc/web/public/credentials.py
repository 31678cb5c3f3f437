"""What machines ask the issuer: its document (did:web), keys, status lists, our terms, and a credential by its code."""

import json
from collections.abc import Callable
from typing import cast

from allauth.core.ratelimit import consume_or_429
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from hieuhoc.credentials import reads
from hieuhoc.credentials.forms import as_json, as_picture, as_token
from hieuhoc.credentials.keys import issuer
from hieuhoc.credentials.models import Credential
from hieuhoc.credentials.rules import PURPOSES, title_context
from hieuhoc.lib.opaque import read_public_code
from hieuhoc.web.guards import public

VC, TOKEN, LD = "application/vc", "application/vc+jwt", "application/ld+json"
KEPT_FOR_SECONDS = 3  # a revocation is published within five


@public
def did(request: HttpRequest) -> HttpResponse:
    return _open(json.dumps(reads.did()), "application/did+json", seconds=KEPT_FOR_SECONDS)


@public
def keys(request: HttpRequest) -> HttpResponse:
    return _open(json.dumps(reads.history(), ensure_ascii=False), "application/json", seconds=KEPT_FOR_SECONDS)


@public
def context(request: HttpRequest) -> HttpResponse:
    return _open(json.dumps(title_context(issuer())), LD, seconds=86_400)


@public
def status(request: HttpRequest, meaning: str, part: int) -> HttpResponse:
    """JSON with its proof; who asks for `application/vc+jwt` gets the same list as a JWT, from the same address."""
    signed = _status(meaning, part)
    if TOKEN in request.headers.get("Accept", ""):
        return _open(signed.token, TOKEN, seconds=KEPT_FOR_SECONDS)
    return _open(signed.document, VC, seconds=KEPT_FOR_SECONDS)


@public
def status_token(request: HttpRequest, meaning: str, part: int) -> HttpResponse:
    """The JWT for who cannot ask for a form (our page keeps it for times without a network)."""
    return _open(_status(meaning, part).token, "text/plain", seconds=KEPT_FOR_SECONDS)


def _status(purpose: str, part: int) -> reads.SignedList:
    if purpose not in PURPOSES:
        raise Http404
    kept, key = caches["pages"], f"status-list-{purpose}-{part}"
    signed = cast(reads.SignedList | None, kept.get(key)) or reads.status_list(purpose, part)
    if signed is None:
        raise Http404
    kept.add(key, signed, KEPT_FOR_SECONDS)
    return signed


@public
def credential(request: HttpRequest, code: str) -> HttpResponse:
    """As JSON with its proof, or as a JWT for who asks for one."""
    if TOKEN in request.headers.get("Accept", ""):
        return _credential(request, code, _token)
    return _credential(request, code, lambda row: _open(as_json(row), VC, name=f"{row.code}.json"))


@public
def credential_token(request: HttpRequest, code: str) -> HttpResponse:
    return _credential(request, code, _token)


def _token(row: Credential) -> HttpResponse:
    return _open(as_token(row), TOKEN, name=f"{row.code}.jwt")


@public
def credential_picture(request: HttpRequest, code: str) -> HttpResponse:
    return _credential(request, code, lambda row: _open(as_picture(row), "image/png", name=f"{row.code}.png"))


def _credential(request: HttpRequest, code: str, show: Callable[[Credential], HttpResponse]) -> HttpResponse:
    """Who has the code has the paper. Codes are not to be tried by the thousand."""
    stored = read_public_code(code)
    row = reads.credential_by_code(stored) if stored else None
    if row is None:
        if too_many := consume_or_429(request, action="unknown_code", limit_get=True):
            return cast(HttpResponse, too_many)
        raise Http404
    return show(row)


def _open(content: str | bytes, media_type: str, *, seconds: int = 0, name: str = "") -> HttpResponse:
    """For pages of other hosts too: nothing here hangs on who asks."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=seconds) if seconds else patch_cache_control(answer, no_store=True)
    if name:
        answer["Content-Disposition"] = f'attachment; filename="chung-nhan-{name}"'
    return answer
