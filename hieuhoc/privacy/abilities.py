"""Who may note a consent for somebody (everybody may give and withdraw their own), who sets how long what is kept, and who
may erase what is kept of somebody."""

from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.people.models import Citizen, Membership

OFFICES = frozenset({Role.COMMUNE, Role.DISTRICT, Role.PROVINCE, Role.VILLAGE})

ABOVE_VILLAGES = OFFICES - {Role.VILLAGE}

ROLES: dict[str, frozenset[Role]] = {
    "privacy.give_consent": OFFICES,
    "privacy.withdraw_consent": OFFICES,
    "privacy.read_periods": ABOVE_VILLAGES,
    "privacy.set_period": frozenset({Role.PROVINCE}),
    "privacy.ask_erasure": ABOVE_VILLAGES,
    "privacy.carry_out_erasure": ABOVE_VILLAGES,
    "privacy.decline_erasure": ABOVE_VILLAGES,
    "privacy.ask_data_request": OFFICES,
    "privacy.answer_data_request": ABOVE_VILLAGES,
    "privacy.extend_data_request": ABOVE_VILLAGES,
    "privacy.settle_data_request": ABOVE_VILLAGES,
    "privacy.set_day_off": frozenset({Role.PROVINCE}),
    "privacy.remove_day_off": frozenset({Role.PROVINCE}),
    # The nightly job and the command after a restore.
    "privacy.purge_kind": frozenset(),
    "privacy.repeat_erasure": frozenset(),
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


MEMBER_POWERS = {
    "privacy.give_consent": oneself_or_own_staff,
    "privacy.withdraw_consent": is_oneself,
    "privacy.ask_data_request": is_oneself,
    "privacy.ask_erasure": is_oneself,
}
