"""The journals cannot be changed, and a change made behind the application's back shows."""

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from hieuhoc.audit.actions import record, record_bulk, record_reading
from hieuhoc.audit.models import Block, Entry, EntryRow
from hieuhoc.audit.private import read_private
from hieuhoc.audit.reads import history_of
from hieuhoc.audit.sealing import seal, verify

pytestmark = pytest.mark.django_db
SECRET = b"0123456789abcdef"


def write(count: int) -> list[Entry]:
    return [record("people.correct_citizen", actor=None, subject_kind="citizen", subject_id=n) for n in range(count)]


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only")


def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    entry = write(1)[0]
    for statement in ("UPDATE audit_entry SET deed = 'x'", "DELETE FROM audit_entry"):
        with (
            pytest.raises((InternalError, ProgrammingError), match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Entry.objects.get().deed == entry.deed


def test_sealed_entries_verify_and_the_tail_is_counted() -> None:
    write(3)
    assert seal(Block.Journal.ENTRY) == 1
    write(2)
    found = verify(Block.Journal.ENTRY)
    assert (found.blocks, found.broken_block, found.unsealed_rows) == (1, None, 2)


def test_sealing_again_without_new_entries_makes_no_block() -> None:
    write(3)
    seal(Block.Journal.ENTRY)
    assert seal(Block.Journal.ENTRY) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET changes = '{\"total\": [70, 90]}' WHERE subject_id = 1",
        "DELETE FROM audit_entry WHERE subject_id = 1",
        "UPDATE audit_entry SET at = at - interval '1 day' WHERE subject_id = 1",
    ],
)
def test_verification_names_the_first_block_that_was_tampered_with(
    statement: str,
) -> None:
    write(3)
    seal(Block.Journal.ENTRY)
    write(3)
    seal(Block.Journal.ENTRY)
    first = Block.objects.order_by("first_id")[0]
    tamper(statement + f" AND id <= {first.last_id}")
    assert verify(Block.Journal.ENTRY).broken_block == first.pk


def test_personal_values_open_only_with_the_secret_of_the_person() -> None:
    entry = record(
        "people.correct_citizen",
        actor=None,
        subject_kind="citizen",
        subject_id=1,
        private={"name": ["H'Hoa Niê", "H'Hoà Niê"]},
        secret=SECRET,
    )
    sealed = bytes(Entry.objects.get(pk=entry.pk).private_changes or b"")
    assert b"Ni" not in sealed
    assert read_private(sealed, SECRET) == {"name": ["H'Hoa Niê", "H'Hoà Niê"]}
    assert read_private(sealed, None) is None


def test_history_of_a_record_has_its_own_deeds_and_the_bulk_deeds_that_touched_it() -> None:
    own = record("people.add_citizen", actor=None, subject_kind="citizen", subject_id=7)
    bulk = record_bulk("sheets.write_batch", actor=None, subject_kind="batch", rows_touched=2)
    EntryRow.objects.create(entry=bulk, subject_kind="citizen", subject_id=7, is_new=False)
    EntryRow.objects.create(entry=bulk, subject_kind="citizen", subject_id=8, is_new=True)
    assert list(history_of("citizen", 7)) == [bulk, own]


def test_a_reading_is_logged_with_its_purpose_and_count() -> None:
    record_reading(
        "people.read_citizen",
        actor=None,
        subject_kind="citizen",
        subject_id=3,
        person_count=1,
    )
    assert verify(Block.Journal.READING).unsealed_rows == 1
