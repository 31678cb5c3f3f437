"""Queries that every page asks: their SQL is worked out once, and from then on only the values differ.

Working out SQL costs Django more than PostgreSQL needs to answer it by an index.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connections
from django.db.models import Model, QuerySet

# What stands for the values while the SQL is worked out: nothing else in a query looks like these.
STANDS_FOR: dict[type, Callable[[int], Any]] = {
    int: lambda index: -(10**15) - index,
    str: lambda index: f"stands for value {index}",
    date: lambda index: date.fromordinal(1 + index),
    datetime: lambda index: datetime(1, 1, 1, microsecond=1 + index, tzinfo=UTC),
}


@dataclass(frozen=True)
class _Known:
    rows: Any  # the queryset, never asked itself
    compiler: Any
    sql: str
    params: tuple[tuple[int | None, Any], ...]  # (which value, or None, what stands there)


class Prepared[M: Model, R]:
    """`Prepared(lambda user, on: Grant.objects.filter(user=user, since__lte=on), int, date)`, then called with values.

    The shape of the query may not depend on the values: no `in`, no None. Raises ValueError on first use when a value
    does not reach the database as it is.
    """

    def __init__(self, query_of: Callable[..., QuerySet[M, R]], *kinds: type) -> None:
        self._query_of, self._kinds = query_of, kinds
        self._known: _Known | None = None

    def __call__(self, *values: int | str | date) -> list[R]:
        known = self._known = self._known or self._prepared()
        given = tuple(values[index] if index is not None else value for index, value in known.params)
        compiler, query, rows = (copy.copy(one) for one in (known.compiler, known.rows.query, known.rows))
        compiler.connection = connections[rows.db]  # that of this thread
        compiler.as_sql = lambda *_args, **_more: (known.sql, given)
        query.get_compiler = lambda *_args, **_more: compiler
        rows._query = query
        return list(rows._iterable_class(rows))

    def _prepared(self) -> _Known:
        stand_ins = [STANDS_FOR[kind](index) for index, kind in enumerate(self._kinds)]
        rows = self._query_of(*stand_ins)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        indexed = tuple((stand_ins.index(value) if value in stand_ins else None, value) for value in params)
        if {index for index, _value in indexed if index is not None} != set(range(len(stand_ins))):
            raise ValueError("a value of the prepared query is not among its parameters")
        return _Known(rows, compiler, sql, indexed)
