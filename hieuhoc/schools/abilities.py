"""Who keeps classes and learners: offices by place, the education department, the staff officer of the school."""

from collections.abc import Callable, Iterable
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.people.models import WorkUnit
from hieuhoc.people.staff_officers import is_of_staffed_unit, staffed_units, unit_scope

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
KEEPERS = OFFICES | {Role.EDUCATION}

DEEDS = (
    "schools.read_learners",
    "schools.add_class",
    "schools.enrol_learner",
    "schools.record_agreement",
    "schools.end_learning",
)
ROLES: dict[str, frozenset[Role]] = dict.fromkeys(DEEDS, KEEPERS) | {
    "schools.mind_classes": frozenset({Role.EDUCATION}),
    "sheets.import_class_lists": KEEPERS,
}


def is_own_school(user: User, obj: Any) -> bool:
    return obj.pk in staffed_units(user) if isinstance(obj, WorkUnit) else is_of_staffed_unit(user, obj)


OWN = (*DEEDS, "schools.mind_classes")  # told what is still to be done
MEMBER_POWERS: dict[str, Callable[[User, Any], bool]] = dict.fromkeys(OWN, is_own_school)
MEMBER_SCOPES: dict[str, Callable[[User], Iterable[tuple[str, int]]]] = dict.fromkeys(OWN, unit_scope)
