"""Answers about schools: which of them still have something to do in a school year."""

from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hieuhoc.people.models import UnitSpell, WorkUnit
from hieuhoc.schools.models import Learner, SchoolClass
from hieuhoc.schools.rules import AGREES_ALONE_AT


class Need(StrEnum):
    CLASSES = "classes"  # none in the school year
    LEARNERS = "learners"  # a class without anybody
    AGREEMENT = "agreement"  # somebody under 16 of whom no parent agreed


def schools_of(units: QuerySet[WorkUnit]) -> QuerySet[WorkUnit]:
    """Those of kind school today."""
    seat = UnitSpell.objects.filter(unit=OuterRef("pk"), until__isnull=True, kind=UnitSpell.Kind.SCHOOL)
    return units.filter(Exists(seat))


def schools_in_need(units: QuerySet[WorkUnit], need: Need, school_year: int) -> QuerySet[WorkUnit]:
    classes = SchoolClass.objects.filter(unit=OuterRef("pk"), school_year=school_year)
    if need == Need.CLASSES:
        return schools_of(units).filter(~Exists(classes))
    learners = Learner.objects.open()
    if need == Need.LEARNERS:
        return schools_of(units).filter(Exists(classes.filter(~Exists(learners.filter(school_class=OuterRef("pk"))))))
    unsaid = learners.filter(
        _young(timezone.localdate()),
        guardian="",
        school_class__unit=OuterRef("pk"),
        school_class__school_year=school_year,
    )
    return schools_of(units).filter(Exists(unsaid))


def _young(day: date) -> Q:
    """As rules.needs_guardian says it, in SQL."""
    turning = day.year - AGREES_ALONE_AT
    born_after = date(turning, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=turning)
    known = Q(citizen__birth_date__isnull=False, citizen__birth_date__gt=born_after)
    only_year = Q(citizen__birth_date__isnull=True) & (
        Q(citizen__birth_year__isnull=True) | Q(citizen__birth_year__gte=turning)
    )
    return known | only_year
