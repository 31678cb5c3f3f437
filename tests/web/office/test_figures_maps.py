"""A page of figures never shows an empty table unexplained: a map that changed, a place that is not on it."""

from datetime import date

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.rebasing import rebase_closed_years
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.drafting import NewPlace, merge
from hieuhoc.places.models import Place, PlaceSpell, Tier
from tests.cast import World, make_world
from tests.made_once import made_once
from tests.places.small_map import put

pytestmark = pytest.mark.django_db
CHANGED = date(2026, 10, 1)
YEAR = 2025


@made_once
def world() -> World:
    """Two communes with figures of a published closed year; then an order makes one of them."""
    made = make_world()
    now = timezone.now()
    words = {"is_open": False, "counted_at": now, "closed_at": now, "published_at": now}
    Revision.objects.update_or_create(year=YEAR, number=0, defaults=words)
    other = put("Ea Ngai", Tier.COMMUNE, made.province, kind="Xã")
    for place, numerator, denominator in ((made.province, 500, 1100), (made.commune, 400, 1000), (other, 100, 100)):
        Figure.objects.create(
            indicator="T2",
            reading="registered",
            place=place,
            year=YEAR,
            numerator=numerator,
            denominator=denominator,
            computed_at=now,
            is_public=True,
            open_numerator=numerator,
            open_denominator=denominator,
        )
    one = NewPlace("one", "Một", "Xã", "commune", made.province.pk, "")
    order = draft_order("2/NQ", "Sắp xếp", CHANGED, merge([made.commune.pk, other.pk], one), actor=None)
    apply_change_order(order, actor=None)
    return made


def page(client: Client, face: str, place: Place | int, **query: str) -> str:
    caches["pages"].clear()
    pk = place if isinstance(place, int) else place.pk
    return client.get(reverse(f"{face}:figures-place", args=[pk]), {"year": str(YEAR)} | query).content.decode()


@pytest.mark.parametrize("face", ["office", "public"])
def test_until_the_job_is_done_the_page_says_that_the_year_is_being_counted(
    client: Client, world: World, face: str
) -> None:
    client.force_login(world.hoa)
    text = page(client, face, world.province, map="today")
    assert "Đang tính lại trên bản đồ hôm nay" in text
    assert "đang được đưa lên bản đồ ngày 01/10/2026" in text
    assert "500/1.100" not in text
    assert "500/1.100" in page(client, face, world.province)
    download = {"office": "office:figures-export", "public": "public:figures-download"}[face]
    answer = client.get(reverse(download, args=[world.province.pk]), {"year": str(YEAR), "map": "today"})
    assert answer.status_code == 409
    assert "Đang tính lại" in answer.content.decode()


@pytest.mark.parametrize("face", ["office", "public"])
def test_then_the_new_place_has_the_figures_of_the_closed_year(client: Client, world: World, face: str) -> None:
    assert rebase_closed_years() == 1
    made = PlaceSpell.objects.get(name="Một").place_id
    client.force_login(world.hoa)
    text = page(client, face, made, map="today")
    assert "500/1.100 người lớn" in text
    assert "Bản đồ ngày 01/10/2026" in text
    assert "Số liệu đầu, chưa điều chỉnh." in text
    assert "500/1.100" in page(client, face, world.province, map="today")


@pytest.mark.parametrize("face", ["office", "public"])
def test_a_place_that_is_not_on_the_map_leads_to_those_that_are(client: Client, world: World, face: str) -> None:
    rebase_closed_years()
    client.force_login(world.hoa)
    made = PlaceSpell.objects.get(name="Một").place_id
    gone = page(client, face, world.commune, map="today")
    assert "không có trên bản đồ ngày 01/10/2026" in gone
    assert "đã nhập vào hoặc chia về nơi khác" in gone
    address = reverse(f"{face}:figures-place", args=[made])
    assert f'{address}?year={YEAR}&amp;map=today">Xã Một</a>' in gone
    not_yet = page(client, face, made)
    assert "không có trên bản đồ ngày 31/12/2025" in not_yet
    assert ">Xã Ea Ngai</a>" in not_yet


def test_the_public_is_told_why_a_place_has_nothing_on_the_later_map(client: Client, world: World) -> None:
    Figure.objects.update(open_numerator=0, open_denominator=0)  # of fewer than five people
    rebase_closed_years()
    text = page(client, "public", PlaceSpell.objects.get(name="Một").place_id, map="today")
    assert "Chưa có số liệu công bố của địa bàn này trên bản đồ ngày 01/10/2026" in text
    assert "cộng được từ số đã công bố" in text


def test_the_page_says_whether_what_it_shows_is_what_everybody_reads(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    assert "Đã công bố." in page(client, "office", world.province)
    Revision.objects.create(year=YEAR, number=1, is_open=False, reason="Bổ sung", counted_at=timezone.now())
    Figure.objects.filter(place=world.province).update(revision=1)
    text = page(client, "office", world.province)
    assert "Lần điều chỉnh số 1." in text
    assert "Chưa công bố: mọi người đang xem số liệu đầu." in text


def test_a_place_and_the_one_of_its_name_that_followed_it_are_told_apart(client: Client, world: World) -> None:
    """An order makes a new Cư Né out of two communes, one of which was called Cư Né."""
    old = put("Ea Súp", Tier.COMMUNE, world.province, kind="Xã")
    other = put("Ea Bung", Tier.COMMUNE, world.province, kind="Xã")
    one = NewPlace("one", "Ea Súp", "Xã", "commune", world.province.pk, "")
    order = draft_order("3/NQ", "Sắp xếp", CHANGED, merge([old.pk, other.pk], one), actor=None)
    apply_change_order(order, actor=None)
    new = PlaceSpell.objects.get(name="Ea Súp", until=None).place_id
    client.force_login(world.hoa)
    text = page(client, "office", new)
    assert "Xã Ea Súp (từ 01/10/2026) không có trên bản đồ ngày 31/12/2025" in text
    assert "Xã Ea Súp (đến 30/09/2026)</a>" in text
    assert "Xã Ea Bung</a>" in text
