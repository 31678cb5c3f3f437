"""Who may note digital skills."""

from hieuhoc.accounts.models import Role
from hieuhoc.people.abilities import member_scope, speaks_for

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})

ROLES: dict[str, frozenset[Role]] = {
    "skills.record_skill_fact": OFFICES,
    "skills.withdraw_skill_fact": OFFICES,
}
# "Meets job need" is what the employer knows: the HR officer of a unit notes it for the staff.
MEMBER_POWERS = dict.fromkeys(ROLES, speaks_for)
MEMBER_SCOPES = dict.fromkeys(ROLES, member_scope)
