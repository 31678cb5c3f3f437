"""The oldest PostgreSQL we promise, Debian's, set up as a province would: the product and the browser's tests stand on it, so
that every statement the pages send is sent to it."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


@dataclass(frozen=True)
class Server:
    """Lan owns the tables, Khoa serves pages and jobs."""

    folder: Path

    def address(self, role: str = "lan", database: str = "hoc") -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def addresses(self, database: str = "hoc") -> dict[str, str]:
        """As the product is told of them."""
        roles = {"DATABASE_OWNER_URL": "lan", "DATABASE_URL": "khoa"}
        return {name: self.address(role, database) for name, role in roles.items()}

    def environment(self, database: str = "hoc") -> dict[str, str]:
        # A run of tests inside is nobody's worker.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return inherited | self.addresses(database)


@contextmanager
def oldest_server() -> Iterator[Server]:
    if not (PROGRAMS / "initdb").exists():
        pytest.skip("PostgreSQL 15 is not installed (apt-get install postgresql-15)")
    # Under /tmp itself: the account of the server may not enter pytest's folder, and a socket path is short.
    folder = Path("/tmp") / f"hieuhoc-pg15-{os.getpid()}"
    folder.mkdir(mode=0o700)
    prefix: list[str] = []
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        prefix = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    cluster = folder / "data"
    initdb = [*prefix, str(PROGRAMS / "initdb"), "-D", str(cluster), "-U", "lan", "--locale=C.UTF-8", "-E", "UTF8"]
    subprocess.run([*initdb, "--auth=trust"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_wal_size=2GB -c fsync=off"
    control = [*prefix, str(PROGRAMS / "pg_ctl"), "-D", str(cluster), "-w"]
    subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], check=True, cwd="/")
    try:
        with psycopg.connect(host=str(folder), user="lan", dbname="postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE hoc")
            connection.execute("CREATE ROLE khoa LOGIN")
        yield Server(folder)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, cwd="/")
        shutil.rmtree(folder)
