"""Classes of schools and who learns in them: the units of kind "school" are kept in people."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen, WorkUnit
from hieuhoc.places.models import covers


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(unit__in=WorkUnit.objects.within(scope).values("pk"))


class SchoolClass(models.Model):
    """lớp of a school in one school year, named by the year in which it begins: 2025 is 2025–2026."""

    unit = models.ForeignKey(WorkUnit, on_delete=models.PROTECT, related_name="classes", db_index=False)
    school_year = models.SmallIntegerField()
    name = models.CharField(max_length=40)

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "school_year", "name"], name="school_class_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.school_year}–{self.school_year + 1})"

    @property
    def authority_place_id(self) -> int | None:
        return self.unit.authority_place_id


class LearnerQuerySet(models.QuerySet["Learner"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(school_class__in=SchoolClass.objects.within(scope))

    def on(self, day: date) -> Self:
        return self.filter(covers(day))

    def open(self) -> Self:
        return self.filter(until__isnull=True)


class Learner(models.Model):
    """người học: in the class in [since, until). Of somebody under 16 the parent or guardian who agreed to what is kept
    of them (Law 91/2025/QH15; Decree 356/2025/NĐ-CP)."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="learnings")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="learners", db_index=False)
    since = models.DateField()
    until = models.DateField(null=True)
    guardian = models.CharField(max_length=120, blank=True)
    agreed_on = models.DateField(null=True)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_class", "citizen"], name="learner_once_in_a_class"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lt=F("until")), name="learner_since_before_until"
            ),
            models.CheckConstraint(
                condition=Q(guardian="") | Q(agreed_on__isnull=False), name="learner_guardian_agreed_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Learner {self.pk}"

    @property
    def unit_id(self) -> int:
        return self.school_class.unit_id

    @property
    def authority_place_id(self) -> int | None:
        return self.school_class.authority_place_id
