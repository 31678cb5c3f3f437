"""Comments are shown or not, and answered: taken or not, and why; the report tells all of it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.consultations.actions import answer_comment, close_consultation, invite_organisation, moderate_comment
from hieuhoc.consultations.documents import report_paper
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.personal import KINDS
from hieuhoc.consultations.reads import tallies_of, unanswered
from tests.cast import World
from tests.consultations.makers import end_period, make_comment, make_consultation
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(world: World) -> Consultation:
    return make_consultation(world.round.version)


def test_an_answer_says_why_and_shows_the_comment(world: World, consultation: Consultation) -> None:
    comment = make_comment(consultation)
    with refused("no_answer"):
        answer_comment(comment, verdict="taken", answer="  ", actor=world.hoa)
    with pytest.raises(PermissionDenied):
        answer_comment(comment, verdict="taken", answer="Sẽ sửa.", actor=world.minh)
    assert [(row.version, row.count) for row in unanswered()] == [(consultation.pk, 1)]
    answered = answer_comment(comment, verdict="taken", answer="Sẽ sửa.", actor=world.hoa)
    assert (answered.display, answered.answered_by, unanswered()) == ("shown", world.hoa, [])
    with refused("answered"):
        moderate_comment(comment, display="hidden", because="Nhầm", actor=world.hoa)
    assert answer_comment(comment, verdict="partly", answer="Sửa một phần.", actor=world.hoa).verdict == "partly"


def test_what_is_hidden_has_a_reason_and_no_answer(world: World, consultation: Consultation) -> None:
    comment = make_comment(consultation)
    with refused("no_reason"):
        moderate_comment(comment, display="hidden", actor=world.hoa)
    moderate_comment(comment, display="hidden", because="Có số điện thoại", actor=world.hoa)
    with refused("hidden_comment"):
        answer_comment(comment, verdict="taken", answer="Sẽ sửa.", actor=world.hoa)
    assert moderate_comment(comment, display="shown", actor=world.hoa).hidden_because == ""


def test_answers_are_final_when_the_consultation_is_closed(world: World, consultation: Consultation) -> None:
    comment = make_comment(consultation)
    answer_comment(comment, verdict="taken", answer="Sẽ sửa.", actor=world.hoa)
    end_period(consultation)
    close_consultation(consultation, actor=world.hoa)
    with refused("closed"):
        answer_comment(comment, verdict="not_taken", answer="Đổi ý.", actor=world.hoa)


def test_the_report_counts_and_lists_all_but_the_hidden(world: World, consultation: Consultation) -> None:
    invite_organisation(consultation, name="Hội Nông dân tỉnh", actor=world.hoa)
    shown = make_comment(consultation, name="Bà Năm")
    make_comment(consultation, position=None)
    moderate_comment(make_comment(consultation, position=2), display="hidden", because="Quảng cáo", actor=world.hoa)
    answer_comment(shown, verdict="not_taken", answer="Đã rõ.", actor=world.hoa)
    assert [(tally.position, tally.count) for tally in tallies_of(consultation)[:3]] == [(None, 1), (1, 1), (2, 0)]
    paper = report_paper(consultation, seat="Đắk Lắk")
    counted = next(part.table for part in paper.body if part.table)
    assert counted.rows == [["Toàn bộ dự thảo", "0", "1", "0"], ["Chỉ số 1", "0", "1", "0"]]
    told = " ".join(part.text for part in paper.body)
    assert "Đã mời 1 tổ chức, 0 tổ chức góp ý. Có 2 góp ý." in told
    assert "1 góp ý không đăng" in told
    assert "Còn 1 góp ý chưa trả lời." in told
    assert paper.annex is not None
    listed = paper.annex.table.rows
    assert [row[3] for row in listed] == ["Bà Năm", "Không nêu tên"]
    assert listed[0][4] == "Không tiếp thu. Đã rõ."


def test_names_of_commenters_go_some_time_after_the_end(world: World, consultation: Consultation) -> None:
    comment = make_comment(consultation, name="Bà Năm")
    purge = KINDS[0].purge
    assert purge is not None
    assert purge(timezone.now(), 10) == 0
    Consultation.objects.filter(pk=consultation.pk).update(closed_at=timezone.now())
    assert [purge(timezone.now(), 10), purge(timezone.now(), 10)] == [1, 0]
    kept = Comment.objects.get(pk=comment.pk)
    assert (kept.name, kept.text) == ("", comment.text)
