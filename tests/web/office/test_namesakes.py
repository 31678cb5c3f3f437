"""Villages, clans, families and units of one name stand everywhere with what tells them apart."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import Role
from hieuhoc.people.models import Citizen, Group, WorkUnit
from hieuhoc.recognition.models import GroupRecognition
from tests.cast import officer
from tests.made_once import made_once
from tests.people.makers import Land
from tests.sheets.full_commune import make_full_commune

pytestmark = pytest.mark.django_db


@made_once
def land() -> Land:
    return make_full_commune()


@pytest.fixture
def minh(client: Client, land: Land) -> Client:
    client.force_login(officer("Minh", Role.COMMUNE, land.near))
    return client


def cells(page: str) -> list[str]:
    """Words of each row, without markup."""
    rows = re.findall(r"<tr>.*?</tr>", page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


@pytest.mark.parametrize("name", ["group-list", "unit-list", "branch-list", "recognition-list"])
def test_no_two_rows_of_a_list_read_alike(minh: Client, land: Land, name: str) -> None:
    for code in ("NIE", "NIE2"):
        group = Group.objects.get(code=code)
        GroupRecognition.objects.create(year=2024, group=group, status=GroupRecognition.Status.REGISTERED)
    for unit in WorkUnit.objects.all():
        GroupRecognition.objects.create(year=2024, unit=unit, status=GroupRecognition.Status.REGISTERED)
    rows = cells(minh.get(reverse(f"office:{name}")).content.decode())
    assert len(rows) > 1
    assert len(set(rows)) == len(rows)


def test_the_page_of_a_person_says_which_clan_and_which_school(minh: Client, land: Land) -> None:
    person = Citizen.objects.get(name="Y Bin Niê")
    page = minh.get(reverse("office:citizen", args=[person.pk])).content.decode()
    assert "Dòng họ Niê (NIE2)" in page
    assert "Trường tiểu học (TH2)" in page
