"""Grants follow the map: to a whole successor, or they end."""

from datetime import date

import pytest
from django.utils import timezone

from hieuhoc.accounts.actions import disable_user, enable_user, end_service
from hieuhoc.accounts.models import DisableReason, Grant, User
from hieuhoc.accounts.roles import Role
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.models import ChangeOrder, Place, Tier
from tests.places.small_map import REFORM, new, put

pytestmark = pytest.mark.django_db
LONG_AGO, LATER = date(2020, 1, 1), date(2026, 12, 31)


@pytest.fixture
def district() -> Place:
    return put("Krông Búk", Tier.DISTRICT, put("Đắk Lắk", Tier.PROVINCE))


@pytest.fixture
def wards(district: Place) -> list[Place]:
    return [put(name, Tier.COMMUNE, district) for name in ("Cư Né", "Cư Pơng")]


def officer(name: str) -> User:
    return User.objects.create(username=name, full_name=name)


def applied(lines: list[drafting.Draft]) -> ChangeOrder:
    order = draft_order("1660", "Sắp xếp", REFORM, lines, actor=None)
    apply_change_order(order, actor=None)
    order.refresh_from_db()
    return order


def grants() -> set[tuple[object, ...]]:
    return set(Grant.objects.values_list("user__username", "role", "place", "since", "until", "delegated_from"))


def test_a_grant_goes_on_at_the_whole_successor_and_comes_back(district: Place, wards: list[Place]) -> None:
    minh = officer("minh")
    for ward, until in zip(wards, (None, LATER), strict=True):
        Grant.objects.create(user=minh, role=Role.COMMUNE, place=ward, since=LONG_AGO, until=until)
    before = grants()
    order = applied(drafting.merge([ward.pk for ward in wards], new("Cư Né", district)))
    merged = order.steps.get(verb="make").place_id
    assert grants() == {("minh", "commune", ward.pk, LONG_AGO, REFORM, None) for ward in wards} | {
        ("minh", "commune", merged, REFORM, None, None)
    }
    undo_change_order(order, actor=None)
    assert grants() == before


def test_a_delegation_goes_on_from_its_source(district: Place, wards: list[Place]) -> None:
    source = Grant.objects.create(user=officer("minh"), role=Role.COMMUNE, place=wards[0], since=LONG_AGO)
    Grant.objects.create(
        user=officer("an"), role=Role.COMMUNE, place=wards[0], since=LONG_AGO, until=LATER, delegated_from=source
    )
    order = applied(drafting.merge([wards[0].pk], new("Cư Né", district)))
    continued = Grant.objects.get(user__username="an", since=REFORM)
    assert continued.until == LATER
    assert continued.delegated_from == Grant.objects.get(user__username="minh", since=REFORM)
    assert continued.place_id == order.steps.get(verb="make").place_id


def test_an_office_in_a_cut_ward_or_a_dissolved_district_ends(district: Place, wards: list[Place]) -> None:
    province = Place.objects.get(spells__tier=Tier.PROVINCE)
    for name, role, place in (("minh", Role.COMMUNE, wards[0]), ("bình", Role.DISTRICT, district)):
        Grant.objects.create(user=officer(name), role=role, place=place, since=LONG_AGO)
    parts = [new("Bắc", province), new("Nam", province)]
    applied(
        drafting.split(wards[0].pk, list(parts))
        + drafting.transfer(wards[1].pk, province.pk)
        + drafting.dissolve([district.pk])
    )
    assert set(Grant.objects.values_list("until", flat=True)) == {REFORM}


def test_whoever_left_does_not_get_back_what_an_order_had_ended(district: Place, wards: list[Place]) -> None:
    province = Place.objects.get(spells__tier=Tier.PROVINCE)
    minh, an = officer("minh"), officer("an")
    source = Grant.objects.create(user=minh, role=Role.COMMUNE, place=wards[0], since=LONG_AGO)
    Grant.objects.create(user=an, role=Role.COMMUNE, place=wards[0], since=LONG_AGO)
    lent = {"role": Role.COMMUNE, "place": wards[0], "since": LONG_AGO, "delegated_from": source}
    Grant.objects.create(user=officer("hoa"), until=date(2099, 1, 1), **lent)
    order = applied(drafting.split(wards[0].pk, [new("Bắc", province), new("Nam", province)]))
    end_service(minh, actor=None)
    disable_user(an, reason=DisableReason.UNUSED, actor=None)
    undo_change_order(order, actor=None)
    for user in (minh, an):
        enable_user(User.objects.get(pk=user.pk), actor=None)
    today = timezone.localdate()
    until = dict(Grant.objects.values_list("user__username", "until"))
    assert until == {"minh": today, "an": None, "hoa": today}, "a closed account keeps its own roles, a leaver none"
