"""Who writes chains, and by which role somebody acts for a level in them."""

from hieuhoc.accounts.roles import Role

PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "chains.read_chains": frozenset(Role),
    "chains.load_chains": PROVINCE,
    "chains.draft_chain": PROVINCE,
    "chains.compose_chain": PROVINCE,
    "chains.promulgate_chain": PROVINCE,
    "chains.retire_chain": PROVINCE,
    "chains.act_for_village": frozenset({Role.VILLAGE}),
    "chains.act_for_commune": frozenset({Role.COMMUNE}),
    "chains.act_for_district": frozenset({Role.DISTRICT}),
    "chains.act_for_education": frozenset({Role.EDUCATION}),
    "chains.act_for_province": PROVINCE,
}
LASTING = frozenset({"chains.promulgate_chain", "chains.retire_chain"})  # they say who decides
