"""Who keeps the register of numbers, and who replaces the templates of papers."""

from hieuhoc.accounts.roles import Role

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "documents.read_register": OFFICES,
    "documents.take_number": OFFICES,
    "documents.spoil_number": OFFICES,
    "documents.upload_template": PROVINCE,
    "documents.use_template": PROVINCE,
    "documents.end_template": PROVINCE,
}
LASTING = frozenset({"documents.use_template", "documents.end_template"})  # every office's papers look so from then on
