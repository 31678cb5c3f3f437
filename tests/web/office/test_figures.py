"""Office home and figures: the sentence, the rows behind it, and who may not see them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hieuhoc.audit.models import Reading
from hieuhoc.indicators.models import Figure, Revision, TargetSet
from hieuhoc.indicators.published import load_targets
from tests.assessment.world import World, make_place, make_submitted

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def world(db: None) -> World:
    made = World()
    load_targets()
    Revision.objects.update_or_create(year=YEAR, number=0, defaults={"counted_at": timezone.now()})
    for place, numerator, denominator in ((made.province, 415, 1042), (made.commune, 412, 1038)):
        Figure.objects.create(
            indicator="T2",
            reading="registered",
            place=place,
            year=YEAR,
            numerator=numerator,
            denominator=denominator,
            computed_at=timezone.now(),
        )
    return made


def test_minh_finds_the_waiting_dossier_and_his_figures_on_the_home_page(client: Client, world: World) -> None:
    make_submitted(world.lan, world.round)
    client.force_login(world.minh)
    text = client.get(reverse("office:home")).content.decode()
    assert f"Hồ sơ đợt {world.round.year} chờ xét" in text
    assert "412/1.038" in text


def test_the_figure_page_says_its_sentence_and_names_its_target_set(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    text = client.get(reverse("office:figures-place", args=[world.province.pk])).content.decode()
    assert "415/1.042 người lớn, 39,8%" in text
    assert "Chỉ tiêu quốc gia" in text
    assert "Cư Né" in text


def test_son_does_not_see_the_figures_of_another_commune(client: Client, world: World) -> None:
    client.force_login(world.son)
    for name in ("figures-place", "figures-export"):
        assert client.get(reverse(f"office:{name}", args=[world.commune.pk])).status_code == 404
    query = {"indicator": "T2", "reading": "registered"}
    assert client.get(reverse("office:figures-rows", args=[world.commune.pk]), query).status_code == 404


def test_the_rows_behind_a_figure_are_logged_as_read(client: Client, world: World) -> None:
    client.force_login(world.minh)
    address = reverse("office:figures-rows", args=[world.commune.pk])
    assert client.get(address, {"indicator": "T2", "reading": "registered"}).status_code == 200
    assert Reading.objects.filter(purpose="indicators.read_rows", actor=world.minh, place_id=world.commune.pk).exists()
    assert client.get(address, {"indicator": "T9"}).status_code == 404


def test_the_export_holds_the_communes(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    page = client.get(reverse("office:figures-export", args=[world.province.pk]))
    assert page.content.startswith(b"PK")


def test_only_the_province_enters_targets_and_revises_years(client: Client, world: World) -> None:
    client.force_login(world.minh)
    assert client.get(reverse("office:target-list")).status_code == 200
    assert client.get(reverse("office:target-new")).status_code == 403
    assert client.get(reverse("office:figure-years")).status_code == 403
    client.force_login(world.hoa)
    assert client.get(reverse("office:figure-years")).status_code == 200
    form = {"code": "dak-lak", "name": "Kế hoạch Đắk Lắk", "document": "KH 1", "place": world.province.pk}
    form |= {"group_status": "recognised", "proficient_of": "skilled", "T2_2025": "45", "T2_2030": ""}
    assert client.post(reverse("office:target-new"), form).status_code == 302
    made = TargetSet.objects.get(code="dak-lak")
    assert made.targets.get(indicator="T2", year=2025).percent == 45
    assert made.targets.get(indicator="T2", year=2030).percent is None


def test_a_year_that_lasts_is_not_closed_and_the_page_says_why(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    assert client.post(reverse("office:figure-close", args=[YEAR])).status_code == 409
    assert client.get(reverse("office:figure-revise", args=[YEAR])).status_code == 200


def test_a_province_of_many_communes_asks_no_more_than_one_of_few(
    client: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        make_place(f"Xã {number:02}", parent=world.province)
    client.force_login(world.hoa)
    with django_assert_max_num_queries(36):
        assert client.get(reverse("office:figures-place", args=[world.province.pk])).status_code == 200
