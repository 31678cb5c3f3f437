"""PostgreSQL's own programs for backup, run against our database whichever it is."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from hieuhoc.config import embedded, environment
from hieuhoc.config.database import database_settings


def run_program(name: str, arguments: Sequence[str]) -> int:
    """`pg_dump`, `pg_restore`: its exit code. The password travels in the environment, never on the command line."""
    entry = database_settings()
    options = {f"PG{option.upper()}": str(value) for option, value in entry.get("OPTIONS", {}).items()}
    connection = {
        "PGHOST": entry["HOST"],
        "PGPORT": entry["PORT"],
        "PGUSER": entry["USER"],
        "PGPASSWORD": entry["PASSWORD"],
        "PGDATABASE": entry["NAME"],
    }
    given = {key: value for key, value in connection.items() if value}
    return subprocess.run([_path_of(name), *arguments], env=os.environ | options | given, check=False).returncode


def _path_of(name: str) -> str:
    """With `DATABASE_URL` the system's programs fit its server best; else, or without them, those we bring along."""
    installed = shutil.which(name) if environment.text("DATABASE_URL") else None
    return installed or str(embedded.packaged_binaries()[0] / "bin" / name)
