"""Office home and figures: the sentence, the rows behind it, and who may not see them."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

import hieuhoc
from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.actions import record
from hieuhoc.audit.models import Reading
from hieuhoc.indicators.models import Figure, Revision, StaleMark, TargetSet
from hieuhoc.indicators.published import load_targets
from hieuhoc.people.models import Membership
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.deeds import VERBS, deed_words
from tests.assessment.makers import make_submitted, make_unit
from tests.cast import World, account, make_world, officer
from tests.made_once import made_once
from tests.people.makers import make_citizen
from tests.places.small_map import put

pytestmark = pytest.mark.django_db


def this_year() -> int:
    return timezone.localdate().year


@made_once
def world() -> World:
    made = make_world()
    load_targets()
    Revision.objects.update_or_create(year=this_year(), number=0, defaults={"counted_at": timezone.now()})
    for place, numerator, denominator in ((made.province, 415, 1042), (made.commune, 412, 1038)):
        Figure.objects.create(
            indicator="T2",
            reading="registered",
            place=place,
            year=this_year(),
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


def test_a_village_reads_the_figures_of_its_commune_and_is_led_nowhere_it_may_not_go(
    client: Client, world: World
) -> None:
    village_officer = officer("thon", Role.VILLAGE, world.village)
    client.force_login(village_officer)
    text = client.get(reverse("office:home")).content.decode()
    assert "412/1.038" in text
    assert "Số liệu tính từ cấp xã" in text
    assert reverse("office:figures-place", args=[world.commune.pk]) not in text


def test_the_same_deed_done_again_and_again_is_told_once(client: Client, world: World) -> None:
    for number in range(3):
        record(
            "people.correct_citizen",
            actor=world.minh,
            subject_kind="citizen",
            subject_id=number,
            place=world.commune.pk,
        )
    client.force_login(world.minh)
    text = client.get(reverse("office:home")).content.decode()
    assert text.count(str(deed_words("people.correct_citizen"))) == 1
    assert "3 lần trong ngày" in text


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
    asked = {"indicator": "T2", "reading": "registered", "year": str(this_year())}
    readings = Reading.objects.filter(purpose="indicators.read_rows", actor=world.minh, place_id=world.commune.pk)
    assert client.get(address, asked).status_code == 200
    assert not readings.exists()  # nobody stands behind it yet
    GroupRecognition.objects.create(year=this_year(), village=world.village, status="registered")
    assert escape(world.lan.name) in client.get(address, asked).content.decode()
    assert readings.get().person_count == 2  # and Khoa
    assert client.get(address, {"indicator": "T9"}).status_code == 404


def test_a_unit_has_its_sentence_and_the_staff_behind_it(client: Client, world: World) -> None:
    unit = make_unit("Trường Cư Né", world.commune)
    Membership.objects.create(citizen=world.lan, unit=unit, role="staff", is_main=True, since=date(2020, 1, 1))
    GroupRecognition.objects.create(year=this_year(), unit=unit, status="registered")
    client.force_login(world.minh)
    text = client.get(reverse("office:figures-unit", args=[unit.pk]), {"year": this_year()}).content.decode()
    assert "Trường Cư Né: 0/1 cán bộ, người lao động, 0,0% — thiếu 1 người để đạt" in text
    page = client.get(
        reverse("office:figures-unit-rows", args=[unit.pk]), {"year": str(this_year()), "which": "missing"}
    )
    assert escape(world.lan.name) in page.content.decode()
    assert Reading.objects.filter(purpose="indicators.read_rows", subject_kind="unit", subject_id=unit.pk).exists()
    client.force_login(world.son)
    for name in ("figures-unit", "figures-unit-rows"):
        assert client.get(reverse(f"office:{name}", args=[unit.pk])).status_code == 404


def test_the_officer_of_a_unit_finds_its_figure_at_home(client: Client, world: World) -> None:
    unit = make_unit("Trường Cư Né", world.commune, make_citizen("Nhân", world.village, account("nhan")))
    officer = User.objects.get(citizen__name="Nhân")
    client.force_login(officer)
    assert "Trường Cư Né" in client.get(reverse("office:home")).content.decode()
    assert client.get(reverse("office:figures-unit", args=[unit.pk])).status_code == 200


def test_what_is_counted_at_the_province_itself_leads_to_its_people(client: Client, world: World) -> None:
    for part, level in (("own", ""), ("", ""), ("", "province")):
        Figure.objects.create(
            indicator="T3", reading="registered", place=world.province, year=this_year(), part=part, level=level,
            numerator=1, denominator=2, computed_at=timezone.now(),
        )  # fmt: skip
    client.force_login(world.hoa)
    text = client.get(reverse("office:figures-place", args=[world.province.pk]), {"indicator": "T3"}).content.decode()
    assert "part=own" in text
    assert "level=province" in text
    address = reverse("office:figures-rows", args=[world.province.pk])
    asked = {"indicator": "T3", "reading": "registered", "part": "own", "level": "province"}
    assert "Cấp tỉnh; Tính trực tiếp tại cấp này" in client.get(address, asked).content.decode()


def test_every_deed_of_the_history_has_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in Path(hieuhoc.__file__).parent.rglob("*.py"))
    recorded = set(re.findall(r'record(?:_bulk|_reading)?\(\s*"([a-z]+\.[a-z_]+)"', source))
    assert len(recorded) > 60
    assert recorded - set(VERBS) == set()


def test_the_export_and_the_paper_hold_the_communes_and_what_stands_beside_the_targets(
    client: Client, world: World
) -> None:
    told = {"indicator": "V1", "reading": "all", "year": this_year(), "denominator": 3, "measure": "sum"}
    for place in (world.province, world.commune):
        Figure.objects.create(place=place, numerator=4_500_000, computed_at=timezone.now(), **told)
    client.force_login(world.hoa)
    export = client.get(reverse("office:figures-export", args=[world.province.pk]))
    rows = CalamineWorkbook.from_filelike(BytesIO(export.content)).get_sheet_by_index(0).to_python()
    assert {row[1] for row in rows[1:]} == {"T1", "T2", "T3", "T4", "T5", "V1"}  # nothing of V2 is known
    assert [row[5] for row in rows if row[0] == "Xã Cư Né" and row[1] == "V1"] == [4_500_000]
    paper = client.get(reverse("office:figures-paper", args=[world.province.pk])).content.decode()
    assert "V1 · Đã huy động trong năm" in paper
    assert paper.count("4.500.000") == 2  # of the province, and of the commune


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
    assert made.targets.get(indicator="T2", year=2025).number == 45
    assert made.targets.get(indicator="T2", year=2030).number is None


def test_a_year_that_lasts_is_not_closed_and_the_page_says_why(client: Client, world: World) -> None:
    client.force_login(world.hoa)
    assert client.post(reverse("office:figure-close", args=[this_year()])).status_code == 409
    assert client.get(reverse("office:figure-revise", args=[this_year()])).status_code == 200


def test_a_province_of_many_communes_asks_no_more_than_one_of_few(
    client: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(50):
        put(f"Xã {number:02}", Tier.COMMUNE, world.province, kind="Xã")
    client.force_login(world.hoa)
    address = reverse("office:figures-place", args=[world.province.pk])
    with django_assert_max_num_queries(40):
        assert client.get(address).status_code == 200
    with django_assert_max_num_queries(10):  # drawn once, kept while the figures stay as they are
        assert client.get(address).status_code == 200


def test_a_kept_page_is_drawn_anew_when_figures_targets_or_the_map_change(client: Client, world: World) -> None:
    client.force_login(world.hoa)

    def page() -> str:
        return client.get(reverse("office:figures-place", args=[world.province.pk])).content.decode()

    assert "415/1.042" in page()
    Figure.objects.filter(place=world.province).update(numerator=500)
    assert "500/1.042" in page()
    TargetSet.objects.filter(place=None).update(name="Bộ chỉ tiêu thử")
    assert "Bộ chỉ tiêu thử" in page()
    PlaceSpell.objects.filter(place=world.province).update(name="Tỉnh Thử")
    assert "Tỉnh Thử" in page()
    assert "Đang tính lại" not in page()
    StaleMark.objects.create(place=world.commune, year=this_year())
    assert "Đang tính lại" in page()


def test_the_page_says_who_holds_the_title_and_is_not_counted_and_leads_to_them(client: Client, world: World) -> None:
    for place in (world.commune, world.province):
        for reading, people in (("out:no_birth", 3), ("out:no_village", 5), ("out:unrecognised", 9)):
            Figure.objects.create(
                indicator="T2",
                reading=reading,
                place=place,
                year=this_year(),
                numerator=people,
                denominator=people,
                computed_at=timezone.now(),
            )
    client.force_login(world.minh)
    address = reverse("office:figures-place", args=[world.commune.pk])
    text = re.sub(r"\s+", " ", client.get(address, {"indicator": "T2"}).content.decode())
    assert "420 người đạt danh hiệu: 412 được tính, 8 không được tính vì:" in text
    rows = reverse("office:figures-rows", args=[world.commune.pk])
    link = re.search(rf'href="({re.escape(rows)}[^"]*)">\s*3 người: chưa ghi ngày sinh hoặc năm sinh', text)
    assert link is not None
    page = client.get(link[1].replace("&amp;", "&"))
    assert page.status_code == 200
    assert "chưa ghi ngày sinh hoặc năm sinh" in page.content.decode()
    assert "Người chưa đạt" not in page.content.decode()
    client.force_login(world.hoa)
    asked = {"indicator": "T2", "reading": "out:no_village"}
    above = client.get(reverse("office:figures-place", args=[world.province.pk]), asked).content.decode()
    assert re.search(r"5 người(?!:)", above), "the communes, by how many of theirs are left out"


def closed_year_beside_an_open_one(world: World) -> None:
    """Last year is closed with 39,8 %; this one has its first decision."""
    Figure.objects.filter(place=world.commune).delete()
    Revision.objects.create(
        year=this_year() - 1, number=0, is_open=False, counted_at=timezone.now(), closed_at=timezone.now()
    )
    for year, code, reading, numerator, denominator in (
        (this_year() - 1, "T2", "registered", 413, 1038),
        (this_year(), "T2", "registered", 1, 1040),
        (this_year(), "T4", "skilled_fit", 0, 1),
    ):
        Figure.objects.create(
            indicator=code, reading=reading, place=world.commune, year=year,
            numerator=numerator, denominator=denominator, computed_at=timezone.now(),
        )  # fmt: skip


def test_the_open_year_stands_beside_the_closed_one_and_does_not_take_its_place(client: Client, world: World) -> None:
    closed_year_beside_an_open_one(world)
    client.force_login(world.minh)
    figures = reverse("office:figures-place", args=[world.commune.pk])
    for address, query in ((reverse("office:home"), {}), (figures, {"indicator": "T2"})):
        text = re.sub(r"\s+", " ", client.get(address, query).content.decode())
        assert f"Năm {this_year() - 1}" in text, "the year of the page is the closed one"
        assert "413/1.038" in text
        assert f"Năm {this_year()}, đang làm:" in text
        assert "1/1.040 người lớn, 0,1%" in text
        assert 'class="gauge-beside gauge-dotted"' in text
        assert 'class="gauge-value gauge-dotted"' not in text


def test_an_open_year_is_dotted_and_says_that_it_goes_on(client: Client, world: World) -> None:
    closed_year_beside_an_open_one(world)
    client.force_login(world.minh)
    figures = reverse("office:figures-place", args=[world.commune.pk])
    text = client.get(figures, {"indicator": "T2", "year": str(this_year())}).content.decode()
    assert "Đang làm" in text
    assert 'class="gauge-value gauge-dotted"' in text
    assert 'class="trend-dotted"' in text
    assert f"{this_year()} (đang làm)" in text


def test_the_sentence_and_the_gauge_print_one_number(client: Client, world: World) -> None:
    client.force_login(world.minh)
    text = client.get(reverse("office:figures-place", args=[world.commune.pk]), {"indicator": "T2"}).content.decode()
    missing = re.search(r"thiếu ([0-9.]+ \w+ để đạt [0-9,]+%)", text)
    assert missing is not None
    assert f"Thiếu {missing[1]}" in text


def test_the_paper_holds_place_and_year_on_each_sheet_five_figures_the_trend_all_communes_and_a_line_to_sign(
    client: Client, world: World
) -> None:
    for number in range(30):
        put(f"Xã {number:02}", Tier.COMMUNE, world.province, kind="Xã")
    Figure.objects.create(
        indicator="T2", reading="registered", place=world.province, year=this_year() - 1, numerator=1, denominator=4,
        computed_at=timezone.now(),
    )  # fmt: skip
    Revision.objects.create(year=this_year() - 1, is_open=False, counted_at=timezone.now(), closed_at=timezone.now())
    client.force_login(world.hoa)
    address = reverse("office:figures-paper", args=[world.province.pk])
    text = client.get(address, {"indicator": "T2", "year": str(this_year())}).content.decode()
    head = text[text.index('<table class="paper">') : text.index("</thead>")]  # written anew on every sheet
    assert "Đắk Lắk" in head
    assert f"năm {this_year()}" in head
    assert text.count('<figure class="gauge') == 5
    assert 'class="trend"' in text
    rows = text[text.index('<table class="paper-rows"') :]
    assert all(f"Xã {number:02}" in rows for number in range(30))
    assert "412/1.038" in rows
    assert "Thủ trưởng cơ quan" in text
    client.force_login(world.son)
    assert client.get(reverse("office:figures-paper", args=[world.commune.pk])).status_code == 404
