"""Recorded facts: a group, unit or village registered or recognised for a year."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.accounts.reads import scope_of
from hieuhoc.audit.models import Entry
from hieuhoc.indicators.actions import open_year
from hieuhoc.indicators.models import StaleMark
from hieuhoc.lib.errors import Refusal
from hieuhoc.people.models import Group
from hieuhoc.places.models import Place
from hieuhoc.recognition.actions import (
    GroupFact,
    record_group_recognition,
    record_group_recognitions,
    remove_group_recognition,
)
from hieuhoc.recognition.models import GroupRecognition
from tests.assessment.makers import make_unit
from tests.cast import World
from tests.refusals import refused


def family(world: World, code: str = "1", place: Place | None = None) -> Group:
    place = place or world.commune
    return Group.objects.create(kind="family", name="Gia đình", folded_name="gia dinh", code=code, place=place)


def fact(group: Group | None, **more: Any) -> GroupFact:
    return GroupFact(
        **dict[str, Any]({"year": 2024, "status": "recognised", "group": group, "decision_number": "5/QĐ"} | more)
    )


def test_it_is_recorded_and_the_year_is_recounted(world: World) -> None:
    open_year(2024, actor=None)
    row = record_group_recognition(fact(family(world), decided_on=date(2024, 12, 20)), actor=world.minh)
    assert (row.status, row.decision_number) == ("recognised", "5/QĐ")
    assert StaleMark.objects.filter(year=2024).exists()


def test_recording_again_corrects_the_same_fact(world: World) -> None:
    group = family(world)
    record_group_recognition(fact(group, status="registered", decision_number=""), actor=world.minh)
    record_group_recognition(fact(group), actor=world.minh)
    assert GroupRecognition.objects.get().status == "recognised"


def test_a_unit_and_a_village_are_recorded_too(world: World) -> None:
    unit = make_unit("Trường", world.commune)
    record_group_recognition(fact(None, unit=unit), actor=world.minh)
    record_group_recognition(fact(None, village=world.village), actor=world.minh)
    assert GroupRecognition.objects.within(scope_of(world.minh, "recognition.read_group_recognitions")).count() == 2
    assert not GroupRecognition.objects.within(scope_of(world.son, "recognition.read_group_recognitions")).exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"decision_number": ""}, "số quyết định"),
        ({"year": 1999}, "Năm"),
        ({"decided_on": date(2023, 1, 1)}, "trước năm"),
        ({"decided_on": date(2999, 1, 1)}, "sau hôm nay"),
    ],
)
def test_what_lacks_something_is_refused(world: World, more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        record_group_recognition(fact(family(world), **more), actor=world.minh)


def test_many_are_recorded_with_one_entry_or_not_at_all(world: World) -> None:
    facts = [fact(family(world, str(number))) for number in range(20)]
    with refused("year"):
        record_group_recognitions([*facts, fact(family(world, "x"), year=1999)], actor=world.minh)
    assert not GroupRecognition.objects.exists()
    record_group_recognitions(facts, actor=world.minh)
    entry = Entry.objects.get(deed="recognition.record_group_recognition")
    assert (entry.rows_touched, entry.rows.count()) == (20, 20)


def test_another_commune_records_nothing_here(world: World) -> None:
    with pytest.raises(PermissionDenied):
        record_group_recognition(fact(family(world)), actor=world.son)


def test_a_mistake_is_taken_out_and_the_record_keeps_it(world: World) -> None:
    row = record_group_recognition(fact(family(world)), actor=world.minh)
    remove_group_recognition(row, actor=world.minh)
    assert not GroupRecognition.objects.exists()
    assert Entry.objects.get(deed="recognition.remove_group_recognition").changes["decision_number"] == ["5/QĐ", None]
