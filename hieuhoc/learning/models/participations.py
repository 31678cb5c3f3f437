"""Who takes part in an activity: enrolled or waiting for a seat, there on which days, with it to the end."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.learning.models.activities import Activity
from hieuhoc.people.models import Citizen


class Participation(models.Model):
    """One person, one activity. Who waits is in the order of `queued_at`; `attended`: days of the activity, in order."""

    class Status(models.TextChoices):
        ENROLLED = "enrolled", _("Có chỗ")
        WAITING = "waiting", pgettext_lazy("participation", "Chờ chỗ")
        LEFT = "left", pgettext_lazy("participation", "Thôi dự")

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="participations", db_index=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="participations")
    status = models.CharField(max_length=8, choices=Status)
    queued_at = models.DateTimeField()
    is_assisted = models.BooleanField(default=False)  # enrolled by an office
    attended = ArrayField(models.DateField(), default=list)
    completed_on = models.DateField(null=True)
    is_evidence = models.BooleanField(default=True, db_default=True)  # false: the person took it out of the dossier

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "citizen"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(attended__len__gte=1),
                name="participation_completed_attended",
            ),
        ]
        indexes = [models.Index(fields=["activity", "status", "queued_at", "id"], name="participation_queue")]

    def __str__(self) -> str:
        return f"{self.citizen_id} at {self.activity_id}"

    @property
    def authority_place_id(self) -> int:
        return self.activity.place_id

    @property
    def unit_id(self) -> int | None:
        return self.activity.unit_id

    @property
    def owner_id(self) -> int | None:
        """The account of the person."""
        return self.citizen.user_id

    @property
    def hours(self) -> float:
        return len(self.attended) * self.activity.minutes / 60

    def was_there(self, day: date) -> bool:
        return day in self.attended
