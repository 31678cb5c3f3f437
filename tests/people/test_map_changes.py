"""A merged commune, a cut ward, and what waits until the province has assigned it."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from hieuhoc.accounts.models import Grant, Role, User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.indicators.models import Revision, StaleMark
from hieuhoc.lib.scope import whole_system
from hieuhoc.people import reads
from hieuhoc.people.actions import (
    NewGroup,
    NewUnit,
    add_group,
    add_unit,
    assign_waiting,
    assign_waiting_village,
    move_citizen,
    record_death,
)
from hieuhoc.people.models import Citizen, Group, Residence, WaitingEntry
from hieuhoc.people.rosters.roster import Roster
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.models import ChangeOrder, Place, Succession, Tier
from hieuhoc.places.reads import commune_of
from tests.people.makers import LONG_AGO, Land, add
from tests.places.small_map import DAY_BEFORE, REFORM, new, put
from tests.refusals import refused

AFTER = date(2025, 9, 1)


def apply(steps: list[drafting.Draft]) -> ChangeOrder:
    order = draft_order("1660/NQ-UBTVQH15", "Sắp xếp", REFORM, steps, actor=None)
    apply_change_order(order, actor=None)
    return order


def merge_both(land: Land) -> tuple[ChangeOrder, Place]:
    order = apply(drafting.merge([land.near.pk, land.far.pk], new("Pơng Drang", land.province)))
    return order, Place.objects.get(pk=Succession.objects.filter(order=order).values_list("successor", flat=True)[0])


def cut_near(land: Land) -> tuple[ChangeOrder, list[Place]]:
    order = apply(drafting.split(land.near.pk, [new("Phần Một", land.province), new("Phần Hai", land.province)]))
    return order, list(Place.objects.filter(predecessor_links__order=order).order_by("pk"))


def test_a_merged_commune_takes_its_people_along(land: Land) -> None:
    outside, inside = add(land.near), add(land.near_village, "H'Lan")
    order, merged = merge_both(land)
    outside.refresh_from_db()
    assert outside.home_id == merged.pk
    assert list(outside.residences.order_by("since").values_list("place", "since", "until")) == [
        (land.near.pk, LONG_AGO, REFORM),
        (merged.pk, REFORM, None),
    ]
    inside.refresh_from_db()
    assert inside.home_id == land.near_village.pk
    assert commune_of(land.near_village.pk, AFTER) == merged.pk
    assert commune_of(land.near_village.pk, DAY_BEFORE) == land.near.pk
    undo_change_order(order, actor=None)
    outside.refresh_from_db()
    assert (outside.home_id, outside.residences.get().until) == (land.near.pk, None)


def test_the_blank_roster_offers_villages_of_one_name_apart(land: Land) -> None:
    put("Thôn Một", Tier.VILLAGE, land.near, kind="Thôn")  # the small map writes the kind into the name as well
    merged = merge_both(land)[1]
    offered = Roster().choices(merged.pk)["village"]
    assert offered == ["Buôn Buôn Drăh", "Thôn Thôn Một (Ea Ngai)", "Thôn Thôn Một (Cư Né)"]


def test_two_households_of_one_number_stay_two_and_get_their_codes_back(land: Land) -> None:
    one = add_group(NewGroup("family", "Nhà A", "HK01", land.near), actor=None)
    two = add_group(NewGroup("family", "Nhà B", "HK01", land.far), actor=None)
    order, merged = merge_both(land)
    assert set(Group.objects.values_list("place", "code")) == {(merged.pk, "HK01"), (merged.pk, f"HK01/{land.far.pk}")}
    undo_change_order(order, actor=None)
    assert set(Group.objects.values_list("pk", "place", "code")) == {
        (one.pk, land.near.pk, "HK01"),
        (two.pk, land.far.pk, "HK01"),
    }


def test_an_order_marks_old_and_new_communes_for_recounting(land: Land) -> None:
    Revision.objects.create(year=2025)
    _order, merged = merge_both(land)
    assert set(StaleMark.objects.values_list("place", flat=True)) >= {land.near.pk, land.far.pk, merged.pk}


def test_people_of_a_cut_ward_wait_at_the_province(land: Land) -> None:
    outside, inside, elsewhere = add(land.near), add(land.near_village, "H'Lan"), add(land.far, "Sơn")
    _order, _parts = cut_near(land)
    assert set(WaitingEntry.objects.values_list("citizen", "village")) == {
        (outside.pk, None),
        (inside.pk, land.near_village.pk),
    }
    hoa = User.objects.create_user(username="hoa", password=None, full_name="Hoa")
    Grant.objects.create(user=hoa, role=Role.PROVINCE, place=land.province, since=LONG_AGO)
    scope = scope_of(hoa, "people.assign_waiting")
    assert {(row.village, row.people) for row in reads.waiting_villages(scope)} == {
        (None, 1),
        (land.near_village.pk, 1),
    }
    assert set(Citizen.objects.within(scope)) == {outside, inside, elsewhere}


def test_a_village_is_assigned_with_everybody_in_it(land: Land) -> None:
    inside = add(land.near_village)
    order, (part, _other) = cut_near(land)
    newcomer = add(land.near_village, "Người đến sau", since=AFTER)
    assert WaitingEntry.objects.open().filter(citizen=newcomer).exists()
    assert commune_of(land.near_village.pk, REFORM) is None
    assert assign_waiting_village(land.near_village, part, order=order, actor=None) == 2
    assert commune_of(land.near_village.pk, REFORM) == part.pk
    assert not WaitingEntry.objects.open().exists()
    assert inside.residences.count() == 1
    with refused("touched"):
        undo_change_order(order, actor=None)


def test_one_by_one_into_the_successors_and_nowhere_else(land: Land) -> None:
    citizen = add(land.near)
    _order, (part, _other) = cut_near(land)
    assert citizen.residences.get().until == REFORM
    [entry] = WaitingEntry.objects.open()
    with refused("no_successor"):
        assign_waiting([entry], land.far, actor=None)
    assign_waiting([entry], part, actor=None)
    citizen.refresh_from_db()
    assert citizen.home_id == part.pk
    assert citizen.residences.get(until=None).since == REFORM
    with refused("already_assigned"):
        assign_waiting([entry], part, actor=None)


def test_who_moves_or_dies_while_waiting_waits_no_more(land: Land) -> None:
    mover, dead = add(land.near), add(land.near, "Y Blŏk")
    cut_near(land)
    move_citizen(mover, land.far_village, since=AFTER, actor=None)
    record_death(dead, died_on=AFTER, actor=None)
    assert not WaitingEntry.objects.open().exists()
    assert WaitingEntry.objects.on(REFORM).count() == 2
    assert Residence.objects.get(until=None).place_id == land.far_village.pk


def test_what_was_recorded_late_lies_in_the_successor(land: Land) -> None:
    late = add(land.near, since=AFTER)
    _order, merged = merge_both(land)
    assert list(late.residences.values_list("place", "since")) == [(merged.pk, AFTER)]


def test_units_and_groups_of_a_cut_ward_are_listed_to_be_placed(land: Land) -> None:
    unit = add_unit(NewUnit("TH01", "Trường", land.near, "commune", "school"), actor=None)
    group = add_group(NewGroup("clan", "Niê", "DH01", land.near), actor=None)
    cut_near(land)
    unplaced = reads.unplaced(whole_system(timezone.localdate()))
    assert (list(unplaced.units), list(unplaced.groups), list(unplaced.branches)) == ([unit], [group], [])


def test_the_nightly_check_finds_a_broken_promise(
    land: Land, capsys: pytest.CaptureFixture[str], settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path  # else seals that other tests kept there are not of this history
    citizen = add(land.near_village)
    call_command("check_records")
    Citizen.objects.filter(pk=citizen.pk).update(home=land.far)
    with pytest.raises(CommandError):
        call_command("check_records")
    assert "home is the open residence" in capsys.readouterr().err
