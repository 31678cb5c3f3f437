"""Units and branches: founded, moved, filled with people, seen only from their place."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.people.actions import NewUnit, add_branch, add_unit, join_unit
from hieuhoc.people.models import AssociationBranch, BranchSpell, Membership, UnitSpell, WorkUnit
from hieuhoc.places.models import Tier
from tests.cast import Cast
from tests.people.makers import LONG_AGO, add
from tests.places.small_map import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh(cast: Cast, client: Client) -> Client:
    client.force_login(cast.minh)
    return client


def school(cast: Cast, code: str = "THCS", name: str = "Trường THCS Cư Né") -> WorkUnit:
    return add_unit(NewUnit(code, name, cast.land.near, "commune", "school", LONG_AGO), actor=None)


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_minh_founds_a_school_and_raises_its_level_later(cast: Cast, minh: Client) -> None:
    given = {"name": "Trường THCS Cư Né", "code": "THCS", "kind": "school", "level": "commune", "since": "2020-01-01"}
    made = minh.post(reverse("office:unit-new"), {**given, "place": cast.land.near.pk})
    unit = WorkUnit.objects.get(code="THCS")
    assert made.headers["Location"] == reverse("office:unit", args=[unit.pk])
    minh.post(
        reverse("office:unit-change", args=[unit.pk]),
        {**given, "level": "province", "place": cast.land.near.pk, "since": "2024-01-01"},
    )
    assert [spell.level for spell in UnitSpell.objects.filter(unit=unit).order_by("since")] == ["commune", "province"]
    assert "Cấp tỉnh" in text_of(minh, reverse("office:unit", args=[unit.pk]))


def test_a_code_taken_is_said_above_the_form(cast: Cast, minh: Client) -> None:
    school(cast)
    given = {"name": "Khác", "code": "THCS", "kind": "school", "level": "commune", "place": cast.land.near.pk}
    page = minh.post(reverse("office:unit-new"), {**given, "since": "2020-01-01"})
    assert page.status_code == 409
    assert "Đã có đơn vị mang mã THCS" in page.content.decode()


def test_lan_works_there_and_the_unit_becomes_her_main_one(cast: Cast, minh: Client) -> None:
    unit = school(cast)
    given = {"person": "066190001234", "role": "staff", "since": "2024-01-01", "chosen": cast.lan.pk}
    minh.post(reverse("office:unit-member-new", args=[unit.pk]), given)
    membership = Membership.objects.get(unit=unit)
    assert (membership.citizen, membership.is_main) == (cast.lan, True)
    assert "H&#x27;Lan Niê" in text_of(minh, reverse("office:unit", args=[unit.pk]))


def test_another_unit_is_made_the_main_one(cast: Cast, minh: Client) -> None:
    first, second = school(cast), school(cast, "TH", "Trường Tiểu học")
    join_unit(cast.lan, first, since=LONG_AGO, actor=None)
    beside = join_unit(cast.lan, second, since=LONG_AGO, actor=None)
    minh.post(reverse("office:membership-main", args=[beside.pk]), {"on": "2025-01-01"})
    assert Membership.objects.main_unit().open().get(citizen=cast.lan).unit == second


def test_the_hr_officer_sees_the_own_unit_and_no_other(cast: Cast, client: Client) -> None:
    unit, other = school(cast), school(cast, "TH", "Trường Tiểu học")
    join_unit(cast.khoa, unit, since=LONG_AGO, role=Membership.Role.HR, actor=None)
    client.force_login(cast.khoa_user)
    where = text_of(client, reverse("office:unit", args=[unit.pk])).split('class="where"')[1].split("</p>")[0]
    assert unit.name in where, "where am I, and as whom: the unit first"
    assert "Phụ trách nhân sự và 1 vai trò khác" in where
    assert client.get(reverse("office:unit", args=[other.pk])).status_code == 404
    assert client.get(reverse("office:unit-change", args=[unit.pk])).status_code == 403


def test_units_and_branches_of_another_commune_do_not_exist_for_son(cast: Cast, client: Client) -> None:
    branch = add_branch("CH1", "Chi hội Buôn Drăh", cast.land.near_village, since=LONG_AGO, actor=None)
    unit = school(cast)
    client.force_login(cast.son)
    assert client.get(reverse("office:unit", args=[unit.pk])).status_code == 404
    assert client.get(reverse("office:branch", args=[branch.pk])).status_code == 404
    assert "Chi hội Buôn Drăh" not in text_of(client, reverse("office:branch-list"))


def test_a_branch_in_a_village_moves_and_takes_an_officer(cast: Cast, minh: Client) -> None:
    given = {"name": "Chi hội Buôn Drăh", "code": "CH1", "place": cast.land.near_village.pk, "since": "2020-01-01"}
    minh.post(reverse("office:branch-new"), given)
    branch = AssociationBranch.objects.get(code="CH1")
    minh.post(
        reverse("office:branch-member-new", args=[branch.pk]),
        {"person": "khoa", "role": "officer", "since": "2022-01-01", "chosen": cast.khoa.pk},
    )
    moved = {"name": "Chi hội Cư Né", "place": cast.land.near.pk, "since": "2024-01-01"}
    minh.post(reverse("office:branch-change", args=[branch.pk]), moved)
    assert BranchSpell.objects.get(branch=branch, until__isnull=True).since == date(2024, 1, 1)
    page = text_of(minh, reverse("office:branch", args=[branch.pk]))
    assert "Y Khoa Niê" in page
    assert "Chi hội Cư Né" in page


def test_the_hr_officer_reads_the_figures_of_the_own_unit_and_of_no_other(cast: Cast, client: Client) -> None:
    own, other = school(cast), school(cast, "TH", "Trường Tiểu học Cư Né")
    join_unit(cast.khoa, own, since=LONG_AGO, role=Membership.Role.HR, actor=None)
    client.force_login(cast.khoa_user)
    figures = reverse("office:figures-unit", args=[own.pk])
    assert figures in text_of(client, reverse("office:unit", args=[own.pk]))
    assert "Trường THCS Cư Né" in text_of(client, figures)
    assert client.get(reverse("office:figures-unit", args=[other.pk])).status_code == 404


def test_looking_for_a_member_is_answered_and_is_no_mistake(cast: Cast, minh: Client) -> None:
    """Two of one name in two villages: each with the village, what was typed kept, no red box; nobody found is no mistake
    either."""
    other = put("Buôn Kô", Tier.VILLAGE, cast.land.near, kind="Buôn")
    add(other, "H'Lan Niê", birth_date=date(1991, 1, 1))
    unit = school(cast)
    address = reverse("office:unit-member-new", args=[unit.pk])
    offered = minh.post(address, {"person": "hlan nie", "role": "staff", "since": "01/02/2024"}).content.decode()
    assert "error-summary" not in offered
    assert "2 người khớp" in offered
    assert "Buôn Drăh" in offered
    assert "Buôn Kô" in offered
    assert 'value="01/02/2024"' in offered
    nobody = minh.post(address, {"person": "khong ai ca", "role": "staff", "since": "01/02/2024"}).content.decode()
    assert "error-summary" not in nobody
    assert "Không có ai như vậy" in nobody
