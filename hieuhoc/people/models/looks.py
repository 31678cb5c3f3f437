"""Looks at people recorded elsewhere: an office asked for a number whose bearer it may not read."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models.citizens import Citizen
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class LookQuerySet(models.QuerySet["Look"]):
    def asked(self) -> Self:
        return self.filter(asked_at__isnull=False)

    def from_places(self, scope: Scope) -> Self:
        """Looks of the offices of the scope."""
        return self.filter(among("place", scope))

    def at_people_of(self, scope: Scope) -> Self:
        """Looks at people whom the scope reaches."""
        return self.filter(citizen__in=Citizen.objects.within(scope))


class Look(models.Model):
    """`agrees`: number, name and birth date were those on record, which unlocks the person for a while. One that does
    not agree may be put to the office that holds the record, as a question (`asked_at`) with what was said."""

    class Answer(models.TextChoices):
        OPEN = "", _("Chờ trả lời")
        SAME = "same", _("Đúng người này")
        ANOTHER = "another", _("Không phải người này")

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="looks")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # where it was asked
    looked_at = models.DateTimeField(auto_now_add=True)
    agrees = models.BooleanField()
    said = models.BinaryField()  # name and birth as said, encrypted
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["officer", "looked_at"], name="look_officer")]

    def __str__(self) -> str:
        return f"Look {self.pk}"
