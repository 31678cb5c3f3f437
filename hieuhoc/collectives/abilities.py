"""Who may do what with learning models: the province writes criteria, offices register and decide, the head of a group and
the staff officer of a unit answer for it."""

from collections.abc import Callable, Iterable
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.collectives.models import Registration
from hieuhoc.people.abilities import member_scope, speaks_for
from hieuhoc.people.staff_officers import is_of_staffed_unit, unit_scope

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
WITH_VILLAGES = OFFICES | {Role.VILLAGE}
PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "collectives.read_model_criteria": frozenset(Role),
    "collectives.load_model_criteria": PROVINCE,
    "collectives.draft_model_criteria": PROVINCE,
    "collectives.describe_model_criteria": PROVINCE,
    "collectives.compose_model_criteria": PROVINCE,
    "collectives.promulgate_model_criteria": PROVINCE,
    "collectives.retire_model_criteria": PROVINCE,
    "collectives.read_models": WITH_VILLAGES | {Role.EDUCATION},
    "collectives.register_models": WITH_VILLAGES,
    "collectives.answer_question": WITH_VILLAGES,
    "collectives.agree_models": WITH_VILLAGES | {Role.EDUCATION},  # whose step of the chain it is: collectives.steps
    "collectives.return_model": WITH_VILLAGES | {Role.EDUCATION},
    "collectives.decide_models": OFFICES,
    "collectives.keep_model": OFFICES,
    "collectives.revoke_model": OFFICES,
    "collectives.restore_model": OFFICES,  # by upholding an objection
    "collectives.regrade_model": OFFICES,  # likewise
    "collectives.raise_model_objection": WITH_VILLAGES,
    "collectives.read_model_objections": WITH_VILLAGES,
    "collectives.answer_model_objection": OFFICES,
    "sheets.import_model_registrations": OFFICES,
}


def answers_for(user: User, obj: Any) -> bool:
    """The head of the family or clan, the staff officer of the unit that registered."""
    return isinstance(obj, Registration) and speaks_for(user, obj.subject)


OWN_DEEDS = (
    "collectives.read_models",
    "collectives.answer_question",
    "collectives.raise_model_objection",
    "collectives.read_model_objections",
)
UNIT_DEEDS = ("collectives.agree_models", "collectives.return_model")
MEMBER_POWERS: dict[str, Callable[[User, Any], bool]] = dict.fromkeys(OWN_DEEDS, answers_for) | dict.fromkeys(
    UNIT_DEEDS, is_of_staffed_unit
)
MEMBER_SCOPES: dict[str, Callable[[User], Iterable[tuple[str, int]]]] = {
    **dict.fromkeys(OWN_DEEDS, member_scope),
    **dict.fromkeys(UNIT_DEEDS, unit_scope),
}
