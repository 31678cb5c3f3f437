"""What the check approved is written, or the row and the cause are named; faults of the database that pass are got over.

The faults are real: PostgreSQL raises them, from triggers that know how often they have been asked.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection
from procrastinate.jobs import Job

from hieuhoc.audit.actions import record_bulk
from hieuhoc.lib import faults
from hieuhoc.people.actions import NewGroup, add_group, add_identity_number
from hieuhoc.people.models import Citizen, Group, IdentityNumber, Membership, Residence
from hieuhoc.people.rosters.roster import Roster
from hieuhoc.sheets import reading, tasks
from hieuhoc.sheets.actions import check_batch, confirm_batch, undo_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.seen import row_numbers
from hieuhoc.sheets.sheet import Run
from hieuhoc.sheets.writing import write_chunks
from tests.people.makers import LONG_AGO, Land, add
from tests.sheets.files import ROSTER, causes, csv_of, outcomes, received

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 40


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small chunks, short pauses."""
    monkeypatch.setattr(reading, "CHUNK_ROWS", 10)
    monkeypatch.setattr(faults, "PAUSES", (0.01, 0.01, 0.01))


def person(number: int, name: str = "Nguyễn Văn An", year: int = 1980, village: str = "Buôn Drăh") -> list[str]:
    return [name, str(year), "Nam", f"0660800{number:05}", "", village, f"H{number // 4}", "Nguyễn", ""]


def roster(land: Land, rows: list[list[str]] | None = None, **settings: Any) -> Batch:
    rows = rows or [person(number) for number in range(PEOPLE)]
    return received("roster", csv_of(ROSTER, rows), land.near, since="2024-01-01", **settings)


@contextmanager
def failing(table: str, deed: str, fault: str, times: int) -> Iterator[None]:
    """The first statements of that kind on the table fail; a sequence counts them, for it is not rolled back."""
    run = [
        "CREATE SEQUENCE fault_count",
        f"""CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('fault_count') <= {times} THEN {fault}; END IF; RETURN NULL; END $$""",
        f"CREATE TRIGGER fault BEFORE {deed} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION fault()",
    ]
    undo = [f"DROP TRIGGER fault ON {table}", "DROP FUNCTION fault()", "DROP SEQUENCE fault_count"]
    with connection.cursor() as cursor:
        for statement in run:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in undo:
                cursor.execute(statement)


DEADLOCK = "RAISE SQLSTATE '40P01'"
DISK_FULL = "RAISE SQLSTATE '53100'"
LOST = "PERFORM pg_terminate_backend(pg_backend_pid())"


@pytest.mark.parametrize("fault", [DEADLOCK, DISK_FULL, LOST], ids=["deadlock", "disk full", "connection lost"])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_writing_gets_over_a_fault_that_passes(land: Land, fault: str, workers: int) -> None:
    batch = roster(land)
    with failing("people_residence", "INSERT", fault, times=2):
        assert confirm_batch(batch, workers=workers, actor=None).status == Batch.Status.DONE
    assert Citizen.objects.count() == Residence.objects.count() == PEOPLE
    assert outcomes(batch) == {"new": PEOPLE}


@pytest.mark.parametrize("fault", [DEADLOCK, LOST], ids=["deadlock", "connection lost"])
def test_an_undoing_gets_over_a_fault_that_passes(land: Land, fault: str) -> None:
    batch = confirm_batch(roster(land), workers=1, actor=None)
    with failing("people_residence", "DELETE", fault, times=2):
        assert undo_batch(batch, actor=None).status == Batch.Status.UNDONE
    assert not Citizen.objects.exists()


def test_the_making_of_households_gets_over_a_fault_that_passes(land: Land) -> None:
    batch = roster(land)
    with failing("people_group", "INSERT", DEADLOCK, times=2):
        confirm_batch(batch, workers=1, actor=None)
    assert Group.objects.filter(kind="family").count() == PEOPLE // 4
    assert Membership.objects.count() == 2 * PEOPLE


def test_a_fault_that_stays_is_told_and_the_work_is_begun_again_by_itself(land: Land) -> None:
    batch = roster(land)
    with (
        failing("people_residence", "INSERT", DISK_FULL, times=1_000),
        pytest.raises(psycopg.errors.DiskFull) as stopped,
    ):
        tasks.confirm(batch_id=batch.pk, user_id=None)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.WRITING
    assert "hết chỗ trên đĩa" in batch.refusal
    waits = [
        tasks.RetryPassingFaults().get_retry_exception(stopped.value, job_tried(attempts)) for attempts in range(6)
    ]
    assert [wait is not None for wait in waits] == [True] * 5 + [False]
    tasks.confirm(batch_id=batch.pk, user_id=None)
    batch.refresh_from_db()
    assert (batch.status, batch.refusal, Citizen.objects.count()) == (Batch.Status.DONE, "", PEOPLE)


def test_an_unexpected_fault_is_told_and_not_tried_again(land: Land) -> None:
    batch = roster(land)
    with (
        failing("people_residence", "INSERT", "RAISE SQLSTATE 'XX000'", times=1),
        pytest.raises(psycopg.InternalError) as odd,
    ):
        tasks.confirm(batch_id=batch.pk, user_id=None)
    batch.refresh_from_db()
    assert "Lỗi ngoài dự kiến" in batch.refusal
    assert tasks.RetryPassingFaults().get_retry_exception(odd.value, job_tried(0)) is None


def job_tried(attempts: int) -> Job:
    names = {"lock": None, "queueing_lock": None, "task_name": "sheets.confirm_batch", "queue": "sheets"}
    return Job(id=1, attempts=attempts, **names)  # type: ignore[arg-type]


def test_any_row_the_database_refuses_is_named_and_the_others_are_written(land: Land) -> None:
    rows = [person(number, year=1977 if number in {3, 17, 18} else 1980) for number in range(PEOPLE)]
    batch = roster(land, rows)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_citizen ADD CONSTRAINT odd_year CHECK (birth_year <> 1977)")
    try:
        confirm_batch(batch, workers=1, actor=None)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_citizen DROP CONSTRAINT odd_year")
    assert outcomes(batch) == {"new": PEOPLE - 3, "refused": 3}
    refused = batch.problems.filter(cause="refused_at_writing").order_by("row_number")
    assert list(refused.values_list("row_number", flat=True)) == [5, 19, 20]
    assert "refused_at_writing" in causes(batch)
    assert row_numbers(batch, "refused") == [5, 19, 20]
    assert Citizen.objects.count() == Residence.objects.count() == PEOPLE - 3
    undo_batch(batch, actor=None)
    assert not Citizen.objects.exists()


def test_a_key_that_waits_for_the_commit_names_its_row_too(land: Land) -> None:
    batch = roster(land)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE allowed_years (year smallint PRIMARY KEY)")
        cursor.execute("INSERT INTO allowed_years VALUES (1981)")
        cursor.execute(
            "ALTER TABLE people_citizen ADD CONSTRAINT year_known FOREIGN KEY (birth_year) REFERENCES allowed_years"
            " DEFERRABLE INITIALLY DEFERRED"
        )
    try:
        confirm_batch(batch, workers=1, actor=None)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE people_citizen DROP CONSTRAINT year_known")
            cursor.execute("DROP TABLE allowed_years")
    assert outcomes(batch) == {"refused": PEOPLE}
    assert "không còn" in batch.problems.first().sentence  # type: ignore[union-attr]


def test_a_person_added_by_hand_meanwhile_is_known_at_the_writing(land: Land) -> None:
    batch = roster(land)
    add(land.near_village, "Nguyễn Văn An", birth_date=None, birth_year=1980, sex="m", number="066080000007")
    confirm_batch(batch, workers=1, actor=None)
    assert batch.counts["new"] == PEOPLE - 1
    assert IdentityNumber.objects.count() == Citizen.objects.count() == PEOPLE


def test_two_rows_that_turn_out_to_be_one_person_are_named(land: Land) -> None:
    """Somebody enters both numbers of one person while the file waits: the second row cannot move them again."""
    rows = [person(1), [*person(2)[:3], "240111222", *person(2)[4:]]]
    batch = roster(land, rows)
    known = add(land.near, "Nguyễn Văn An", birth_date=None, birth_year=1980, sex="m", number="066080000001")
    add_identity_number(known, "240111222", actor=None)
    confirm_batch(batch, workers=1, actor=None)
    assert batch.status == Batch.Status.DONE
    assert Citizen.objects.count() == 1
    assert batch.counts["changed"] + batch.counts["refused"] == 2


def test_one_village_written_two_ways_does_not_hide_a_row_given_twice(land: Land) -> None:
    rows = [[*person(1)[:3], "", *person(1)[4:]], [*person(1)[:3], "", "", "Drăh", *person(1)[6:]]]
    batch = roster(land, rows)
    assert outcomes(batch) == {"new": 1, "refused": 1}
    assert confirm_batch(batch, workers=1, actor=None).status == Batch.Status.DONE


def test_a_clan_that_ended_does_not_stop_one_of_its_name(land: Land) -> None:
    ended = add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Nguyễn", "NGUYEN", land.near, LONG_AGO), actor=None)
    Group.objects.filter(pk=ended.pk).update(until=date(2023, 1, 1))
    confirm_batch(roster(land), workers=1, actor=None)
    assert set(Group.objects.filter(kind="clan").values_list("code", flat=True)) == {"NGUYEN", "NGUYEN-2"}
    assert Membership.objects.filter(group__code="NGUYEN-2").count() == PEOPLE


def test_two_imports_of_one_file_at_once_write_everybody_once(land: Land) -> None:
    batches = [roster(land), roster(land)]
    together(*(lambda batch=batch: confirm_batch(batch, workers=2, actor=None) for batch in batches))
    for batch in batches:
        batch.refresh_from_db()
    assert [batch.status for batch in batches] == [Batch.Status.DONE] * 2
    assert Citizen.objects.count() == Residence.objects.count() == PEOPLE
    assert Group.objects.filter(kind="family").count() == PEOPLE // 4
    assert sum(batch.counts["new"] for batch in batches) == PEOPLE
    assert sum(batch.counts["same"] for batch in batches) == PEOPLE
    assert check_batch(roster(land), actor=None).counts["same"] == PEOPLE


def test_a_file_written_between_look_and_making_makes_no_second_clan_or_village(
    land: Land, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [person(number, village="Buôn Mới") for number in range(PEOPLE)]
    first, second = (roster(land, rows, make_villages=True) for _file in range(2))
    look = Roster.start

    def start_then_other_writes(sheet: Roster, run: Run) -> None:
        look(sheet, run)
        monkeypatch.setattr(Roster, "start", look)
        confirm_batch(first, workers=1, actor=None)

    monkeypatch.setattr(Roster, "start", start_then_other_writes)
    confirm_batch(second, workers=1, actor=None)
    assert set(Group.objects.filter(kind="clan").values_list("code", flat=True)) == {"NGUYEN"}
    assert (outcomes(first), outcomes(second)) == ({"new": PEOPLE}, {"same": PEOPLE})
    assert undo_batch(second, actor=None).status == Batch.Status.UNDONE
    assert Citizen.objects.count() == PEOPLE


def test_two_workers_at_one_batch_write_each_chunk_once(land: Land) -> None:
    """The second comes because the first lost its lock with its connection: people without numbers, too, come once."""
    names = [f"Nguyễn Văn {chr(65 + number // 20)}{chr(97 + number % 20)}" for number in range(PEOPLE)]
    batch = roster(land, [[name, "1980", "Nam", "", "", "Buôn Drăh", "", "", ""] for name in names])
    batch = confirmed(batch)
    together(*[lambda: write_chunks(Batch.objects.get(pk=batch.pk), actor=None, workers=1)] * 2)
    assert Citizen.objects.count() == Residence.objects.count() == PEOPLE


def confirmed(batch: Batch) -> Batch:
    """As confirm_batch leaves it before the first chunk."""
    entry = record_bulk("sheets.import_roster", actor=None, subject_kind="batch", subject_id=batch.pk, rows_touched=0)
    Batch.objects.filter(pk=batch.pk).update(status=Batch.Status.WRITING, audit_entry_id=entry.pk)
    return Batch.objects.get(pk=batch.pk)


def together(*deeds: Callable[[], object]) -> None:
    """Each in a thread and on a connection of its own, begun at one moment; what one raises is raised here."""
    ready, raised = threading.Barrier(len(deeds)), list[BaseException]()

    def run(deed: Callable[[], object]) -> None:
        ready.wait(20)
        try:
            deed()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if raised:
        raise raised[0]
