"""The devices an account was signed in on before: who guesses passwords elsewhere does not hinder its owner there.

The device carries a signed cookie with marks of the accounts; it opens nothing by itself.
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE, SALT = "known_device", "accounts.known_device"
KEPT = timedelta(days=365)
MOST_ACCOUNTS = 10  # a shared machine of an office


@dataclass(frozen=True)
class Device:
    """`id`: tells one device from another; `accounts`: marks of those that signed in on it, the latest last."""

    id: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    accounts: tuple[str, ...] = ()


def device_behind(request: HttpRequest) -> Device:
    """A new one when the browser brought none, or none of ours."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
        return Device(str(known["id"]), tuple(map(str, known["accounts"])))
    except signing.BadSignature:
        return Device()


def knows(device: Device, username: str) -> bool:
    return _mark(username) in device.accounts


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    device, mark = device_behind(request), _mark(username)
    accounts = [*(known for known in device.accounts if known != mark), mark][-MOST_ACCOUNTS:]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": device.id, "accounts": accounts}, salt=SALT),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _mark(username: str) -> str:
    return salted_hmac(SALT, username.casefold(), algorithm="sha256").hexdigest()[:16]
