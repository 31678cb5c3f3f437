"""Who keeps the register of numbers, and who replaces the templates of papers."""

from hieuhoc.accounts.roles import Role

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "documents.read_register": OFFICES,
    "documents.take_number": OFFICES,
    "documents.spoil_number": OFFICES,
}
