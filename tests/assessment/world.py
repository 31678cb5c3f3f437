"""Makers for the rooms of assessment and recognition: a commune, its people, its officers, an open round."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.roles import Role
from hieuhoc.assessment.actions import (
    open_dossier,
    open_round,
    plan_round,
    review_dossier,
    save_self_scores,
    submit_dossier,
)
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.models import Citizen, Membership, Residence, UnitSpell, WorkUnit
from hieuhoc.places.models import Ancestry, AreaClassSpell, Place, PlaceSpell, Tier

EIGHTY = [8] * 10
SEVENTY = [7] * 10


def make_place(name: str, tier: str = Tier.COMMUNE, parent: Place | None = None, since: date | None = None) -> Place:
    place = Place.objects.create()
    PlaceSpell.objects.create(
        place=place, since=since, name=name, folded_name=fold(name), kind="Xã", tier=tier, parent=parent
    )
    Ancestry.objects.rebuild([place.pk])
    return place


def make_user(name: str, role: str | None = None, place: Place | None = None) -> User:
    user = User.objects.create(username=f"{name}-{secrets.token_hex(3)}", full_name=name)
    if role is not None and place is not None:
        Grant.objects.create(user=user, role=role, place=place, since=date(2020, 1, 1))
    return user


def make_citizen(name: str, home: Place, user: User | None = None) -> Citizen:
    citizen = Citizen.objects.create(
        name=name,
        given_name=name.split()[-1],
        name_key=name.lower(),
        folded_name=name.lower(),
        birth_year=1980,
        home=home,
        user=user,
        secret=secrets.token_bytes(16),
    )
    Residence.objects.create(citizen=citizen, place=home, since=date(2000, 1, 1))
    return citizen


def make_unit(name: str, place: Place, staff_officer: Citizen | None = None) -> WorkUnit:
    unit = WorkUnit.objects.create(code=secrets.token_hex(4), name=name, folded_name=name.lower())
    UnitSpell.objects.create(
        unit=unit, place=place, level=UnitSpell.Level.COMMUNE, kind=UnitSpell.Kind.SCHOOL, since=date(2010, 1, 1)
    )
    if staff_officer is not None:
        Membership.objects.create(citizen=staff_officer, unit=unit, role=Membership.Role.HR, since=date(2020, 1, 1))
    return unit


def make_round(year: int | None = None, number: str = "324/QĐ-KHVN") -> Round:
    load_criteria(actor=None)
    version = Version.objects.get(number=number)
    return open_round(plan_round(year or timezone.localdate().year, version, actor=None), actor=None)


def make_dossier(citizen: Citizen, round_: Round, **more: Any) -> Dossier:
    more = {"actor": None} | more
    return open_dossier(
        citizen, round_, applicant_group=round_.version.applicant_groups.order_by("position")[0], **more
    )


def make_submitted(citizen: Citizen, round_: Round, points: Sequence[int | None] = EIGHTY, **more: Any) -> Dossier:
    dossier = save_self_scores(make_dossier(citizen, round_, **more), points, actor=None)
    return submit_dossier(dossier, actor=None)


def make_passed(citizen: Citizen, round_: Round, **more: Any) -> Dossier:
    return review_dossier(make_submitted(citizen, round_, **more), EIGHTY, actor=None)


def mark_area(place: Place, area_class: str, since: date, until: date | None = None) -> AreaClassSpell:
    return AreaClassSpell.objects.create(
        place=place, area_class=area_class, since=since, until=until, legal_basis="QĐ 861/QĐ-TTg"
    )


class World:
    """A province with two communes; Minh for the first, Sơn for the other, Hoà for the province, Lan who lives in the
    first."""

    def __init__(self) -> None:
        self.province = make_place("Đắk Lắk", Tier.PROVINCE)
        self.commune = make_place("Cư Né", Tier.COMMUNE, self.province)
        self.village = make_place("Buôn Drăh", Tier.VILLAGE, self.commune)
        self.other_commune = make_place("Ea Kar", Tier.COMMUNE, self.province)
        self.minh = make_user("Minh", Role.COMMUNE, self.commune)
        self.son = make_user("Sơn", Role.COMMUNE, self.other_commune)
        self.hoa = make_user("Hoà", Role.PROVINCE, self.province)
        self.lan_user = make_user("Lan")
        self.lan = make_citizen("H Lan Niê", self.village, self.lan_user)
        self.round = make_round()
