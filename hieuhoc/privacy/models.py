"""Purposes of processing and consents (Law 91/2025/QH15, Decree 356/2025/NĐ-CP)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.people.models import Citizen


class Purpose(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    text = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    class Way(models.TextChoices):
        ONLINE = "online", _("Trực tuyến")
        PAPER = "paper", _("Phiếu giấy")
        SPOKEN = "spoken", _("Bằng lời, cán bộ ghi nhận")

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="consents")
    way = models.CharField(max_length=8, choices=Way)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "purpose"], condition=models.Q(withdrawn_at__isnull=True), name="consent_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} {self.purpose_id}"
