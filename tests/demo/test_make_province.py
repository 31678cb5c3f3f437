"""The demonstration is a whole small province, made by the real deeds, and never mixes with real people."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from hieuhoc.config.database import hold_database
from hieuhoc.config.environment import ROOT
from tests.template import server_of, template_name

PEOPLE = 3_000
DATABASE, RESTORED = "hieuhoc_demo_test", "hieuhoc_restore_test"
# Somebody of whom nothing is counted but the person.
CHOSEN = """
from hieuhoc.learning.models import Participation
from hieuhoc.people.models import Citizen
alone = Citizen.objects.exclude(pk__in=Participation.objects.values("citizen"))
person = alone.filter(user=None, joined_into=None).order_by("-pk")[0]
"""
ERASE = f"""{CHOSEN}
from django.utils import timezone
from hieuhoc.privacy.actions import ask_erasure, carry_out_erasure
asked = ask_erasure(person, way="paper", asked_on=timezone.localdate(), legal_basis="x", actor=None)
carry_out_erasure(asked, actor=None)
"""
NAMED = f"""{CHOSEN}
print(int(person.name != "(đã xoá thông tin)"))
"""
SETTING = {**os.environ, "HIEUHOC_DEMO": "1", "HIEUHOC_DB": DATABASE}


@pytest.fixture(scope="module")
def province() -> dict[str, Any]:
    """Made after a first attempt was killed in the middle, as Ctrl-C or a power cut does."""
    drop()
    begin_migrated()
    break_off()
    return made("--people", str(PEOPLE))


def drop(name: str = DATABASE) -> None:
    hold_database()
    with server_of(connection) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def begin_migrated() -> None:
    """As the tests' own database was made, if it was: the attempt that is killed need not wait for all migrations again; the
    next one makes everything from nothing."""
    names = {"name": sql.Identifier(DATABASE), "template": sql.Identifier(template_name())}
    with server_of(connection) as server, suppress(psycopg.errors.InvalidCatalogName):
        server.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**names))


def run(*words: str, database: str = DATABASE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hieuhoc.config.command", *words]
    setting = SETTING | {"HIEUHOC_DB": database}
    return subprocess.run(command, cwd=ROOT, env=setting, capture_output=True, text=True, timeout=300, check=False)


def break_off() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hieuhoc.config.command", "demo", "--check", "--people", str(PEOPLE)],
        cwd=ROOT,
        env=SETTING,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    next(line for line in process.stdout if "Đợt 2022" in line)
    process.kill()
    process.communicate()


def demo(*words: str) -> subprocess.CompletedProcess[str]:
    return run("demo", "--check", "--json", *words)


def made(*words: str) -> dict[str, Any]:
    finished = demo(*words)
    assert finished.returncode == 0, finished.stderr
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def test_it_has_the_real_map_and_invented_people(province: dict[str, Any]) -> None:
    counts = province["counts"]
    assert (counts["provinces"], counts["communes"]) == (34, 3321)
    assert 0.9 * PEOPLE < counts["people"] < 1.3 * PEOPLE
    assert counts["people_without_home"] == 0  # else no office may open them
    assert counts["certificates"] == counts["titles"] > 1_000


def test_every_target_has_figures_for_every_year(province: dict[str, Any]) -> None:
    for indicator in ("T1", "T2", "T3", "T4", "T5"):
        for year in ("2022", "2023", "2024", "2025"):
            slices = province["figures"][indicator][year].values()
            assert any(0 < numerator <= denominator for numerator, denominator in slices), (indicator, year)


def test_a_second_start_changes_nothing(province: dict[str, Any]) -> None:
    assert made()["counts"] == province["counts"]


def test_a_backup_read_into_an_empty_database_is_the_same_province(province: dict[str, Any], tmp_path: Path) -> None:
    drop(RESTORED)
    file = tmp_path / "hoc.dump"
    assert run("backup", str(file)).returncode == 0
    assert file.stat().st_mode & 0o777 == 0o600
    erased = run("shell", "--no-imports", "-c", ERASE)
    assert erased.returncode == 0, erased.stderr
    done = run("restore", str(file), database=RESTORED)
    assert done.returncode == 0, done.stderr
    assert "1 people erased again" in done.stdout
    named = run("shell", "--no-imports", "-c", NAMED, database=RESTORED)
    assert named.stdout.split()[-1] == "0", "who was erased since the backup was made"
    again = run("demo", "--check", "--json", database=RESTORED)
    assert json.loads(again.stdout) == province
    refused = run("restore", str(file), database=RESTORED)
    assert "not empty" in refused.stderr
    drop(RESTORED)


def test_the_broken_off_attempt_left_nothing_behind(province: dict[str, Any]) -> None:
    """Two attempts on one map would have 6,642 communes, or would have been refused as other people's data."""
    attempts = "from hieuhoc.audit.models import Entry; print(Entry.objects.filter(deed='demo.begin_province').count())"
    assert run("shell", "--no-imports", "-c", attempts).stdout.split()[-1] == "1"
    assert province["counts"]["communes"] == 3321
