"""Change orders: drafted, previewed, applied in one transaction, undone while nothing they moved was touched."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from hieuhoc.accounts.models import Grant, User
from hieuhoc.accounts.roles import Role
from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.places import drafting, reads
from hieuhoc.places.actions import (
    add_steps,
    add_village,
    apply_change_order,
    assign_village,
    draft_order,
    preview_order,
    rename_village,
    undo_change_order,
)
from hieuhoc.places.actions.applying import CarriedOut
from hieuhoc.places.actions.villages import NewVillage
from hieuhoc.places.drafting import Draft
from hieuhoc.places.models import ChangeOrder, MovedRow, Place, PlaceSpell, Succession, Tier
from hieuhoc.places.successions import registry
from tests.places.fake_room import FakeRoom
from tests.places.small_map import DAY_BEFORE, REFORM, ancestry_now, new, put, spells_now, titles
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Place:
    return put("Đắk Lắk", Tier.PROVINCE, kind="Tỉnh", code="66")


@pytest.fixture
def district(province: Place) -> Place:
    return put("Krông Búk", Tier.DISTRICT, province, kind="Huyện", code="644")


@pytest.fixture
def wards(district: Place) -> list[Place]:
    return [put(name, Tier.COMMUNE, district, kind="Xã") for name in ("Cư Né", "Cư Pơng", "Ea Sin")]


@pytest.fixture
def room() -> Iterator[FakeRoom]:
    fake = FakeRoom()
    registry.add("fake", fake)
    yield fake
    registry.remove("fake")


def order_of(*steps: Draft, on: date = REFORM) -> ChangeOrder:
    return draft_order("1660/NQ-UBTVQH15", "Sắp xếp", on, list(steps), actor=None)


def applied(*steps: Draft, on: date = REFORM) -> ChangeOrder:
    order = order_of(*steps, on=on)
    apply_change_order(order, actor=None)
    order.refresh_from_db()
    return order


def made_by(order: ChangeOrder, key: str) -> Place:
    place = order.steps.get(verb="make", attributes__key=key).place
    assert place is not None
    return place


def test_merging_makes_a_new_place_even_with_the_old_name(district: Place, wards: list[Place]) -> None:
    order = applied(*drafting.merge([ward.pk for ward in wards[:2]], new("Cư Né", district)))
    merged = made_by(order, "Cư Né")
    assert merged.pk not in {ward.pk for ward in wards}
    assert reads.predecessors(merged.pk) == [wards[0].pk, wards[1].pk]
    assert reads.successors(wards[0].pk) == [merged.pk]
    assert titles(Place.objects.under(district, DAY_BEFORE), DAY_BEFORE) == {
        "Huyện Krông Búk",
        "Xã Cư Né",
        "Xã Cư Pơng",
        "Xã Ea Sin",
    }
    assert titles(Place.objects.under(district, REFORM), REFORM) == {"Huyện Krông Búk", "Xã Cư Né", "Xã Ea Sin"}


def test_a_village_follows_its_ward_into_the_whole_successor(district: Place, wards: list[Place]) -> None:
    village = put("Drah", Tier.VILLAGE, wards[0], kind="Buôn")
    order = applied(*drafting.merge([ward.pk for ward in wards], new("Cư Pơng", district)))
    assert reads.commune_of(village.pk, DAY_BEFORE) == wards[0].pk
    assert reads.commune_of(village.pk, REFORM) == made_by(order, "Cư Pơng").pk


def test_villages_of_a_cut_ward_wait_unless_the_order_names_them(district: Place, wards: list[Place]) -> None:
    named, unnamed = put("Một", Tier.VILLAGE, wards[0]), put("Hai", Tier.VILLAGE, wards[0])
    order = applied(*drafting.split(wards[0].pk, [new("Bắc", district), new("Nam", district)], {named.pk: "Bắc"}))
    assert reads.commune_of(named.pk, REFORM) == made_by(order, "Bắc").pk
    assert reads.commune_of(unnamed.pk, REFORM) is None
    assert reads.name_of(unnamed.pk, REFORM) == "village Hai"
    assign_village(unnamed, made_by(order, "Nam"), order=order, actor=None)
    assert reads.commune_of(unnamed.pk, REFORM) == made_by(order, "Nam").pk
    assert reads.commune_of(unnamed.pk, DAY_BEFORE) == wards[0].pk


def test_a_waiting_village_goes_only_to_a_successor_of_its_ward(district: Place, wards: list[Place]) -> None:
    village = put("Hai", Tier.VILLAGE, wards[0])
    order = applied(*drafting.split(wards[0].pk, [new("Bắc", district), new("Nam", district)]))
    with pytest.raises(Refusal, match="không kế thừa"):
        assign_village(village, wards[1], order=order, actor=None)


def test_dissolving_a_tier_puts_its_communes_under_the_province(
    province: Place, district: Place, wards: list[Place]
) -> None:
    lines = [line for ward in wards for line in drafting.transfer(ward.pk, province.pk)]
    order = applied(*lines, *drafting.dissolve([district.pk]))
    assert reads.ancestors(wards[0].pk, DAY_BEFORE) == [wards[0].pk, district.pk, province.pk]
    assert reads.ancestors(wards[0].pk, REFORM) == [wards[0].pk, province.pk]
    assert preview_of_undone(order).moves.upward == {district.pk: province.pk}


def preview_of_undone(order: ChangeOrder) -> CarriedOut:
    undo_change_order(order, actor=None)
    return preview_order(order, actor=None)


def test_a_district_becomes_a_commune(province: Place) -> None:
    island = put("Lý Sơn", Tier.DISTRICT, province, kind="Huyện")
    order = applied(*drafting.turn_into(island.pk, new("Lý Sơn", province, kind="Đặc khu")))
    assert reads.label_of(made_by(order, "Lý Sơn").pk, REFORM).path == "Đặc khu Lý Sơn, Tỉnh Đắk Lắk"
    assert Succession.objects.get(order=order, predecessor=island, is_whole=True).successor == made_by(order, "Lý Sơn")


def test_renaming_and_retyping_keep_the_place(province: Place, district: Place, wards: list[Place]) -> None:
    applied(*drafting.rename(wards[0].pk, "Cư Nê"), *drafting.change_type(wards[1].pk, "Phường"))
    assert [reads.name_of(wards[0].pk, day) for day in (DAY_BEFORE, REFORM)] == ["Xã Cư Né", "Xã Cư Nê"]
    assert [reads.name_of(wards[1].pk, day) for day in (DAY_BEFORE, REFORM)] == ["Xã Cư Pơng", "Phường Cư Pơng"]


def test_a_merged_province_keeps_reaching_what_its_predecessors_were(
    province: Place, district: Place, wards: list[Place]
) -> None:
    other = put("Phú Yên", Tier.PROVINCE, kind="Tỉnh")
    cut = put("Sơn Hòa", Tier.COMMUNE, put("Sơn Hòa", Tier.DISTRICT, other))
    village = put("Xóm", Tier.VILLAGE, cut)
    stranger = put("Khánh Hòa", Tier.PROVINCE)
    merged = new("Đắk Lắk", None, tier=Tier.PROVINCE, kind="Tỉnh")
    north, south = (drafting.NewPlace(name, name, "Xã", "commune", "Đắk Lắk") for name in ("Bắc", "Nam"))
    old_districts = [district.pk, reads.ancestors(cut.pk, DAY_BEFORE)[1]]
    whole = drafting.NewPlace("Cư Né", "Cư Né", "Xã", "commune", "Đắk Lắk")
    order = applied(
        *drafting.merge([province.pk, other.pk], merged),
        *drafting.split(cut.pk, [north, south]),
        *drafting.merge([ward.pk for ward in wards], whole),
        *drafting.dissolve(old_districts),
    )
    reached = set(reads.reached_ids(Scope(on=REFORM, places=frozenset([made_by(order, "Đắk Lắk").pk]))))
    assert {province.pk, other.pk, cut.pk, village.pk, *old_districts, *(ward.pk for ward in wards)} <= reached
    assert stranger.pk not in reached
    commune_only = set(reads.reached_ids(Scope(on=REFORM, places=frozenset([made_by(order, "Cư Né").pk]))))
    assert commune_only == {made_by(order, "Cư Né").pk, *(ward.pk for ward in wards)}
    assert not set(reads.reached_ids(Scope(on=DAY_BEFORE, places=frozenset([other.pk])))) & {ward.pk for ward in wards}


def test_undo_puts_the_map_back_exactly(district: Place, wards: list[Place]) -> None:
    put("Drah", Tier.VILLAGE, wards[0])
    before, lines = spells_now(), ancestry_now()
    order = applied(
        *drafting.split(wards[0].pk, [new("Bắc", district), wards[1].pk]), *drafting.rename(wards[2].pk, "Ea Sin Mới")
    )
    assert spells_now() != before
    undo_change_order(order, actor=None)
    assert (spells_now(), ancestry_now()) == (before, lines)
    assert not MovedRow.objects.filter(order=order).exists()
    assert not Succession.objects.filter(order=order).exists()
    made = made_by(order, "Bắc")
    assert not Place.objects.on(REFORM).filter(pk=made.pk).exists()
    apply_change_order(order, actor=None)
    assert made_by(order, "Bắc") == made
    assert reads.name_of(made.pk, REFORM) == "Xã Bắc"


def test_undo_is_refused_once_a_moved_place_was_changed(district: Place, wards: list[Place]) -> None:
    village = put("Drah", Tier.VILLAGE, wards[0])
    order = applied(*drafting.merge([wards[0].pk], new("Cư Né", district)))
    rename_village(village, name="Drah Hai", kind="Buôn", since=date(2026, 1, 1), actor=None)
    with pytest.raises(Refusal, match="cấp trên của đơn vị: 1"):
        undo_change_order(order, actor=None)


def test_undo_is_refused_once_the_new_place_holds_something(district: Place, wards: list[Place]) -> None:
    order = applied(*drafting.merge([wards[0].pk], new("Cư Né", district)))
    add_village(NewVillage(made_by(order, "Cư Né").pk, "Buôn", "Mới"), actor=None)
    with pytest.raises(Refusal, match="đã có dữ liệu"):
        undo_change_order(order, actor=None)
    assert reads.name_of(made_by(order, "Cư Né").pk, REFORM) == "Xã Cư Né"


def test_undo_is_refused_once_a_moved_row_of_a_room_was_touched(
    room: FakeRoom, district: Place, wards: list[Place]
) -> None:
    room.put(person=1, place=wards[0].pk)
    order = applied(*drafting.merge([wards[0].pk], new("Cư Né", district)))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE fake_resident SET place_id = %s WHERE until IS NULL", [wards[1].pk])
    with pytest.raises(Refusal, match="cư trú thử: 1"):
        undo_change_order(order, actor=None)


def test_preview_counts_what_would_move_and_changes_nothing(
    room: FakeRoom, district: Place, wards: list[Place]
) -> None:
    room.put(person=1, place=wards[0].pk)
    room.put(person=2, place=wards[1].pk)
    before = spells_now(), ancestry_now(), room.rows()
    order = order_of(*drafting.merge([ward.pk for ward in wards[:2]], new("Cư Né", district)))
    preview = preview_order(order, actor=None)
    assert preview.rows == {("fake", "resident"): 4, ("places", "spell"): 3}
    assert (spells_now(), ancestry_now(), room.rows()) == before
    assert Entry.objects.filter(deed="places.apply_change_order").count() == 0


def test_every_problem_is_said_at_once(district: Place, wards: list[Place]) -> None:
    put("Một", Tier.VILLAGE, wards[0])
    order = order_of(Draft("end", wards[0].pk), Draft("amend", wards[1].pk, attributes={"parent": wards[0].pk}))
    problems = preview_order(order, actor=None).problems
    assert problems == (
        "Xã Cư Pơng: đơn vị cấp trên giải thể trong chính lệnh này.",
        "village Một chưa có nơi mới sau khi đơn vị cấp trên giải thể.",
    )
    with pytest.raises(Refusal, match=r"Cư Pơng.*village Một"):
        apply_change_order(order, actor=None)


def test_an_order_cannot_reach_behind_a_later_change(wards: list[Place]) -> None:
    applied(*drafting.rename(wards[0].pk, "Cư Nê"), on=date(2026, 1, 1))
    with pytest.raises(Refusal, match="đã có thay đổi sau ngày 01/07/2025"):
        applied(*drafting.change_type(wards[0].pk, "Phường"))


def test_two_orders_of_one_day_build_on_each_other_and_undo_in_turn(wards: list[Place]) -> None:
    first = applied(*drafting.rename(wards[0].pk, "Cư Nê"))
    between = spells_now()
    second = applied(*drafting.change_type(wards[0].pk, "Phường"))
    assert reads.name_of(wards[0].pk, REFORM) == "Phường Cư Nê"
    with refused("touched"):
        undo_change_order(first, actor=None)
    undo_change_order(second, actor=None)
    assert spells_now() == between


def test_an_order_is_applied_once(wards: list[Place]) -> None:
    order = applied(*drafting.rename(wards[0].pk, "Cư Nê"))
    with pytest.raises(Refusal, match="đã được áp dụng"):
        apply_change_order(order, actor=None)
    with pytest.raises(Refusal, match="lập lệnh mới"):
        add_steps(order, drafting.rename(wards[1].pk, "Khác"), actor=None)


def test_only_an_officer_of_the_province_may_change_its_map(province: Place, wards: list[Place]) -> None:
    elsewhere = put("Khánh Hòa", Tier.PROVINCE)
    hoa, stranger = (User.objects.create(username=name, full_name=name) for name in ("hoa", "stranger"))
    for user, place in ((hoa, province), (stranger, elsewhere)):
        Grant.objects.create(user=user, role=Role.PROVINCE, place=place, since=date(2020, 1, 1))
    order = draft_order("1", "Đổi tên", REFORM, drafting.rename(wards[0].pk, "Cư Nê"), actor=hoa)
    with pytest.raises(PermissionDenied):
        apply_change_order(order, actor=stranger)
    apply_change_order(order, actor=hoa)
    assert Entry.objects.get(deed="places.apply_change_order").actor == hoa
    with pytest.raises(PermissionDenied):
        undo_change_order(order, actor=stranger)


def test_spells_of_one_place_cannot_overlap(wards: list[Place]) -> None:
    spell = PlaceSpell.objects.get(place=wards[0])
    with pytest.raises(Exception, match="place_spell_no_overlap"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO places_placespell (place_id, since, until, code, name, folded_name, kind, tier)"
            " VALUES (%s, '2001-01-01', '2002-01-01', '', 'x', 'x', 'Xã', 'commune')",
            [spell.place_id],
        )


def test_one_order_gives_a_unit_a_new_kind_and_a_new_name(wards: list[Place]) -> None:
    applied(*drafting.change_type(wards[0].pk, "Phường", "24301"), *drafting.rename(wards[0].pk, "Cư Nê"))
    assert reads.name_of(wards[0].pk, REFORM) == "Phường Cư Nê"
    assert PlaceSpell.objects.get(place=wards[0], until__isnull=True).code == "24301"


def test_the_same_change_twice_in_one_order_is_a_problem(wards: list[Place]) -> None:
    order = order_of(*drafting.rename(wards[0].pk, "Cư Nê"), *drafting.rename(wards[0].pk, "Khác"))
    assert preview_order(order, actor=None).problems == ("Xã Cư Né được nhắc lại trong lệnh.",)


def test_a_code_means_one_unit_of_a_tier_at_a_time(district: Place, wards: list[Place]) -> None:
    held = put("Ea Ngai", Tier.COMMUNE, district, kind="Xã", code="24313")
    taken = order_of(*drafting.merge([wards[0].pk], new("Mới", district, code="24313")))
    assert "Mã 24313 đang là mã của đơn vị khác" in " ".join(preview_order(taken, actor=None).problems)
    twice = order_of(drafting.make(new("A", district, code="1")), drafting.make(new("B", district, code="1")))
    assert len(preview_order(twice, actor=None).problems) == 1
    passed_on = applied(*drafting.merge([held.pk], new("Mới", district, code="24313")))
    assert passed_on.status == ChangeOrder.Status.APPLIED
