"""The people of every story: Lan, citizen; Khoa, head of his clan; Minh, officer of Lan's commune; Hoa, reviewer of the
province; Sơn, officer of another commune who must see nothing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from hieuhoc.accounts.actions import add_user, grant_role
from hieuhoc.accounts.models import Role, User
from hieuhoc.people.actions import NewGroup, add_group, join_group
from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.places.models import Place
from tests.people.makers import LONG_AGO, Land, add, make_land


@dataclass(frozen=True)
class Cast:
    land: Land
    lan: Citizen
    khoa: Citizen
    clan: Group
    lan_user: User
    khoa_user: User
    minh: User
    hoa: User
    son: User


def officer(name: str, role: Role, at: Place) -> User:
    user = add_user(name, name.title(), actor=None)
    grant_role(user, role, at, since=timezone.localdate() - timedelta(days=9), actor=None)
    return user


def make_cast() -> Cast:
    land = make_land()
    lan = add(land.near_village, "H'Lan Niê", birth_date=date(1990, 5, 6), number="066190001234")
    khoa = add(land.near_village, "Y Khoa Niê", sex="m", birth_date=date(1970, 1, 2))
    clan = add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Niê", "NIE", land.near, LONG_AGO), actor=None)
    join_group(khoa, clan, since=LONG_AGO, role=Membership.Role.HEAD, actor=None)
    join_group(lan, clan, since=LONG_AGO, actor=None)
    lan_user, khoa_user = add_user("lan", "Lan", actor=None), add_user("khoa", "Khoa", actor=None)
    Citizen.objects.filter(pk=lan.pk).update(user=lan_user)
    Citizen.objects.filter(pk=khoa.pk).update(user=khoa_user)
    return Cast(
        land,
        lan,
        khoa,
        clan,
        lan_user,
        khoa_user,
        minh=officer("minh", Role.COMMUNE, land.near),
        hoa=officer("hoa", Role.PROVINCE, land.province),
        son=officer("son", Role.COMMUNE, land.far),
    )
