"""A council meets once about all dossiers that wait for it: votes, exceptions, minutes, all in one or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hieuhoc.assessment.actions import (
    agree_dossiers,
    call_meeting,
    cancel_meeting,
    confirm_dossiers,
    except_lines,
    hold_meeting,
)
from hieuhoc.assessment.actions.meetings import Invited
from hieuhoc.assessment.council import council_groups, has_quorum, vote_on
from hieuhoc.assessment.models import Dossier, Meeting, Round
from hieuhoc.assessment.steps import step_of
from hieuhoc.audit.reads import history_of
from hieuhoc.documents.actions import read_file
from hieuhoc.lib.scope import whole_system
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import NewGroup, add_group, join_group
from hieuhoc.people.models import Group
from hieuhoc.recognition.actions import make_proposal
from tests.assessment.makers import make_round, make_submitted
from tests.cast import Cast
from tests.chains.makers import DECIDE, PROPOSE, SCORE, make_chain, step
from tests.people.makers import LONG_AGO, make_citizen
from tests.refusals import refused

COUNCIL = step("council", "agree", days=10)


@pytest.mark.parametrize(
    ("present", "abstained", "against", "votes_for", "agrees"),
    [(5, 0, 0, 5, True), (5, 0, 3, 2, False), (5, 1, 2, 2, False), (4, 0, 2, 2, False), (5, 2, 1, 2, True)],
)
def test_more_for_than_against_agrees(present: int, abstained: int, against: int, votes_for: int, agrees: bool) -> None:
    vote = vote_on(present=present, abstained=abstained, votes_against=against)
    assert (vote.votes_for, vote.agrees) == (votes_for, agrees)


def test_more_votes_than_members_are_no_votes() -> None:
    with pytest.raises(ValueError, match="more votes"):
        vote_on(present=3, abstained=1, votes_against=3)


@pytest.mark.parametrize(("present", "members", "holds"), [(2, 3, False), (3, 4, True), (0, 0, False), (7, 10, True)])
def test_two_thirds_must_be_there(present: int, members: int, holds: bool) -> None:
    assert has_quorum(present=present, members=members, percent=67) is holds


def laid(cast: Cast, count: int = 3) -> tuple[Round, list[Dossier]]:
    """Lan's and others' dossiers before the council."""
    make_chain(cast.commune, SCORE, COUNCIL, PROPOSE, DECIDE)
    round_ = make_round()
    people = [cast.lan, *(make_citizen(f"Người {number}", cast.village) for number in range(1, count))]
    rows = [make_submitted(person, round_) for person in people]
    confirm_dossiers(rows, actor=None)
    return round_, list(Dossier.objects.order_by("pk"))


def called(cast: Cast, round_: Round, *more: Invited) -> Meeting:
    members = [Invited("Trần Văn A", "Chủ tịch"), Invited("Lê Thị B", "Thư ký"), Invited("Minh", "", cast.minh), *more]
    day = timezone.now() + timedelta(days=2)
    return call_meeting(round_, cast.commune, members, meets_at=day, venue="Nhà văn hoá", actor=cast.minh)


def everybody(meeting: Meeting) -> list[int]:
    return list(meeting.members.values_list("pk", flat=True))


def where(dossier: Dossier) -> int | None:
    here = step_of(Dossier.objects.select_related("round").get(pk=dossier.pk))
    return here.position if here else None


@pytest.mark.django_db
def test_a_council_decides_all_but_the_exceptions_at_once(cast: Cast) -> None:
    round_, (first, second, third) = laid(cast)
    assert [group.count for group in council_groups(whole_system(timezone.localdate()))] == [3]
    (_row, why), *_more = agree_dossiers([first], actor=cast.minh).left
    assert "cuộc họp" in why
    meeting = called(cast, round_)
    assert Message.objects.get(recipient=cast.minh).subject == "Mời họp Hội đồng xét duyệt"
    lines = meeting.lines.filter(dossier=first)
    assert except_lines(meeting, lines, votes_against=2, reason="Chưa đúng thực tế", actor=cast.minh) == 1
    held = hold_meeting(meeting, everybody(meeting), remark="Họp đúng giờ", actor=cast.minh)
    assert (where(first), where(second), where(third)) == (None, 3, 3)
    assert Dossier.objects.get(pk=first.pk).status == "failed"
    line = held.lines.get(dossier=first)
    assert (line.votes_for, line.votes_against, line.agrees) == (1, 2, False)
    assert first.stances.get().reason == "Chưa đúng thực tế"
    assert Message.objects.filter(recipient=cast.lan_user, subject__contains="chưa đồng ý").exists()
    assert held.minutes is not None
    assert read_file(held.minutes).startswith(b"%PDF")
    assert history_of("dossier", second.pk)[0].deed == "assessment.hold_meeting"
    assert make_proposal(round_, cast.commune, actor=cast.minh).lines.count() == 2
    with refused("wrong_step"):
        hold_meeting(meeting, everybody(meeting), actor=cast.minh)


@pytest.mark.django_db
def test_without_a_quorum_or_with_too_many_votes_nothing_happens(cast: Cast) -> None:
    round_, (first, *_others) = laid(cast)
    meeting = called(cast, round_)
    with refused("no_quorum"):
        hold_meeting(meeting, everybody(meeting)[:2], actor=cast.minh)
    meeting = called(cast, round_, Invited("Phạm D"))  # called again: one meeting, another member
    assert Meeting.objects.count() == 1
    except_lines(meeting, meeting.lines.filter(dossier=first), votes_against=4, reason="Trùng", actor=cast.minh)
    with refused("votes_out_of_range"):
        hold_meeting(meeting, everybody(meeting)[:3], actor=cast.minh)
    assert {where(row) for row in Dossier.objects.all()} == {2}
    assert not meeting.members.filter(was_present=True).exists()


@pytest.mark.django_db
def test_a_member_does_not_vote_on_their_family(cast: Cast) -> None:
    round_, (first, second, _third) = laid(cast)
    family = add_group(NewGroup(Group.Kind.FAMILY, "Hộ", "H1", cast.village, LONG_AGO), actor=None)
    for member in (cast.khoa, cast.lan):
        join_group(member, family, since=LONG_AGO, actor=None)
    meeting = called(cast, round_, Invited("Khoa", "", cast.khoa_user))
    held = hold_meeting(meeting, everybody(meeting), actor=cast.minh)
    votes = dict(held.lines.values_list("dossier", "votes_for"))
    assert (votes[first.pk], votes[second.pk]) == (3, 4)


@pytest.mark.django_db
def test_a_meeting_is_called_about_something_with_members_each_once(cast: Cast) -> None:
    round_, _rows = laid(cast)
    day = timezone.now()
    twice = [Invited("A"), Invited("A")]
    with refused("no_members"):
        call_meeting(round_, cast.commune, twice, meets_at=day, venue="Trụ sở", actor=cast.minh)
    with refused("nothing_to_decide"):
        call_meeting(round_, cast.other_commune, [Invited("A")], meets_at=day, venue="Trụ sở", actor=None)
    meeting = called(cast, round_)
    with refused("no_reason"):
        except_lines(meeting, meeting.lines.all(), votes_against=1, reason=" ", actor=cast.minh)
    with refused("votes_out_of_range"):
        except_lines(meeting, meeting.lines.all(), votes_against=9, reason="Lý do", actor=cast.minh)
    assert cancel_meeting(meeting, actor=cast.minh).status == "cancelled"
    assert {where(row) for row in Dossier.objects.all()} == {2}
    again = called(cast, round_)
    Dossier.objects.update(status="withdrawn")
    again.lines.all().delete()
    with refused("nothing_to_decide"):
        hold_meeting(again, everybody(again), actor=cast.minh)
