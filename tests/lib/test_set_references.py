"""A set reference refuses what a real foreign key refuses."""

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.migrations.state import ProjectState
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TransactionTestCase

from hieuhoc.lib.references import BACKWARDS, FORWARDS, SetReference, orphans_sql

OURS = SetReference("ref_child", "parent_id", "ref_parent")
TABLES = """
CREATE TABLE ref_parent (id bigint PRIMARY KEY, name text);
CREATE TABLE ref_child (id bigserial PRIMARY KEY, parent_id bigint);
CREATE INDEX ON ref_child (parent_id);
CREATE TABLE real_parent (id bigint PRIMARY KEY, name text);
CREATE TABLE real_child (id bigserial PRIMARY KEY, parent_id bigint REFERENCES real_parent);
"""
DROP = "DROP TABLE IF EXISTS ref_child, ref_parent, real_child, real_parent CASCADE"
FUNCTIONS = f"DROP FUNCTION IF EXISTS {OURS.name}, {OURS.name}_del, {OURS.name}_key, {OURS.name}_cut CASCADE"


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []


def make_tables() -> None:
    run(TABLES)
    with connection.schema_editor() as editor:
        OURS.database_forwards("people", editor, ProjectState(), ProjectState())


def drop_tables() -> None:
    run(DROP)
    run(FUNCTIONS)


@pytest.fixture
def tables(transactional_db: None) -> Iterator[None]:
    make_tables()
    yield
    drop_tables()


def accepts(sql: str) -> bool:
    try:
        with transaction.atomic():
            run(sql)
    except IntegrityError as error:
        if isinstance(error.__cause__, psycopg.errors.ForeignKeyViolation):
            return False
        raise
    return True


def ids(lowest: int = 1, highest: int = 6) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(lowest, highest), min_size=1, max_size=4, unique=True)


STATEMENTS = st.one_of(
    ids().map(
        lambda some: "INSERT INTO {p} VALUES " + ",".join(f"({one})" for one in some) + " ON CONFLICT DO NOTHING"
    ),
    ids().map(lambda some: "INSERT INTO {c} (parent_id) VALUES " + ",".join(f"({one})" for one in some)),
    st.just("INSERT INTO {c} (parent_id) VALUES (NULL)"),
    ids().map(lambda some: f"DELETE FROM {{p}} WHERE id IN ({','.join(map(str, some))})"),
    ids().map(lambda some: f"DELETE FROM {{c}} WHERE parent_id IN ({','.join(map(str, some))})"),
    st.tuples(st.integers(1, 6), st.integers(1, 6)).map(
        lambda p: f"UPDATE {{c}} SET parent_id = {p[0]} WHERE parent_id = {p[1]}"
    ),
    st.integers(1, 6).map(lambda one: f"UPDATE {{c}} SET parent_id = NULL WHERE parent_id = {one}"),
    st.tuples(st.integers(1, 6), st.integers(7, 9)).map(
        lambda p: f"UPDATE {{p}} SET id = {p[1]} WHERE id = {p[0]} AND NOT EXISTS (SELECT FROM {{p}} WHERE id = {p[1]})"
    ),
    st.just("UPDATE {p} SET name = 'x'"),
)


class SameRefusals(TransactionTestCase):
    def setUp(self) -> None:
        drop_tables()
        make_tables()

    def tearDown(self) -> None:
        drop_tables()

    @given(st.lists(STATEMENTS, max_size=14))
    @settings(max_examples=30, deadline=None)
    def test_it_refuses_exactly_what_a_real_key_refuses(self, statements: list[str]) -> None:
        run("DELETE FROM ref_child; DELETE FROM ref_parent; TRUNCATE real_child, real_parent")
        for statement in statements:
            ours = accepts(statement.format(p="ref_parent", c="ref_child"))
            real = accepts(statement.format(p="real_parent", c="real_child"))
            assert ours == real, statement
        for table in ("parent", "child"):
            columns = "id" if table == "parent" else "parent_id"
            one, other = (run(f"SELECT {columns} FROM {kind}_{table} ORDER BY 1") for kind in ("ref", "real"))
            assert one == other


def test_copy_is_checked(tables: None) -> None:
    run("INSERT INTO ref_parent SELECT generate_series(1, 100)")
    with connection.cursor() as cursor, cursor.copy("COPY ref_child (parent_id) FROM STDIN") as copy:
        copy.write("".join(f"{one}\n" for one in range(1, 101)))
    with (
        pytest.raises(psycopg.errors.ForeignKeyViolation, match="101 is not present"),
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy("COPY ref_child (parent_id) FROM STDIN") as copy,
    ):
        copy.write("1\n101\n")


@pytest.mark.parametrize("gap", [1, 1500, 3000])
def test_one_missing_among_thousands_is_found(tables: None, gap: int) -> None:
    run("INSERT INTO ref_parent SELECT id FROM generate_series(1, 3000) id WHERE id <> %s", gap)
    assert not accepts("INSERT INTO ref_child (parent_id) SELECT generate_series(1, 3000)")
    assert accepts(f"INSERT INTO ref_child (parent_id) SELECT id FROM generate_series(1, 3000) id WHERE id <> {gap}")
    assert run(orphans_sql(OURS)) == [(0,)]


def test_truncating_both_is_allowed_and_the_target_alone_is_not(tables: None) -> None:
    run("INSERT INTO ref_parent VALUES (1); INSERT INTO ref_child (parent_id) VALUES (1)")
    assert not accepts("TRUNCATE ref_parent")
    assert accepts("TRUNCATE ref_parent, ref_child")


def test_a_delete_waits_for_those_who_add_children_and_then_sees_them(tables: None) -> None:
    run("INSERT INTO ref_parent VALUES (1)")
    outcome: list[str] = []

    def delete_parent() -> None:
        try:
            run("DELETE FROM ref_parent WHERE id = 1")
            outcome.append("deleted")
        except IntegrityError:
            outcome.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        run("INSERT INTO ref_child (parent_id) VALUES (1)")
        other = threading.Thread(target=delete_parent)
        other.start()
        other.join(0.5)
        assert outcome == [], "it waits"
    other.join(5)
    assert outcome == ["refused"]


def test_children_wait_for_a_delete_and_are_refused_after_it(tables: None) -> None:
    run("INSERT INTO ref_parent VALUES (1)")
    outcome: list[str] = []

    def add_child() -> None:
        try:
            run("INSERT INTO ref_child (parent_id) VALUES (1)")
            outcome.append("added")
        except IntegrityError:
            outcome.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        run("DELETE FROM ref_parent")
        other = threading.Thread(target=add_child)
        other.start()
        other.join(0.5)
        assert outcome == [], "it waits"
    other.join(5)
    assert outcome == ["refused"]


def test_it_can_be_taken_back(tables: None) -> None:
    with connection.schema_editor() as editor:
        OURS.database_backwards("people", editor, ProjectState(), ProjectState())
    run("INSERT INTO ref_child (parent_id) VALUES (77)")
    assert run(orphans_sql(OURS)) == [(1,)]
    assert run("SELECT count(*) FROM pg_proc WHERE proname LIKE 'setref_ref_child%'") == [(0,)]
    with pytest.raises(ProgrammingError):
        run(OURS.sql(BACKWARDS))


def test_it_writes_itself_into_a_migration() -> None:
    name, values, named = OURS.deconstruct()
    assert (name, values, named) == ("SetReference", ["ref_child", "parent_id", "ref_parent", "id"], {})
    assert OURS.name in OURS.sql(FORWARDS)
    with pytest.raises(ValueError):
        SetReference("a" * 40, "b" * 20, "c")
