"""People whom another commune has recorded as moved to it: the commune that is left may contest that for a set time."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models.citizens import Citizen, Residence
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class DepartureQuerySet(models.QuerySet["Departure"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope))


class Departure(models.Model):
    """`left`: the residence that ended; `place`: its place; `entered`: where the person lives now, as the receiving office
    says. Contested, it waits for the province: it stands, or is taken back."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="departures")
    left = models.ForeignKey(Residence, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    entered = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    contested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    contested_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    is_taken_back = models.BooleanField(default=False)

    objects = DepartureQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Departure {self.pk}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def is_contestable(self) -> bool:
        return self.contested_at is None and self.recorded_at > timezone.now() - timedelta(days=settings.CONTEST_DAYS)

    @property
    def waits(self) -> bool:
        """For the province's word."""
        return self.contested_at is not None and self.settled_at is None
