"""What was typed survives signing in again: a form sent after the session ended is kept, sealed, for whose session it was,
and offered once the same person has signed in. Files are not kept."""

import base64
import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from hieuhoc.lib.crypto import Unreadable, decrypt, encrypt
from hieuhoc.web.requests import Request

KEPT, PURPOSE, FORGET = "typed", "web.typed", "forget-typed"
MOST_BYTES, KEPT_FOR = 200_000, timedelta(hours=1)
MOST_WORDS, MOST_LETTERS = 8, 120  # of what was typed, as it is shown


def note_end_of_session(request: Request) -> None:
    """Says that it was the session that ended, and keeps the form that was sent. Nothing for who brings no session of
    ours, or one that was ended on purpose: its row is gone."""
    owner = _owner_of_ended_session(request)
    if owner is None:
        return
    messages.info(request, _("Phiên làm việc đã kết thúc vì lâu không dùng. Đăng nhập lại để làm tiếp."))
    if request.method != "POST":
        return
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    text = json.dumps({"path": request.path, "owner": owner, "until": _until(), "fields": fields})
    if len(text) <= MOST_BYTES:
        request.session[KEPT] = base64.b64encode(encrypt(text.encode(), purpose=PURPOSE)).decode()


def offer_what_was_typed(request: Request) -> HttpResponse | None:
    """The page that offers to send it now; None when there is nothing for this person at this address."""
    if KEPT not in request.session:
        return None
    kept = _opened(request.session[KEPT])
    is_over = not kept or kept["owner"] != str(request.user.pk) or kept["until"] < timezone.now().timestamp()
    if not is_over and kept["path"] != request.path:
        return None
    if is_over or request.method == "POST" or FORGET in request.GET:
        del request.session[KEPT]
        return None
    pairs = [(name, value) for name, values in kept["fields"].items() for value in values]
    return render(request, "ui/typed.html", {"pairs": pairs, "words": _words(pairs), "forget": FORGET})


def _words(pairs: list[tuple[str, str]]) -> list[str]:
    """What a person knows again: names, sentences, days; not the codes behind boxes and lists."""
    typed = [value.strip() for _name, value in pairs]
    known = [value for value in typed if " " in value or "/" in value or not value.isascii()]
    return [Truncator(value).chars(MOST_LETTERS) for value in known[:MOST_WORDS]]


def _opened(sealed: str) -> dict[str, Any]:
    """Empty when it was sealed under a key that is no longer there."""
    try:
        kept: dict[str, Any] = json.loads(decrypt(base64.b64decode(sealed), purpose=PURPOSE))
    except Unreadable:
        return {}
    return kept


def _owner_of_ended_session(request: Request) -> str | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    ended = Session.objects.filter(session_key=key, expire_date__lte=timezone.now()).first() if key else None
    return request.session.decode(ended.session_data).get(SESSION_KEY) if ended else None


def _until() -> float:
    return (timezone.now() + KEPT_FOR).timestamp()
