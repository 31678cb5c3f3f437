"""Rows into PostgreSQL the fast way: a polars frame becomes COPY text in slices, so that memory stays bounded."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

import polars as pl
from psycopg import sql

SLICE_ROWS = 50_000
MARKS = r"[\\\t\n\r\x00]"
DRAWING = 0x4944  # class of the advisory locks: "ID"
PATIENCE = 5.0  # seconds
_turns: dict[str, Lock] = {}


def allocate_ids(cursor: Any, table: str, count: int) -> range:
    """`count` consecutive ids of the table's identity sequence; drawn again when another insert came in between.

    Drawers of blocks take turns (a session lock for the moment of drawing): two at once would interleave for ever.
    """
    if count == 0:
        return range(0)
    cursor.execute("SELECT pg_advisory_lock(%s, %s::regclass::oid::int)", [DRAWING, table])
    try:
        # Named once: looking the sequence up for every id would cost more than drawing it.
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        sequence = cursor.fetchone()[0]
        while True:
            cursor.execute(
                "SELECT min(id), max(id) FROM (SELECT nextval(%s::regclass) AS id FROM generate_series(1, %s)) AS drawn",
                [sequence, count],
            )
            first, last = cursor.fetchone()
            if last - first + 1 == count:
                return range(first, last + 1)
    finally:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s::regclass::oid::int)", [DRAWING, table])


@contextmanager
def turn_at(table: str) -> Iterator[None]:
    """For drawing ids and copying the rows that bear them: threads of this process go one after the other, so that ids
    arrive in their order and PostgreSQL adds at the end of an index instead of searching it for each row.

    For speed alone. Who has waited long goes ahead: the one before may be waiting for a row of ours.
    """
    turn = _turns.setdefault(table, Lock())
    is_ours = turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if is_ours:
            turn.release()


def copy_frame(cursor: Any, table: str, frame: pl.DataFrame) -> None:
    """COPY the frame's columns (named as in the table) into it. Binary columns go as hex, lists of numbers as arrays."""
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table),
        sql.SQL(", ").join(sql.Identifier(name) for name in frame.columns),
    )
    with cursor.copy(statement) as copy:
        for part in frame.iter_slices(SLICE_ROWS):
            copy.write(_lines(part))


def _lines(frame: pl.DataFrame) -> bytes:
    """COPY text. Few texts hold a mark that must be escaped, so columns are looked at before they are rewritten."""
    texts = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    escaped = {name for name in texts if frame[name].str.contains(MARKS).any()}
    ready = frame.select(_as_text(name, dtype, name in escaped).alias(name) for name, dtype in frame.schema.items())
    target = BytesIO()
    ready.write_csv(target, separator="\t", include_header=False, null_value="\\N", quote_style="never")
    return target.getvalue()


def _as_text(name: str, dtype: pl.DataType, is_escaped: bool) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.Binary:
        return pl.lit("\\\\x") + column.bin.encode("hex")
    if isinstance(dtype, pl.List):
        items = column.cast(pl.List(pl.String)).list.eval(pl.element().fill_null("NULL")).list.join(",")
        return pl.lit("{") + items + pl.lit("}")
    if dtype == pl.String and is_escaped:
        return column.str.replace_all("\\", "\\\\", literal=True).str.replace_all(r"[\t\n\r\x00]", " ")
    if dtype == pl.Boolean:
        return pl.when(column).then(pl.lit("t")).when(~column).then(pl.lit("f")).otherwise(None)
    return column
