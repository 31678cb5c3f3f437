"""Gunicorn's threaded worker, but fair: a process takes a connection only when it can answer it at once.

What it does not take waits where any other process can; otherwise one process hoards what another would answer.
"""

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

AT_ONCE = 2  # answers a process works on: while one waits for the database, Python works on the other
SLOW = 0.5  # seconds after which an answer no longer counts: it waits for a slow line more than for Python


class FairWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.begun: dict[Any, float] = {}  # connection -> when its request was given to a thread
        super().__init__(*args, **kwargs)

    @property
    def worker_connections(self) -> int:
        return int(self.cfg.worker_connections) if self._has_room() else 0

    @worker_connections.setter
    def worker_connections(self, _asked: int) -> None:
        """The worker sets at its start what its settings say already."""

    def _has_room(self) -> bool:
        lately = time.monotonic() - SLOW
        return len(self.begun) < self.cfg.threads and sum(at > lately for at in self.begun.values()) < AT_ONCE

    def enqueue_req(self, conn: Any) -> None:
        self.begun[conn] = time.monotonic()
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        self.begun.pop(conn, None)
        super().finish_request(conn, fs)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        super().wait_for_and_dispatch_events(timeout if self._has_room() else min(timeout, SLOW / 2))
