"""Whoever looks at a place from above reads what is suspicious there, not the place itself."""

from hieuhoc.accounts.roles import Role

ABOVE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "alerts.read_alerts": ABOVE,
    "alerts.find_alerts": ABOVE,
    "alerts.explain_alert": ABOVE,
    "alerts.inspect_alert": ABOVE,
}
