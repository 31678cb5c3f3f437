"""Who may note digital skills."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.people.abilities import member_scope
from hieuhoc.people.models import Citizen, Membership

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE})

FACTS = ("skills.record_skill_fact", "skills.withdraw_skill_fact")
ROLES: dict[str, frozenset[Role]] = dict.fromkeys(FACTS, OFFICES) | {
    "sheets.import_skills": OFFICES | {Role.EDUCATION},
}


def unit_scope(user: User) -> Iterable[tuple[str, int]]:
    """ "Meets job need" is what the employer knows: the HR officer of a unit notes it for the staff, and only for
    them; the head of a clan or family has no say in it."""
    return [(kind, pk) for kind, pk in member_scope(user) if kind == "unit"]


def is_own_staff(user: User, obj: Any) -> bool:
    units = [pk for _kind, pk in unit_scope(user)]
    held = Membership.objects.on(timezone.localdate())
    return bool(units) and isinstance(obj, Citizen) and held.filter(citizen=obj, unit__in=units).exists()


MEMBER_POWERS = dict.fromkeys(FACTS, is_own_staff)
MEMBER_SCOPES = dict.fromkeys(FACTS, unit_scope)
