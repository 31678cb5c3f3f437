"""Queries that every page asks: their SQL is worked out once per thread, and from then on only the values differ.

Working out SQL costs Django more than PostgreSQL needs to answer it by an index.
"""

import copy
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, cast

from django.db.models import Model, QuerySet

# What stands for the values while the SQL is worked out: nothing else in a query looks like these.
STANDS_FOR: dict[type, Callable[[int], Any]] = {
    int: lambda place: -(10**15) - place,
    str: lambda place: f"stands for value {place}",
    date: lambda place: date.fromordinal(1 + place),
    datetime: lambda place: datetime(1, 1, 1, microsecond=1 + place, tzinfo=UTC),
}


class Prepared[M: Model, R]:
    """`Prepared(lambda user, on: Grant.objects.filter(user=user, since__lte=on), int, date)`, then called with values.

    The shape of the query may not depend on the values: no `in`, no None. Raises ValueError on first use when a value
    does not reach the database as it is.
    """

    def __init__(self, query_of: Callable[..., QuerySet[M, R]], *kinds: type) -> None:
        self._query_of, self._kinds, self._known = query_of, kinds, threading.local()

    def __call__(self, *values: int | str | date) -> list[R]:
        if not hasattr(self._known, "rows"):
            self._prepare()
        compiler, query = copy.copy(self._known.compiler), copy.copy(self._known.rows.query)
        given = tuple(values[place] if place is not None else value for place, value in self._known.params)
        compiler.as_sql = lambda *_args, **_more: (self._known.sql, given)
        query.get_compiler = lambda *_args, **_more: compiler
        asked = copy.copy(self._known.rows)
        asked._query = query
        return list(cast(Any, asked)._iterable_class(asked))

    def _prepare(self) -> None:
        stand_ins = [STANDS_FOR[kind](place) for place, kind in enumerate(self._kinds)]
        rows = self._query_of(*stand_ins)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        places = [(stand_ins.index(value) if value in stand_ins else None, value) for value in params]
        if {place for place, _value in places if place is not None} != set(range(len(stand_ins))):
            raise ValueError("a value of the prepared query is not among its parameters")
        self._known.sql, self._known.params, self._known.compiler, self._known.rows = sql, places, compiler, rows
