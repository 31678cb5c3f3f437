"""A dossier goes from step to step of the chain of its place; elsewhere everything stays as it was."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.models import Role
from hieuhoc.assessment.actions import (
    agree_dossiers,
    confirm_dossiers,
    return_dossier,
    review_dossier,
    submit_dossier,
    withdraw_dossier,
)
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.assessment.reminding import enter_sent, remind
from hieuhoc.assessment.steps import step_of
from hieuhoc.chains.models import Passage
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import add_branch, join_branch
from hieuhoc.people.models import Membership
from hieuhoc.recognition.actions import issue_decision, make_proposal, return_proposal, send_proposal
from hieuhoc.recognition.whereabouts import whereabouts_of
from tests.assessment.makers import EIGHTY, make_round, make_submitted
from tests.cast import Cast, officer
from tests.chains.makers import AGREE, DECIDE, PROPOSE, SCORE, make_chain, second_officer, step
from tests.collectives.makers import decision_text
from tests.people.makers import LONG_AGO, add
from tests.refusals import refused

pytestmark = pytest.mark.django_db
NINETY = [9] * 10


def sent(cast: Cast, round_: Round) -> Dossier:
    return make_submitted(cast.lan, round_)


def fresh(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related("round", "citizen", "unit").get(pk=dossier.pk)


def whereabouts(dossier: Dossier) -> str:
    where = whereabouts_of(fresh(dossier))
    return where.sentence if where else ""


def test_a_dossier_walks_through_the_chain_of_its_commune(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE)
    round_, binh = make_round(), second_officer(cast.commune)
    dossier = sent(cast, round_)
    assert "Hội Khuyến học xã" in whereabouts(dossier)
    dossier = review_dossier(dossier, EIGHTY, actor=cast.minh)
    assert dossier.status == "passed"
    assert "xét và đồng ý" in whereabouts(dossier)
    with refused("nobody_passed"):
        make_proposal(round_, cast.commune, actor=binh)
    (_row, why), *_none = agree_dossiers([dossier], actor=cast.minh).left
    assert "bước trước" in why
    assert agree_dossiers([dossier], reason="Đúng thực tế", actor=binh).done == (dossier,)
    assert "trình danh sách" in whereabouts(dossier)
    proposal = send_proposal(make_proposal(round_, cast.commune, actor=cast.minh), actor=cast.minh)
    assert "ra quyết định" in whereabouts(dossier)
    with refused("not_their_step"):
        issue_decision(proposal, decision_text(), actor=cast.hoa)
    returned = return_proposal(proposal, note="Thiếu chữ ký", actor=binh)
    assert "trình danh sách" in whereabouts(dossier)
    issue_decision(send_proposal(returned, actor=cast.minh), decision_text(), actor=binh)
    assert fresh(dossier).status == "recognised"
    assert whereabouts(dossier) == ""


def test_without_a_chain_of_its_own_everything_stays_as_it_was(cast: Cast) -> None:
    make_chain(cast.other_commune, SCORE, AGREE, PROPOSE, DECIDE)
    round_ = make_round()
    dossier = sent(cast, round_)
    assert step_of(fresh(dossier)) is None
    assert whereabouts(dossier).startswith("Đang chờ Ủy ban nhân dân cấp xã")
    dossier = review_dossier(dossier, EIGHTY, actor=cast.minh)
    proposal = make_proposal(round_, cast.commune, actor=cast.minh)
    assert "trình danh sách" in whereabouts(dossier)
    issue_decision(send_proposal(proposal, actor=cast.minh), decision_text(), actor=cast.hoa)
    assert fresh(dossier).status == "recognised"
    assert not Passage.objects.exists()


def test_points_of_three_reviewers_are_kept_apart_and_the_median_counts(cast: Cast) -> None:
    scorers = step("commune", "score", reviewers=3)
    make_chain(cast.commune, scorers, PROPOSE, DECIDE, combining="median")
    dossier, binh, an = sent(cast, make_round()), second_officer(cast.commune), second_officer(cast.commune, "An")
    reasons = dict.fromkeys(range(1, 11), "Có minh chứng")
    review_dossier(dossier, EIGHTY, actor=cast.minh)
    with refused("acted"):
        review_dossier(fresh(dossier), EIGHTY, actor=cast.minh)
    assert fresh(dossier).status == "submitted"
    review_dossier(fresh(dossier), [10] * 10, reasons=reasons, actor=binh)
    done = review_dossier(fresh(dossier), NINETY, reasons=reasons, actor=an)
    assert (done.status, done.final_points) == ("passed", NINETY)
    assert [list(row.points) for row in done.scorings.filter(stage="review").order_by("pk")] == [
        EIGHTY,
        [10] * 10,
        NINETY,
    ]


def test_many_confirmed_at_once_go_on_in_the_chain(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, AGREE, PROPOSE, DECIDE)
    dossier = sent(cast, make_round())
    assert confirm_dossiers([dossier], actor=cast.minh).passed_count == 1
    here = step_of(fresh(dossier))
    assert here is not None
    assert here.position == 2


def test_who_reviews_for_the_association_is_an_officer_of_its_branch(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, PROPOSE, DECIDE)
    dossier, binh = sent(cast, make_round()), second_officer(cast.commune)
    citizen = add(cast.village, "Y Bình Niê", sex="m")
    citizen.user = binh
    citizen.save(update_fields=["user"])
    branch = add_branch("H1", "Hội Khuyến học xã", cast.commune, since=LONG_AGO, actor=None)
    join_branch(citizen, branch, since=LONG_AGO, role=Membership.Role.OFFICER, actor=None)
    with refused("not_their_step"):
        review_dossier(dossier, EIGHTY, actor=cast.minh)
    assert review_dossier(dossier, EIGHTY, actor=binh).status == "passed"


def test_only_the_step_that_has_it_sends_it_back_and_then_it_begins_anew(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, step("education", "agree", may_return=True), PROPOSE, DECIDE)
    dossier = review_dossier(sent(cast, make_round()), EIGHTY, actor=cast.minh)
    with refused("not_their_step"):
        return_dossier(dossier, note="Thiếu", actor=cast.minh)
    return_dossier(dossier, note="Thiếu", actor=None)
    again = submit_dossier(fresh(dossier), actor=None)
    here = step_of(fresh(again))
    assert here is not None
    assert here.position == 1
    assert review_dossier(again, EIGHTY, actor=cast.minh).status == "passed"  # no hand of the first time counts
    withdraw_dossier(fresh(dossier), actor=None)
    assert step_of(fresh(dossier)) is None


def test_a_step_that_does_not_send_back_refuses(cast: Cast) -> None:
    make_chain(cast.commune, step("commune", "score"), PROPOSE, DECIDE)
    with refused("wrong_step"):
        return_dossier(sent(cast, make_round()), note="Thiếu", actor=cast.minh)


def test_the_education_department_agrees_at_its_step(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, step("education", "agree", days=5), PROPOSE, DECIDE)
    giang = officer("Giang", Role.EDUCATION, cast.province)
    dossier = review_dossier(sent(cast, make_round()), EIGHTY, actor=cast.minh)
    with refused("wrong_step"):
        return_dossier(dossier, note="Thiếu", actor=giang)
    assert agree_dossiers([dossier], actor=giang).done == (dossier,)
    with pytest.raises(PermissionDenied):
        return_dossier(fresh(dossier), note="Thiếu", actor=giang)


def test_who_had_a_hand_in_it_does_not_decide_where_the_chain_wants_other_eyes(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, PROPOSE, step("commune", "decide"))
    round_, binh = make_round(), second_officer(cast.commune)
    review_dossier(sent(cast, round_), EIGHTY, actor=cast.minh)
    proposal = send_proposal(make_proposal(round_, cast.commune, actor=binh), actor=binh)
    with refused("acted_before"):
        issue_decision(proposal, decision_text(), actor=cast.minh)
    with refused("one_hand"):
        issue_decision(proposal, decision_text(), actor=binh)
    assert issue_decision(proposal, decision_text(), actor=second_officer(cast.commune, "An")).titles.count() == 1


def test_what_falls_due_is_told_once_and_above_when_it_is_over(cast: Cast) -> None:
    make_chain(cast.commune, SCORE, PROPOSE, DECIDE)
    sent(cast, make_round())
    assert enter_sent() == 1
    assert enter_sent() == 0
    today = timezone.localdate()
    assert remind(today) == 0
    for _again in range(2):
        remind(today + timedelta(days=8))
    assert [message.recipient for message in Message.objects.filter(key__startswith="chains.due")] == [cast.minh]
    remind(today + timedelta(days=14))
    late = Message.objects.get(key__startswith="chains.late")
    assert late.recipient == cast.hoa
    assert "1 hồ sơ ở bước" in late.body
