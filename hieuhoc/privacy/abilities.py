"""Who may note a consent for somebody; everybody may give and withdraw their own."""

from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.people.models import Citizen, Membership

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE, Role.VILLAGE})

ROLES: dict[str, frozenset[Role]] = {
    "privacy.give_consent": OFFICES,
    "privacy.withdraw_consent": OFFICES,
}


def is_oneself(user: User, obj: Any) -> bool:
    return isinstance(obj, Citizen) and obj.user_id == user.pk


def is_own_staff(user: User, obj: Any) -> bool:
    """The staff officer of a work unit notes the consent of who works there."""
    today = timezone.localdate()
    held = Membership.objects.on(today).filter(citizen__user=user, role=Membership.Role.HR).values("unit")
    return isinstance(obj, Citizen) and Membership.objects.on(today).filter(citizen=obj, unit__in=held).exists()


def oneself_or_own_staff(user: User, obj: Any) -> bool:
    return is_oneself(user, obj) or is_own_staff(user, obj)


MEMBER_POWERS = {"privacy.give_consent": oneself_or_own_staff, "privacy.withdraw_consent": is_oneself}
