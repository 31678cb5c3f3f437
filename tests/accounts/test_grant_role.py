"""Grants are by place and dated; powers end when they end."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.actions import add_user, delegate_role, end_delegation, end_grant, grant_role
from hieuhoc.accounts.models import Role, User
from hieuhoc.accounts.reads import require, scope_of
from hieuhoc.accounts.rules import plain
from hieuhoc.audit.models import Entry
from hieuhoc.places.models import Ancestry, ChangeOrder, Place, Succession
from tests.people.makers import make_land
from tests.refusals import refused

pytestmark = pytest.mark.django_db
ABILITY = "places.rename_village"


def stand(
    descendant: Place,
    *ancestors: Place,
    since: date | None = None,
    until: date | None = None,
) -> Place:
    for depth, ancestor in enumerate((descendant, *ancestors)):
        Ancestry.objects.create(
            ancestor=ancestor,
            descendant=descendant,
            depth=depth,
            since=since,
            until=until,
        )
    return descendant


class Map:
    """A province with two communes; a village that stood in the first until it was moved to the second."""

    def __init__(self) -> None:
        self.province, self.first, self.second, self.village = (Place.objects.create() for _ in range(4))
        stand(self.province)
        stand(self.first, self.province)
        stand(self.second, self.province)
        moved_on = timezone.localdate() - timedelta(days=100)
        stand(self.village, self.first, self.province, until=moved_on)
        stand(self.village, self.second, self.province, since=moved_on)


@pytest.fixture
def land() -> Map:
    return Map()


def officer(name: str, place: Place, role: Role = Role.COMMUNE) -> User:
    user = add_user(name, name, actor=None)
    grant_role(user, role, place, since=timezone.localdate() - timedelta(days=30), actor=None)
    return user


def test_an_officer_may_act_in_the_own_commune_and_nowhere_else(land: Map) -> None:
    minh = officer("minh", land.second)
    assert minh.has_perm(ABILITY, land.village)
    assert not minh.has_perm(ABILITY, land.first)


def test_an_officer_loses_what_was_moved_to_another_commune(land: Map) -> None:
    assert not officer("son", land.first).has_perm(ABILITY, land.village)


def test_the_province_reaches_everything_below(land: Map) -> None:
    hoa = officer("hoa", land.province, Role.PROVINCE)
    assert hoa.has_perm(ABILITY, land.village)
    assert scope_of(hoa, ABILITY).places == {land.province.pk}


def test_the_successor_reaches_what_went_wholly_into_it(land: Map) -> None:
    old_ward, cut_ward = Place.objects.create(), Place.objects.create()
    order = ChangeOrder.objects.create(
        number="1", title="x", takes_effect_on=timezone.localdate(), status=ChangeOrder.Status.APPLIED
    )
    stand(old_ward, until=timezone.localdate() - timedelta(days=1))
    stand(cut_ward, until=timezone.localdate() - timedelta(days=1))
    Succession.objects.create(order=order, predecessor=old_ward, successor=land.second, is_whole=True)
    Succession.objects.create(order=order, predecessor=cut_ward, successor=land.second, is_whole=False)
    minh = officer("minh", land.second)
    assert minh.has_perm(ABILITY, old_ward)
    assert not minh.has_perm(ABILITY, cut_ward)


def test_a_role_without_the_ability_gives_nothing(land: Map) -> None:
    assert not officer("xem", land.province, Role.VIEWER).has_perm(ABILITY, land.village)


def test_an_ability_nobody_declared_belongs_to_nobody(land: Map) -> None:
    assert not officer("hoa", land.province, Role.PROVINCE).has_perm("places.burn_village", land.village)


def test_an_ended_grant_gives_nothing_and_its_end_is_recorded(land: Map) -> None:
    minh = officer("minh", land.second)
    end_grant(minh.grants.get(), on=timezone.localdate(), actor=None)
    with pytest.raises(PermissionDenied):
        require(User.objects.get(pk=minh.pk), ABILITY, land.village)
    assert Entry.objects.filter(deed="accounts.end_grant", subject_id=minh.pk).exists()


def test_a_delegation_ends_with_the_role_it_came_from(land: Map) -> None:
    minh, lan = officer("minh", land.second), add_user("lan", "Lan", actor=None)
    delegate_role(
        minh.grants.get(),
        lan,
        since=timezone.localdate(),
        until=timezone.localdate() + timedelta(days=10),
        actor=minh,
    )
    assert User.objects.get(pk=lan.pk).has_perm(ABILITY, land.village)
    end_grant(minh.grants.get(), on=timezone.localdate(), actor=None)
    assert not User.objects.get(pk=lan.pk).has_perm(ABILITY, land.village)


def test_whoever_handed_a_role_on_takes_it_back_before_its_day_and_nobody_else(land: Map) -> None:
    minh, son = officer("minh", land.second), officer("son", land.second)
    lan = add_user("lan", "Lan", actor=None)
    handed_on = delegate_role(
        minh.grants.get(), lan, since=timezone.localdate(), until=timezone.localdate() + timedelta(days=10), actor=minh
    )
    with refused("not_the_holder"):
        end_delegation(handed_on, on=timezone.localdate(), actor=son)
    with refused("not_the_holder"):
        end_delegation(
            minh.grants.get(), on=timezone.localdate(), actor=minh
        )  # a role of one's own is not a delegation
    end_delegation(handed_on, on=timezone.localdate(), actor=minh)
    assert not User.objects.get(pk=lan.pk).has_perm(ABILITY, land.village)
    assert User.objects.get(pk=minh.pk).has_perm(ABILITY, land.village)
    assert Entry.objects.filter(deed="accounts.end_delegation", actor=minh.pk).count() == 1


def test_only_the_holder_delegates_and_never_a_delegated_role(land: Map) -> None:
    minh, lan, khoa = (
        officer("minh", land.second),
        officer("lan", land.second),
        add_user("khoa", "Khoa", actor=None),
    )
    until = timezone.localdate() + timedelta(days=10)
    with refused("not_the_holder"):
        delegate_role(minh.grants.get(), khoa, since=timezone.localdate(), until=until, actor=lan)
    handed_on = delegate_role(minh.grants.get(), khoa, since=timezone.localdate(), until=until, actor=minh)
    with pytest.raises(PermissionDenied):
        delegate_role(handed_on, lan, since=timezone.localdate(), until=until, actor=User.objects.get(pk=khoa.pk))


def test_a_commune_officer_grants_no_role_of_the_commune(land: Map) -> None:
    minh, lan = officer("minh", land.second), add_user("lan", "Lan", actor=None)
    with refused("above"):
        grant_role(lan, Role.COMMUNE, land.second, since=timezone.localdate(), actor=minh)


def test_granting_the_same_role_twice_is_one_grant(land: Map) -> None:
    minh = officer("minh", land.second)
    grant_role(minh, Role.COMMUNE, land.second, since=timezone.localdate() - timedelta(days=30), actor=None)
    assert minh.grants.count() == 1


def test_a_name_that_looks_like_an_officers_is_told_and_must_be_confirmed(land: Map) -> None:
    hoa = officer("hoa", land.province, Role.PROVINCE)
    User.objects.filter(pk=hoa.pk).update(full_name="Trần Thị Hoà", plain_name=plain("Trần Thị Hoà"))
    for username, name in (("h0a", "Ai Đó"), ("HOA.", "Ai Đó"), ("khac", "TRẦN THỊ HÒA"), ("khac", "Trần Thị Hоà")):
        with refused("looks_alike", match="Trần Thị Hoà"):
            add_user(username, name, home=land.second, actor=hoa)
    other = add_user("khac", "Trần Thị Hòa", home=land.second, is_another=True, actor=hoa)
    with refused("looks_alike"):
        grant_role(other, Role.VIEWER, land.second, since=timezone.localdate(), actor=hoa)
    assert (
        grant_role(other, Role.VIEWER, land.second, since=timezone.localdate(), is_another=True, actor=hoa).user
        == other
    )
    son, twin, until = (
        officer("son", land.second),
        add_user("h.o.a", "Ai Đó", actor=None),
        timezone.localdate() + timedelta(days=5),
    )
    with refused("looks_alike"):
        delegate_role(son.grants.get(), twin, since=timezone.localdate(), until=until, actor=son)
    assert (
        delegate_role(son.grants.get(), twin, since=timezone.localdate(), until=until, is_another=True, actor=son).user
        == twin
    )
    assert add_user("minh", "Lê Văn Minh", home=land.second, actor=hoa).plain_username == plain("rninh")


def test_an_account_is_looked_after_somewhere(land: Map) -> None:
    hoa = officer("hoa", land.province, Role.PROVINCE)
    with refused("no_home"):
        add_user("moi", "Mới", actor=hoa)


def test_a_village_role_is_held_at_a_village() -> None:
    land = make_land()
    hoa, new = officer("hoa", land.province, Role.PROVINCE), add_user("moi", "Mới", home=land.near, actor=None)
    with refused("wrong_tier"):
        grant_role(new, Role.VILLAGE, land.near, since=timezone.localdate(), actor=hoa)
    assert (
        grant_role(new, Role.VILLAGE, land.near_village, since=timezone.localdate(), actor=hoa).place
        == land.near_village
    )
