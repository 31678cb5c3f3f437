"""The map as pages: found, read through time, villages made, orders drafted, tried, applied, undone, people assigned."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.lib.opaque import public_id
from hieuhoc.people.actions import NewGroup, NewUnit, add_group, add_unit, correct_citizen
from hieuhoc.people.actions.correct import Facts
from hieuhoc.people.models import Citizen, WaitingEntry
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.drafting import dissolve, merge, rename
from hieuhoc.places.models import AreaClassSpell, ChangeOrder, Place, PlaceSpell, Tier
from hieuhoc.places.reads import commune_of
from tests.cast import Cast
from tests.people.makers import add
from tests.places.small_map import put
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(cast: Cast, client: Client) -> Client:
    client.force_login(cast.hoa)
    return client


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def drafted(client: Client) -> ChangeOrder:
    given = {"number": "1/NQ", "title": "Sắp xếp xã", "takes_effect_on": "2025-07-01", "certainty": "seen"}
    client.post(reverse("office:order-new"), given)
    return ChangeOrder.objects.get(number="1/NQ")


def add_change(client: Client, order: ChangeOrder, change: str, **given: object) -> None:
    answer = client.post(reverse("office:order-change-new", args=[order.pk, change]), given)
    assert answer.status_code == 302, answer.content.decode()


def test_a_place_is_found_without_marks_and_says_since_when_is_unknown(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    assert "Xã Ea Ngai" in text_of(client, reverse("office:place-list") + "?name=ea+ngai")
    page = text_of(client, reverse("office:place", args=[cast.land.near.pk]))
    assert "chưa rõ từ ngày nào" in page
    assert "Buôn Buôn Drăh" in page


def test_a_stranger_to_the_office_may_not_read_places(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    assert client.get(reverse("office:place-list")).status_code == 403


def test_minh_makes_and_renames_a_village_of_his_commune_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    client.post(reverse("office:village-new", args=[cast.land.near.pk]), {"kind": "Thôn", "name": "Hai"})
    village = PlaceSpell.objects.get(name="Hai").place
    given = {"kind": "Thôn", "name": "Hai Mới", "since": "2025-01-01"}
    client.post(reverse("office:village-rename", args=[village.pk]), given)
    assert "Thôn Hai Mới" in text_of(client, reverse("office:place", args=[village.pk]))
    elsewhere = reverse("office:village-new", args=[cast.land.far.pk])
    assert client.post(elsewhere, {"kind": "Thôn", "name": "Ba"}).status_code == 404


def test_the_province_sets_and_ends_an_area_class_and_minh_may_not(cast: Cast, hoa: Client) -> None:
    address = reverse("office:area-class-new", args=[cast.land.near.pk])
    given = {"area_class": "remote", "since": "2024-01-01", "legal_basis": "Quyết định 861/QĐ-TTg"}
    hoa.post(address, given)
    hoa.post(reverse("office:area-class-end", args=[cast.land.near.pk, "remote"]), {"on": "2025-01-01"})
    assert AreaClassSpell.objects.get(place=cast.land.near).until == date(2025, 1, 1)
    hoa.force_login(cast.minh)
    assert hoa.post(address, given).status_code == 403


def test_hoa_merges_two_communes_sees_what_moves_applies_and_undoes(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    both = [cast.land.near.pk, cast.land.far.pk]
    add_change(hoa, order, "merge", places=both, kind="Xã", name="Cư Né", code="24100")
    shown = text_of(hoa, reverse("office:order-preview", args=[order.pk]))
    assert "Chưa có gì thay đổi" in shown
    assert "Áp dụng lệnh" in shown
    assert "Tất cả 2 người đang cư trú ở những nơi này" in shown
    assert PlaceSpell.objects.filter(place__in=both, until__isnull=True).count() == 2
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    merged = PlaceSpell.objects.get(code="24100", until__isnull=True).place_id
    assert commune_of(cast.land.near_village.pk, date(2025, 7, 1)) == merged
    assert "Lập từ" in text_of(hoa, reverse("office:place", args=[merged]))
    hoa.post(reverse("office:order-undo", args=[order.pk]))
    assert commune_of(cast.land.near_village.pk, date(2025, 7, 1)) == cast.land.near.pk
    assert "Đã hoàn tác" in text_of(hoa, reverse("office:order", args=[order.pk]))


def test_an_order_to_come_is_made_to_wait_and_can_be_taken_back(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    day = timezone.localdate() + timedelta(days=40)
    ChangeOrder.objects.filter(pk=order.pk).update(takes_effect_on=day)
    add_change(hoa, order, "rename", place=cast.land.near.pk, name="Cư Né")
    shown = text_of(hoa, reverse("office:order-preview", args=[order.pk]))
    assert f"Lệnh có hiệu lực từ {day:%d/%m/%Y}: chưa áp dụng được trước ngày đó." in shown
    assert "Áp dụng lệnh" not in shown
    refused = hoa.post(reverse("office:order-apply", args=[order.pk]))
    assert refused.status_code == 409
    assert "chưa áp dụng được trước ngày đó" in refused.content.decode()
    hoa.post(reverse("office:order-schedule", args=[order.pk]))
    page = text_of(hoa, reverse("office:order", args=[order.pk]))
    assert f"Lệnh tự được áp dụng ngày {day:%d/%m/%Y}" in page
    assert "Chờ đến ngày hiệu lực" in page
    assert "Ghi thêm một thay đổi" not in page
    assert "Hẹn áp dụng ngày" not in text_of(hoa, reverse("office:order-preview", args=[order.pk]))
    hoa.post(reverse("office:order-unschedule", args=[order.pk]))
    assert "Ghi thêm một thay đổi" in text_of(hoa, reverse("office:order", args=[order.pk]))


def test_an_undo_that_would_run_over_later_work_says_why_not(cast: Cast, hoa: Client) -> None:
    lives_in_commune = add(cast.land.far, "Y Thương Byă", sex="m")
    order = drafted(hoa)
    add_change(hoa, order, "merge", places=[cast.land.far.pk], target=cast.land.near.pk)
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    correct_citizen(lives_in_commune, Facts("Y Thương Byă", birth_year=1980), actor=None)
    Citizen.objects.filter(pk=lives_in_commune.pk).update(home=cast.land.near_village)
    page = hoa.get(reverse("office:order-undo", args=[order.pk])).content.decode()
    assert "Chưa hoàn tác được" in page
    refused = hoa.post(reverse("office:order-undo", args=[order.pk]))
    assert refused.status_code == 409
    assert "Không hoàn tác được" in refused.content.decode()


def test_a_bad_order_lists_its_problems_and_offers_no_button(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    district = PlaceSpell.objects.get(tier=Tier.DISTRICT).place_id
    add_change(hoa, order, "dissolve", places=[district], below="own_lines")
    page = text_of(hoa, reverse("office:order-preview", args=[order.pk]))
    assert "chưa có nơi mới" in page
    assert "Áp dụng lệnh" not in page


def test_people_of_a_cut_commune_are_assigned_by_village_and_one_by_one(cast: Cast, hoa: Client) -> None:
    loose = add(cast.land.near, "Y Thương Byă", sex="m")
    district = Place.objects.get(pk=PlaceSpell.objects.get(tier=Tier.DISTRICT).place_id)
    other = put("Ea Sin", Tier.COMMUNE, district, kind="Xã")
    order = drafted(hoa)
    offered = hoa.get(reverse("office:order-change-new", args=[order.pk, "split"])).context["form"].fields["places"]
    assert "" not in dict(offered.choices)  # a box that stands for nothing cannot be ticked
    add_change(hoa, order, "split", place=cast.land.near.pk, places=[cast.land.far.pk, other.pk])
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    page = text_of(hoa, reverse("office:waiting-list"))
    assert "Buôn Buôn Drăh" in page
    hoa.post(
        reverse("office:waiting-village", args=[order.pk, cast.land.near_village.pk]), {"successor": cast.land.far.pk}
    )
    assert commune_of(cast.land.near_village.pk, date(2025, 7, 1)) == cast.land.far.pk
    entry = WaitingEntry.objects.get(citizen=loose)
    address = reverse("office:waiting-people", args=[order.pk, cast.land.near.pk])
    assert "Y Thương Byă" in text_of(hoa, address)
    hoa.post(address, {"chosen": public_id("waiting", entry.pk), "successor": other.pk})
    assert Citizen.objects.get(pk=loose.pk).home == other
    assert "Không có ai chờ" in text_of(hoa, reverse("office:waiting-list"))


def test_what_a_cut_commune_leaves_without_a_place_is_listed_and_placed_by_hand(cast: Cast, hoa: Client) -> None:
    clan = add_group(NewGroup("clan", "Dòng họ Kbuôr", "KB", cast.land.near), actor=None)
    unit = add_unit(NewUnit("TYT", "Trạm Y tế", cast.land.near, "commune", "agency"), actor=None)
    order = drafted(hoa)
    add_change(hoa, order, "split", place=cast.land.near.pk, new_parts="Xã; Bắc\nXã; Nam")
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    page = text_of(hoa, reverse("office:waiting-list"))
    assert "Dòng họ Kbuôr" in page
    assert reverse("office:unit-change", args=[unit.pk]) in page
    north = PlaceSpell.objects.get(name="Bắc", until__isnull=True).place
    address = reverse("office:group-place", args=[clan.pk])
    assert address in page
    hoa.post(f"{address}?in={public_id('place', north.pk)}", {"place": north.pk})
    clan.refresh_from_db()
    assert clan.place == north
    assert "Dòng họ Kbuôr" not in text_of(hoa, reverse("office:waiting-list"))
    story = text_of(hoa, reverse("office:group", args=[clan.pk]))
    assert "Xã Bắc" in story
    assert "Lịch sử" in story


def test_the_map_of_an_earlier_day_is_searched_and_says_what_is_not_known(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    add_change(hoa, order, "merge", places=[cast.land.near.pk, cast.land.far.pk], kind="Xã", name="Mới")
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    search = reverse("office:place-list") + "?name=ea+ngai"
    old = PlaceSpell.objects.get(name="Ea Ngai")
    record = reverse("office:place", args=[old.place_id])
    assert record not in text_of(hoa, search)
    page = text_of(hoa, search + "&on=2025-06-30")
    assert record in page
    assert "không rõ có từ ngày nào" in page
    assert "hom-qua” không đọc được thành ngày" in text_of(hoa, search + "&on=hom-qua")
    assert "Đã kết thúc" in text_of(hoa, record)
    assert "Buôn Buôn Drăh" in text_of(hoa, reverse("office:place", args=[cast.land.near.pk])), "as on its last day"


def test_a_village_counts_its_community_for_its_own_office(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    assert "người đang cư trú" in text_of(client, reverse("office:place", args=[cast.land.near_village.pk]))
    assert "người đang cư trú" not in text_of(client, reverse("office:place", args=[cast.land.far_village.pk]))


def test_only_the_province_handles_orders_and_waiting_people(cast: Cast, client: Client) -> None:
    client.force_login(cast.minh)
    for name in ("office:order-list", "office:order-new", "office:waiting-list"):
        assert client.get(reverse(name)).status_code == 403


def test_a_tier_is_dissolved_and_its_communes_go_up(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    district = PlaceSpell.objects.get(tier=Tier.DISTRICT)
    add_change(hoa, order, "dissolve", places=[district.place_id], below="upward")
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    parents = PlaceSpell.objects.filter(tier=Tier.COMMUNE, until__isnull=True).values_list("parent_id", flat=True)
    assert set(parents) == {district.parent_id}


def test_a_district_becomes_a_special_zone_with_its_communes_in_it(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    district = PlaceSpell.objects.get(tier=Tier.DISTRICT).place_id
    given = {"place": cast.land.near.pk, "kind": "Đặc khu", "name": "Lý Sơn", "code": "21548"}
    refused = hoa.post(reverse("office:order-change-new", args=[order.pk, "turn"]), given)
    assert "Chọn một huyện" in refused.content.decode()
    add_change(hoa, order, "turn", **{**given, "place": district})
    assert "Đặc khu Lý Sơn" in text_of(hoa, reverse("office:order-preview", args=[order.pk]))
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    zone = PlaceSpell.objects.get(name="Lý Sơn", until__isnull=True)
    assert zone.tier == Tier.COMMUNE
    assert commune_of(cast.land.near_village.pk, date(2025, 7, 1)) == zone.place_id


def test_a_village_named_in_the_order_waits_for_nobody(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    add_change(hoa, order, "split", place=cast.land.near.pk, new_parts="Xã; Bắc; 1\nXã; Nam; 2")
    address = reverse("office:order-villages", args=[order.pk]) + "?in=" + public_id("place", cast.land.near.pk)
    assert "Xã Bắc (lập theo lệnh này)" in text_of(hoa, address)
    assert "ít nhất một thôn" in hoa.post(address, {f"village_{cast.land.near_village.pk}": ""}).content.decode()
    hoa.post(address, {f"village_{cast.land.near_village.pk}": "new:split-1.1"})
    assert "về trực thuộc Xã Nam" in text_of(hoa, reverse("office:order", args=[order.pk]))
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    south = PlaceSpell.objects.get(name="Nam", until__isnull=True).place_id
    assert commune_of(cast.land.near_village.pk, date(2025, 7, 1)) == south
    assert not WaitingEntry.objects.filter(village=cast.land.near_village).exists()


def test_a_draft_is_corrected_and_lines_are_taken_out(cast: Cast, hoa: Client) -> None:
    order = drafted(hoa)
    add_change(hoa, order, "merge", places=[cast.land.near.pk], kind="Xã", name="Cư Né", code="24100")
    add_change(hoa, order, "rename", place=cast.land.far.pk, name="Khác")
    assert "Xã Cư Né" in text_of(hoa, reverse("office:order-line-remove", args=[order.pk, 1]))
    hoa.post(reverse("office:order-line-remove", args=[order.pk, 1]))
    assert [step.verb for step in order.steps.order_by("position")] == ["end", "amend"]
    given = {"number": "2/NQ", "title": "Sắp xếp", "takes_effect_on": "2025-08-01", "certainty": "inferred"}
    hoa.post(reverse("office:order-describe", args=[order.pk]), given)
    order.refresh_from_db()
    assert (order.number, order.takes_effect_on) == ("2/NQ", date(2025, 8, 1))
    hoa.post(reverse("office:order-line-remove", args=[order.pk, 3]))
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    assert PlaceSpell.objects.get(place=cast.land.far, until__isnull=True).name == "Khác"
    assert PlaceSpell.objects.filter(place=cast.land.near, until__isnull=True).exists()


def test_villages_of_one_name_are_told_apart_by_the_commune_they_came_from(cast: Cast, hoa: Client) -> None:
    for commune in (cast.land.near, cast.land.far):
        put("1", Tier.VILLAGE, commune, kind="Thôn")
    order = drafted(hoa)
    both = [cast.land.near.pk, cast.land.far.pk]
    add_change(hoa, order, "merge", places=both, kind="Xã", name="Cư Né")
    hoa.post(reverse("office:order-apply", args=[order.pk]))
    merged = PlaceSpell.objects.get(name="Cư Né", until__isnull=True).place_id
    names = {PlaceSpell.objects.get(place=pk, until__isnull=False).name for pk in both}
    shown = text_of(hoa, reverse("office:place", args=[merged]))
    form = text_of(hoa, reverse("office:citizen-new") + "?in=" + public_id("place", merged))
    for name in names:
        assert f"Thôn 1 ({name})" in shown
        assert f"Thôn 1 ({name})" in form


def test_names_that_are_no_more_lead_to_what_became_of_the_places(cast: Cast, hoa: Client) -> None:
    """The district is dissolved; one commune of it goes into another, one is renamed."""
    land, day = cast.land, date(2025, 7, 1)
    district = PlaceSpell.objects.get(name="Krông Búk").place_id
    town = put("Buôn Hồ", Tier.COMMUNE, Place.objects.get(pk=district), kind="Thị trấn")
    below = dict.fromkeys((land.near.pk, land.far.pk, town.pk), land.province.pk)
    apply_change_order(draft_order("9/NQ", "Bỏ cấp huyện", day, dissolve([district], below), actor=None), actor=None)
    later = draft_order("10/NQ", "Nhập", date(2025, 8, 1), merge([town.pk], land.far.pk), actor=None)
    apply_change_order(later, actor=None)
    address = reverse("office:place-list")
    for typed in ("huyện Krông Búk", "krong buk"):
        shown = hoa.get(address, {"name": typed}).content.decode()
        former = shown[shown.index("Tên cũ") :]
        assert "đến hết ngày 30/06/2025" in former
        for pk in (land.near.pk, land.far.pk):
            assert reverse("office:place", args=[pk]) in former, typed
        assert reverse("office:place", args=[town.pk]) not in former
    shown = hoa.get(address, {"name": "thi tran buon ho"}).content.decode()
    assert reverse("office:place", args=[land.far.pk]) in shown[shown.index("Tên cũ") :]
    page = text_of(hoa, reverse("office:place", args=[district]))
    assert "Nay thuộc" in page
    assert reverse("office:place", args=[land.near.pk]) in page


def test_a_refused_order_names_places_and_never_numbers(cast: Cast, hoa: Client) -> None:
    ended = put("Ea Cũ", Tier.COMMUNE, cast.land.province, kind="Xã")
    PlaceSpell.objects.filter(place=ended).update(until=date(2024, 1, 1))
    order = draft_order("7/NQ", "Đổi tên", date(2025, 7, 1), rename(ended.pk, "Mới"), actor=None)
    with refused("place_missing", match=r"Xã Ea Cũ[^0-9]* không tồn tại"):
        apply_change_order(order, actor=None)
