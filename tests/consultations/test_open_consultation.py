"""A draft is opened to people: from then on it stands still, until everybody has an answer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from hieuhoc.consultations.actions import (
    answer_comment,
    close_consultation,
    moderate_comment,
    move_closing_day,
    open_consultation,
)
from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.criteria.actions import draft_version, promulgate_version, reword_criterion, set_pass_rule
from hieuhoc.criteria.models import Version
from tests.cast import World
from tests.consultations.makers import end_period, make_comment, make_consultation
from tests.refusals import refused

pytestmark = pytest.mark.django_db

TODAY, WEEK = timezone.localdate, timedelta(days=7)


def opened(draft: Version, since: date, until: date) -> Consultation:
    return open_consultation(draft, audience="anyone", question="", opens_on=since, closes_on=until, actor=None)


def test_the_text_stands_still_from_the_moment_people_are_asked(world: World) -> None:
    consultation = make_consultation(world.round.version)
    criterion = consultation.version.criteria.get(position=1)
    with refused("frozen"):
        reword_criterion(criterion, text="Khác", source="x", certainty="seen", actor=world.hoa)
    with pytest.raises(DatabaseError, match="stands as it is"), transaction.atomic():
        consultation.version.criteria.update(text="Khác")
    next_draft = draft_version(consultation.version, number="Dự thảo 2", actor=world.hoa)
    reworded = next_draft.criteria.get(position=1)
    assert reword_criterion(reworded, text="Khác", source="x", certainty="seen", actor=world.hoa).text == "Khác"


def test_it_is_promulgated_only_when_the_consultation_is_over_and_everybody_answered(world: World) -> None:
    consultation = make_consultation(world.round.version)
    comment = make_comment(consultation)
    with refused("in_consultation"):
        promulgate_version(consultation.version, since=date(2030, 1, 1), actor=world.hoa)
    with refused("still_open"):
        close_consultation(consultation, actor=world.hoa)
    end_period(consultation)
    with refused("unanswered"):
        close_consultation(consultation, actor=world.hoa)
    answer_comment(comment, verdict=Comment.Verdict.REJECTED, answer="Chỉ số đã rõ.", actor=world.hoa)
    close_consultation(consultation, actor=world.hoa)
    with refused("closed"):
        close_consultation(consultation, actor=world.hoa)
    version = promulgate_version(consultation.version, since=date(2030, 1, 1), actor=world.hoa)
    assert version.status == Version.Status.IN_FORCE


def test_a_hidden_comment_needs_no_answer(world: World) -> None:
    consultation = make_consultation(world.round.version)
    moderate_comment(make_comment(consultation), display="hidden", because="Quảng cáo", actor=world.hoa)
    end_period(consultation)
    assert close_consultation(consultation, actor=world.hoa).closed_at is not None


def test_days_make_sense(world: World) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    with refused("closes_before_opening"):
        opened(draft, TODAY(), TODAY() - WEEK)
    with refused("too_long_a_consultation"):
        opened(draft, TODAY(), TODAY() + timedelta(days=500))
    consultation = opened(draft, TODAY() - WEEK, TODAY() + WEEK)
    with refused("closes_in_the_past"):
        move_closing_day(consultation, closes_on=TODAY() - timedelta(days=1), actor=world.hoa)
    assert move_closing_day(consultation, closes_on=TODAY(), actor=world.hoa).closes_on == TODAY()


def test_only_what_could_be_promulgated_is_asked_about_and_only_by_the_province(world: World) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    with pytest.raises(PermissionDenied):
        open_consultation(draft, audience="anyone", question="", opens_on=TODAY(), closes_on=TODAY(), actor=world.minh)
    set_pass_rule(draft, area_class="", min_total=101, min_each=5, source="VB", certainty="seen", actor=None)
    with refused("total_out_of_reach"):
        opened(draft, TODAY(), TODAY())
    with refused("in_force"):
        opened(world.round.version, TODAY(), TODAY())
