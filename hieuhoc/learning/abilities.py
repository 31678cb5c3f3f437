"""Who may enter trainings of the association, and publish activities: offices by place, staff officers for their unit."""

from hieuhoc.accounts.models import Role
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
    "sheets.import_trainings": OFFICES,
    "sheets.import_attendances": OFFICES,
    "sheets.import_activities": OFFICES,
}
UNIT_DEEDS = (
    "learning.read_activities",
    "learning.add_activity",
    "learning.change_activity",
    "learning.cancel_activity",
)

MEMBER_POWERS = dict.fromkeys(UNIT_DEEDS, is_of_staffed_unit)
MEMBER_SCOPES = dict.fromkeys(UNIT_DEEDS, unit_scope)
