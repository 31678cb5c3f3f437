"""The people's pages: found, declared once, corrected, moved, and seen by nobody who may not."""

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hieuhoc.audit.models import Reading
from hieuhoc.people.actions import record_death
from hieuhoc.people.models import Citizen, Join, Membership, Residence
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.drafting import rename
from hieuhoc.places.models import Ancestry, PlaceSpell, Tier
from hieuhoc.privacy.models import Consent
from hieuhoc.skills.models import SkillFact
from tests.cast import Cast
from tests.counting import asked_anew
from tests.people.makers import add
from tests.places.small_map import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def minh(cast: Cast, client: Client) -> Client:
    client.force_login(cast.minh)
    return client


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def went_to(answer: Any) -> str:
    """Where a redirect leads."""
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def declaration(cast: Cast, **values: object) -> dict[str, object]:
    given = {"name": "H'Hoa Byă", "birth": "05/03/1980", "sex": "f", "home": cast.land.near_village.pk}
    return {**given, "since": "2020-01-01", **values}


def test_minh_finds_lan_without_marks_and_the_name_is_not_in_the_address(cast: Cast, minh: Client) -> None:
    found = minh.post(reverse("office:citizen-list"), {"name": "hlan nie"})
    assert set(parse_qs(urlsplit(went_to(found)).query)) == {"search"}
    assert "nie" not in unquote(went_to(found)).lower().split("search=")[0]
    page = text_of(minh, went_to(found))
    assert "H&#x27;Lan Niê" in page
    assert "Y Khoa Niê" not in page


def test_minh_finds_lan_by_her_number(cast: Cast, minh: Client) -> None:
    found = minh.post(reverse("office:citizen-list"), {"name": "066190001234"})
    page = text_of(minh, went_to(found))
    assert "H&#x27;Lan Niê" in page
    assert "Y Khoa Niê" not in page


def test_villages_of_one_name_are_told_apart_in_the_list(cast: Cast, minh: Client) -> None:
    old = [put(name, Tier.COMMUNE, cast.land.province, kind="Xã") for name in ("Ea Sar", "4")]
    for number, commune in enumerate(old):
        village = put("1", Tier.VILLAGE, commune, kind="Thôn")
        PlaceSpell.objects.filter(place=village).update(until=timezone.localdate())
        PlaceSpell.objects.create(
            place=village,
            since=timezone.localdate(),
            kind="Thôn",
            name="1",
            folded_name="1",
            tier="village",
            parent=cast.land.near,
        )
        Ancestry.objects.rebuild([village.pk])
        add(village, f"Y Số{number}", birth_date=date(1960, 1, 1), sex="m")
    text = text_of(minh, reverse("office:citizen-list"))
    assert "<td>Thôn 1 (Ea Sar)</td>" in text
    assert "<td>Thôn 1 (Xã 4)</td>" in text


def test_a_reader_who_looks_again_on_a_day_is_named_once(cast: Cast, minh: Client) -> None:
    address = reverse("office:citizen", args=[cast.lan.pk])
    for _look in range(3):
        minh.get(address)
    assert "(3 lần trong ngày)" in text_of(minh, address)


def test_filters_narrow_the_list(cast: Cast, minh: Client) -> None:
    women = text_of(minh, reverse("office:citizen-list") + "?sex=f")
    assert "H&#x27;Lan" in women
    assert "Y Khoa" not in women
    assert "Không có ai khớp" in text_of(minh, reverse("office:citizen-list") + "?age=child")
    record_death(cast.khoa, died_on=date(2024, 1, 1), actor=None)
    assert "Y Khoa" not in text_of(minh, reverse("office:citizen-list"))
    assert "Y Khoa" in text_of(minh, reverse("office:citizen-list") + "?state=died")


def test_the_list_and_the_record_of_another_commune_do_not_exist_for_son(cast: Cast, client: Client) -> None:
    client.force_login(cast.son)
    assert "H&#x27;Lan" not in text_of(client, reverse("office:citizen-list"))
    assert client.get(reverse("office:citizen", args=[cast.lan.pk])).status_code == 404
    assert client.get(reverse("office:citizen-numbers", args=[cast.lan.pk])).status_code == 404
    assert client.post(reverse("office:citizen-death", args=[cast.lan.pk]), {"on": "2024-01-01"}).status_code == 404


def test_a_citizen_without_a_role_may_not_enter(cast: Cast, client: Client) -> None:
    client.force_login(cast.lan_user)
    assert client.get(reverse("office:citizen-list")).status_code == 403
    assert client.get(reverse("office:citizen", args=[cast.khoa.pk])).status_code == 403


def test_the_head_of_a_clan_reads_its_people_but_not_their_numbers(cast: Cast, client: Client) -> None:
    client.force_login(cast.khoa_user)
    page = text_of(client, reverse("office:citizen", args=[cast.lan.pk]))
    assert "H&#x27;Lan Niê" in page
    for kept_from_him in ("…234", "Ai đã đọc hồ sơ này", "Sự đồng ý xử lý dữ liệu"):
        assert kept_from_him not in page
    assert client.get(reverse("office:citizen-numbers", args=[cast.lan.pk])).status_code == 403


def test_the_province_is_asked_for_a_commune_first(cast: Cast, client: Client) -> None:
    client.force_login(cast.hoa)
    assert "Chọn xã hoặc tìm theo tên" in text_of(client, reverse("office:citizen-list"))


def test_numbers_show_only_on_request_and_every_look_is_on_record(cast: Cast, minh: Client) -> None:
    record = text_of(minh, reverse("office:citizen", args=[cast.lan.pk]))
    assert "066190001234" not in record
    assert "066190001234" in text_of(minh, reverse("office:citizen-numbers", args=[cast.lan.pk]))
    purposes = set(Reading.objects.filter(actor=cast.minh, subject_id=cast.lan.pk).values_list("purpose", flat=True))
    assert purposes == {"people.read_citizens", "people.read_number"}


def test_minh_declares_a_person(cast: Cast, minh: Client) -> None:
    answer = minh.post(reverse("office:citizen-new"), declaration(cast))
    made = Citizen.objects.get(name="H'Hoa Byă")
    assert went_to(answer) == reverse("office:citizen", args=[made.pk])
    assert made.birth_date == date(1980, 3, 5)
    assert made.home == cast.land.near_village


def test_a_known_number_joins_instead_of_making_a_second_record(cast: Cast, minh: Client) -> None:
    said = declaration(cast, name="H'LAN NIÊ", birth="06/05/1990", number="066 190 001 234")
    answer = minh.post(reverse("office:citizen-new"), said)
    assert went_to(answer) == reverse("office:citizen", args=[cast.lan.pk])
    wrong = minh.post(reverse("office:citizen-new"), declaration(cast, number="066 190 001 234"))
    assert wrong.status_code == 409, "the number with another name is not this person"
    assert not Citizen.objects.filter(name="H'Hoa Byă").exists()


def test_an_ambiguous_declaration_asks_and_the_answer_is_kept(cast: Cast, minh: Client) -> None:
    twin = add(cast.land.near_village, "H'Hoa Byă", birth_date=date(1980, 3, 5))
    asked = minh.post(reverse("office:citizen-new"), declaration(cast)).content.decode()
    assert "có thể đã có hồ sơ" in asked
    minh.post(reverse("office:citizen-new"), declaration(cast, match="new"))
    assert Citizen.objects.filter(name="H'Hoa Byă").count() == 2
    tampered = minh.post(reverse("office:citizen-new"), declaration(cast, since="2021-01-01", match="x"))
    assert tampered.status_code == 409
    again = minh.post(reverse("office:citizen-new"), declaration(cast))
    assert Citizen.objects.filter(name="H'Hoa Byă").count() == 2
    assert went_to(again) != reverse("office:citizen", args=[twin.pk])


def test_whoever_chooses_nobody_of_those_it_may_be_is_told_to(cast: Cast, minh: Client) -> None:
    add(cast.land.near_village, "H'Hoa Byă", birth_date=date(1980, 3, 5))
    first = minh.post(reverse("office:citizen-new"), declaration(cast))
    assert not first.context["choice"].errors
    unanswered = minh.post(reverse("office:citizen-new"), declaration(cast, asked="True"))
    assert unanswered.context["choice"].errors["match"]
    assert Citizen.objects.filter(name="H'Hoa Byă").count() == 1
    minh.post(reverse("office:citizen-new"), declaration(cast, asked="True", match="new"))
    assert Citizen.objects.filter(name="H'Hoa Byă").count() == 2


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, minh: Client) -> None:
    page = minh.post(reverse("office:citizen-new"), declaration(cast, given_name="Drăh"))
    assert page.status_code == 409
    assert "H&#x27;Hoa Byă" in page.content.decode()
    assert 'value="Drăh"' in page.content.decode()
    assert (
        "Ngày sinh: “hôm qua” không đọc được thành ngày"
        in minh.post(reverse("office:citizen-new"), declaration(cast, birth="hôm qua")).content.decode()
    )


def test_a_place_of_another_commune_is_no_choice(cast: Cast, minh: Client) -> None:
    minh.post(reverse("office:citizen-new"), declaration(cast, home=cast.land.far_village.pk))
    assert not Citizen.objects.filter(name="H'Hoa Byă").exists()


def test_corrections_moves_and_death_go_through_and_stand_in_the_history(cast: Cast, minh: Client) -> None:
    pk = cast.lan.pk
    facts = {"name": "H'Lan Ni ê", "birth": "1991", "sex": "f"}
    minh.post(reverse("office:citizen-correct", args=[pk]), facts)
    minh.post(reverse("office:citizen-move", args=[pk]), {"home": cast.land.near.pk, "since": "2024-02-01"})
    minh.post(reverse("office:citizen-death", args=[pk]), {"on": "2024-06-01"})
    lan = Citizen.objects.get(pk=pk)
    assert (lan.name, lan.birth_year, lan.home, lan.died_on) == ("H'Lan Ni ê", 1991, cast.land.near, date(2024, 6, 1))
    page = text_of(minh, reverse("office:citizen", args=[pk]))
    for words in ("Sửa thông tin người dân", "Ghi nhận chuyển nơi ở", "Đã mất ngày 01/06/2024", "06/05/1990"):
        assert words in page
    minh.post(reverse("office:citizen-death-withdraw", args=[pk]))
    assert Citizen.objects.get(pk=pk).died_on is None


def test_departure_and_return(cast: Cast, minh: Client) -> None:
    pk = cast.khoa.pk
    minh.post(reverse("office:citizen-depart", args=[pk]), {"on": "2024-01-01"})
    assert "Đã rời tỉnh từ 01/01/2024" in text_of(minh, reverse("office:citizen", args=[pk]))
    minh.post(reverse("office:citizen-return", args=[pk]), {"home": cast.land.near.pk, "since": "2025-01-01"})
    assert Residence.objects.get(citizen=pk, until__isnull=True).place == cast.land.near


def test_the_receiving_commune_finds_the_person_by_number(cast: Cast, client: Client) -> None:
    client.force_login(cast.son)
    given = {"number": "066190001234", "name": "H'Lan Niê", "birth": "06/05/1990"}
    given |= {"home": str(cast.land.far_village.pk), "since": "2025-01-01"}
    assert went_to(client.post(reverse("office:citizen-arrive"), given)) == reverse(
        "office:citizen", args=[cast.lan.pk]
    )
    assert Citizen.objects.get(pk=cast.lan.pk).home == cast.land.far_village


def test_a_number_known_elsewhere_opens_the_arrival_with_what_was_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.son)
    given = {"name": "H'Lan Niê", "birth": "06/05/1990", "sex": "f", "number": "066190001234"}
    given |= {"home": str(cast.land.far_village.pk), "since": "2025-01-01"}
    page = client.post(reverse("office:citizen-new"), given).content.decode()
    assert "đã có hồ sơ ở nơi khác" in page
    assert 'value="066190001234"' in page
    assert Citizen.objects.get(pk=cast.lan.pk).home == cast.land.near_village, "a move is a deed of its own"


def test_a_home_is_called_as_today_and_as_on_arrival(cast: Cast, minh: Client) -> None:
    order = draft_order("1/NQ", "Đổi tên", date(2025, 7, 1), rename(cast.land.near.pk, "Cư Mới"), actor=None)
    apply_change_order(order, actor=None)
    page = text_of(minh, reverse("office:citizen", args=[cast.lan.pk]))
    assert "Cư Mới" in page
    assert "Khi đến:" in page


def test_two_records_are_joined_and_taken_apart(cast: Cast, minh: Client) -> None:
    other = add(cast.land.near, "H'Lan Niê", birth_date=date(1990, 5, 6))
    address = reverse("office:citizen-join", args=[cast.lan.pk])
    offered = minh.post(address, {"number_or_name": "hlan nie", "reason": "trùng"}).content.decode()
    assert "1 người khớp" in offered
    assert "error-summary" not in offered, "a search is no mistake"
    assert "Cư Né" in offered, "where each lives tells namesakes apart"
    minh.post(address, {"number_or_name": "hlan nie", "reason": "trùng", "other": other.pk})
    assert Citizen.objects.get(pk=other.pk).joined_into == cast.lan
    assert went_to(minh.get(reverse("office:citizen", args=[other.pk]))) == reverse(
        "office:citizen", args=[cast.lan.pk]
    )
    minh.post(reverse("office:join-undo", args=[Join.objects.get().pk]), {"reason": "hai người khác nhau"})
    assert Citizen.objects.get(pk=other.pk).joined_into is None


def test_a_link_code_is_shown_once(cast: Cast, minh: Client) -> None:
    other = add(cast.land.near, "Y Thương Byă", sex="m")
    page = minh.post(reverse("office:link-code", args=[other.pk])).content.decode()
    assert "<svg" in page
    assert 'class="link-code"' in page
    assert 'class="link-code"' not in text_of(minh, reverse("office:link-code", args=[other.pk]))


def test_skills_and_consents_are_noted_and_taken_back(cast: Cast, minh: Client) -> None:
    pk = cast.lan.pk
    minh.post(reverse("office:skill-new", args=[pk]), {"kind": "digital", "basis": "officer", "since": "2025-01-01"})
    fact = SkillFact.objects.get(citizen=pk)
    minh.post(reverse("office:skill-withdraw", args=[fact.pk]), {"on": "2025-06-01"})
    assert SkillFact.objects.get(pk=fact.pk).until == date(2025, 6, 1)
    minh.post(reverse("office:consent-new", args=[pk, "assessment"]), {"way": "paper"})
    consent = Consent.objects.get(citizen=pk)
    minh.post(reverse("office:consent-withdraw", args=[consent.pk]))
    assert Consent.objects.get(pk=consent.pk).withdrawn_at is not None


def test_the_export_holds_exactly_the_rows_of_the_list(cast: Cast, minh: Client) -> None:
    answer = minh.get(reverse("office:citizen-export") + "?sex=f")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer))).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == ["H'Lan Niê"]
    assert Reading.objects.get(purpose="people.export_citizens").person_count == 1


def test_the_clan_takes_a_member_and_lets_her_go(cast: Cast, minh: Client) -> None:
    other = add(cast.land.near, "H'Hoa Byă")
    address = reverse("office:group-member-new", args=[cast.clan.pk])
    given = {"person": "hhoa", "role": "member", "since": "2024-01-01"}
    assert "Chọn đúng người" in minh.post(address, given).content.decode()
    minh.post(address, {**given, "chosen": other.pk})
    membership = Membership.objects.get(citizen=other)
    assert "H&#x27;Hoa Byă" in text_of(minh, reverse("office:group", args=[cast.clan.pk]))
    minh.post(reverse("office:membership-end", args=[membership.pk]), {"on": "2025-01-01"})
    assert Membership.objects.get(pk=membership.pk).until == date(2025, 1, 1)


def test_minh_founds_a_family_and_changes_its_name(cast: Cast, minh: Client) -> None:
    given = {"kind": "family", "name": "Hộ ông Y Bhiu", "code": "H01", "place": cast.land.near_village.pk}
    address = went_to(minh.post(reverse("office:group-new"), given))
    minh.post(address + "change/", {"name": "Hộ bà H'Bhiu"})
    assert "Hộ bà H&#x27;Bhiu" in text_of(minh, address)
    assert "Hộ bà H&#x27;Bhiu" in text_of(minh, reverse("office:group-list") + "?kind=family")


def test_the_list_asks_the_same_questions_for_five_and_fifty(cast: Cast, minh: Client) -> None:
    name, counts = "office:citizen-list", []
    for number in (3, 45):
        for row in range(number):
            add(cast.land.near_village, f"Y Số{number} Thứ{row}", birth_date=date(1960, 1, 1 + row % 28), sex="m")
        minh.get(reverse(name))
        with asked_anew() as asked:
            minh.get(reverse(name))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22


@pytest.mark.parametrize(
    ("number", "words"), [("066 190 0012", "có 10 chữ số; cần 12"), ("06619000123A", "chỉ gồm chữ số")]
)
def test_a_wrong_number_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, minh: Client, number: str, words: str
) -> None:
    given = {"name": "Y Moan Êñuôl", "birth": "1980", "number": number}
    given |= {"home": str(cast.land.near_village.pk), "since": "2025-01-01"}
    page = minh.post(reverse("office:citizen-new"), given).content.decode()
    assert words in page
    assert 'aria-invalid="true"' in page
    assert f'value="{number}"' in page
    assert not Citizen.objects.filter(name="Y Moan Êñuôl").exists()
