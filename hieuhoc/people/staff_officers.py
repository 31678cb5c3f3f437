"""Staff officers (phụ trách nhân sự): the power over what is a work unit's own, in all rooms above."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.people.models import Membership

# Many a page asks this of everybody: the SQL is written out.
STAFFED = """
SELECT held.unit_id FROM people_citizen AS person JOIN people_membership AS held ON held.citizen_id = person.id
WHERE person.user_id = %(user)s AND held.role = %(role)s AND held.unit_id IS NOT NULL
  AND (held.since IS NULL OR held.since <= %(on)s) AND (held.until IS NULL OR held.until > %(on)s)
"""


def staffed_units(user: User) -> set[int]:
    """Units whose staff officer (phụ trách nhân sự) the user is today; read once per user object."""
    kept: set[int] | None = user.__dict__.get("_staffed_units")
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(STAFFED, {"user": user.pk, "role": str(Membership.Role.HR), "on": timezone.localdate()})
            kept = user.__dict__["_staffed_units"] = {unit for (unit,) in cursor.fetchall()}
    return kept


def is_of_staffed_unit(user: User, obj: Any) -> bool:
    """`obj`: whatever has a `unit_id`, as a dossier, an activity."""
    unit_id = getattr(obj, "unit_id", None)
    return unit_id is not None and unit_id in staffed_units(user)


def unit_scope(user: User) -> Iterable[tuple[str, int]]:
    return [("unit", pk) for pk in sorted(staffed_units(user))]
