"""The whole province in DuckDB: the statistical relations are copied out of PostgreSQL as of one moment and counted there.

No relation has a null, so every row of a COPY in binary form has the same width: the stream is read as an array of
records without parsing. Nothing is kept between runs.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from django.db import connection, transaction

from hieuhoc.indicators.counting import Question, Row
from hieuhoc.indicators.relations import RELATIONS, Column, Kind, Relation
from hieuhoc.indicators.rules import counting_day

HEADER_BYTES = 19
TRAILER = b"\xff\xff"
CHUNK_BYTES = 32 * 1024 * 1024
DAYS_BEFORE_2000 = 10_957  # PostgreSQL counts days from 2000-01-01, Arrow from 1970-01-01
MEMORY = "1500MB"
THREADS = 2


@contextmanager
def snapshot(today: date) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection that holds every relation as of one moment; spills to a folder that goes with it."""
    with TemporaryDirectory(prefix="hieuhoc-figures-") as folder:
        settings = {"memory_limit": MEMORY, "threads": THREADS, "temp_directory": folder, "preserve_insertion_order": False}
        with duckdb.connect(str(Path(folder) / "snapshot.duckdb"), config=settings) as store:
            with transaction.atomic(), connection.cursor() as cursor:
                if not connection.savepoint_ids:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                for relation in RELATIONS:
                    _copy_relation(cursor, store, relation, today)
                _insert(store, "here", _places(cursor))
            yield store


def count_in_duckdb(
    store: duckdb.DuckDBPyConnection, question: Question, years: Sequence[int], today: date
) -> Iterator[Row]:
    days = ", ".join(f"({year}, DATE '{counting_day(year, today)}')" for year in years)
    store.execute("CREATE OR REPLACE TABLE years AS SELECT col0 AS year, col1 AS day FROM (VALUES " + days + ") AS v(col0, col1)")
    yield from store.execute(question.sql).fetchall()


def _copy_relation(cursor: Any, store: duckdb.DuckDBPyConnection, relation: Relation, today: date) -> None:
    record = np.dtype(
        [("fields", ">i2")]
        + [pair for column in relation.columns for pair in ((f"{column.name}_length", ">i4"), (column.name, column.kind.binary))]
    )
    selected = ", ".join(_as_fixed(column) for column in relation.columns)
    statement = f"COPY (SELECT {selected} FROM ({relation.text(today)}) AS r) TO STDOUT (FORMAT BINARY)"
    store.execute(f"CREATE TABLE {relation.name} ({', '.join(_as_duckdb(column) for column in relation.columns)})")
    with cursor.copy(statement) as copy:
        for block in _blocks(copy, record.itemsize):
            rows = np.frombuffer(block, dtype=record)
            if (rows["fields"] != len(relation.columns)).any():
                raise ValueError(f"relation {relation.name} has a row of another width")  # a null, or a changed type
            _insert(store, relation.name, pa.table({column.name: _as_arrow(rows, column) for column in relation.columns}))


def _blocks(copy: Any, width: int) -> Iterator[bytes]:
    """The COPY stream without header and trailer, in blocks of whole rows."""
    parts: list[Any] = []
    size, to_skip = 0, HEADER_BYTES
    for message in copy:
        parts.append(message)
        size += len(message)
        if size >= CHUNK_BYTES:
            block = b"".join(parts)[to_skip:]
            whole = len(block) - len(block) % width
            yield block[:whole]
            parts, size, to_skip = [block[whole:]], len(block) - whole, 0
    rest = b"".join(parts)[to_skip:].removesuffix(TRAILER)
    if rest:
        yield rest


def _as_fixed(column: Column) -> str:
    if column.kind is Kind.WORD:
        words = ", ".join(f"'{word}'" for word in column.words)
        return f"(array_position(ARRAY[{words}], {column.name}::text) - 1)::smallint AS {column.name}"
    return f"{column.name}::{column.kind.postgres} AS {column.name}"


def _as_duckdb(column: Column) -> str:
    if column.kind is Kind.WORD:
        return f"{column.name} ENUM ({', '.join(repr(word) for word in column.words)})"
    return f"{column.name} {column.kind.postgres}"


def _as_arrow(rows: Any, column: Column) -> pa.Array:
    values = rows[column.name].astype(rows[column.name].dtype.newbyteorder("="))
    if column.kind is Kind.DAY:
        return pa.array(values + np.int32(DAYS_BEFORE_2000)).cast(pa.date32())
    if column.kind is Kind.WORD:
        return pa.DictionaryArray.from_arrays(pa.array(values), pa.array(column.words))
    return pa.array(values)


def _places(cursor: Any) -> pa.Table:
    cursor.execute("SELECT DISTINCT place FROM stat.place")
    return pa.table({"place": pa.array([row[0] for row in cursor.fetchall()], pa.int64())})


def _insert(store: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    store.register("arriving", table)
    store.execute(f"INSERT INTO {name} SELECT * FROM arriving" if name != "here" else "CREATE TABLE here AS SELECT * FROM arriving")
    store.unregister("arriving")
