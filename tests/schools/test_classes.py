"""A school keeps its classes of a school year, who learns in them and which parent agreed; its title follows from them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.collectives.actions import register_models
from hieuhoc.collectives.following import judge_touched
from hieuhoc.collectives.judgements import explanation_of
from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.people.models import Citizen, UnitSpell, WorkUnit
from hieuhoc.schools.actions import GuardianAgreement, add_class, end_learning, enrol_learner, record_agreement
from hieuhoc.schools.models import Learner, SchoolClass
from tests.assessment.makers import make_unit
from tests.cast import World
from tests.collectives.makers import YEAR, give_titles, make_criteria
from tests.people.makers import add
from tests.refusals import refused

FIRST_DAY = date(YEAR, 9, 5)


@pytest.fixture
def school(world: World) -> WorkUnit:
    return make_unit("Trường THPT", world.commune)


@pytest.fixture
def pupils(world: World) -> list[Citizen]:
    return [add(world.village, f"Học sinh {number}", birth_date=date(2010, 5, 1)) for number in range(3)]


@pytest.fixture
def in_class(world: World, school: WorkUnit, pupils: list[Citizen]) -> SchoolClass:
    made = add_class(school, YEAR, "10A1", actor=world.minh)
    for pupil in pupils:
        enrol_learner(made, pupil, since=FIRST_DAY, actor=world.minh)
    return made


def test_a_class_is_made_once_by_a_school_and_in_a_school_year(world: World, school: WorkUnit) -> None:
    add_class(school, YEAR, " 10A1 ", actor=world.minh)
    with refused("class_taken"):
        add_class(school, YEAR, "10A1", actor=world.minh)
    with refused("words_missing"):
        add_class(school, YEAR, " ", actor=world.minh)
    with refused("school_year"):
        add_class(school, 2019, "10A1", actor=world.minh)
    agency = make_unit("UBND xã", world.commune)
    UnitSpell.objects.filter(unit=agency).update(kind=UnitSpell.Kind.AGENCY)
    with refused("no_school"):
        add_class(agency, YEAR, "10A1", actor=world.minh)
    with pytest.raises(PermissionDenied):
        add_class(school, YEAR, "10A2", actor=world.son)


def test_a_learner_is_in_one_class_of_the_school_at_a_time(world: World, in_class: SchoolClass) -> None:
    learner = in_class.learners.order_by("pk")[0]
    other = add_class(in_class.unit, YEAR, "10A2", actor=world.minh)
    with refused("in_another_class"):
        enrol_learner(other, learner.citizen, since=date(YEAR, 10, 1), actor=world.minh)
    with refused("until_before_since"):
        end_learning(learner, until=FIRST_DAY - timedelta(days=1), actor=world.minh)
    end_learning(learner, until=date(YEAR, 10, 1), actor=world.minh)
    with refused("ended_there"):
        end_learning(learner, until=date(YEAR, 10, 2), actor=world.minh)
    with refused("ended_there"):
        enrol_learner(in_class, learner.citizen, since=date(YEAR, 10, 2), actor=world.minh)
    with refused("outside_school_year"):
        enrol_learner(other, learner.citizen, since=date(YEAR + 1, 8, 1), actor=world.minh)
    moved = enrol_learner(other, learner.citizen, since=date(YEAR, 10, 1), actor=world.minh)
    end_learning(moved, until=date(YEAR, 10, 1), actor=world.minh)
    assert not Learner.objects.filter(pk=moved.pk).exists(), "ended on its first day it never was"


def test_the_parent_who_agreed_is_recorded_and_sealed_in_the_history(world: World, in_class: SchoolClass) -> None:
    learner = in_class.learners.order_by("pk")[0]
    tomorrow = timezone.localdate() + timedelta(days=1)
    with refused("in_future"):
        record_agreement(learner, GuardianAgreement("Lê Thị Mẹ", tomorrow), actor=world.minh)
    with refused("words_missing"):
        record_agreement(learner, GuardianAgreement(" ", FIRST_DAY), actor=world.minh)
    record_agreement(learner, GuardianAgreement("Lê Thị Mẹ", FIRST_DAY), actor=world.minh)
    learner.refresh_from_db()
    assert (learner.guardian, learner.agreed_on) == ("Lê Thị Mẹ", FIRST_DAY)
    entry = Entry.objects.get(deed="schools.record_agreement")
    assert "Mẹ" not in str(entry.changes)
    assert entry.private_changes is not None


def test_a_school_is_judged_by_its_learners_and_follows_them(
    world: World, in_class: SchoolClass, pupils: list[Citizen]
) -> None:
    make_criteria("unit", {"kind": "share", "of": "learners", "holding": "title", "at_least": "95"})
    give_titles(*pupils[:2])
    (row,) = register_models("unit", [in_class.unit], YEAR, actor=None)
    told = explanation_of(row).criteria[0].requirements[0].grades[0]
    assert told is not None
    assert (told.numerator, told.denominator, row.standing) == (2, 3, "not_met")
    end_learning(in_class.learners.get(citizen=pupils[2]), until=date(YEAR, 11, 1), actor=world.minh)
    judge_touched()
    row.refresh_from_db()
    assert row.standing == "met"


def test_a_learning_goes_over_with_a_joined_record_and_comes_back(
    world: World, in_class: SchoolClass, pupils: list[Citizen]
) -> None:
    kept = add(world.village, "Học sinh Không", birth_date=date(2010, 5, 2))
    join = join_citizens(kept, pupils[0], reason="Ghi hai lần", actor=None)
    assert in_class.learners.filter(citizen=kept).exists()
    take_apart_join(join, reason="Hai người", actor=None)
    assert in_class.learners.filter(citizen=pupils[0]).exists()
