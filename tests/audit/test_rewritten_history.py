"""The history cannot be rewritten unseen: not by the role that serves, and not by the owner of the tables either, who lacks the
key and what is kept outside."""

import hashlib
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from hieuhoc.audit.actions import record
from hieuhoc.audit.checking import last_check
from hieuhoc.audit.models import Block
from hieuhoc.audit.rights import APPEND_ONLY, guarded
from hieuhoc.audit.sealing import COLUMNS, GENESIS, TABLES, seal, verify
from hieuhoc.config import environment
from hieuhoc.config.database import entry_of_user
from hieuhoc.documents.actions import store_file
from hieuhoc.documents.checking import broken_files
from hieuhoc.web.health import history_state

pytestmark = pytest.mark.django_db
ENTRY = Block.Journal.ENTRY


def write(count: int = 3) -> None:
    for number in range(count):
        record("people.correct_citizen", actor=None, subject_kind="citizen", subject_id=number)
    seal(ENTRY)


def as_owner(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in APPEND_ONLY:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def recomputed(block: Block, previous: bytes) -> bytes:
    """The digest an attacker would write beside changed rows: it needs nothing but the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sha256(convert_to(jsonb_build_array({COLUMNS[ENTRY]})::text, 'UTF8')) FROM {TABLES[ENTRY]}"
            " WHERE id BETWEEN %s AND %s ORDER BY id",
            [block.first_id, block.last_id],
        )
        rows = b"".join(bytes(row) for (row,) in cursor.fetchall())
    return hashlib.sha256(previous + rows).digest()


@pytest.mark.skipif(
    bool(environment.text("DATABASE_URL")) and not environment.text("DATABASE_OWNER_URL"),
    reason="this server was given with one role for everything; the next test holds that this is said",
)
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {} CASCADE",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
    ],
)
def test_the_role_that_serves_may_only_add(table: str, attack: str) -> None:
    entry = entry_of_user() | {"NAME": connection.settings_dict["NAME"]}
    with psycopg.connect(
        host=entry["HOST"], port=entry["PORT"], user=entry["USER"], password=entry["PASSWORD"], dbname=entry["NAME"]
    ) as serving:
        assert serving.execute("SELECT audit_fence('audit_entry')").fetchone() is not None, (
            "it can still fence and seal"
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            serving.execute(attack.format(table))


def test_one_role_for_everything_is_said_to_be_unguarded() -> None:
    assert not guarded(connection), "the tests work as the owner"


def test_rows_changed_together_with_their_digest_are_seen() -> None:
    write()
    block = Block.objects.get()
    as_owner("UPDATE audit_entry SET deed = 'people.add_citizen' WHERE subject_id = 1")
    as_owner(f"UPDATE audit_block SET digest = '\\x{recomputed(block, GENESIS).hex()}'")
    found = verify(ENTRY)
    assert (found.broken_block, found.holds) == (block.pk, False)


def test_a_seal_taken_away_is_seen() -> None:
    write()
    write()
    last = Block.objects.order_by("-first_id")[0]
    as_owner(f"UPDATE audit_block SET seal = NULL WHERE id = {last.pk}")
    assert verify(ENTRY).broken_block == last.pk


@pytest.mark.parametrize(
    "cut",
    [
        (
            "DELETE FROM audit_entry WHERE id >= (SELECT max(first_id) FROM audit_block)",
            "DELETE FROM audit_block WHERE first_id = (SELECT max(first_id) FROM audit_block)",
        ),
        ("TRUNCATE audit_entry, audit_entryrow, audit_block CASCADE",),
    ],
)
def test_an_end_that_was_cut_off_is_seen(cut: tuple[str, ...]) -> None:
    write()
    write()
    assert verify(ENTRY).holds
    as_owner(*cut)
    found = verify(ENTRY)
    assert found.broken_block is None, "what is left is whole"
    assert found.is_cut


def test_sealing_on_after_a_cut_does_not_hide_it(outside: Path) -> None:
    write()
    write()
    _first, last = Block.objects.order_by("first_id")
    as_owner(f"DELETE FROM audit_entry WHERE id >= {last.first_id}", f"DELETE FROM audit_block WHERE id = {last.pk}")
    kept = next((outside / "seals").rglob("entry.log"))
    assert len(kept.read_text().splitlines()) == 2
    write()
    assert verify(ENTRY).broken_block is None
    assert verify(ENTRY).is_cut


def test_a_second_place_outside_is_compared_too(tmp_path: Path, settings: Settings) -> None:
    settings.SEALS_FOLDER = str(tmp_path / "elsewhere")
    write()
    for path in (tmp_path / "seals").rglob("entry.log"):
        path.unlink()  # whoever held the first place too
    as_owner("TRUNCATE audit_entry, audit_entryrow, audit_block CASCADE")
    assert verify(ENTRY).is_cut


def test_the_nightly_check_and_the_health_page_say_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert history_state() == "unchecked"
    write()
    call_command("check_records")
    assert history_state() == "ok"
    as_owner("UPDATE audit_entry SET deed = 'x.y' WHERE subject_id = 1")
    with pytest.raises(CommandError):
        call_command("check_records")
    assert "the history is as sealed" in capsys.readouterr().err
    checked = last_check()
    assert checked is not None
    assert not checked.holds
    assert history_state() == "broken"


def test_stored_files_are_checked_with_it(outside: Path) -> None:
    whole, changed, gone = (
        store_file(b"%PDF", kind="evidence", file_name="a.pdf", media_type="application/pdf") for _ in range(3)
    )
    (outside / changed.path).write_bytes((outside / whole.path).read_bytes()[:-1])
    (outside / gone.path).unlink()
    assert [(document.pk, state) for document, state in broken_files()] == [
        (changed.pk, "changed"),
        (gone.pk, "missing"),
    ]
