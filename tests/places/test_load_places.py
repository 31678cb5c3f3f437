"""The whole map of Vietnam, loaded through the real change orders."""

from collections import Counter
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.vietnamese import fold
from hieuhoc.places import reads
from hieuhoc.places.actions import apply_later_orders, apply_reform_2025, load_old_map
from hieuhoc.places.models import ChangeOrder, Place, PlaceSpell, Succession
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("whole_map")
OLD, NEW, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 1)


@made_once
def whole_map() -> None:
    """How fast is the bench's question."""
    load_old_map(actor=None)
    apply_reform_2025(actor=None)
    apply_later_orders(actor=None)


def place(code: str, tier: str, on: date) -> int:
    found = reads.by_code(code, tier, on)
    assert found is not None
    return found


def kinds(on: date, tier: str) -> Counter[str]:
    return Counter(PlaceSpell.objects.on(on).filter(tier=tier).values_list("kind", flat=True))


def test_the_old_map_has_three_tiers_since_an_unknown_day() -> None:
    assert [sum(kinds(OLD, tier).values()) for tier in ("province", "district", "commune")] == [63, 696, 10_035]
    assert not PlaceSpell.objects.on(OLD).filter(since__isnull=False).exists()
    assert reads.is_before_known_map(OLD)
    assert not reads.is_before_known_map(NEW)


def test_the_new_map_has_two_tiers() -> None:
    assert sum(kinds(NEW, "province").values()) == 34
    assert not kinds(NEW, "district")
    assert kinds(NEW, "commune") == {"Xã": 2621, "Phường": 687, "Đặc khu": 13}


def test_what_changed_in_2026_is_known() -> None:
    assert kinds(date(2026, 4, 29), "commune") == kinds(NEW, "commune")
    assert kinds(date(2026, 4, 30), "commune") == {"Xã": 2611, "Phường": 697, "Đặc khu": 13}
    assert kinds(TODAY, "commune") == {"Xã": 2599, "Phường": 709, "Đặc khu": 13}
    assert reads.name_of(place("75", "province", TODAY), TODAY) == "Thành phố Đồng Nai"
    assert reads.data_as_of().as_of == date(2026, 9, 20)


def test_a_code_is_not_an_identity() -> None:
    old = {spell.code: spell for spell in PlaceSpell.objects.on(OLD).filter(tier="commune")}
    new = {spell.code: spell for spell in PlaceSpell.objects.on(NEW).filter(tier="commune")}
    reused = old.keys() & new.keys()
    same_name = [code for code in reused if str(old[code]) == str(new[code])]
    assert len(new) == 3321
    assert len(reused) == 3316  # all but the five special zones that were districts
    assert len(same_name) == 1168
    assert not {old[code].place_id for code in reused} & {new[code].place_id for code in reused}


def test_merged_provinces_are_new_and_the_others_stay() -> None:
    dak_lak, phu_yen = place("66", "province", OLD), place("54", "province", OLD)
    merged = place("66", "province", NEW)
    assert merged not in {dak_lak, phu_yen}
    assert set(reads.predecessors(merged)) == {dak_lak, phu_yen}
    assert place("01", "province", OLD) == place("01", "province", NEW)
    new_provinces = set(PlaceSpell.objects.on(NEW).filter(tier="province").values_list("place_id", flat=True))
    old_provinces = set(PlaceSpell.objects.on(OLD).filter(tier="province").values_list("place_id", flat=True))
    assert (len(new_provinces - old_provinces), len(new_provinces & old_provinces)) == (23, 11)


def test_every_old_ward_has_its_successors_and_the_cut_ones_several() -> None:
    wards = set(PlaceSpell.objects.on(OLD).filter(tier="commune").values_list("place_id", flat=True))
    links = Succession.objects.filter(predecessor__in=wards)
    assert set(links.values_list("predecessor_id", flat=True)) == wards
    parts = Counter(links.filter(is_whole=False).values_list("predecessor_id", flat=True))
    assert len(parts) == 445
    assert min(parts.values()) == 2
    communes = set(PlaceSpell.objects.on(NEW).filter(tier="commune").values_list("place_id", flat=True))
    assert set(Succession.objects.filter(successor__in=communes).values_list("successor_id", flat=True)) == communes


def test_five_special_zones_succeed_districts() -> None:
    districts = PlaceSpell.objects.on(OLD).filter(tier="district").values("place")
    links = Succession.objects.filter(predecessor__in=districts).values_list("successor_id", flat=True)
    assert {reads.name_of(pk, NEW) for pk in links} == {
        f"Đặc khu {name}" for name in ("Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo")
    }


def test_each_order_names_its_source_and_how_certain_it_is() -> None:
    orders = ChangeOrder.objects.all()
    assert orders.count() == 37
    assert not orders.filter(source="").exists()
    assert not orders.filter(legal_basis="").exists()
    assert set(orders.values_list("certainty", flat=True)) == {"inferred"}
    assert orders.get(number="1660/NQ-UBTVQH15").title.endswith("Tỉnh Đắk Lắk")


def test_tone_mark_variants_are_one_name() -> None:
    for typed in ("phường Tuy Hoà", "Phường Tuy Hòa", "tuy hoa"):
        assert "Phường Tuy Hòa, Tỉnh Đắk Lắk" in [label.path for label in reads.find_by_name(typed, on=TODAY)]
    for name, folded in PlaceSpell.objects.values_list("name", "folded_name"):
        assert folded == fold(name)


def test_a_place_is_found_by_its_name_below_another() -> None:
    dak_lak = place("66", "province", NEW)
    assert [label.path for label in reads.find_by_name("cu ne", on=TODAY, under=dak_lak)] == []
    found = reads.find_by_name("xa cu ne", on=OLD, under=place("66", "province", OLD), tier="commune")
    assert [label.path for label in found] == ["Xã Cư Né, Huyện Krông Búk, Tỉnh Đắk Lắk"]
    assert reads.successors(found[0].id) != []


def test_numbered_districts_are_not_called_twice() -> None:
    assert reads.label_of(place("760", "district", OLD), OLD).title == "Quận 1"


def test_every_commune_has_coordinates_and_an_area() -> None:
    communes = Place.objects.on(TODAY, tier="commune")
    assert communes.filter(latitude__isnull=True).count() == 0
    assert communes.filter(area_km2__isnull=True).count() == 2  # Đông Trạch and Thượng Trạch, missing in the data


@pytest.mark.parametrize(("code", "on"), [("66", OLD), ("66", NEW), ("66", TODAY), ("01", OLD), ("79", TODAY)])
def test_all_below_a_province_is_one_query(
    code: str, on: date, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    province = place(code, "province", on)
    with django_assert_num_queries(1):
        assert len(list(Place.objects.under(province, on).values_list("pk", flat=True))) > 90


def test_the_province_reaches_its_predecessors_and_their_subtrees() -> None:
    merged = place("66", "province", NEW)
    reached = set(reads.reached_ids(Scope(on=TODAY, places=frozenset([merged]))))
    for code in ("66", "54"):
        old = place(code, "province", OLD)
        assert set(Place.objects.under(old, OLD).values_list("pk", flat=True)) <= reached
    assert place("64", "province", OLD) not in reached
    assert len(reached) == 102 + 1 + 196 + 116


def test_the_map_is_loaded_once() -> None:
    with pytest.raises(Refusal, match="đã được nạp"):
        load_old_map(actor=None)
