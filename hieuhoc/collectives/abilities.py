"""Who may work on the criteria of learning models: the province writes them, every office reads them."""

from hieuhoc.accounts.roles import Role

PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "collectives.read_model_criteria": frozenset(Role),
    "collectives.load_model_criteria": PROVINCE,
    "collectives.draft_model_criteria": PROVINCE,
    "collectives.describe_model_criteria": PROVINCE,
    "collectives.compose_model_criteria": PROVINCE,
    "collectives.promulgate_model_criteria": PROVINCE,
    "collectives.retire_model_criteria": PROVINCE,
}
