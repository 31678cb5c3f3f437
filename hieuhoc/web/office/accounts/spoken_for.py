"""What an account may do without a role at a place: its person heads a family or a clan, or minds the staff of a unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.lib.scope import Scope
from hieuhoc.people.abilities import speaking_memberships
from hieuhoc.people.models import Group, Membership, WorkUnit


@dataclass(frozen=True)
class MembershipPower:
    """`url`: the page of the unit, family or clan, where it is given and taken; empty for one that is recorded elsewhere."""

    role: str
    body: str
    url: str
    deeds: str
    since: date


def powers_by_membership(users: Collection[int], scope: Scope) -> dict[int, list[MembershipPower]]:
    """By account. What is recorded beyond the scope is said without its name."""
    here = Exists(Group.objects.within(scope).filter(pk=OuterRef("group")))
    seated_here = Exists(WorkUnit.objects.within(scope).filter(pk=OuterRef("unit")))
    held = speaking_memberships(timezone.localdate(), *users).select_related("citizen", "unit", "group")
    powers: dict[int, list[MembershipPower]] = {}
    for member in held.annotate(is_here=here | seated_here).order_by("pk"):
        if member.citizen.user_id is not None:
            powers.setdefault(member.citizen.user_id, []).append(_power(member, is_here=member.is_here))
    return powers


def _power(member: Membership, *, is_here: bool) -> MembershipPower:
    page = "office:unit" if member.unit_id else "office:group"
    body = str(member.body) if is_here else _elsewhere(member)
    url = reverse(page, args=[member.unit_id or member.group_id]) if is_here else ""
    return MembershipPower(member.get_role_display(), body, url, _deeds(member), member.since)


def _elsewhere(member: Membership) -> str:
    return _("một đơn vị ở nơi khác") if member.unit_id else _("một gia đình, dòng họ ở nơi khác")


def _deeds(member: Membership) -> str:
    if member.unit_id:
        return _("Xem người của đơn vị, ghi vào, cho thôi; kỹ năng số, hồ sơ, đề nghị của đơn vị.")
    return _("Xem người của gia đình, dòng họ này, ghi vào, cho thôi.")
