"""Villages below a commune: made, found again, renamed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.roles import Role
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.places import reads
from hieuhoc.places.actions import add_village, add_villages, rename_village
from hieuhoc.places.actions.villages import NewVillage
from hieuhoc.places.models import Place, Tier
from tests.places.small_map import REFORM, put

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)


@pytest.fixture
def commune() -> Place:
    return put("Cư Né", Tier.COMMUNE, put("Đắk Lắk", Tier.PROVINCE, kind="Tỉnh"), kind="Xã", since=REFORM)


def test_a_village_lies_in_its_commune_since_the_commune_exists(commune: Place) -> None:
    village = add_village(NewVillage(commune.pk, "Buôn", "Drah"), actor=None)
    assert reads.label_of(village.pk, TODAY).path == "Buôn Drah, Xã Cư Né, Tỉnh Đắk Lắk"
    assert reads.commune_of(village.pk, REFORM) == commune.pk
    assert reads.commune_of(village.pk, date(2025, 6, 30)) is None


def test_the_same_village_is_refused_whatever_its_marks(commune: Place) -> None:
    add_village(NewVillage(commune.pk, "Thôn", "Hoà Bình"), actor=None)
    with pytest.raises(Refusal, match="thôn Hòa bình đã có"):
        add_village(NewVillage(commune.pk, "thôn", "Hòa bình"), actor=None)
    add_village(NewVillage(commune.pk, "Buôn", "Hòa Bình"), actor=None)


def test_a_roster_finds_the_villages_that_exist_and_makes_the_others(commune: Place) -> None:
    known = add_village(NewVillage(commune.pk, "Thôn", "1"), actor=None)
    rows = [NewVillage(commune.pk, "Thôn", name) for name in ("1", "2", "2", "3")]
    first = add_villages(rows, actor=None)
    assert first[0] == known.pk
    assert first[1] == first[2]
    assert len(set(first)) == 3
    assert add_villages(rows, actor=None) == first


def test_a_village_is_only_made_in_a_commune(commune: Place) -> None:
    village = add_village(NewVillage(commune.pk, "Thôn", "1"), actor=None)
    with pytest.raises(Refusal, match="đơn vị cấp xã"):
        add_village(NewVillage(village.pk, "Thôn", "2"), actor=None)


def test_a_renamed_village_keeps_its_old_name_on_old_days(commune: Place) -> None:
    village = add_village(NewVillage(commune.pk, "Thôn", "1"), actor=None)
    rename_village(village, name="Bình Minh", kind="Tổ dân phố", since=TODAY, actor=None)
    assert reads.name_of(village.pk, date(2025, 12, 31)) == "Thôn 1"
    assert reads.name_of(village.pk, TODAY) == "Tổ dân phố Bình Minh"
    rename_village(village, name="Bình Minh 1", kind="Tổ dân phố", since=TODAY, actor=None)
    assert reads.name_of(village.pk, TODAY) == "Tổ dân phố Bình Minh 1"
    with pytest.raises(Refusal, match="đã có thay đổi"):
        rename_village(village, name="2", kind="Thôn", since=REFORM, actor=None)


def test_an_officer_of_another_commune_makes_no_village_here(commune: Place) -> None:
    other = put("Ea Sin", Tier.COMMUNE, put("Phú Yên", Tier.PROVINCE), since=REFORM)
    son, minh = (User.objects.create(username=name, full_name=name) for name in ("son", "minh"))
    Grant.objects.create(user=son, role=Role.COMMUNE, place=other, since=REFORM)
    Grant.objects.create(user=minh, role=Role.COMMUNE, place=commune, since=REFORM)
    with pytest.raises(PermissionDenied):
        add_village(NewVillage(commune.pk, "Thôn", "1"), actor=son)
    assert add_village(NewVillage(commune.pk, "Thôn", "1"), actor=minh).pk


def test_what_a_scope_reaches_is_remembered_only_while_the_map_stays(commune: Place) -> None:
    scope = Scope(on=TODAY, places=frozenset([commune.pk]))
    assert reads.reached_ids(scope) == (commune.pk,)
    village = add_village(NewVillage(commune.pk, "Buôn", "Drah"), actor=None)
    assert set(reads.reached_ids(scope)) == {commune.pk, village.pk}
    assert list(Place.objects.filter(reads.among("pk", scope)).order_by("pk")) == [commune, village]
    village.spells.all().delete()
    assert reads.reached_ids(scope) == (commune.pk,)
