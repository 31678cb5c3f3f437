"""The chain from list to revocation under two officers, a double click or a request sent again: one result, the other
told."""

from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from hieuhoc.assessment.models import Dossier
from hieuhoc.lib.errors import Refusal
from hieuhoc.recognition.actions import (
    issue_decision,
    make_proposal,
    restore_line,
    return_proposal,
    revoke_title,
    send_proposal,
    strike_line,
)
from hieuhoc.recognition.models import Decision, Proposal, ProposalLine, Title
from hieuhoc.recognition.reads import listed_lines
from tests.assessment.makers import make_passed
from tests.assessment.test_concurrency import outcomes
from tests.cast import World, make_world
from tests.people.makers import make_citizen
from tests.recognition.test_recognise import decision_text, recognised, sent_list

pytestmark = pytest.mark.django_db(transaction=True)


def kinds(results: list[Any]) -> list[str]:
    return sorted(type(result).__name__ for result in results)


def draft_list(world: World) -> Proposal:
    make_passed(world.lan, world.round)
    return make_proposal(world.round, world.commune, actor=world.minh)


def test_a_double_click_sends_the_list_once() -> None:
    world = make_world()
    proposal = draft_list(world)
    results = outcomes([lambda: send_proposal(proposal, edition=proposal.edition, actor=world.minh)] * 2)
    assert [result.status for result in results] == ["sent", "sent"]
    assert Proposal.objects.get().edition == proposal.edition + 1


def test_two_officers_sending_one_list_send_it_once_and_one_is_told() -> None:
    world = make_world()
    proposal = draft_list(world)
    send = [
        lambda: send_proposal(proposal, edition=proposal.edition, actor=world.minh),
        lambda: send_proposal(proposal, edition=proposal.edition, actor=world.hoa),
    ]
    results = outcomes(send)
    assert kinds(results) == ["Proposal", "Refusal"]
    told = next(result for result in results if isinstance(result, Refusal))
    assert "đã cập nhật danh sách này lúc" in told.sentence


def test_a_list_that_is_being_sent_takes_nobody_any_more() -> None:
    """Whoever passes while the list is sent waits for the next one: a line added now would never be decided on."""
    world = make_world()
    proposal = draft_list(world)
    make_passed(make_citizen("Y Bhăm Êban", world.commune), world.round)
    is_sent, may_commit = Event(), Event()

    def send() -> Any:
        with transaction.atomic():
            sent = send_proposal(proposal, edition=proposal.edition, actor=world.minh)
            is_sent.set()
            may_commit.wait(1)
            return sent

    def add() -> Any:
        is_sent.wait(5)
        return make_proposal(world.round, world.commune, actor=world.minh)

    sent, added = outcomes([send, add])
    assert sent.lines.count() == 1
    assert added != sent
    assert added.status == "draft"


def test_deciding_and_returning_at_the_same_moment_does_one_of_the_two() -> None:
    world = make_world()
    proposal = sent_list(world)
    results = outcomes(
        [
            lambda: issue_decision(proposal, decision_text(), edition=proposal.edition, actor=world.hoa),
            lambda: return_proposal(proposal, note="Thiếu người", edition=proposal.edition, actor=world.hoa),
        ]
    )
    assert [isinstance(result, Refusal) for result in results].count(True) == 1
    is_decided = Proposal.objects.get().status == "decided"
    assert is_decided == (Decision.objects.count() == 1) == (Title.objects.count() == 1)


def test_a_double_click_issues_one_decision_and_both_clicks_see_it() -> None:
    world = make_world()
    proposal = sent_list(world)
    results = outcomes(
        [lambda: issue_decision(proposal, decision_text(), edition=proposal.edition, actor=world.hoa)] * 2
    )
    assert results[0] == results[1] == Decision.objects.get()
    assert Title.objects.count() == 1


def test_one_number_for_two_lists_at_the_same_moment_is_used_once() -> None:
    world = make_world()
    here = sent_list(world)
    make_passed(make_citizen("Y Thịnh Byă", world.other_commune), world.round)
    there = send_proposal(make_proposal(world.round, world.other_commune, actor=world.son), actor=world.son)
    results = outcomes([partial(issue_decision, one, decision_text(), actor=world.hoa) for one in (here, there)])
    assert kinds(results) == ["Decision", "Refusal"]
    assert "đã có" in next(result.sentence for result in results if isinstance(result, Refusal))
    assert sorted(Dossier.objects.values_list("status", flat=True)) == ["proposed", "recognised"]


def test_two_titles_taken_back_by_one_decision_at_the_same_moment_share_it() -> None:
    world = make_world()
    make_passed(make_citizen("Y Thịnh Byă", world.commune), world.round)
    decision = issue_decision(sent_list(world), decision_text(), actor=world.hoa)
    first, second = decision.titles.order_by("pk")
    text = decision_text(number="9/QĐ-UBND")
    results = outcomes(
        [partial(revoke_title, one, text, reason="Khai sai", actor=world.hoa) for one in (first, second)]
    )
    assert kinds(results) == ["Title", "Title"]
    assert Decision.objects.filter(kind="revoke").count() == 1


def test_two_officers_taking_one_title_back_leave_one_revocation() -> None:
    world = make_world()
    title = recognised(world)
    results = outcomes(
        [
            partial(revoke_title, title, decision_text(number=number), reason="Khai sai", actor=world.hoa)
            for number in ("9/QĐ-UBND", "10/QĐ-UBND")
        ]
    )
    assert kinds(results) == ["Refusal", "Title"]
    assert Decision.objects.filter(kind="revoke").count() == 1


def test_a_double_click_takes_a_title_back_once() -> None:
    world = make_world()
    title, text = recognised(world), decision_text(number="9/QĐ-UBND")
    results = outcomes([lambda: revoke_title(title, text, reason="Khai sai", actor=world.hoa)] * 2)
    assert kinds(results) == ["Title", "Title"]
    assert Decision.objects.filter(kind="revoke").count() == 1


def test_striking_twice_and_restoring_twice_does_it_once() -> None:
    world = make_world()
    proposal = draft_list(world)
    line = listed_lines(proposal).get()
    outcomes([lambda: strike_line(line, reason="Chuyển đi", actor=world.minh)] * 2)
    assert Dossier.objects.get().status == "passed"
    outcomes([lambda: restore_line(line, actor=world.minh)] * 2)
    assert Dossier.objects.get().status == "proposed"
    assert not ProposalLine.objects.get().is_struck


def test_sending_while_the_last_name_is_struck_never_sends_an_empty_list() -> None:
    world = make_world()
    proposal = draft_list(world)
    line = listed_lines(proposal).get()
    outcomes(
        [
            lambda: strike_line(line, reason="Chuyển đi", actor=world.minh),
            lambda: send_proposal(proposal, actor=world.hoa),
        ]
    )
    is_sent = Proposal.objects.get().status == "sent"
    assert is_sent != ProposalLine.objects.get().is_struck
