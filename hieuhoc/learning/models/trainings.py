"""Criteria trainings of the association: who of the cadres and members was trained on which version, when."""

from django.db import models

from hieuhoc.criteria.models import Version
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import Place


class Training(models.Model):
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    organiser = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["place", "-held_on"], name="training_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class Attendance(models.Model):
    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="attendances")
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="attendances", db_constraint=False)
    attended = models.BooleanField(default=True)
    completed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "citizen"], name="attendance_once"),
            models.CheckConstraint(
                condition=models.Q(completed=False) | models.Q(attended=True), name="attendance_completed_attended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} at {self.training_id}"
