"""The people of every story: Lan, citizen; Khoa, head of his clan; Minh, officer of Lan's commune; Hoà, reviewer of the
province; Sơn, officer of another commune who must see nothing. With an open round they are a world."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from hieuhoc.accounts.actions import add_user, grant_role
from hieuhoc.accounts.models import Role, User
from hieuhoc.assessment.models import Round
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.actions import NewGroup, add_group, join_group
from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.places.models import Place
from tests.assessment.makers import make_round
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

    @property
    def province(self) -> Place:
        return self.land.province

    @property
    def commune(self) -> Place:
        return self.land.near

    @property
    def village(self) -> Place:
        return self.land.near_village

    @property
    def other_commune(self) -> Place:
        return self.land.far


@dataclass(frozen=True)
class World(Cast):
    round: Round  # of this year, open


def account(full_name: str) -> User:
    """A sign-in without any role; the name may be any person's."""
    return add_user(fold(full_name).replace(" ", "."), full_name, actor=None)


def officer(full_name: str, role: Role, place: Place) -> User:
    user = account(full_name)
    grant_role(user, role, place, since=timezone.localdate() - timedelta(days=9), actor=None)
    return user


def make_world() -> World:
    return World(**vars(make_cast()), round=make_round())


def make_cast() -> Cast:
    land = make_land()
    lan = add(land.near_village, "H'Lan Niê", birth_date=date(1990, 5, 6), number="066190001234")
    khoa = add(land.near_village, "Y Khoa Niê", sex="m", birth_date=date(1970, 1, 2))
    clan = add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Niê", "NIE", land.near, LONG_AGO), actor=None)
    join_group(khoa, clan, since=LONG_AGO, role=Membership.Role.HEAD, actor=None)
    join_group(lan, clan, since=LONG_AGO, actor=None)
    lan_user, khoa_user = account("Lan"), account("Khoa")
    for citizen, user in ((lan, lan_user), (khoa, khoa_user)):
        citizen.user = user
        citizen.save(update_fields=["user"])
    return Cast(
        land,
        lan,
        khoa,
        clan,
        lan_user,
        khoa_user,
        minh=officer("Minh", Role.COMMUNE, land.near),
        hoa=officer("Hoà", Role.PROVINCE, land.province),
        son=officer("Sơn", Role.COMMUNE, land.far),
    )
