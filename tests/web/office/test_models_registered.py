"""Registered models as office pages: what follows from members is explained, names only to who may read people."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.models import Reading
from hieuhoc.collectives.actions import decide_models, register_models
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.rules import ShareRule
from hieuhoc.collectives.rules.judging import Reckoned, Result
from hieuhoc.people.models import Group
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.web.office.collectives.explaining import rule_told
from tests.cast import World, officer
from tests.collectives.makers import (
    ADULTS_HOLD,
    FUND,
    FUND_ASKED,
    YEAR,
    decision_text,
    give_titles,
    make_criteria,
    make_family,
)
from tests.people.makers import add

pytestmark = pytest.mark.django_db


def family(world: World, holders: int, adults: int, code: str = "H1") -> Group:
    people = [add(world.village, f"Người {code} {n}") for n in range(adults)]
    give_titles(*people[:holders])
    return make_family(world.village, code, *people)


@pytest.fixture
def registration(world: World) -> Registration:
    make_criteria("family", ADULTS_HOLD, FUND_ASKED, questions=[FUND])
    return register_models("family", [family(world, 6, 9)], YEAR, actor=None)[0]


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def page_of(client: Client, row: Registration) -> str:
    return client.get(reverse("office:model", args=[row.pk])).content.decode()


def test_the_page_says_how_many_hold_the_title_how_many_are_missing_and_who(
    world: World, client: Client, registration: Registration
) -> None:
    page = page_of(signed_in(client, world.minh), registration)
    assert "6/9 người lớn" in page
    assert "còn thiếu 1" in page
    assert "Người H1 8" in page
    assert "Chưa trả lời" in page
    assert Reading.objects.filter(subject_kind="registration", subject_id=registration.pk, person_count=9).exists()


@pytest.mark.parametrize(
    ("of", "said"),
    [("staff", "chưa ghi ai làm việc"), ("adults", "chưa ghi người nào"), ("clans", "chưa có mô hình nào")],
)
def test_where_nothing_is_on_record_the_next_step_is_said(of: str, said: str) -> None:
    rule = ShareRule.model_validate(ADULTS_HOLD | {"of": of})
    shown = rule_told(Reckoned(rule, Result.NOT_MET, numerator=0, denominator=0), "", {})
    assert shown.found.startswith("0/0")
    assert shown.missing.startswith(said)


def test_who_may_not_read_people_sees_numbers_and_no_names(
    world: World, client: Client, registration: Registration
) -> None:
    page = page_of(signed_in(client, officer("Giang", Role.EDUCATION, world.province)), registration)
    assert "6/9 người lớn" in page
    assert "9 người không hiện tên" in page
    assert "Người H1" not in page


def test_a_question_is_answered_on_its_page(world: World, client: Client, registration: Registration) -> None:
    minh = signed_in(client, world.minh)
    minh.post(reverse("office:model-answer", args=[registration.pk, "fund"]), {"yes": "yes"})
    registration.refresh_from_db()
    assert registration.answers == {"fund": True}
    assert minh.get(reverse("office:model-answer", args=[registration.pk, "corner"])).status_code == 404


def test_points_and_shares_are_answered_in_their_fields(world: World, client: Client) -> None:
    asked = [
        {"code": "points", "text": "Góc học tập", "answer": "points", "most": 10},
        {"code": "learners", "text": "Người học", "answer": "share"},
    ]
    rules = (
        {"kind": "points", "question": "points", "at_least": 5},
        {"kind": "declared", "question": "learners", "at_least": "95"},
    )
    make_criteria("family", *rules, questions=asked)
    (row,) = register_models("family", [family(world, 1, 1)], YEAR, actor=None)
    minh = signed_in(client, world.minh)
    minh.post(reverse("office:model-answer", args=[row.pk, "points"]), {"points": "7"})
    minh.post(reverse("office:model-answer", args=[row.pk, "learners"]), {"many": "96", "everybody": "100"})
    row.refresh_from_db()
    assert (row.answers, row.standing) == ({"points": 7, "learners": [96, 100]}, "met")
    assert "96/100" in page_of(minh, row)


def test_all_families_of_a_commune_register_at_once_and_those_that_meet_are_recognised(
    world: World, client: Client
) -> None:
    make_criteria()
    family(world, 3, 4), family(world, 1, 4, "H2")
    minh = signed_in(client, world.minh)
    given = {"kind": "family", "place": world.commune.pk, "code": "", "year": YEAR}
    listed = minh.post(reverse("office:model-register"), given, follow=True).content.decode()
    assert "Đã đăng ký 2 mô hình năm 2025; 1 đã đáp ứng tiêu chí." in listed

    decide = f"{reverse('office:model-decide')}?year={YEAR}&kind=family"
    decision = {
        "number": "15/QĐ-UBND",
        "signed_on": "2026-01-05",
        "issuer": "UBND xã",
        "signatory": "Y Thu",
        "signatory_title": "Chủ tịch",
        "legal_basis": "Hướng dẫn",
        "confirmed": "1",
    }
    assert "1 mô hình năm 2025 đáp ứng" in minh.get(decide).content.decode()
    minh.post(decide, decision)
    assert list(GroupRecognition.objects.filter(status="recognised").values_list("group__code", flat=True)) == ["H1"]
    assert "15/QĐ-UBND" in minh.get(reverse("office:model-list")).content.decode()
    assert "0 mô hình" in minh.get(reverse("office:model-decide")).content.decode()


@pytest.mark.parametrize("kind", ["clan", "community", "unit", "commune"])
def test_every_kind_of_model_registers_by_its_commune(world: World, client: Client, kind: str) -> None:
    rule = {"kind": "share", "of": "staff" if kind == "unit" else "adults", "holding": "title", "at_least": "1"}
    make_criteria(kind, rule)
    hoa = signed_in(client, world.hoa)
    given = {"kind": kind, "place": world.commune.pk, "code": "", "year": YEAR}
    answer = hoa.post(reverse("office:model-register"), given, follow=True).content.decode()
    registered = Registration.objects.filter(criteria__kind=kind)
    if kind == "unit":
        assert "Không có mô hình nào như vậy" in answer
        return
    assert registered.count() == 1
    assert hoa.get(reverse("office:model", args=[registered.get().pk])).status_code == 200
    assert hoa.get(f"{reverse('office:model-list')}?kind={kind}&standing=not_met").status_code == 200


def test_a_version_is_tried_on_last_years_models_before_it_is_in_force(world: World, client: Client) -> None:
    criteria = make_criteria()
    for code, holders, status in (("H1", 3, "recognised"), ("H2", 1, "recognised"), ("H3", 4, "registered")):
        group = family(world, holders, 4, code)
        GroupRecognition.objects.create(year=YEAR, group=group, status=status, decision_number="1/QĐ")
    hoa = signed_in(client, world.hoa)
    address = reverse("office:model-criteria-try", args=[criteria.pk])
    assert "Kết quả thử" not in hoa.get(address).content.decode()

    page = hoa.get(f"{address}?year={YEAR}").content.decode()
    assert "Gia đình H2 (H2)" in page
    assert "Không còn đạt" in page
    assert "Gia đình H3 (H3)" in page
    assert "Sẽ đạt" in page
    assert "Gia đình H1 (H1)" not in page
    assert GroupRecognition.objects.filter(status="recognised").count() == 2


def test_a_recognised_model_that_fell_is_kept_or_revoked_on_its_page(world: World, client: Client) -> None:
    make_criteria()
    rows = register_models("family", [family(world, 3, 4), family(world, 3, 4, "H2")], YEAR, actor=None)
    decision = decide_models([row.pk for row in rows], world.commune, decision_text(), actor=None)
    Registration.objects.update(standing="not_met", grade=0, failing=[1])
    minh = signed_in(client, world.minh)
    assert "nay không còn đáp ứng" in minh.get(reverse("office:home")).content.decode()
    assert "Không còn đạt tiêu chí 1." in page_of(minh, rows[0])

    minh.post(reverse("office:model-keep", args=[rows[0].pk]), {"reason": "Đi học xa"})
    assert "Đi học xa" in page_of(minh, rows[0])
    revocation = {
        "number": "3/QĐ-UBND",
        "signed_on": f"{decision.signed_on:%Y-%m-%d}",
        "issuer": "UBND xã",
        "signatory": "Y Thu",
        "signatory_title": "Chủ tịch",
        "legal_basis": "Hướng dẫn",
        "reason": "Không còn đạt",
        "confirmed": "1",
    }
    minh.post(reverse("office:model-revoke", args=[rows[1].pk]), revocation)
    assert "Đã thu hồi" in page_of(minh, rows[1])
    listed = minh.get(f"{reverse('office:model-list')}?standing=fallen").content.decode()
    assert "Không có mô hình nào khớp" in listed
