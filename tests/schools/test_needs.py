"""What is still to be done at schools, told to the education department and to a school's own staff officer; who enrols."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.roles import Role
from hieuhoc.assessment.rules import round_dates_hold
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.schools.actions import GuardianAgreement, add_class, enrol_learner, record_agreement
from hieuhoc.schools.models import Learner
from hieuhoc.schools.reads import Need, schools_in_need
from hieuhoc.schools.rules import needs_guardian, school_year_days, school_year_of
from hieuhoc.web.office.schools.home_tasks import tasks_of
from tests.assessment.makers import make_unit
from tests.cast import World, officer
from tests.people.makers import add

UNITS = WorkUnit.objects


@pytest.fixture
def department(world: World) -> User:
    return officer("Giang", Role.EDUCATION, world.land.province)


def enrolled(world: World, school: WorkUnit, pupil: Citizen) -> Learner:
    year = school_year_of(timezone.localdate())
    first_day = school_year_days(year)[0]
    school_class = add_class(school, year, f"Lớp {pupil.pk}", actor=None)
    return enrol_learner(school_class, pupil, since=first_day, actor=None)


def test_what_a_school_lacks_is_told_and_ends_when_it_is_done(world: World, department: User) -> None:
    school, year = make_unit("Trường THPT", world.commune), school_year_of(timezone.localdate())
    pupil = add(world.village, "Y Trẻ", birth_date=date(timezone.localdate().year - 10, 5, 1))

    def needs() -> list[Need]:
        return [need for need in Need if school in schools_in_need(UNITS.all(), need, year)]

    def told() -> list[str]:
        return [task.url.partition("need=")[2] for task in tasks_of(department)]

    assert needs() == [Need.CLASSES]
    assert told() == ["classes"]
    school_class = add_class(school, year, "5A", actor=None)
    assert needs() == [Need.LEARNERS]
    learner = enrol_learner(school_class, pupil, since=school_year_days(year)[0], actor=None)
    assert needs() == [Need.AGREEMENT]
    assert told() == ["agreement"]
    record_agreement(learner, GuardianAgreement("H'Bia", timezone.localdate()), actor=None)
    assert needs() == []
    assert tasks_of(department) == []
    assert tasks_of(world.lan_user) == []


def test_the_database_knows_the_young_as_the_rule_does(world: World) -> None:
    today, year = timezone.localdate(), school_year_of(timezone.localdate())
    for age, day, has_day in (
        (15, 1, True),
        (15, 28, True),
        (16, 1, True),
        (16, 28, True),
        (17, 1, True),
        (16, 1, False),
    ):
        school = make_unit(f"Trường {age} {day} {has_day}", world.commune)
        born = date(today.year - age, today.month, day)
        pupil = add(world.village, f"Học sinh {age} {day} {has_day}", birth_date=born)
        if not has_day:
            Citizen.objects.filter(pk=pupil.pk).update(birth_date=None)
            pupil.refresh_from_db()
        enrolled(world, school, pupil)
        is_young = school in schools_in_need(UNITS.all(), Need.AGREEMENT, year)
        assert is_young == needs_guardian(pupil.birth_date, pupil.birth_year, today), (age, day, has_day)


def test_the_department_enrols_by_the_whole_number_and_looks_for_nobody_by_name(
    world: World, department: User, client: Client
) -> None:
    school, year = make_unit("Trường THPT", world.commune), school_year_of(timezone.localdate())
    school_class = add_class(school, year, "10A1", actor=department)
    born = date(timezone.localdate().year - 10, 5, 1)
    number = f"0663{born.year % 100:02}123456"
    add(world.village, "Y Trẻ", birth_date=born, number=number)
    client.force_login(department)
    address = reverse("office:learner-new", args=[school_class.pk])
    assert "Y Trẻ" not in client.post(address, {"person": "Trẻ"}).content.decode().replace('value="Trẻ"', "")
    asked = client.post(address, {"person": number}).content.decode()
    assert "Y Trẻ" in asked
    listed = client.get(f"{reverse('office:school-list')}?need=learners").content.decode()
    assert "Trường THPT" in listed
    assert "Trường THPT" not in client.get(f"{reverse('office:school-list')}?need=classes").content.decode()


def test_a_round_may_run_as_a_school_year_does() -> None:
    first, last = date(2025, 9, 1), date(2026, 5, 31)
    window = {"opens_on": first, "closes_on": last, "submit_by": date(2026, 4, 30), "review_by": last}
    assert round_dates_hold(year=2025, **window, reference_on=last)
    assert round_dates_hold(year=2025, **window, reference_on=date(2025, 12, 31))
    assert not round_dates_hold(year=2025, **window, reference_on=date(2026, 6, 1))
    assert not round_dates_hold(year=2026, **window, reference_on=last)
    assert not round_dates_hold(year=2025, **window | {"closes_on": date(2027, 5, 31)}, reference_on=last)
