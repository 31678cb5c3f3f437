"""What a sheet exports it imports again without a change: also among villages and clans of one name, clans kept in another
commune, households kept in another village, and names somebody wrote in capitals."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.actions import NewGroup, add_group, join_group
from hieuhoc.people.models import Citizen, Group
from hieuhoc.places.models import Ancestry, AreaClass, AreaClassSpell, Place, PlaceSpell, Tier
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.sheets.reads import makings_of
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_export
from tests.people.makers import LONG_AGO, Land, add, make_land
from tests.places.small_map import REFORM, put
from tests.sheets.files import outcomes, received

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {"since": "2024-01-01", "make_villages": True, "year": "2025"}
FILLED = {"roster": 4, "groups": 5, "recognitions": 2, "area_classes": 2}


def moved_here(village: Place, commune: Place) -> None:
    """The village came to the commune with the reform."""
    spell = PlaceSpell.objects.get(place=village)
    PlaceSpell.objects.filter(pk=spell.pk).update(until=REFORM)
    spell.pk, spell.since, spell.parent = None, REFORM, commune
    spell.save(force_insert=True)
    Ancestry.objects.rebuild([village.pk])


@pytest.fixture
def land() -> Land:
    land = make_land()
    native, came = (put("1", Tier.VILLAGE, commune, kind="Thôn") for commune in (land.near, land.far))
    moved_here(came, land.near)
    clans = [
        add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Niê", code, land.near, LONG_AGO), actor=None)
        for code in ("NIE", "NIE2")
    ]
    clans.append(add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Mlô", "MLO", land.far, LONG_AGO), actor=None))
    family = add_group(NewGroup(Group.Kind.FAMILY, "Hộ H09", "H09", land.near_village, LONG_AGO), actor=None)
    for place, name, number, clan in (
        (native, "Y Bin Niê", "066080000001", clans[1]),
        (came, "H'Hen Niê", "066180000002", clans[0]),
        (came, "LÊ THỊ HOA", "066180000003", clans[2]),
        (land.near, "Lê Văn Nam", "066080000004", None),
    ):
        sex = "f" if number[3] == "1" else "m"
        citizen = add(place, name, number=number, sex=sex, birth_date=date(1980, 5, 6))
        Citizen.objects.filter(pk=citizen.pk).update(name=name, folded_name=fold(name))
        join_group(citizen, family, since=LONG_AGO, actor=None)
        if clan is not None:
            join_group(citizen, clan, since=LONG_AGO, actor=None)
    for village in (native, came):
        add_group(NewGroup(Group.Kind.FAMILY, "Hộ H01", "H01", village, LONG_AGO), actor=None)
        GroupRecognition.objects.create(year=2024, village=village, status=GroupRecognition.Status.REGISTERED)
        AreaClassSpell.objects.create(
            place=village, area_class=AreaClass.values[0], since=REFORM, legal_basis="Quyết định 1"
        )
    return land


@pytest.mark.parametrize("code", [one.code for one in all_sheets()])
def test_an_export_that_comes_back_changes_nothing(code: str, land: Land, tmp_path: Path) -> None:
    target = tmp_path / f"{code}.xlsx"
    count = write_export(code, land.near, target, on=timezone.localdate(), actor=None)
    assert count == FILLED.get(code, 0)
    if count:
        batch = received(code, target.read_bytes(), land.near, name=target.name, **GIVEN)
        assert outcomes(batch) == {"same": count}, batch.counts["causes"]
        assert makings_of(batch) == []
