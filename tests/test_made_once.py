"""Rows made once serve many tests, and no test sees what another one did to them."""

import pytest
from django.db import connections
from django.db.models import F

from hieuhoc.people.models import Citizen
from hieuhoc.places import reads
from hieuhoc.places.models import PlaceSpell
from tests.cast import Cast
from tests.people.makers import LONG_AGO, Land
from tests.places.small_map import REFORM

seen: list[Cast] = []


@pytest.mark.parametrize("again", [False, True])
def test_each_test_finds_rows_and_objects_as_they_were_made(cast: Cast, again: bool) -> None:
    if seen:
        assert seen[0].lan.pk == cast.lan.pk
        assert seen[0].lan is not cast.lan
    seen.append(cast)
    assert cast.lan.name == Citizen.objects.get(pk=cast.lan.pk).name == "H'Lan Niê"
    assert reads.name_of(cast.commune.pk, REFORM) == "Xã Cư Né"
    cast.lan.name = "Khác"
    cast.lan.save()
    PlaceSpell.objects.filter(place=cast.commune).update(name=F("code"))
    assert reads.name_of(cast.commune.pk, REFORM) == "Xã 24001", "what a process keeps of the map is worked out anew"


@pytest.mark.django_db
def test_a_test_without_rows_finds_none() -> None:
    assert not Citizen.objects.exists()
    assert not PlaceSpell.objects.exists()


def test_other_rows_come_in_their_place(land: Land) -> None:
    assert not Citizen.objects.exists()
    assert PlaceSpell.objects.filter(place=land.near, since=None).exists()
    assert reads.commune_of(land.near_village.pk, LONG_AGO) == land.near.pk


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_has_them_where_another_connection_sees_them(cast: Cast) -> None:
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_citizen")
            assert cursor.fetchone() == (2,)
    finally:
        other.close()
