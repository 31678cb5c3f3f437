"""Who may do what with figures. Reading published ones needs no sign-in (reads.public_card)."""

from hieuhoc.accounts.roles import Role

PROVINCE_ONLY = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "indicators.read_figures": frozenset(Role),
    "indicators.read_rows": frozenset({Role.VILLAGE, Role.COMMUNE, Role.DISTRICT, Role.PROVINCE}),
    "indicators.enter_targets": PROVINCE_ONLY,
    "indicators.open_year": PROVINCE_ONLY,
    "indicators.close_year": PROVINCE_ONLY,
    "indicators.revise_year": PROVINCE_ONLY,
    "indicators.publish_revision": PROVINCE_ONLY,
}
