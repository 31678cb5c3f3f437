"""Rows of the database as a polars frame."""

from typing import Any

import polars as pl
from django.db import connection


def query(statement: str, values: list[Any] | dict[str, Any], schema: dict[str, Any]) -> pl.DataFrame:
    """The rows of a SELECT as columns of the given names and types, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")
