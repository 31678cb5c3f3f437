"""Who asks people about a draft and answers them: the province. The education department reads along."""

from hieuhoc.accounts.roles import Role

PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "consultations.read_comments": frozenset({Role.PROVINCE, Role.EDUCATION}),
    "consultations.open_consultation": PROVINCE,
    "consultations.move_closing_day": PROVINCE,
    "consultations.close_consultation": PROVINCE,
    "consultations.invite_organisation": PROVINCE,
    "consultations.withdraw_invitation": PROVINCE,
    "consultations.moderate_comment": PROVINCE,
    "consultations.answer_comment": PROVINCE,
}
