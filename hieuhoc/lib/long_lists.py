"""`…__in` of a long list as one array: PostgreSQL takes at most 65,535 values with a question, and a village's people, a
province's families are more than that."""

from typing import Any

from django.db.models import Field, ForeignObject
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

LONG = 1_000  # shorter lists keep the plans that they have
ARRAYS = {int: "bigint[]", str: "text[]"}


class _AsArray:
    """Beside `In`: the values of a long list of whole numbers or of words as one parameter."""

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        lookup: Any = self
        if not lookup.rhs_is_direct_value() or len(lookup.rhs) <= LONG:
            return lookup.as_sql(compiler, connection)  # type: ignore[no-any-return]
        _marks, values = lookup.batch_process_rhs(compiler, connection, [v for v in lookup.rhs if v is not None])
        kinds = {type(value) for value in values}
        array = ARRAYS.get(kinds.pop()) if len(kinds) == 1 else None
        if array is None:
            return lookup.as_sql(compiler, connection)  # type: ignore[no-any-return]
        column, params = lookup.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::{array})", [*params, list(dict.fromkeys(values))]


class InArray(_AsArray, In):
    pass


class RelatedInArray(_AsArray, RelatedIn):
    pass


def install() -> None:
    Field.register_lookup(InArray)
    ForeignObject.register_lookup(RelatedInArray)
