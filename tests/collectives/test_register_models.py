"""A model registers for a year, is judged by what its members hold, answers what is asked, and is decided on."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from hieuhoc.accounts.reads import may, scope_of
from hieuhoc.audit.models import Entry
from hieuhoc.collectives.actions import answer_question, decide_models, register_models, retire_model_criteria
from hieuhoc.collectives.judgements import explanation_of, judge_registrations
from hieuhoc.collectives.models import Registration
from hieuhoc.indicators.actions import open_year
from hieuhoc.indicators.models import StaleMark
from hieuhoc.people.models import Group, Membership
from hieuhoc.recognition.actions import GroupFact, record_group_recognition
from hieuhoc.recognition.models import GroupRecognition, Title
from tests.assessment.makers import make_unit
from tests.cast import World
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
from tests.refusals import refused


def family_of(world: World, holders: int, adults: int, code: str = "H1") -> Group:
    people = [add(world.village, f"Người {code} {n}") for n in range(adults)]
    if holders:
        give_titles(*people[:holders])
    return make_family(world.village, code, *people)


def registered(world: World, group: Group, **more: Any) -> Registration:
    return register_models("family", [group], YEAR, actor=more.get("actor", world.minh))[0]


def test_what_follows_from_members_is_computed_at_once(world: World) -> None:
    make_criteria()
    meets, lacks = family_of(world, 7, 9), family_of(world, 6, 9, "H2")
    rows = register_models("family", [meets, lacks], YEAR, actor=world.minh)

    assert [(row.standing, row.grade, row.failing) for row in rows] == [("met", 1, []), ("not_met", 0, [1])]
    told = explanation_of(rows[1]).criteria[0].requirements[0].grades[0]
    assert told is not None
    assert (told.numerator, told.denominator, told.missing) == (6, 9, 1)
    assert GroupRecognition.objects.filter(year=YEAR, status="registered").count() == 2
    assert Entry.objects.filter(deed="collectives.register_models").count() == 1


def test_it_follows_when_a_title_is_taken_back_or_a_member_leaves(world: World) -> None:
    make_criteria()
    group = family_of(world, 3, 4)
    row = registered(world, group)
    assert row.standing == "met"

    Title.objects.filter(citizen__memberships__group=group)[:1].get().delete()
    assert judge_registrations([row.pk]) == 1
    row.refresh_from_db()
    assert (row.standing, row.failing) == ("not_met", [1])

    holders = Title.objects.values("citizen")
    Membership.objects.filter(group=group).exclude(citizen__in=holders).update(until=date(2025, 1, 1))
    judge_registrations([row.pk])
    row.refresh_from_db()
    assert row.standing == "met"
    assert judge_registrations([row.pk]) == 0


def test_what_needs_a_person_is_asked_once(world: World) -> None:
    make_criteria("family", ADULTS_HOLD, FUND_ASKED, questions=[FUND])
    row = registered(world, family_of(world, 3, 3))
    assert row.standing == "unanswered"

    assert answer_question(row, "fund", True, actor=world.minh).standing == "met"
    row = answer_question(row, "fund", False, actor=world.minh)
    assert (row.standing, row.failing) == ("not_met", [2])
    with refused("unknown_question"):
        answer_question(row, "corner", True, actor=world.minh)
    with refused("misfit"):
        answer_question(row, "fund", 3, actor=world.minh)


@pytest.mark.parametrize(
    ("question", "rule", "answer", "misfits"),
    [
        ({"answer": "points", "most": 10}, {"kind": "points", "question": "fund", "at_least": 8}, 8, [11, -1, True]),
        (
            {"answer": "share"},
            {"kind": "declared", "question": "fund", "at_least": "95"},
            (96, 100),
            [(101, 100), (-1, 5), 95],
        ),
    ],
)
def test_points_and_declared_shares_are_answered_in_their_range(
    world: World, question: dict[str, Any], rule: dict[str, Any], answer: Any, misfits: list[Any]
) -> None:
    make_criteria("family", rule, questions=[FUND | question])
    row = registered(world, family_of(world, 0, 1))
    for misfit in misfits:
        with refused("misfit"):
            answer_question(row, "fund", misfit, actor=world.minh)
    assert answer_question(row, "fund", answer, actor=world.minh).standing == "met"


def test_the_head_of_a_clan_answers_for_it_and_nobody_else_outside_the_office(world: World) -> None:
    make_criteria("clan", FUND_ASKED, questions=[FUND])
    row = register_models("clan", [world.clan], YEAR, actor=world.minh)[0]

    assert may(world.khoa_user, "collectives.answer_question", row)
    assert answer_question(row, "fund", True, actor=world.khoa_user).standing == "met"
    for stranger in (world.lan_user, world.son):
        with pytest.raises(PermissionDenied):
            answer_question(row, "fund", True, actor=stranger)
    assert Registration.objects.within(scope_of(world.khoa_user, "collectives.read_models")).get() == row
    assert not Registration.objects.within(scope_of(world.son, "collectives.read_models")).exists()


def test_those_that_meet_their_criteria_are_recognised_by_one_decision(world: World) -> None:
    open_year(YEAR, actor=None)
    make_criteria()
    rows = register_models("family", [family_of(world, 3, 4), family_of(world, 1, 1, "H2")], YEAR, actor=world.minh)
    StaleMark.objects.all().delete()
    decision = decide_models([row.pk for row in rows], world.commune, decision_text(), actor=world.minh)

    assert set(GroupRecognition.objects.values_list("status", "decision_number", "decided_on")) == {
        ("recognised", decision.number, decision.signed_on)
    }
    assert set(Registration.objects.values_list("decision", "decided_grade")) == {(decision.pk, 1)}
    assert StaleMark.objects.filter(year=YEAR).exists()
    with refused("decided"):
        decide_models([rows[0].pk], world.commune, decision_text("16/QĐ"), actor=world.minh)


def test_who_does_not_meet_the_criteria_is_not_recognised(world: World) -> None:
    """Judged at the decision, not as it was when somebody looked."""
    make_criteria()
    row = registered(world, family_of(world, 3, 4))
    Title.objects.filter(place=world.village, year=YEAR)[:1].get().delete()

    with refused("not_met"):
        decide_models([row.pk], world.commune, decision_text(), actor=world.minh)
    with refused("nothing_to_decide"):
        decide_models([], world.commune, decision_text(), actor=world.minh)
    assert not GroupRecognition.objects.filter(status="recognised").exists()


def test_a_decision_is_of_one_year_and_one_number(world: World) -> None:
    make_criteria()
    group = family_of(world, 2, 2)
    give_titles(*(member.citizen for member in group.memberships.select_related("citizen")), year=YEAR - 1)
    now, before = registered(world, group), register_models("family", [group], YEAR - 1, actor=world.minh)[0]

    with refused("several_years"):
        decide_models([now.pk, before.pk], world.commune, decision_text(), actor=world.minh)
    decide_models([before.pk], world.commune, decision_text(), actor=world.minh)
    with refused("number_taken"):
        decide_models([now.pk], world.commune, decision_text(), actor=world.minh)


def test_nobody_recognises_their_own_family(world: World) -> None:
    make_criteria("clan", ADULTS_HOLD)
    give_titles(world.lan, world.khoa)
    row = register_models("clan", [world.clan], YEAR, actor=world.minh)[0]
    world.khoa.user = world.minh
    world.khoa.save(update_fields=["user"])
    with refused("family"):
        decide_models([row.pk], world.commune, decision_text(), actor=world.minh)


def test_communities_units_and_communes_register_too(world: World) -> None:
    unit = make_unit("Trường", world.commune)
    staff_hold = {"kind": "share", "of": "staff", "holding": "title", "at_least": "90"}
    models: list[tuple[str, Any, dict[str, Any]]] = [
        ("community", world.village, ADULTS_HOLD),
        ("unit", unit, staff_hold),
        ("commune", world.commune, ADULTS_HOLD),
    ]
    give_titles(world.lan, world.khoa)
    Membership.objects.create(citizen=world.lan, unit=unit, since=date(2020, 1, 1), role="staff")
    for kind, body, rule in models:
        make_criteria(kind, rule)
        (row,) = register_models(kind, [body], YEAR, actor=world.hoa)
        assert (row.standing, row.subject) == ("met", body)
        decide_models([row.pk], world.commune, decision_text(f"{kind}1"), actor=world.hoa)
    assert Registration.objects.filter(decision__isnull=False).count() == 3


def test_a_recorded_fact_stays_a_recorded_fact(world: World) -> None:
    make_criteria()
    past, open_one = family_of(world, 0, 2), family_of(world, 0, 2, "H2")
    recorded = GroupFact(YEAR, "recognised", group=past, decision_number="5/QĐ")
    record_group_recognition(recorded, actor=world.minh)
    record_group_recognition(GroupFact(YEAR, "registered", group=open_one), actor=world.minh)
    rows = register_models("family", [past, open_one], YEAR, actor=world.minh)

    assert [row.subject for row in rows] == [open_one]
    assert GroupRecognition.objects.get(group=past).decision_number == "5/QĐ"
    assert register_models("family", [past, open_one], YEAR, actor=world.minh) == []


def test_registering_asks_for_criteria_a_year_and_the_power(world: World) -> None:
    group = family_of(world, 0, 1)
    with refused("no_criteria"):
        registered(world, group)
    make_criteria()
    with refused("year"):
        register_models("family", [group], 2100, actor=world.minh)
    with refused("another_kind"):
        register_models("clan", [group], YEAR, actor=world.minh)
    with pytest.raises(PermissionDenied):
        registered(world, group, actor=world.son)


def test_a_year_stands_on_the_version_in_force_at_its_end(world: World) -> None:
    first = make_criteria()
    retire_model_criteria(first, until=date(YEAR, 6, 1), actor=None)
    second = make_criteria(since=date(YEAR, 6, 1))
    group = family_of(world, 0, 1)
    assert registered(world, group).criteria == second
    assert register_models("family", [group], YEAR - 1, actor=world.minh)[0].criteria == first
