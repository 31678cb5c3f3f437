"""Rows of a table as models, asked in SQL written out: for questions that every page asks.

Working out SQL costs Django more than PostgreSQL needs to answer it by an index.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

type Picked = tuple[int, Callable[..., Any] | None]  # which column, and what its field makes of the value


def rows_of[M: Model](
    model: type[M], statement: str, values: Sequence[Any] | dict[str, Any], **related: type[Model]
) -> list[M]:
    """The rows of a SELECT that names `table.*`. A column `round__year` belongs to the row's round, whose model is given by
    that name, as is `round__id`: only these are loaded of it."""
    columns, fetched = _asked(statement, values)
    instances = []
    for row in fetched:
        instance = _made(model, columns, "", row)
        for name, other in related.items():
            setattr(
                instance, name, _made(other, columns, f"{name}__", row) if getattr(instance, f"{name}_id") else None
            )
        instances.append(instance)
    return instances


def mixed_rows(statement: str, values: Sequence[Any] | dict[str, Any], **models: type[Model]) -> list[dict[str, Any]]:
    """Rows that hold several models side by side, `columns_of` each: by the name of the model its instance, None where it
    has no key; other columns as they are."""
    columns, fetched = _asked(statement, values)
    others = [(position, name) for position, name in enumerate(columns) if name.partition("__")[0] not in models]
    keys = {name: columns.index(f"{name}__{model._meta.pk.column}") for name, model in models.items()}
    return [
        {name: row[position] for position, name in others}
        | {
            name: None if row[keys[name]] is None else _made(model, columns, f"{name}__", row)
            for name, model in models.items()
        }
        for row in fetched
    ]


def columns_of(model: type[Model], name: str) -> str:
    """All columns of the table called `name` in the statement, as `mixed_rows` reads them."""
    return ", ".join(f"{name}.{field.column} AS {name}__{field.column}" for field in model._meta.concrete_fields)


def _asked(statement: str, values: Sequence[Any] | dict[str, Any]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Prepared by the server: it works out once how to answer a question that comes with every page."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(column.name for column in cursor.description), cursor.fetchall()


def _made[M: Model](model: type[M], columns: tuple[str, ...], prefix: str, row: Sequence[Any]) -> M:
    names, picked = _fields(model, columns, prefix)
    values = [
        row[position] if convert is None else convert(row[position], None, connection) for position, convert in picked
    ]
    return model.from_db(connection.alias, names, values)


@cache
def _fields(model: type[Model], columns: tuple[str, ...], prefix: str) -> tuple[list[str], list[Picked]]:
    """The fields among the columns, in the model's order: a table keeps its columns in the order they were added."""
    place_of = {name: position for position, name in enumerate(columns)}
    named = [(f"{prefix}{field.column}", field) for field in model._meta.concrete_fields]
    fields = [field for name, field in named if name in place_of]
    picked = [(place_of[name], getattr(field, "from_db_value", None)) for name, field in named if name in place_of]
    return [field.attname for field in fields], picked
