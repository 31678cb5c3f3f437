"""Frames of polars: rows of the database, and sums of many rows in little memory."""

from functools import reduce
from operator import xor
from typing import Any

import polars as pl
from django.db import connection

PARTS = 8


def query(statement: str, values: list[Any] | dict[str, Any], schema: dict[str, Any]) -> pl.DataFrame:
    """The rows of a SELECT as columns of the given names and types, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def summed(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Rows alike in all other columns become one, with the sum of this one, in the order in which each came first.

    A part of the keys at a time: grouping takes several times the memory of what it groups.
    """
    keys = [name for name in rows.columns if name != column]
    part = rows.select(reduce(xor, (pl.col(key).hash() for key in keys)) % PARTS).to_series()
    rows = rows.with_row_index("came")
    sums = [
        rows.filter(part == number).group_by(keys).agg(pl.col("came").min(), pl.col(column).sum())
        for number in range(PARTS)
    ]
    return pl.concat(sums).sort("came").select(*keys, column)
