"""A real SMTP server (aiosmtpd) that keeps the mails it was handed."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_port


class Received:
    """The handler of the server: `mails` in the order they came; `refuses`: says no to every recipient."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False
        self.host, self.port = "127.0.0.1", free_port()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 kept"


@contextmanager
def running() -> Iterator[Received]:
    with running_as(Received()) as received:
        yield received


@contextmanager
def running_as[Server: Received](received: Server) -> Iterator[Server]:
    controller = Controller(received, hostname=received.host, port=received.port)
    controller.start()
    try:
        yield received
    finally:
        controller.stop()


def smtp(host: str, port: int) -> dict[str, object]:
    """Django's `MAILERS` for that server."""
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return {"default": {"BACKEND": backend, "OPTIONS": {"host": host, "port": port}}}
