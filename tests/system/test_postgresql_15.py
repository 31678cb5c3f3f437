"""The oldest PostgreSQL we promise: the whole database is made on it, and the tests of the rooms whose statements no page sends
pass. Those of the pages, the jobs and the demonstration are sent to it by the browser's tests."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from hieuhoc.config.environment import ROOT
from tests.system.oldest_server import Server
from tests.template import template_name

# Maps that change back, records that hang on them, the trail that nobody may alter, figures counted once more. The properties
# of these send nothing else: one server is asked for all their examples.
TESTS = [
    "audit",
    *(f"places/test_{name}.py" for name in ("change_orders", "orders_to_come", "villages")),
    *(f"people/test_{name}.py" for name in ("homes_on", "map_changes", "stats")),
    *(f"indicators/test_{name}.py" for name in ("later_map", "revise_year")),
    *(f"lib/test_{name}.py" for name in ("copying", "rows", "set_references")),
]
LEFT_OUT = "not SameRefusals"


@pytest.fixture(scope="module")
def migrated(server: Server) -> subprocess.CompletedProcess[str]:
    migrate = [sys.executable, "-m", "hieuhoc.config.command", "migrate"]
    return subprocess.run(migrate, env=server.environment(), cwd=ROOT, capture_output=True, text=True, check=False)


def test_everything_migrates_and_every_statistical_view_is_made(
    server: Server, migrated: subprocess.CompletedProcess[str]
) -> None:
    assert migrated.returncode == 0, migrated.stderr
    with psycopg.connect(server.address()) as connection:
        assert connection.info.server_version // 10_000 == 15
        assert connection.execute("SELECT count(*) FROM stat.person").fetchone() == (0,)
    with psycopg.connect(server.address(database="postgres"), autocommit=True) as connection:
        # The tests below begin with this one instead of migrating once more.
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE hoc").format(sql.Identifier(template_name()))
        connection.execute(copied)


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("programs", ["those of the system", "those we bring along"])
def test_a_backup_is_read_back(server: Server, tmp_path: Path, programs: str) -> None:
    """Also one by the newest pg_dump, which says things to a server that version 15 does not know."""
    file = tmp_path / "hoc.dump"
    path = os.environ["PATH"] if programs == "those of the system" else str(tmp_path)

    def run(command: str, *words: str, database: str = "hoc") -> str:
        line = [sys.executable, "-m", "hieuhoc.config.command", command, *words]
        environment = server.environment(database) | {"PATH": path}
        done = subprocess.run(line, env=environment, cwd=ROOT, capture_output=True, text=True)
        return done.stdout + done.stderr

    with psycopg.connect(server.address(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS again")
        connection.execute("CREATE DATABASE again")
        before = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    assert "bytes" in run("backup", str(file))
    half = tmp_path / "half.dump"
    half.write_bytes(file.read_bytes()[:-50_000])
    assert "the database is empty as before" in run("restore", str(half), database="again")
    assert "Restored" in run("restore", str(file), database="again")
    with psycopg.connect(server.address(database="again")) as connection:
        assert connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall() == before
        assert connection.execute("SELECT count(*) FROM stat.person").fetchone() == (0,)


def test_the_tests_of_the_rooms_pass(server: Server) -> None:
    side_by_side = ["--numprocesses", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", LEFT_OUT, *side_by_side]
    paths = [f"tests/{name}" for name in TESTS]
    done = subprocess.run(
        [*command, *paths], env=server.environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert " skipped" not in done.stdout, "a server with two roles leaves nothing out"
