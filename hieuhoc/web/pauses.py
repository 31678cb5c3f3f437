"""A kept connection is looked at before it is used again after a pause, and not before every page: one question less.

What a restart of the server leaves behind is then found by the first page after it; `config.wsgi` turns off the check that
Django makes for each request.
"""

import threading
import time

from django.db import connection

PAUSE_SECONDS = 3.0

_thread = threading.local()


def renew_after_pause() -> None:
    """Closes a connection that went dead while nobody used it: a new one is then made."""
    rested = time.monotonic() - getattr(_thread, "used_at", 0.0) > PAUSE_SECONDS
    if rested and connection.connection is not None and not connection.in_atomic_block and not connection.is_usable():
        connection.close()


def note_use() -> None:
    _thread.used_at = time.monotonic()
