"""A consultation in the office: opened, people invited, comments answered one after the other, closed, the report taken."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.consultations.models import Consultation
from hieuhoc.criteria.actions import draft_version, weigh_criterion
from hieuhoc.criteria.models import Version
from tests.cast import World
from tests.consultations.makers import end_period, make_comment, make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(world: World, client: Client) -> Client:
    client.force_login(world.hoa)
    return client


def words(client: Client, name: str, pk: int, query: str = "") -> str:
    return client.get(reverse(f"office:{name}", args=[pk]) + query).content.decode()


def test_the_way_from_a_draft_to_a_version_in_force(world: World, hoa: Client) -> None:
    draft, today = draft_version(world.round.version, number="Dự thảo", actor=None), timezone.localdate()
    given = {
        "audience": "anyone",
        "question": "Nên giữ không?",
        "opens_on": today.isoformat(),
        "closes_on": (today + timedelta(days=9)).isoformat(),
    }
    assert "Lấy ý kiến" in words(hoa, "criteria", draft.pk)
    answer = hoa.post(reverse("office:consultation-new", args=[draft.pk]), given)
    assert answer["Location"] == reverse("office:consultation", args=[draft.pk])
    assert "Sửa tên và lưu ý" not in words(hoa, "criteria", draft.pk)
    hoa.post(reverse("office:invitation-new", args=[draft.pk]), {"name": "Tỉnh Đoàn"})
    consultation = Consultation.objects.get(pk=draft.pk)
    assert consultation.invitations.get().code in words(hoa, "invitation-list", draft.pk)
    first, second = make_comment(consultation), make_comment(consultation, position=2)
    assert "2 góp ý, 2 chưa trả lời." in words(hoa, "consultation", draft.pk)
    assert "Góp ý về Dự thảo chưa trả lời" in hoa.get(reverse("office:home")).content.decode()
    for comment in (first, second):
        hoa.post(reverse("office:comment-answer", args=[comment.pk]), {"verdict": "taken", "answer": "Sẽ sửa."})
    assert "2 góp ý, đã trả lời hết." in words(hoa, "consultation", draft.pk)
    end_period(consultation)
    hoa.post(reverse("office:consultation-close", args=[draft.pk]))
    hoa.post(reverse("office:criteria-promulgate", args=[draft.pk]), {"since": "2030-01-01", "number": draft.number})
    draft.refresh_from_db()
    assert draft.status == Version.Status.IN_FORCE
    report = hoa.get(reverse("office:consultation-report", args=[draft.pk]))
    assert report["Content-Type"] == "application/pdf"
    assert report.content.startswith(b"%PDF")


def test_comments_are_found_by_what_they_are_about_and_whether_they_wait(world: World, hoa: Client) -> None:
    consultation = make_consultation(world.round.version)
    make_comment(consultation, text="Về chỉ số một thì nên giữ", position=1)
    make_comment(consultation, text="Về toàn bộ thì nên gọn hơn", position=None)
    page = words(hoa, "consultation", consultation.pk, "?about=1")
    assert "Về chỉ số một" in page
    assert "Về toàn bộ thì" not in page
    assert "Về chỉ số một" not in words(hoa, "consultation", consultation.pk, "?about=0&state=unread")
    assert "Không có góp ý nào ở đây" in words(hoa, "consultation", consultation.pk, "?state=answered")


def test_a_comment_is_hidden_with_a_reason(world: World, hoa: Client) -> None:
    comment = make_comment(make_consultation(world.round.version))
    address = reverse("office:comment-display", args=[comment.pk])
    assert hoa.post(address, {"display": "hidden", "because": ""}).status_code == 409
    assert hoa.post(address, {"display": "hidden", "because": "Quảng cáo"}).status_code == 302
    assert "Quảng cáo" in words(hoa, "comment", comment.pk)


def test_the_last_day_is_moved_and_an_invitation_withdrawn(world: World, hoa: Client) -> None:
    consultation = make_consultation(world.round.version)
    later = timezone.localdate() + timedelta(days=30)
    hoa.post(reverse("office:consultation-days", args=[consultation.pk]), {"closes_on": later.isoformat()})
    assert Consultation.objects.get(pk=consultation.pk).closes_on == later
    hoa.post(reverse("office:invitation-new", args=[consultation.pk]), {"name": "Tỉnh Đoàn"})
    hoa.post(reverse("office:invitation-withdraw", args=[consultation.invitations.get().pk]))
    assert "Đã thu hồi" in words(hoa, "invitation-list", consultation.pk)


def test_two_versions_stand_side_by_side(world: World, hoa: Client) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    weigh_criterion(draft.criteria.get(position=1), max_points=20, actor=None)
    page = words(hoa, "criteria-compare", draft.pk)
    assert "1 trong 10 chỉ số khác nhau" in page
    assert "<ins>20</ins>" in page
    assert world.round.version.number in page
