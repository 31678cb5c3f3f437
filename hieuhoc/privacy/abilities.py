"""Who may note a consent for somebody; everybody may give and withdraw their own."""

from typing import Any

from hieuhoc.accounts.models import Role, User
from hieuhoc.people.models import Citizen

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE, Role.VILLAGE})

ROLES: dict[str, frozenset[Role]] = {
    "privacy.give_consent": OFFICES,
    "privacy.withdraw_consent": OFFICES,
}


def is_oneself(user: User, obj: Any) -> bool:
    return isinstance(obj, Citizen) and obj.user_id == user.pk


MEMBER_POWERS = dict.fromkeys(ROLES, is_oneself)
