"""The public face: open to everybody, and shows no more than a code gives away."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from hieuhoc.criteria.models import Version
from hieuhoc.indicators.actions import publish_revision
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.indicators.published import load_targets
from hieuhoc.lib.opaque import make_public_code, public_id
from hieuhoc.places.models import Place, Tier
from hieuhoc.recognition.models import Certificate, Decision, Title
from tests.cast import make_world
from tests.places.small_map import put

pytestmark = pytest.mark.django_db


def words(client: Client, address: str, status: int = 200) -> str:
    page = client.get(address)
    assert page.status_code == status
    return page.content.decode()


@pytest.fixture
def certificate(db: None) -> Certificate:
    world = make_world()
    decision = Decision.objects.create(
        place=world.commune, round=world.round, number="01/QĐ", signed_on=date(2025, 3, 5), issuer="UBND xã Cư Né",
        signatory="Y Blô", signatory_title="Chủ tịch", legal_basis="QĐ 324",
    )  # fmt: skip
    title = Title.objects.create(citizen=world.lan, year=2025, place=world.commune, decision=decision)
    return Certificate.objects.create(title=title, code=make_public_code())


def test_every_page_opens_without_a_sign_in(client: Client) -> None:
    make_world()
    for name in ("home", "criteria", "data", "verify", "figures"):
        words(client, reverse(f"public:{name}"))


def test_every_criteria_set_has_an_opaque_address_and_a_draft_has_none(client: Client) -> None:
    make_world()
    page = words(client, reverse("public:criteria"))
    old, new = (Version.objects.get(number=number) for number in ("244/QĐ-KHVN", "324/QĐ-KHVN"))
    for version in (old, new):
        address = reverse("public:criteria-version", args=[version.pk])
        assert address == f"/criteria/{public_id('version', version.pk)}/"
        assert address in page
        assert version.title in words(client, address)
    assert "?version=" not in page
    draft = Version.objects.create(criteria_set=new.criteria_set, number="999/QĐ", title="Dự thảo")
    words(client, reverse("public:criteria-version", args=[draft.pk]), 404)


def test_a_standing_title_is_valid_and_shows_only_the_little_needed(client: Client, certificate: Certificate) -> None:
    text = words(client, f"/verify/{certificate.code}")
    assert "Hợp lệ" in text
    assert escape(certificate.title.citizen.name) in text
    assert "UBND xã Cư Né" in text
    assert "1990" not in text  # her year of birth
    assert "Buôn Drăh" not in text  # where she lives


def test_a_revoked_title_says_so(client: Client, certificate: Certificate) -> None:
    Title.objects.update(revoked_on=timezone.localdate())
    text = words(client, f"/verify/{certificate.code}")
    assert "Đã thu hồi" in text
    assert "Hợp lệ" not in text


def test_an_unknown_code_is_not_there(client: Client, certificate: Certificate) -> None:
    text = words(client, f"/verify/{make_public_code()}", 404)
    assert "Không có" in text
    assert escape(certificate.title.citizen.name) not in text


def test_a_typed_code_leads_to_its_answer_and_a_wrong_one_stays(client: Client, certificate: Certificate) -> None:
    code = certificate.code
    typed = f" {code[:4]}-{code[4:8]}-{code[8:]} ".lower()
    assert client.post(reverse("public:verify"), {"code": typed}).headers["Location"] == f"/verify/{code}"
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for given, said in (
        (wrong, "có ký tự chưa đúng"),
        ("abc", "có 3 chữ và số; cần 12"),
        (code + "77", "có 14 chữ và số; cần 12"),
        (" ", "Nhập mã 12 chữ và số"),
    ):
        assert said in client.post(reverse("public:verify"), {"code": given}).content.decode(), given


def figure(place: Place, numerator: int, denominator: int) -> None:
    Figure.objects.create(
        indicator="T2", reading="registered", place=place, year=2024, numerator=numerator,
        denominator=denominator, computed_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def published(db: None) -> Place:
    province = put("Đắk Lắk", Tier.PROVINCE)
    commune, small, tiny = (put(name, Tier.COMMUNE, province, kind="Xã") for name in ("Cư Né", "Ea Vừa", "Ea Nhỏ"))
    year = Revision.objects.create(year=2024, is_open=False, counted_at=timezone.now())
    figure(province, 425, 1062)
    figure(commune, 412, 1038)
    figure(small, 10, 20)
    figure(tiny, 3, 4)
    publish_revision(year, actor=None)
    return province


def test_published_figures_are_shown_and_those_of_four_people_are_not(client: Client, published: Place) -> None:
    text = words(client, reverse("public:figures-place", args=[published.pk]))
    assert "410/1.040" in text  # rounded, as all of it is
    assert "1.038" not in text
    assert "khoảng 420/1.060 người lớn" in text  # what can be read, added up
    assert "Số đã làm tròn để không ai bị nhận ra" in text
    assert "3/4" not in text
    download = client.get(reverse("public:figures-download", args=[published.pk]))
    table = download.content.decode("utf-8-sig")
    assert "410;1040" in table
    assert "10;20" in table
    assert "Ea Nhỏ" not in table


def test_a_year_that_is_not_published_does_not_exist(client: Client, published: Place) -> None:
    Revision.objects.update(published_at=None)
    words(client, reverse("public:figures-place", args=[published.pk]), 404)


def test_the_home_page_says_how_the_province_stands_and_keeps_it_for_one_query(
    client: Client, published: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    text = words(client, reverse("public:home"))
    assert "Đắk Lắk: khoảng 420/1.060 người lớn, 39,6%" in text
    assert reverse("public:figures-place", args=[published.pk]) in text
    with django_assert_num_queries(1):  # the word under which the drawn figures are kept
        assert words(client, reverse("public:home")) == text


def test_the_sentence_and_the_gauge_print_one_number(client: Client, published: Place) -> None:
    load_targets()
    for address in (reverse("public:home"), reverse("public:figures-place", args=[published.pk])):
        text = words(client, address)
        missing = re.search(r"thiếu khoảng ([0-9.]+ người để đạt [0-9,]+%)", text)
        assert missing is not None, address
        assert f"Thiếu khoảng {missing[1]}" in text, address


def test_the_home_page_shows_only_what_is_published(client: Client, published: Place) -> None:
    assert "420/1.060" in words(client, reverse("public:home"))
    Revision.objects.update(published_at=None)
    text = words(client, reverse("public:home"))
    assert "420/1.060" not in text
    assert "sau khi tỉnh công bố" in text


def test_the_home_page_of_several_provinces_begins_with_the_one_that_counts_most_people(
    client: Client, published: Place
) -> None:
    other = put("Phú Yên", Tier.PROVINCE)
    figure(other, 90, 100)
    Figure.objects.filter(place=other).update(is_public=True, open_numerator=90, open_denominator=100)
    text = words(client, reverse("public:home"))
    assert "420/1.060" in text
    assert "90/100" not in text


def test_where_one_province_has_figures_a_search_finds_places_of_that_province(
    client: Client, published: Place
) -> None:
    commune = Figure.objects.get(denominator=1038).place_id
    put("Cư Né", Tier.COMMUNE, put("Gia Lai", Tier.PROVINCE), kind="Xã")
    page = client.get(reverse("public:figures"), {"q": "cu ne"})
    assert [label.id for label in page.context["found"]] == [commune]
