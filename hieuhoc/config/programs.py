"""PostgreSQL's own programs for backup, run against our database whichever it is."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from hieuhoc.config import embedded, environment
from hieuhoc.config.database import database_settings, driver_options

HEADER_LINES = 60
NOT_BEFORE_17 = b"SET transaction_timeout = 0;"  # said by every pg_restore since, whatever server it speaks to


def run_program(name: str, arguments: Sequence[str]) -> int:
    """`pg_dump`: its exit code. The password travels in the environment, never on the command line.

    With `DATABASE_URL` the system's program fits its server best; else, or without it, the one we bring along."""
    installed = shutil.which(name) if environment.text("DATABASE_URL") else None
    return subprocess.run([installed or _ours(name), *arguments], env=_environment(), check=False).returncode


def read_back(file: Path) -> bool:
    """A backup into our database, in one transaction. The newest pg_restore, which we bring along, reads the backups of
    every older one, and its text goes to any server."""
    restore = [_ours("pg_restore"), "--file=-", "--no-owner", "--no-privileges", str(file)]
    psql = [
        _ours("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--output=/dev/null",
    ]
    with (
        subprocess.Popen(restore, stdout=subprocess.PIPE) as reading,
        subprocess.Popen(psql, stdin=subprocess.PIPE, env=_environment()) as writing,
    ):
        try:
            _hand_over(reading, writing)
        except BrokenPipeError:  # psql has said why
            reading.kill()
        if reading.wait() != 0:
            writing.kill()  # before it sees the end and commits the half
        with contextlib.suppress(BrokenPipeError):
            writing.communicate()
    return reading.returncode == 0 and writing.returncode == 0


def _hand_over(reading: subprocess.Popen[bytes], writing: subprocess.Popen[bytes]) -> None:
    assert reading.stdout is not None
    assert writing.stdin is not None
    for _line in range(HEADER_LINES):
        line = reading.stdout.readline()
        if line.strip() != NOT_BEFORE_17:
            writing.stdin.write(line)
    shutil.copyfileobj(reading.stdout, writing.stdin, 1 << 20)
    writing.stdin.flush()


def _environment() -> dict[str, str]:
    entry = database_settings()
    ours = {"prepare_threshold"}  # psycopg's, which the programs do not know
    options = {f"PG{name.upper()}": str(value) for name, value in driver_options(entry).items() if name not in ours}
    connection = {
        "PGHOST": entry["HOST"],
        "PGPORT": entry["PORT"],
        "PGUSER": entry["USER"],
        "PGPASSWORD": entry["PASSWORD"],
        "PGDATABASE": entry["NAME"],
    }
    return os.environ | options | {key: str(value) for key, value in connection.items() if value}


def _ours(name: str) -> str:
    return str(embedded.packaged_binaries()[0] / "bin" / name)
