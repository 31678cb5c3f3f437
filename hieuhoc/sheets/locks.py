"""One worker at a batch at a time: a session lock that the database drops when the worker dies, however it dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal

LOCK_CLASS = 0x5348  # "SH"


@contextmanager
def only_worker(batch_id: int) -> Iterator[None]:
    """Raises Refusal when another process is at work on this batch."""
    if not _try_lock(batch_id):
        raise Refusal(_("Lần nhập này đang được xử lý; chờ cho xong."), code="being_worked_on")
    try:
        yield
    finally:
        _unlock(batch_id)


def is_worked_on(batch_id: int) -> bool:
    """Whether some session holds the batch: a batch "being written" that nobody holds was interrupted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND objsubid = 2"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [LOCK_CLASS, batch_id],
        )
        held: bool = cursor.fetchone()[0]
    return held


def _try_lock(batch_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, batch_id])
        taken: bool = cursor.fetchone()[0]
    return taken


def _unlock(batch_id: int) -> None:
    if connection.is_usable():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, batch_id])
