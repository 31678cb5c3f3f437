"""Who may work on criteria: the province drafts and promulgates, everybody reads."""

from hieuhoc.accounts.roles import Role

PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "criteria.read_versions": frozenset(Role),
    "criteria.load_criteria": PROVINCE,
    "criteria.import_case": PROVINCE,
    "criteria.draft_version": PROVINCE,
    "criteria.reword_criterion": PROVINCE,
    "criteria.weigh_criterion": PROVINCE,
    "criteria.add_criterion": PROVINCE,
    "criteria.drop_criterion": PROVINCE,
    "criteria.set_pass_rule": PROVINCE,
    "criteria.drop_pass_rule": PROVINCE,
    "criteria.rename_competence": PROVINCE,
    "criteria.name_applicant_group": PROVINCE,
    "criteria.drop_applicant_group": PROVINCE,
    "criteria.describe_version": PROVINCE,
    "criteria.translate_version": PROVINCE,
    "criteria.promulgate_version": PROVINCE,
    "criteria.attach_promulgation": PROVINCE,
    "criteria.retire_version": PROVINCE,
    "criteria.write_guidance": PROVINCE,
    "criteria.withdraw_guidance": PROVINCE,
    "sheets.import_criteria": PROVINCE,
}
