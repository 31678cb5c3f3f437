"""Who may enter trainings of the association."""

from hieuhoc.accounts.models import Role

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "learning.add_training": OFFICES,
    "learning.record_attendance": OFFICES,
    "learning.withdraw_attendance": OFFICES,
    "learning.read_trainings": OFFICES | {Role.EDUCATION},
    "sheets.import_trainings": OFFICES,
    "sheets.import_attendances": OFFICES,
}
