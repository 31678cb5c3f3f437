"""Somebody assesses themselves on a telephone: one question at a time, kept at once, with evidence, and sent."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.assessment.actions import return_dossier, save_self_scores
from hieuhoc.assessment.earlier import earlier_answers
from hieuhoc.assessment.models import Dossier, Evidence, Round, Scoring
from hieuhoc.criteria.actions import draft_version, promulgate_version, reword_criterion
from hieuhoc.learning.actions import OwnFile, OwnWords, add_own_learning
from hieuhoc.privacy.models import Consent
from tests.assessment.makers import EIGHTY, make_dossier, make_round, make_submitted
from tests.cast import World
from tests.lib.strangers_files import picture, position_in
from tests.people.makers import make_citizen

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
START = reverse("citizen:assess-start")


@pytest.fixture
def lan(client: Client, world: World) -> Client:
    client.force_login(world.lan_user)
    return client


def group_of(world: World) -> str:
    return f"{world.round.pk}:{world.round.version.applicant_groups.order_by('position')[0].pk}"


def begun(world: World) -> Dossier:
    return make_dossier(world.lan, world.round, actor=world.lan_user)


def question(dossier: Dossier, position: int) -> str:
    return reverse("citizen:assess-question", args=[dossier.pk, position])


def test_lan_begins_with_her_consent_and_is_asked_the_first_question(lan: Client, world: World) -> None:
    assert "Tự đánh giá" in lan.get(reverse("citizen:home")).text
    assert lan.post(START, {"group": group_of(world)}).status_code == 200  # the consent is never ticked for her
    assert not Dossier.objects.filter(citizen=world.lan).exists()
    answer = lan.post(START, {"group": group_of(world), "agrees": "on"})
    dossier = Dossier.objects.get(citizen=world.lan)
    assert answer.headers["Location"] == question(dossier, 1)
    assert (dossier.status, dossier.is_assisted) == ("draft", False)
    assert Consent.objects.get(citizen=world.lan, purpose__code="assessment").way == Consent.Way.ONLINE
    assert "Chấm tiếp" in lan.get(reverse("citizen:home")).text
    assert "Hiện không có đợt nào để bắt đầu" in lan.get(START).text


def test_each_answer_is_kept_at_once_and_says_what_is_missing(lan: Client, world: World) -> None:
    dossier = begun(world)
    page = lan.get(question(dossier, 1)).text
    assert "Câu 1 trong 10" in page
    assert "Đã chấm 0 trong 10 câu: 0/100 điểm." in page
    told = lan.post(question(dossier, 1), {"points_1": "9", "edition": dossier.edition}, headers=HTMX).text
    assert "Đã chấm 1 trong 10 câu: 9/100 điểm." in told
    assert "Cần ít nhất 80 điểm, câu nào cũng từ 5 điểm" in told
    assert "Đã giữ lúc" in told
    dossier.refresh_from_db()
    assert dossier.self_points == [9, *[None] * 9]
    assert f'name="edition" value="{dossier.edition}"' in told
    following = lan.post(question(dossier, 1), {"points_1": "9", "edition": dossier.edition}).headers["Location"]
    assert following == question(dossier, 2)
    assert dossier.scorings.get().stage == Scoring.Stage.SELF


def test_a_page_from_before_somebody_else_typed_writes_nothing_over(lan: Client, world: World) -> None:
    dossier = begun(world)
    seen = dossier.edition
    save_self_scores(dossier, [7, *[None] * 9], edition=seen, actor=world.minh)
    told = lan.post(question(dossier, 2), {"points_2": "3", "edition": seen}, headers=HTMX).text
    assert "Minh đã cập nhật hồ sơ này" in told
    assert "Đã giữ lúc" not in told
    dossier.refresh_from_db()
    assert dossier.self_points[:2] == [7, None]


def test_points_no_question_offers_are_refused_beside_it(lan: Client, world: World) -> None:
    dossier = begun(world)
    answer = lan.post(question(dossier, 4), {"points_4": "11", "edition": dossier.edition})
    assert "field-error" in answer.text
    dossier.refresh_from_db()
    assert dossier.self_points == [None] * 10


def test_all_on_one_page_then_looked_over_and_sent(lan: Client, world: World) -> None:
    dossier = begun(world)
    typed = {f"points_{position}": "8" for position in range(1, 11)}
    lan.post(reverse("citizen:assess", args=[dossier.pk]), {**typed, "points_3": "4", "edition": dossier.edition})
    send = reverse("citizen:dossier-send", args=[dossier.pk])
    assert "Dưới mức: câu 3." in lan.get(send).text
    dossier.refresh_from_db()
    lan.post(question(dossier, 3), {"points_3": "8", "edition": dossier.edition})
    dossier.refresh_from_db()
    assert "Đủ điều kiện." in lan.get(send).text
    answer = lan.post(send, {"edition": dossier.edition})
    assert answer.headers["Location"] == reverse("citizen:dossier", args=[dossier.pk])
    dossier.refresh_from_db()
    assert (dossier.status, dossier.self_points) == ("submitted", EIGHTY)
    assert lan.get(question(dossier, 1)).status_code == 409  # sent is sent


def test_what_is_not_whole_or_too_late_is_not_sent(lan: Client, world: World) -> None:
    dossier = begun(world)
    send = reverse("citizen:dossier-send", args=[dossier.pk])
    assert "Chấm tiếp câu 1" in lan.get(send).text
    assert lan.post(send, {"edition": dossier.edition}).status_code == 409
    dossier = save_self_scores(dossier, EIGHTY, actor=world.lan_user)
    Round.objects.filter(pk=world.round.pk).update(submit_by=timezone.localdate() - timedelta(1))
    late = lan.post(send, {"edition": dossier.edition})
    assert late.status_code == 409
    assert "Đã quá hạn nộp" in late.text
    assert "đang mở đến" not in lan.get(reverse("citizen:home")).text


def test_what_came_back_is_mended_and_sent_again(lan: Client, world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    return_dossier(dossier, note="Thêm ảnh chứng nhận", edition=dossier.edition, actor=None)
    assert "Thêm ảnh chứng nhận" in lan.get(question(dossier, 1)).text
    dossier.refresh_from_db()
    assert lan.post(reverse("citizen:dossier-send", args=[dossier.pk]), {"edition": dossier.edition}).status_code == 302


def test_last_years_points_stand_beside_and_fill_what_is_not_answered(lan: Client, world: World) -> None:
    before = make_round(world.round.year - 1)
    make_submitted(world.lan, before, points=[6] * 10)
    Round.objects.filter(pk=before.pk).update(status="closed")
    dossier = save_self_scores(begun(world), [9, *[None] * 9], actor=world.lan_user)
    page = lan.get(question(dossier, 2)).text
    assert f"Năm {before.year}: tự chấm 6, được xét –." in page
    lan.post(question(dossier, 2), {"edition": dossier.edition, "deed": "earlier"})
    dossier.refresh_from_db()
    assert dossier.self_points == [9, *[6] * 9]
    assert "cho câu chưa chấm" not in lan.get(question(dossier, 2)).text


def test_a_question_in_other_words_than_last_year_says_so_and_is_not_filled(lan: Client, world: World) -> None:
    make_submitted(world.lan, world.round, points=[6] * 10)
    next_year, draft = world.round.year + 1, draft_version(world.round.version, number="400/QĐ-KHVN", actor=None)
    reword_criterion(draft.criteria.get(position=5), text="Câu hỏi mới", source="VB", certainty="seen", actor=None)
    promulgate_version(draft, since=date(next_year, 1, 1), actor=None)
    dossier = make_dossier(world.lan, make_round(next_year, "400/QĐ-KHVN"), actor=world.lan_user)
    answers = earlier_answers(dossier)
    assert answers is not None
    assert answers.reworded == {5}
    assert answers.carried_over([None] * 10) == [6, 6, 6, 6, None, 6, 6, 6, 6, 6]
    said = f"Câu này viết khác bộ tiêu chí {world.round.version.number} của năm {world.round.year}."
    assert said in lan.get(question(dossier, 5)).text


def test_a_photograph_is_evidence_without_the_place_it_was_taken_and_can_be_taken_out(
    lan: Client, world: World
) -> None:
    dossier = begun(world)
    address = reverse("citizen:evidence-new", args=[dossier.pk, 4])
    assert lan.post(address, {"text": "", "link": ""}).status_code == 409
    photo = SimpleUploadedFile("lop-hoc.jpg", picture("JPEG", with_position=True), "image/jpeg")
    answer = lan.post(address, {"text": "Lớp tin học ở buôn", "file": photo})
    assert answer.headers["Location"] == question(dossier, 4)
    evidence = Evidence.objects.get(dossier=dossier)
    kept = lan.get(reverse("citizen:evidence", args=[evidence.pk]))
    assert (kept.status_code, position_in(kept.content)) == (200, {})
    assert "lop-hoc" in lan.get(question(dossier, 4)).text
    remove = reverse("citizen:evidence-remove", args=[evidence.pk])
    assert "Lớp tin học ở buôn" in lan.get(remove).text
    assert lan.post(remove).headers["Location"] == question(dossier, 4)
    assert lan.get(reverse("citizen:evidence", args=[evidence.pk])).status_code == 404


def test_lan_takes_her_dossier_back_and_may_begin_again(lan: Client, world: World) -> None:
    dossier = begun(world)
    address = reverse("citizen:dossier-withdraw", args=[dossier.pk])
    assert lan.get(address).status_code == 200
    assert lan.post(address, {"edition": dossier.edition}).headers["Location"] == reverse("citizen:home")
    dossier.refresh_from_db()
    assert dossier.status == "withdrawn"
    assert "Bắt đầu" in lan.get(START).text


def test_nobody_assesses_for_somebody_else_by_their_address(lan: Client, world: World) -> None:
    other = make_dossier(make_citizen("Y Thương Byă", world.village), world.round)
    for name, args in (
        ("assess", [other.pk]),
        ("assess-question", [other.pk, 1]),
        ("dossier-send", [other.pk]),
        ("dossier-withdraw", [other.pk]),
        ("evidence-new", [other.pk, 1]),
    ):
        assert lan.post(reverse(f"citizen:{name}", args=args), {"edition": 0}).status_code == 404, name


def test_what_the_records_know_is_taken_in_with_one_tap(lan: Client, world: World) -> None:
    dossier = begun(world)
    said = OwnWords("course", "Tin học", date(world.round.year, 1, 5), "Trung tâm")
    add_own_learning(world.lan, said, file=OwnFile("giay.png", picture()), actor=None)
    address = reverse("citizen:evidence-new", args=[dossier.pk, 1])
    [piece] = lan.get(address).context["known"]
    assert piece.words == f"Tin học (Trung tâm), 05/01/{world.round.year}: tự khai"
    pages = [lan.post(address, {"known": piece.key}, follow=True).text for _time in range(2)]
    assert ["Đã thêm minh chứng" in page for page in pages] == [True, False], "tapped twice is once"
    evidence = Evidence.objects.get(dossier=dossier)
    assert (evidence.text, evidence.document is None) == (piece.words, False)
    assert lan.get(address).context["known"] == []
