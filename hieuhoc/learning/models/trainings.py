"""Criteria trainings of the association: who of the cadres and members was trained on which version, when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from hieuhoc.criteria.models import Version
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among

USUAL_SHARE = 80  # per cent of the lessons


class TrainingQuerySet(models.QuerySet["Training"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))

    def coming(self, day: date) -> Self:
        """Courses that are not over on that day."""
        return self.filter(held_on__gte=day, lessons__isnull=False).distinct()


class Training(models.Model):
    """A class that was held, noted afterwards, or a course: a training with lessons. `held_on` of a course: the day of its last
    lesson. Who was at `least_share` per cent of the lessons, and passed the quiz if there is one, completed it."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    organiser = models.CharField(max_length=200, blank=True)
    about = models.TextField(blank=True, default="", db_default="")
    least_share = models.SmallIntegerField(default=USUAL_SHARE, db_default=USUAL_SHARE)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least_share__gte=1) & Q(least_share__lte=100), name="training_share_of_lessons"
            )
        ]
        indexes = [models.Index(fields=["place", "-held_on"], name="training_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class Attendance(models.Model):
    """That somebody came, and completed it. `is_earned`: what lessons and quiz said last; where `completed` says something
    else, an office said so. `is_from_lessons`: no office recorded it, presences did. A certificate speaks of a completion that
    stands: it says nothing any more once that is taken back."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="attendances")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="attendances", db_constraint=False)
    attended = models.BooleanField(default=True)
    completed = models.BooleanField(default=False)
    is_earned = models.BooleanField(default=False, db_default=False)
    is_from_lessons = models.BooleanField(default=False, db_default=False)
    code = models.CharField(max_length=12, unique=True, null=True)  # of the certificate, once it was given
    given_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "citizen"], name="attendance_once"),
            models.CheckConstraint(
                condition=models.Q(completed=False) | models.Q(attended=True), name="attendance_completed_attended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} at {self.training_id}"

    @property
    def authority_place_id(self) -> int:
        return self.training.place_id

    @property
    def owner_id(self) -> int | None:
        """The account of the person."""
        return self.citizen.user_id
