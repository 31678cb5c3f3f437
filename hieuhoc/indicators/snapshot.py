"""The whole province in DuckDB: the statistical relations are copied out of PostgreSQL as of one moment.

A row at a time would cost more than all the counting, so the server strings each column of a block of rows together
in binary form: no relation has a null, so such a string is an array of numbers as it stands. Nothing is kept.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection, transaction

from hieuhoc.indicators.counting import FigureQuestion, Row, questions
from hieuhoc.indicators.definition import indicators
from hieuhoc.indicators.relations import Relation, RelationColumn, RelationType, named_in
from hieuhoc.indicators.rules import counting_day
from hieuhoc.lib.later import when_used

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
else:
    duckdb, np, pa = map(when_used, ("duckdb", "numpy", "pyarrow"))

DAYS_BEFORE_2000 = 10_957  # PostgreSQL counts days from 2000-01-01, Arrow from 1970-01-01
MEMORY = "1500MB"
THREADS = 2


@contextmanager
def snapshot(today: date) -> Iterator["duckdb.DuckDBPyConnection"]:
    """A DuckDB connection that holds every relation an indicator reads, as of one moment; spills to a folder that goes with it."""
    with TemporaryDirectory(prefix="hieuhoc-figures-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "threads": THREADS,
            "temp_directory": folder,
            "preserve_insertion_order": False,
        }
        with duckdb.connect(str(Path(folder) / "snapshot.duckdb"), config=settings) as store:
            _fill(store, today)
            yield store


def _fill(store: "duckdb.DuckDBPyConnection", today: date) -> None:
    is_inside = connection.in_atomic_block  # then the moment is the surrounding transaction's
    with transaction.atomic(), connection.cursor() as cursor:
        if not is_inside:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with psycopg.Cursor(connection.connection) as plain:  # binary results, and parallel plans
            for relation in named_in(question.sql_in_duckdb for question in questions(indicators())):
                _copy_relation(plain, store, relation, today)
        _insert(store, "here", _places(cursor))


def count_in_duckdb(
    store: "duckdb.DuckDBPyConnection", question: FigureQuestion, years: Sequence[int], today: date
) -> Iterator[Row]:
    days = {year: counting_day(year, today) for year in years}
    rows = ", ".join(f"({year}, DATE '{day}')" for year, day in days.items())
    store.execute(f"CREATE OR REPLACE TABLE years AS SELECT * FROM (VALUES {rows}) AS v(year, day)")
    for macro in _macros(days):
        store.execute(f"CREATE OR REPLACE MACRO {macro}")
    yield from store.execute(question.sql_in_duckdb).fetchall()


def _macros(days: dict[int, date]) -> tuple[str, str, str]:
    """Sets of years as bits of a number, the first year counted being bit 0."""
    first, last = min(days), max(days)
    within = " | ".join(
        f"((since <= DATE '{day}' AND until > DATE '{day}')::BIGINT << {year - first})" for year, day in days.items()
    )
    since = " | ".join(f"((first_year <= {year})::BIGINT << {year - first})" for year in days)
    bit = f"1::BIGINT << (year - {first})::INTEGER"
    return (
        f"year_bit(year) AS CASE WHEN year BETWEEN {first} AND {last} THEN {bit} ELSE 0 END",
        f"years_within(since, until) AS ({within})",
        f"years_from(first_year) AS ({since})",
    )


def _copy_relation(cursor: Any, store: "duckdb.DuckDBPyConnection", relation: Relation, today: date) -> None:
    strings = ", ".join(f"string_agg({_as_bytes(column)}, '')" for column in relation.columns)
    statement = f"SELECT {strings} FROM ({relation.text(today)}) AS r GROUP BY {relation.block}"
    store.execute(f"CREATE TABLE {relation.name} ({', '.join(_as_duckdb(column) for column in relation.columns)})")
    for strings_of_block in cursor.stream(statement, binary=True):
        columns = zip(relation.columns, strings_of_block, strict=True)
        _insert(store, relation.name, pa.table({column.name: _as_arrow(string, column) for column, string in columns}))


def _as_bytes(column: RelationColumn) -> str:
    value = column.name
    if column.kind is RelationType.WORD:
        words = ", ".join(f"'{word}'" for word in column.words)
        value = f"array_position(ARRAY[{words}], {column.name}::text) - 1"
    return f"{column.kind.sender}(({value})::{column.kind.postgres})"


def _as_duckdb(column: RelationColumn) -> str:
    if column.kind is RelationType.WORD:
        return f"{column.name} ENUM ({', '.join(repr(word) for word in column.words)})"
    return f"{column.name} {column.kind.postgres}"


def _as_arrow(string: bytes, column: RelationColumn) -> "pa.Array":
    values = np.frombuffer(string, dtype=column.kind.binary)
    values = values.astype(values.dtype.newbyteorder("="))
    if column.kind is RelationType.DAY:
        return pa.array(values + np.int32(DAYS_BEFORE_2000)).cast(pa.date32())
    if column.kind is RelationType.WORD:
        return pa.DictionaryArray.from_arrays(pa.array(values), pa.array(column.words))
    return pa.array(values)


def _places(cursor: Any) -> "pa.Table":
    cursor.execute("SELECT DISTINCT place FROM stat.place")
    return pa.table({"place": pa.array([row[0] for row in cursor.fetchall()], pa.int64())})


def _insert(store: "duckdb.DuckDBPyConnection", name: str, table: "pa.Table") -> None:
    store.register("arriving", table)
    store.execute(
        f"INSERT INTO {name} SELECT * FROM arriving"
        if name != "here"
        else "CREATE TABLE here AS SELECT * FROM arriving"
    )
    store.unregister("arriving")
