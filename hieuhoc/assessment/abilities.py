"""Who may do what to dossiers: offices by place, the person for their own, the staff officer for a work unit's."""

from collections.abc import Callable, Iterable
from typing import Any

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.steps import step_of
from hieuhoc.chains.reads import takes_step
from hieuhoc.people.staff_officers import is_of_staffed_unit, unit_scope

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})
FIELD = OFFICES | {Role.VILLAGE}
PROVINCE = frozenset({Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "assessment.read_rounds": frozenset(Role),
    "assessment.plan_round": PROVINCE,
    "assessment.open_round": PROVINCE,
    "assessment.close_round": PROVINCE,
    "assessment.read_dossiers": FIELD | {Role.EDUCATION},
    "assessment.open_dossier": FIELD,
    "assessment.save_self_scores": FIELD,
    "assessment.add_evidence": FIELD,
    "assessment.remove_evidence": FIELD,
    "assessment.rewrite_evidence": frozenset(),  # the command after an upgrade
    "assessment.submit_dossier": FIELD,
    "assessment.withdraw_dossier": FIELD,
    "assessment.return_dossier": OFFICES,
    "assessment.review_dossier": OFFICES,
    "assessment.agree_dossiers": OFFICES
    | {Role.VILLAGE, Role.EDUCATION},  # whose step of the chain it is: assessment.steps
    "assessment.call_meeting": OFFICES,
    "assessment.except_lines": OFFICES,
    "assessment.hold_meeting": OFFICES,
    "assessment.cancel_meeting": OFFICES,
    "sheets.import_scores": OFFICES,
}

OWN_DEEDS = (
    "assessment.read_dossiers",
    "assessment.open_dossier",
    "assessment.save_self_scores",
    "assessment.add_evidence",
    "assessment.remove_evidence",
    "assessment.submit_dossier",
    "assessment.withdraw_dossier",
)
UNIT_REVIEWS = ("assessment.return_dossier", "assessment.review_dossier", "assessment.agree_dossiers")
UNIT_DEEDS = (*OWN_DEEDS, *UNIT_REVIEWS)


def is_own(user: User, obj: Any) -> bool:
    """`obj` = a dossier, or anything else with `owner_id` (the user of the person it is about)."""
    return getattr(obj, "owner_id", None) == user.pk


def own_or_unit(user: User, obj: Any) -> bool:
    return is_own(user, obj) or is_of_staffed_unit(user, obj)


def sends_back(user: User, obj: Any) -> bool:
    """The unit's staff officer, and whoever has the dossier before them at a step of its chain."""
    if is_of_staffed_unit(user, obj):
        return True
    here = step_of(obj) if isinstance(obj, Dossier) else None
    return here is not None and takes_step(user, here.step, obj)


MEMBER_POWERS: dict[str, Callable[[User, Any], bool]] = {
    **dict.fromkeys(OWN_DEEDS, own_or_unit),
    **dict.fromkeys(UNIT_REVIEWS, is_of_staffed_unit),
    "assessment.return_dossier": sends_back,
}
MEMBER_SCOPES: dict[str, Callable[[User], Iterable[tuple[str, int]]]] = dict.fromkeys(UNIT_DEEDS, unit_scope)
