"""Using the embedded server: every command calls `hold` once and is counted among its users until it ends."""

import fcntl
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import psycopg
from psycopg import sql

from hieuhoc.config.embedded.folders import prepare
from hieuhoc.config.embedded.layout import PORT, ROLE, SUPERUSER, USER, EmbeddedError, Layout
from hieuhoc.config.embedded.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Iterator

START_WITHIN = 180.0
LONGEST_LOG = 10 * 1024 * 1024

# Open for as long as the process lives; a forked worker shares it and so counts as a user too.
_held: dict[Path, IO[str]] = {}


def hold(layout: Layout, database: str, password: str, user_password: str, superuser_password: str) -> None:
    """Return when the server answers and the database exists; from then on this process is one of its users."""
    prepare(layout)
    if layout.home not in _held:
        users = _lock_file(layout.home / "users")
        # Waits here while an old keeper, alone with the exclusive lock, stops its server.
        fcntl.flock(users, fcntl.LOCK_SH)
        _held[layout.home] = users
    with _lock_file(layout.home / "start") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        _start_until_it_answers(layout, superuser_password)
        _make_database(layout, database, password, superuser_password)
        _make_user(layout, database, user_password, superuser_password)


def keep_up(layout: Layout, superuser_password: str) -> bool:
    """Start the server again if its keeper was killed under a long-running command; True if it had to."""
    if _is_kept(layout):
        return False
    with _lock_file(layout.home / "start") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        _start_until_it_answers(layout, superuser_password)
    return True


def _lock_file(path: Path) -> IO[str]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+")


def _is_kept(layout: Layout) -> bool:
    """Whether a keeper lives: it alone holds the exclusive lock on `keeper`. Two who ask do not disturb each other."""
    with _lock_file(layout.home / "keeper") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _start_until_it_answers(layout: Layout, superuser_password: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    started = False
    while not _is_kept(layout) or not _answers(layout, superuser_password):
        if not _is_kept(layout):
            if started:
                raise EmbeddedError(f"The embedded PostgreSQL did not start:\n{_end_of(layout.log)}")
            _start_keeper(layout, superuser_password)
            started = True
        if time.monotonic() > deadline:
            raise EmbeddedError(f"The embedded PostgreSQL does not answer:\n{_end_of(layout.log)}")
        time.sleep(0.02)


def _start_keeper(layout: Layout, superuser_password: str) -> None:
    """The keeper is born holding its lock: no moment in which it lives and nobody could tell."""
    with _lock_file(layout.home / "keeper") as lock, _log_file(layout.log) as log:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        subprocess.run(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("keeper.py"))],
            input=json.dumps(plan_for(layout, superuser_password)),
            text=True,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
            check=True,
        )


@contextmanager
def _log_file(path: Path) -> "Iterator[int]":
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    try:
        if os.fstat(handle).st_size > LONGEST_LOG:
            os.ftruncate(handle, 0)
        yield handle
    finally:
        os.close(handle)


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:])


def _connect(layout: Layout, user: str, password: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(layout.socket), port=PORT, user=user, password=password, dbname=database, autocommit=True
    )


def _answers(layout: Layout, superuser_password: str) -> bool:
    try:
        _connect(layout, SUPERUSER, superuser_password, "postgres").close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise EmbeddedError(
                f"The server in {layout.home} does not know the password kept in the data folder."
            ) from error
        return False
    return True


def _make_database(layout: Layout, database: str, password: str, superuser_password: str) -> None:
    """The role we work as is no superuser, as it would not be on a server of the province."""
    with suppress(psycopg.OperationalError):
        _connect(layout, ROLE, password, database).close()
        return
    role, name = sql.Identifier(ROLE), sql.Identifier(database)
    with _connect(layout, SUPERUSER, superuser_password, "postgres") as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(role))
            connection.execute(sql.SQL("GRANT pg_monitor, pg_checkpoint TO {}").format(role))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, role))


def _make_user(layout: Layout, database: str, password: str, superuser_password: str) -> None:
    """Who serves owns nothing: what it may do, migrate grants (audit.rights)."""
    with suppress(psycopg.OperationalError):
        _connect(layout, USER, password, database).close()
        return
    user = sql.Identifier(USER)
    with _connect(layout, SUPERUSER, superuser_password, "postgres") as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [USER]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(user))
            connection.execute(sql.SQL("GRANT pg_monitor TO {}").format(user))
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(user, sql.Literal(password)))
