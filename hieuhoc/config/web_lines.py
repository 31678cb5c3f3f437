"""The server of a web process: waitress, with a bound on what a connection may ask before its request is whole.

Waitress reads requests whole before a thread sees them, and keeps answers that are fetched slowly, so a slow line costs
an open file and nothing else. Ours is to end lines that will never be done, and to take no large upload from whoever
has not even a session to show.
"""

import resource
import socket
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import Error, RequestEntityTooLarge

OPEN_LINES = 2_000  # of a process; each is a file, with a large body or answer one or two more
LARGEST_BODY = 302_000_000  # the largest list and its form; how much of it is whose: web.bounds
IDLE_SECONDS, LOOKED_AFTER_EVERY = 30, 5
ANSWER_WAITING = 64 * 1024 * 1024  # of an answer to a slow reader, before the thread that makes it waits for them
HEAD_SECONDS = 15
# An upload may take as long as a poor line needs for it, but it must move.
BODY_SECONDS, BYTES_A_SECOND = 60, 4_096
STRANGER_BYTES = 64 * 1024
# Answers of a process after which it leaves new lines to the others; those that take long do not count.
AT_ONCE, LONG_ANSWER_SECONDS = 3, 0.3


class RequestTimeout(Error):  # type: ignore[misc]  # waitress has no types
    code = 408
    reason = "Request Timeout"


class BoundedRequest(HTTPRequestParser):  # type: ignore[misc]
    error: Error | None
    completed: bool

    def __init__(self, adjustments: Any) -> None:
        super().__init__(adjustments)
        self.begun = time.monotonic()

    def received(self, data: bytes) -> int:
        taken: int = super().received(data)
        if self.error is None:
            self.error = self._refusal()
            if self.error is not None:
                self.completed, self.expect_continue = True, False
        return taken

    def _refusal(self) -> Error | None:
        size = max(self.content_length, self.body_bytes_received)
        if size > STRANGER_BYTES and f"{settings.SESSION_COOKIE_NAME}=" not in self.headers.get("COOKIE", ""):
            return RequestEntityTooLarge(f"more than {STRANGER_BYTES} bytes without a session")
        allowed = HEAD_SECONDS + (BODY_SECONDS + size / BYTES_A_SECOND if self.headers_finished else 0)
        is_late = not self.completed and time.monotonic() - self.begun > allowed
        return RequestTimeout("the request did not come in time") if is_late else None


class BoundedLine(HTTPChannel):  # type: ignore[misc]
    parser_class = BoundedRequest

    def service(self) -> None:
        try:
            super().service()
        finally:
            self.server.at_work.pop(self, None)
            self.server.pull_trigger()


def bounded_server(application: Callable[..., Any], shared: socket.socket, threads: int) -> Any:
    """Waitress on a socket that listens already and that other processes may share."""
    shared.setblocking(False)
    _allow_open_files(3 * OPEN_LINES)
    server = create_server(
        application,
        sockets=[shared],
        threads=threads,
        connection_limit=OPEN_LINES,
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=LOOKED_AFTER_EVERY,
        max_request_body_size=LARGEST_BODY,
        outbuf_high_watermark=ANSWER_WAITING,
        asyncore_use_poll=True,  # select() knows no file above 1,024
        # Which proxies are ours is said once, by HIEUHOC_TLS and HIEUHOC_PROXIES.
        clear_untrusted_proxy_headers=False,
        ident="",
    )
    server.channel_class = BoundedLine
    _take_turns(server)
    return server


def _take_turns(server: Any) -> None:
    """The kernel keeps lines in the order in which they came: nobody is overtaken while short answers are made."""
    may_accept, hand_over = server.readable, server.add_task
    server.at_work = {}

    def readable() -> bool:
        return bool(may_accept()) and _short_answers(server.at_work) < AT_ONCE

    def add_task(line: BoundedLine) -> None:
        server.at_work[line] = time.monotonic()
        hand_over(line)

    server.readable, server.add_task = readable, add_task


def _short_answers(at_work: dict[BoundedLine, float]) -> int:
    since = time.monotonic() - LONG_ANSWER_SECONDS
    return sum(begun > since for begun in list(at_work.values()))


def _allow_open_files(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))
