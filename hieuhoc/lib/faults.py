"""What went wrong in the database or on its disk: whether it passes by itself, or speaks of the rows that were written.

Django wraps what its own cursors raise; COPY speaks to psycopg directly. Both carry an SQLSTATE (PostgreSQL manual,
appendix A).
"""

import errno
import logging
import random
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import DatabaseError, InterfaceError, connection

log = logging.getLogger(__name__)

FAULTS = (DatabaseError, InterfaceError, psycopg.Error)  # all a database can say
CROWDED = {"40001", "40P01", "55P03"}  # serialization, deadlock, a lock not had in time
STOPPED = {"57P01", "57P02", "57P03", "57P05"}  # the server ends, or is not up yet
NO_SPACE = {"53100", errno.ENOSPC, errno.EDQUOT}
OF_ROWS = ("22", "23")  # a value that does not fit, a constraint that is broken
PAUSES = (0.2, 1.0, 5.0)  # seconds before each further try


def sqlstate(error: BaseException) -> str:
    """Empty when the server said nothing: the connection is lost."""
    return getattr(_server_error(error), "sqlstate", None) or ""


def constraint_name(error: BaseException) -> str:
    """Of the constraint that was broken; empty for other faults."""
    said: Any = _server_error(error)
    return (said.diag.constraint_name or "") if isinstance(said, psycopg.Error) else ""


def is_full_disk(error: BaseException) -> bool:
    return bool({sqlstate(error), getattr(error, "errno", None)} & NO_SPACE)


def is_crowded(error: BaseException) -> bool:
    """Two deeds stood in each other's way."""
    return sqlstate(error) in CROWDED


def is_lost_connection(error: BaseException) -> bool:
    state = sqlstate(error)
    is_silent = not state and isinstance(error, (DatabaseError, InterfaceError, psycopg.Error))
    return state[:2] == "08" or state in STOPPED or (is_silent and _is_operational(error))


def passes(error: BaseException) -> bool:
    """The same step may well succeed a little later: crowding, a lost connection, no room on the disk."""
    is_short = sqlstate(error)[:2] == "53"  # disk, memory, connections
    return is_crowded(error) or is_lost_connection(error) or is_full_disk(error) or is_short


def is_of_rows(error: BaseException) -> bool:
    """A row among those that were written cannot be kept as it is."""
    return sqlstate(error)[:2] in OF_ROWS


def retry_passing_faults[T](step: Callable[[], T]) -> T:
    """Does the step, a transaction of its own, again after a fault that passes: a few times, then the fault is raised.
    Inside another transaction it is raised at once, for that one would have to be begun again."""
    for pause in PAUSES:
        try:
            return step()
        except FAULTS as error:
            if not passes(error) or connection.in_atomic_block:
                raise
            log.warning("tried again in %s s: %s %s", pause, type(error).__name__, sqlstate(error))
            if not connection.is_usable():
                connection.close()  # the next statement opens another
        time.sleep(pause * random.uniform(0.5, 1.5))  # two that met must not meet again
    return step()


def _server_error(error: BaseException) -> BaseException:
    cause = error.__cause__
    return cause if isinstance(cause, psycopg.Error) else error


def _is_operational(error: BaseException) -> bool:
    said = _server_error(error)
    return isinstance(said, (psycopg.OperationalError, psycopg.InterfaceError, InterfaceError))
