"""The oldest PostgreSQL we promise: the whole database is made on it, and the tests of the rooms pass."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from hieuhoc.config.environment import ROOT

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
# Rooms whose tests lean on the database; the embedded server and the pages have nothing to do with its version.
ROOMS = ["places", "people", "audit", "accounts", "sheets", "assessment", "recognition", "indicators"]
BESIDE_ROOMS = ["lib/test_copying.py", "lib/test_rows.py", "lib/test_set_references.py"]
# Of these rooms, what asks of files, cells and words, of plain values, or of processes: what it sends to the server others
# send too.
WITHOUT_SERVER = [
    "people/test_rules.py",
    "people/test_roster.py",
    "people/test_rotate_keys.py",
    "people/test_guessing_by_sheets.py",
    "people/test_roster_powers.py",
    "people/test_strangers.py",
    "indicators/test_disclosure_attack.py",
    "places/test_disagreements.py",
    "places/test_village_names.py",
    "assessment/test_score.py",
    "indicators/test_house_of_indicators.py",
    "indicators/test_sentences.py",
    "recognition/test_sign_decision.py",
    "recognition/test_render_many.py",
    *(
        f"sheets/test_{name}.py"
        for name in (
            "after_a_kill", "blank_cells", "blocks", "cases", "contributions", "days_read", "edited_exports", "faults",
            "handmade_files", "hostile_files", "hostile_table", "import_command", "interrupted", "killed_worker",
            "lost_files", "nasty_cells", "one_definition", "own_template", "questions", "titles_nearly_known",
            "whole_numbers",
        )
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Server:
    """As a province would set it up: Lan owns the tables, Khoa serves pages and jobs."""

    folder: Path

    def address(self, role: str = "lan", database: str = "hoc") -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def environment(self, database: str = "hoc") -> dict[str, str]:
        roles = {"DATABASE_OWNER_URL": "lan", "DATABASE_URL": "khoa"}
        # A run of tests inside is nobody's worker.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return inherited | {name: self.address(role, database) for name, role in roles.items()}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
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


def test_everything_migrates_and_every_statistical_view_is_made(server: Server) -> None:
    migrate = [sys.executable, "-m", "hieuhoc.config.command", "migrate"]
    done = subprocess.run(migrate, env=server.environment(), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(server.address()) as connection:
        assert connection.info.server_version // 10_000 == 15
        assert connection.execute("SELECT count(*) FROM stat.person").fetchone() == (0,)


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

    run("migrate")
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
    left_out = [f"--ignore=tests/{name}" for name in WITHOUT_SERVER]
    assert [name for name in WITHOUT_SERVER if not (ROOT / "tests" / name).exists()] == []
    side_by_side = ["--numprocesses", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *side_by_side, *left_out]
    paths = [f"tests/{room}" for room in ROOMS] + [f"tests/{name}" for name in BESIDE_ROOMS]
    done = subprocess.run(
        [*command, *paths], env=server.environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:]
    assert " skipped" not in done.stdout, "a server with two roles leaves nothing out"
