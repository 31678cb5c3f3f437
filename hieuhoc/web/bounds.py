"""What no view needs to see: requests that no browser of ours sends, and bodies larger than their sender may send."""

from collections.abc import Callable, Iterable
from typing import cast
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.assessment.files import MAX_BYTES
from hieuhoc.config.web_lines import STRANGER_BYTES
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.numbers import format_number
from hieuhoc.lib.sheet_reading import ReadLimits
from hieuhoc.web.guards import may_enter
from hieuhoc.web.middleware import refused

FORM_BYTES = 1_000_000  # what stands around a file: the fields of its form
PERSON_BYTES = MAX_BYTES + FORM_BYTES  # one piece of evidence
OFFICE_BYTES = ReadLimits().file_bytes + FORM_BYTES  # one list
SENDS_LISTS = "sheets.read_batches sheets.import_skills"


class RequestBoundsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _refuse_broken_address(request.headers.get("HX-Current-URL", ""))
        _refuse_nul([request.path_info, *request.COOKIES.values(), *_texts(request.GET.lists())])
        if request.method == "POST":
            most = most_bytes(request)
            if most is not None:
                return too_large(request, most)
            # Read here, a body that cannot be read is refused before anything asks for a part of it.
            _refuse_nul(_texts(request.POST.lists()))
        return self.get_response(request)


def most_bytes(request: HttpRequest) -> int | None:
    """How many bytes the sender may send, when this is more. Who they are is asked only for a body that not everybody
    may send."""
    sent = int(request.META.get("CONTENT_LENGTH") or 0)
    if sent <= STRANGER_BYTES:
        return None
    user = cast("User", request.user)
    most = STRANGER_BYTES
    if user.is_authenticated:
        most = OFFICE_BYTES if may_enter(user, SENDS_LISTS) else PERSON_BYTES
    return most if sent > most else None


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    sentence = _("Nội dung gửi lên quá lớn; tối đa %(size)s KB.") % {"size": format_number(most // 1000)}
    refusal = Refusal(sentence, remedy=_("Chia thành nhiều tệp nhỏ hơn rồi gửi lại."), code="body_too_large")
    return refused(request, {"refusal": refusal, "back_url": ""}, 413)


def _texts(lists: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    for name, values in lists:
        yield name
        yield from values


def _refuse_broken_address(said: str) -> None:
    """The page that htmx says it stands on: whoever has to sign in is led back there."""
    try:
        urlsplit(said)
    except ValueError:
        raise BadRequest("not an address") from None


def _refuse_nul(texts: Iterable[str]) -> None:
    """PostgreSQL keeps no text with it, and no keyboard writes it."""
    if any("\0" in text for text in texts):
        raise BadRequest("a zero byte")
