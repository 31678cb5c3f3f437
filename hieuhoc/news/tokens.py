"""Addresses in messages: one ends such messages in one step, one counts that a message was opened. Sealed: they name a person
to us alone, and need no sign-in."""

from dataclasses import dataclass

from django.conf import settings

from hieuhoc.lib.crypto import open_token, seal_token
from hieuhoc.lib.keyring import Unreadable

STOP_PATH, OPEN_PATH = (
    "/unsubscribe/",
    "/n/",
)  # the public face answers here; tests/news/test_unsubscribe.py looks that it does
STOP, OPENED = "news.stop", "news.opened"


@dataclass(frozen=True)
class Stopping:
    """Whose messages of which purpose end; `channel`: by which one they came."""

    kind: str
    person: int
    purpose: str
    channel: str


def stop_address(stopping: Stopping) -> str:
    said = f"{stopping.kind} {stopping.person} {stopping.purpose} {stopping.channel}"
    return f"{settings.PUBLIC_URL.rstrip('/')}{STOP_PATH}{seal_token(said.encode(), purpose=STOP)}/"


def read_stop(token: str) -> Stopping:
    """Raises Unreadable."""
    kind, person, purpose, channel = open_token(token, purpose=STOP).decode().split()
    return Stopping(kind, int(person), purpose, channel)


def open_address(recipient_id: int) -> str:
    sealed = seal_token(str(recipient_id).encode(), purpose=OPENED)
    return f"{settings.PUBLIC_URL.rstrip('/')}{OPEN_PATH}{sealed}/"


def read_opened(token: str) -> int:
    """The recipient. Raises Unreadable."""
    said = open_token(token, purpose=OPENED).decode()
    if not said.isdecimal():
        raise Unreadable("no recipient")
    return int(said)
