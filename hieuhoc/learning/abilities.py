"""Who may enter trainings of the association, and tell of activities: offices by place, staff officers for their unit.
Everybody enrols themselves."""

from typing import Any

from hieuhoc.accounts.models import Role, User
from hieuhoc.people.staff_officers import is_of_staffed_unit, unit_scope

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
WITH_VILLAGES = OFFICES | {Role.VILLAGE}

ROLES: dict[str, frozenset[Role]] = {
    "learning.add_training": OFFICES,
    "learning.record_attendance": OFFICES,
    "learning.withdraw_attendance": OFFICES,
    "learning.read_trainings": OFFICES | {Role.EDUCATION},
    "learning.read_activities": WITH_VILLAGES | {Role.EDUCATION},
    "learning.add_activity": WITH_VILLAGES,
    "learning.change_activity": WITH_VILLAGES,
    "learning.cancel_activity": WITH_VILLAGES,
    "learning.enrol_person": WITH_VILLAGES,
    "learning.leave_activity": WITH_VILLAGES,
    "learning.record_presence": WITH_VILLAGES,
    "learning.complete_activity": WITH_VILLAGES,
    "learning.use_as_evidence": frozenset(),  # the person alone
    "learning.add_topic": frozenset({Role.PROVINCE}),
    "learning.change_topic": frozenset({Role.PROVINCE}),
    "learning.read_wishes": WITH_VILLAGES | {Role.EDUCATION},
    "learning.record_wish": WITH_VILLAGES,
    "learning.withdraw_wish": WITH_VILLAGES,
    "sheets.import_wishes": OFFICES,
    "sheets.import_trainings": OFFICES,
    "sheets.import_attendances": OFFICES,
    "sheets.import_activities": OFFICES,
}
UNIT_DEEDS = (
    "learning.read_activities",
    "learning.add_activity",
    "learning.change_activity",
    "learning.cancel_activity",
    "learning.record_presence",
    "learning.complete_activity",
)
OWN_DEEDS = ("learning.enrol_person", "learning.leave_activity")


def own_or_unit(user: User, obj: Any) -> bool:
    """One's own part in an activity, or somebody's in an activity of the unit whose staff officer one is."""
    return is_own(user, obj) or is_of_staffed_unit(user, obj)


def is_own(user: User, obj: Any) -> bool:
    return getattr(obj, "owner_id", None) == user.pk


MEMBER_POWERS = (
    dict.fromkeys(("learning.use_as_evidence", "learning.record_wish", "learning.withdraw_wish"), is_own)
    | dict.fromkeys(UNIT_DEEDS, is_of_staffed_unit)
    | dict.fromkeys(OWN_DEEDS, own_or_unit)
)
MEMBER_SCOPES = dict.fromkeys((*UNIT_DEEDS, *OWN_DEEDS), unit_scope)
