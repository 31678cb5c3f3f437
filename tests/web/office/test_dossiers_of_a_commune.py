"""Dossiers by the hundred: found, sent together, reviewed one after the other."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.assessment.actions import return_dossier, save_self_scores, submit_dossier
from hieuhoc.assessment.models import Dossier
from hieuhoc.audit.reads import history_of
from hieuhoc.lib.opaque import public_id
from hieuhoc.places.models import Place, Tier
from tests.assessment.makers import EIGHTY, make_dossier, make_submitted
from tests.cast import World, make_world
from tests.counting import asked_anew
from tests.people.makers import make_citizen
from tests.places.small_map import put

pytestmark = pytest.mark.django_db
LIST = "office:dossier-list"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def minh(world: World, client: Client) -> Client:
    client.force_login(world.minh)
    return client


def points(dossier: Dossier, *, changed: dict[str, Any] | None = None) -> dict[str, Any]:
    given = {f"points_{position}": 8 for position in range(1, 11)}
    return {"edition": dossier.edition, **given, **(changed or {})}


def names_in_order(minh: Client, **asked: str) -> list[str]:
    return [row.citizen.name for row in minh.get(reverse(LIST), asked).context["page"].rows]


def sent_days_ago(world: World, name: str, days: int, place: Place | None = None) -> Dossier:
    dossier = make_submitted(make_citizen(name, place or world.village), world.round)
    Dossier.objects.filter(pk=dossier.pk).update(submitted_at=timezone.now() - timedelta(days=days))
    dossier.refresh_from_db()
    return dossier


def test_what_was_sent_first_stands_first_page_after_page(world: World, minh: Client) -> None:
    for number in range(53):
        sent_days_ago(world, f"Người {number}", days=number)
    first = minh.get(reverse(LIST))
    following = minh.get(reverse(LIST), {"after": first.context["page"].after})
    shown = [row.citizen.name for page in (first, following) for row in page.context["page"].rows]
    assert shown == [f"Người {number}" for number in reversed(range(53))]


def test_a_dossier_is_found_by_its_persons_name_without_tone_marks(world: World, minh: Client) -> None:
    for name in ("Hoà Êban", "Nguyễn Thị Hòa", "Trần Văn Bốn"):
        sent_days_ago(world, name, days=1)
    answer = minh.post(f"{reverse(LIST)}?status=submitted", {"name": "hoa"})
    address = answer.url  # type: ignore[attr-defined]
    assert "name=" not in address
    page = minh.get(address)
    assert sorted(row.citizen.name for row in page.context["page"].rows) == ["Hoà Êban", "Nguyễn Thị Hòa"]
    assert "Không có hồ sơ nào khớp với tên" in minh.get(minh.post(reverse(LIST), {"name": "zz"}).url).content.decode()  # type: ignore[attr-defined]


def test_a_dossier_is_found_by_its_village(world: World, minh: Client) -> None:
    other = put("Buôn Mới", Tier.VILLAGE, world.commune)
    sent_days_ago(world, "Ở Đây", days=1)
    sent_days_ago(world, "Ở Kia", days=2, place=other)
    page = minh.get(reverse(LIST)).content.decode()
    assert public_id("place", other.pk) in page
    assert names_in_order(minh, place=public_id("place", other.pk)) == ["Ở Kia"]
    assert names_in_order(minh, place=public_id("place", world.commune.pk)) == ["Ở Kia", "Ở Đây"]


def test_many_drafts_are_sent_at_once_and_each_history_says_so(world: World, minh: Client) -> None:
    ready = [
        save_self_scores(make_dossier(make_citizen(f"Đủ {n}", world.village), world.round), EIGHTY, actor=None)
        for n in range(3)
    ]
    unready = make_dossier(make_citizen("Thiếu Điểm", world.village), world.round)
    chosen = [public_id("dossier", row.pk) for row in (*ready, unready)]
    address = reverse("office:dossier-send") + "?status=draft"
    assert reverse("office:dossier-send") in minh.get(reverse(LIST), {"status": "draft"}).content.decode()
    check = minh.post(address, {"chosen": chosen}).content.decode()
    assert "3 hồ sơ chấm đủ sẽ được gửi xét; 1 hồ sơ chưa gửi được" in check
    assert not Dossier.objects.filter(status="submitted").exists()
    done = minh.post(address, {"chosen": chosen, "confirmed": "1"}).content.decode()
    assert "Đã gửi 3 hồ sơ; các hồ sơ ấy đang chờ xét." in done
    assert 'Hồ sơ chưa gửi <span class="total">1</span>' in done
    assert "Chưa có điểm của chỉ số 1" in done
    assert Dossier.objects.filter(status="submitted", submitted_at__isnull=False).count() == 3
    entries = {history_of("dossier", row.pk)[0].pk for row in ready}
    assert len(entries) == 1, "one deed, one entry"
    for row in ready:
        assert "Gửi hồ sơ" in minh.get(reverse("office:dossier", args=[row.pk])).content.decode()


def test_all_complete_drafts_of_the_list_are_sent_together(world: World, minh: Client) -> None:
    for number in range(55):
        citizen = make_citizen(f"Đủ {number}", world.village)
        save_self_scores(make_dossier(citizen, world.round), EIGHTY, actor=None)
    make_dossier(make_citizen("Thiếu Điểm", world.village), world.round)
    address = reverse("office:dossier-send") + "?status=draft"
    assert "Và 5 hồ sơ nữa" in minh.post(address, {"all": "1"}).content.decode()
    with asked_anew() as caught:
        minh.post(address, {"all": "1", "confirmed": "1"})
    assert len(caught) < 40, "not once for each"
    assert Dossier.objects.filter(status="submitted").count() == 55
    assert Dossier.objects.get(citizen__name="Thiếu Điểm").status == Dossier.Status.DRAFT


def test_the_points_typed_are_counted_before_anything_is_kept(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    address = reverse("office:dossier-review", args=[dossier.pk])
    shown = minh.get(address).content.decode()
    assert "80/100" in shown
    assert shown.count('name="points_') == 10
    typed = points(dossier, changed={"points_1": 3, "reason_1": "Chưa thấy minh chứng", "count": "1"})
    live = minh.post(address, typed, headers={"HX-Request": "true"}).content.decode()
    assert "75/100" in live
    assert "Chưa đủ điều kiện" in live
    assert "<form" not in live
    whole = minh.post(address, typed).content.decode()  # without a script
    assert "75/100" in whole
    assert 'value="3"' in whole
    assert "Chưa thấy minh chứng" in whole
    missing = minh.post(address, typed | {"points_2": "", "points_1": "11"}, headers={"HX-Request": "true"})
    assert "Xem lại điểm của chỉ số 1" in missing.content.decode()
    dossier.refresh_from_db()
    assert dossier.status == Dossier.Status.SUBMITTED


def test_after_a_review_comes_the_next_dossier_of_the_same_list(world: World, minh: Client) -> None:
    other = put("Buôn Mới", Tier.VILLAGE, world.commune)
    last, first = (sent_days_ago(world, name, days, other) for name, days in (("Sau Cùng", 1), ("Trước Nhất", 9)))
    sent_days_ago(world, "Thôn Khác", days=5)
    query = f"?place={public_id('place', other.pk)}"
    begin = minh.get(reverse("office:dossier-next") + query)
    assert begin.url.startswith(reverse("office:dossier-review", args=[first.pk]))  # type: ignore[attr-defined]
    following = minh.post(begin.url, points(first) | {"next": "1"})  # type: ignore[attr-defined]
    assert following.url.startswith(reverse("office:dossier-review", args=[last.pk]))  # type: ignore[attr-defined]
    page = minh.get(following.url).content.decode()  # type: ignore[attr-defined]
    assert "Đã xét hồ sơ của Trước Nhất: Đủ điều kiện, 80 điểm" in page
    end = minh.post(following.url, points(last) | {"next": "1"})  # type: ignore[attr-defined]
    assert end.url.startswith(reverse(LIST))  # type: ignore[attr-defined]
    assert "Không còn hồ sơ nào chờ xét" in minh.get(end.url).content.decode()  # type: ignore[attr-defined]


def test_whose_points_one_entered_is_passed_over(world: World, minh: Client) -> None:
    own = make_dossier(make_citizen("Nhập Hộ", world.village), world.round)
    submit_dossier(save_self_scores(own, EIGHTY, actor=world.minh), actor=world.minh)
    Dossier.objects.filter(pk=own.pk).update(submitted_at=timezone.now() - timedelta(days=9))
    later = sent_days_ago(world, "Người Khác", days=1)
    begin = minh.get(reverse("office:dossier-next"))
    assert begin.url.startswith(reverse("office:dossier-review", args=[later.pk]))  # type: ignore[attr-defined]


def test_what_was_typed_stays_when_a_review_is_refused(world: World, minh: Client) -> None:
    dossier = make_submitted(world.lan, world.round)
    seen = points(dossier, changed={"points_1": 9, "reason_1": "Đọc sách mỗi ngày"})
    return_dossier(dossier, note="Bổ sung", actor=world.hoa)
    answer = minh.post(reverse("office:dossier-review", args=[dossier.pk]), seen)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="9"' in page
    assert "Đọc sách mỗi ngày" in page
