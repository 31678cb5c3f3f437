"""Who may propose, decide, revoke and record. Who signs for an individual title was seen in no source: SigningDefault
says it."""

from collections.abc import Callable, Iterable
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import authority_place_id, may
from hieuhoc.accounts.roles import Role
from hieuhoc.assessment.abilities import is_own, own_or_unit
from hieuhoc.people.staff_officers import is_of_staffed_unit, unit_scope
from hieuhoc.recognition.list_steps import chain_lets_commune_decide
from hieuhoc.recognition.signing import commune_decides

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
ABOVE_COMMUNE = frozenset({Role.DISTRICT, Role.PROVINCE})
PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "recognition.read_proposals": OFFICES,
    "recognition.make_proposal": OFFICES,
    "recognition.strike_line": OFFICES,
    "recognition.restore_line": OFFICES,
    "recognition.send_proposal": OFFICES,
    "recognition.return_proposal": ABOVE_COMMUNE,
    "recognition.issue_decision": ABOVE_COMMUNE,
    "recognition.revoke_title": ABOVE_COMMUNE,
    "recognition.restore_title": ABOVE_COMMUNE,
    "recognition.correct_decision": ABOVE_COMMUNE,
    "recognition.raise_objection": OFFICES | {Role.VILLAGE},
    "recognition.read_objections": OFFICES,
    "recognition.answer_objection": OFFICES,
    "recognition.read_titles": OFFICES | {Role.VILLAGE, Role.EDUCATION},
    "recognition.read_certificate": OFFICES | {Role.VILLAGE},
    "recognition.print_certificates": OFFICES,
    "recognition.attach_original": OFFICES,
    "recognition.export_decision": OFFICES,
    "recognition.remove_original": OFFICES,
    "recognition.reissue_certificate": OFFICES,
    "recognition.record_group_recognition": OFFICES,
    "recognition.remove_group_recognition": OFFICES,
    "recognition.read_group_recognitions": OFFICES | {Role.VILLAGE, Role.EDUCATION},
    "recognition.set_signing_default": PROVINCE,
    "recognition.sign_decision": ABOVE_COMMUNE,
    "sheets.import_recognitions": OFFICES,
}
LASTING = frozenset({"recognition.set_signing_default"})  # it says who decides in a commune
UNIT_DEEDS = (
    "recognition.read_proposals",
    "recognition.make_proposal",
    "recognition.strike_line",
    "recognition.restore_line",
    "recognition.send_proposal",
    "recognition.read_titles",
)
DECIDING = (
    "recognition.return_proposal",
    "recognition.issue_decision",
    "recognition.revoke_title",
    "recognition.restore_title",
    "recognition.correct_decision",
    "recognition.sign_decision",
)


def decides_in_own_commune(user: User, obj: Any) -> bool:
    """Where the province has said that communes decide, or the chain of the list says so, who may propose there may also
    decide."""
    place_id = authority_place_id(obj)
    if place_id is None or not may(user, "recognition.make_proposal", place_id):
        return False
    return commune_decides(place_id) or chain_lets_commune_decide(obj)


MEMBER_POWERS: dict[str, Callable[[User, Any], bool]] = (
    dict.fromkeys(UNIT_DEEDS, is_of_staffed_unit)
    | dict.fromkeys(DECIDING, decides_in_own_commune)
    | {"recognition.read_certificate": is_own, "recognition.raise_objection": own_or_unit}
)
MEMBER_SCOPES: dict[str, Callable[[User], Iterable[tuple[str, int]]]] = dict.fromkeys(
    (*UNIT_DEEDS, "recognition.raise_objection"), unit_scope
)
