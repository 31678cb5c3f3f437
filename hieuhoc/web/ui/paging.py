"""Pages of long lists by key, not by number: page 20,000 costs what page 1 costs. Cursors are encrypted."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from hieuhoc.lib.crypto import Unreadable, decrypt, encrypt
from hieuhoc.lib.numbers import read_whole

PAGE_SIZE = 50
PURPOSE = "page cursor"


@dataclass(frozen=True)
class KeyPage[T]:
    """The rows shown and the cursors of their neighbours ("" at an end). `total` is None if not counted."""

    rows: Sequence[T]
    before: str
    after: str
    total: int | None


def page_of[T](rows: Sequence[T], request: HttpRequest, *, size: int = PAGE_SIZE) -> KeyPage[T]:
    """One page of rows that had to be worked out together. What was asked for is how many stand before it."""
    asked = read_whole(request.GET.get("after") or request.GET.get("before") or "0")
    first = min(asked or 0, max(0, len(rows) - 1)) // size * size
    before = str(first - size) if first else ""
    after = str(first + size) if first + size < len(rows) else ""
    return KeyPage(rows[first : first + size], before, after, len(rows))


@dataclass(frozen=True)
class Over:
    """The rows lie in several homes, column = one of `ids`, and an index keeps each home's in order."""

    column: str
    ids: Sequence[int]


def key_page[M: Model](
    rows: QuerySet[M],
    request: HttpRequest,
    *,
    order: Sequence[str],
    size: int = PAGE_SIZE,
    total: Callable[[], int] | None = None,
    over: Over | None = None,
) -> KeyPage[M]:
    """One page of `rows` in ascending `order` (or descending, when every name begins with `-`).

    `order` must end in a unique column, and name only columns that are not null. A cursor that cannot be opened
    (old key, tampered, another's) shows the first page. `total` is asked on the first page, and the cursors carry it
    on; without it only the rows of an only page are their own total.
    """
    is_down = order[0].startswith("-")
    names = [name.lstrip("-") for name in order]
    after, before = _opened(request, "after", len(names)), _opened(request, "before", len(names))
    turned = before is not None
    ways = names if is_down == turned else ["-" + name for name in names]
    in_order, count = rows.order_by(*ways), None
    if cursor := before or after:
        key, count = cursor
        in_order = in_order.filter(_beyond(names, key, "lt" if is_down != turned else "gt"))
    taken = list(in_order[: size + 1] if over is None else _first_of_each(in_order, ways, over, size + 1))
    more, shown = len(taken) > size, taken[:size]
    if cursor is None:
        count = total() if total is not None else None if more else len(shown)
    if turned:
        shown.reverse()
    has_before = more if turned else after is not None
    has_after = True if turned else more
    return KeyPage(
        shown,
        _sealed(shown[0], names, count, request) if shown and has_before else "",
        _sealed(shown[-1], names, count, request) if shown and has_after else "",
        count,
    )


def _first_of_each[M: Model](rows: QuerySet[M], ways: Sequence[str], over: Over, size: int) -> Iterable[M]:
    """The first rows of each home, then the first of those: nobody sorts all rows of all homes."""
    try:
        each, values = rows.filter(**{over.column: RawSQL("home.id", [])})[:size].query.sql_with_params()
    except EmptyResultSet:  # nobody is meant: Django knows without asking
        return ()
    column_of = {field.name: field.column for field in rows.model._meta.concrete_fields}
    order = ", ".join(f"page.{column_of[way.lstrip('-')]} {'DESC' if way[0] == '-' else 'ASC'}" for way in ways)
    text = f"""
        SELECT page.* FROM unnest(%s::bigint[]) AS home (id) CROSS JOIN LATERAL ({each}) AS page
        ORDER BY {order} LIMIT %s
    """
    return rows.model._default_manager.raw(text, [list(over.ids), *values, size])


def _beyond(names: Sequence[str], key: Sequence[Any], way: str) -> Q:
    """Lexicographic comparison with `key`; the first column stands outside so that its index bounds the scan."""
    beyond = Q()
    for position in range(len(names)):
        same = {names[i]: key[i] for i in range(position)}
        beyond |= Q(**same, **{f"{names[position]}__{way}": key[position]})
    return Q(**{f"{names[0]}__{way}e": key[0]}) & beyond


def _sealed(row: Model, names: Sequence[str], total: int | None, request: HttpRequest) -> str:
    content = json.dumps([[_plain(_reach(row, name)) for name in names], total]).encode()
    return base64.urlsafe_b64encode(encrypt(content, purpose=_purpose(request))).decode().rstrip("=")


def _purpose(request: HttpRequest) -> str:
    """A cursor opens for whom it was made, on the list it was made for, and for nobody else."""
    reader = getattr(request, "user", None)
    return f"{PURPOSE} {getattr(reader, 'pk', None)} {request.path}"


def _opened(request: HttpRequest, name: str, length: int) -> tuple[list[Any], int | None] | None:
    sealed = request.GET.get(name)
    if not sealed:
        return None
    try:
        opened = decrypt(base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)), purpose=_purpose(request))
    except (Unreadable, binascii.Error, ValueError):
        return None
    values, total = json.loads(opened)
    return (values, total) if len(values) == length else None


def _reach(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def count_beside(rows: QuerySet[Any], link: str) -> Coalesce:
    """How many `rows` point to a row of the list by their key `link`: counted for the rows of the page alone, where a
    joined `Count` counts for the whole list first."""
    counted = rows.filter(**{link: OuterRef("pk")}).order_by().values(link).annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)
