"""Anybody reads a draft and comments on it without an account; what they say is seen once somebody has looked at it."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.consultations.actions import answer_comment, invite_organisation, moderate_comment
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.criteria.actions import draft_version, reword_criterion, weigh_criterion
from hieuhoc.criteria.models import Version
from tests.cast import World
from tests.consultations.makers import TEXT, end_period, make_comment, make_consultation

pytestmark = pytest.mark.django_db


def words(client: Client, name: str, consultation: Consultation, query: str = "") -> str:
    page = client.get(reverse(f"public:{name}", args=[consultation.pk]) + query)
    assert page.status_code == 200
    return page.content.decode()


def send(client: Client, consultation: Consultation, **given: str) -> int:
    address = reverse("public:comment-new", args=[consultation.pk])
    return client.post(address, {"about": "0", "stance": "agree", "text": TEXT, **given}).status_code


def reworded(version: Version) -> Version:
    draft = draft_version(version, number="Nháp", actor=None)
    reword_criterion(
        draft.criteria.get(position=1), text="Đọc hằng ngày. Tra cứu được.", source="x", certainty="seen", actor=None
    )
    weigh_criterion(draft.criteria.get(position=2), max_points=20, actor=None)
    return draft


def test_a_comment_on_one_sentence_is_sent_and_shown_when_it_was_looked_at(world: World, client: Client) -> None:
    consultation = make_consultation(reworded(world.round.version))
    form = words(client, "comment-new", consultation, "?on=1.2")
    assert '<option value="1.2" selected>1, câu 2: Tra cứu được.' in form
    assert send(client, consultation, about="1.2", name="Bà Năm") == 302
    comment = consultation.comments.get()
    assert comment.criterion is not None
    assert (comment.criterion.position, comment.sentence, comment.name) == (1, 2, "Bà Năm")
    assert TEXT not in words(client, "consultation", consultation)
    moderate_comment(comment, display="shown", actor=world.hoa)
    answer_comment(comment, verdict="not_taken", answer="Câu này đã rõ.", actor=world.hoa)
    page = words(client, "consultation", consultation)
    assert TEXT in page
    assert "Câu này đã rõ." in page
    assert "Không tiếp thu" in page


def test_changed_words_are_marked_against_the_version_in_force(world: World, client: Client) -> None:
    page = words(client, "consultation", make_consultation(reworded(world.round.version)))
    assert "<ins>Đọc hằng ngày. Tra</ins> cứu" in page
    assert "<del>Biết tìm kiếm," in page
    assert f"So với {world.round.version.number}" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world: World, client: Client) -> None:
    consultation = make_consultation(world.round.version)
    address = reverse("public:comment-new", args=[consultation.pk])
    answer = client.post(address, {"about": "1", "stance": "agree", "text": "...............", "name": "Bà Năm"})
    assert answer.status_code == 409
    assert "Góp ý quá ngắn." in answer.content.decode()
    assert 'value="Bà Năm"' in answer.content.decode()
    assert send(client, consultation, about="99") == 200
    assert not Comment.objects.exists()


def test_an_invitation_opens_what_is_for_the_invited_only(world: World, client: Client) -> None:
    consultation = make_consultation(world.round.version, Consultation.Audience.INVITED)
    code = invite_organisation(consultation, name="Tỉnh Đoàn", actor=world.hoa).code
    page = words(client, "consultation", consultation, f"?code={code}")
    assert f"?on=1&amp;code={code}" in page
    assert f'value="{code}"' in words(client, "comment-new", consultation, f"?on=1&code={code}")
    assert send(client, consultation, code="AAAA-BBBB-CCCC") == 409
    assert send(client, consultation, code=code) == 302
    assert consultation.comments.get().name == "Tỉnh Đoàn"


def test_after_its_last_day_it_is_read_only_and_the_list_of_criteria_no_longer_leads_there(
    world: World, client: Client
) -> None:
    consultation = make_consultation(world.round.version)
    address = reverse("public:consultation", args=[consultation.pk])
    assert address in client.get(reverse("public:criteria")).content.decode()
    end_period(consultation)
    assert address not in client.get(reverse("public:criteria")).content.decode()
    assert "public:comment-new" not in words(client, "consultation", consultation)
    assert "Hiện không nhận góp ý" in words(client, "comment-new", consultation)
    assert send(client, consultation) == 409


def test_a_draft_nobody_asks_about_has_no_such_page(world: World, client: Client) -> None:
    draft = draft_version(world.round.version, number="Nháp", actor=None)
    for name in ("consultation", "comment-new", "comment-sent"):
        assert client.get(reverse(f"public:{name}", args=[draft.pk])).status_code == 404


def test_one_address_does_not_send_comments_by_the_hundred(world: World, client: Client) -> None:
    consultation = make_consultation(world.round.version)
    answers = [send(client, consultation, text=f"{TEXT} {number}") for number in range(31)]
    assert answers == [302] * 30 + [429]


def test_whose_comment_waits_is_told_to_nobody(world: World, client: Client) -> None:
    consultation = make_consultation(world.round.version)
    make_comment(consultation, name="Bà Năm")
    assert "Bà Năm" not in words(client, "consultation", consultation)
