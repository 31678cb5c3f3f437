"""What happened at the door of an account: kept for a time (accounts.personal), seen by its holder and by who looks after the account.

Of the machine only its kind is kept ("Firefox, Android"), and of its address a mark that is the same for all that came
from there within a month and says nothing else.
"""

import re
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hieuhoc.accounts.models import Happened as Happened
from hieuhoc.accounts.models import SecurityEvent, User

# The first that fits: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
            ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"))  # fmt: skip


def note(
    happened: Happened, user: User, *, request: HttpRequest | None = None, by: User | None = None
) -> SecurityEvent:
    return SecurityEvent.objects.create(
        user=user,
        happened=happened,
        by=by,
        device=device_of(request) if request is not None else "",
        origin=origin_of(request) if request is not None else "",
    )


def device_of(request: HttpRequest) -> str:
    return device_in_words(str(request.headers.get("User-Agent", "")))


def device_in_words(agent: str) -> str:
    """ "Chrome, Windows"; "" when neither is known."""
    known = [
        next((name for mark, name in table if re.search(re.escape(mark), agent)), "") for table in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, known))


def origin_of(request: HttpRequest) -> str:
    """Six characters: the same for one network address within a month. The address cannot be worked out from them
    without our secret."""
    address: Any = get_client_ip(request)
    month = timezone.localdate().strftime("%Y-%m")
    return salted_hmac("accounts.origin", f"{month} {address}", algorithm="sha256").hexdigest()[:6] if address else ""
