"""Who may import and export what: one ability per sheet, asked on the place the sheet is for."""

from hieuhoc.accounts.abilities import OFFICES, PROVINCE_ONLY
from hieuhoc.accounts.roles import Role

ROLES: dict[str, frozenset[Role]] = {
    "sheets.read_batches": OFFICES,
    "sheets.import_roster": OFFICES,
    "sheets.import_groups": OFFICES,
    "sheets.import_units": OFFICES,
    "sheets.import_recognitions": OFFICES,
    "sheets.import_trainings": OFFICES,
    "sheets.import_attendances": OFFICES,
    "sheets.import_skills": OFFICES | {Role.EDUCATION},
    "sheets.import_scores": OFFICES,
    "sheets.import_area_classes": PROVINCE_ONLY,
}
