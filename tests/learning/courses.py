"""Courses as somebody would plan them, and people of a branch who could come."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.criteria.models import CriteriaSet, Version
from hieuhoc.learning.actions import CoursePlan, LessonPlan, SentScan, add_lesson, plan_training, register_person
from hieuhoc.learning.checkin_keys import key_of
from hieuhoc.learning.checkin_rules import code_of, step_of
from hieuhoc.learning.models import Lesson, Trainee, Training
from hieuhoc.people.actions import add_branch, join_branch
from hieuhoc.people.models import AssociationBranch, Citizen, Membership
from hieuhoc.places.models import Place
from tests.people.makers import LONG_AGO


def make_version(number: str = "324") -> Version:
    criteria, _is_new = CriteriaSet.objects.get_or_create(code="test-324", defaults={"name": "Bộ tiêu chí"})
    known = Version.objects.filter(criteria_set=criteria, number=number).first()
    return known or Version.objects.create(
        criteria_set=criteria,
        number=number,
        title="Bộ tiêu chí",
        status=Version.Status.IN_FORCE,
        since=date(2024, 1, 1),
    )


def hours_from_now(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def make_course(
    place: Place, *trainers: User, begins: datetime | None = None, lessons: int = 1, **values: Any
) -> Training:
    """A course whose first lesson of two hours began half an hour ago; the others follow, three hours apart."""
    first = begins or hours_from_now(-0.5)
    named: dict[str, Any] = {"title": "Học bộ tiêu chí", "version": make_version()} | values
    plan = CoursePlan(place=place, **named)
    training = plan_training(plan, lesson_plan(first, *trainers), actor=None)
    for number in range(1, lessons):
        add_lesson(training, lesson_plan(first + timedelta(hours=3 * number), *trainers), actor=None)
    return Training.objects.get(pk=training.pk)


def lesson_plan(starts_at: datetime, *trainers: User, **values: Any) -> LessonPlan:
    return LessonPlan(starts_at, minutes=120, trainers=trainers, **{"venue": "Hội trường"} | values)


def first_lesson(training: Training) -> Lesson:
    return training.lessons.select_related("training").order_by("starts_at")[0]


def come(training: Training, citizen: Citizen) -> Trainee:
    return register_person(training, citizen, actor=None)


def screen_scan(lesson: Lesson, moment: datetime, *, is_leaving: bool = False, **values: Any) -> SentScan:
    """As a telephone reads it from the screen at that moment."""
    code = code_of(key_of(lesson), step_of(moment))
    given: dict[str, Any] = {"key": uuid4(), "code": code, "taken_at": moment, "is_leaving": is_leaving}
    return SentScan(**given | values)


def person_scan(trainee: Trainee, moment: datetime, *, is_leaving: bool = False) -> SentScan:
    """As the trainer's device reads it from somebody's paper."""
    return SentScan(uuid4(), trainee.shown_code, moment, is_leaving)


def make_branch(place: Place, *members: Citizen, head: Citizen | None = None) -> AssociationBranch:
    branch = add_branch(f"CH{place.pk}", "Chi hội", place, since=LONG_AGO, actor=None)
    for person in members:
        join_branch(person, branch, since=LONG_AGO, actor=None)
    if head is not None:
        join_branch(head, branch, since=LONG_AGO, role=Membership.Role.OFFICER, actor=None)
    return branch
