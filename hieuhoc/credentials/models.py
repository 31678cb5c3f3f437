"""Keys that sign, and what was signed: one row for each paper and each recognised model."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.credentials.rules import KeyPeriod
from hieuhoc.lib.scope import Scope
from hieuhoc.recognition.models import Title, reached


class SigningKey(models.Model):
    """An Ed25519 key of the installation; one signs at a time. The private half is destroyed when the key ends."""

    class Standing(models.TextChoices):
        IN_USE = "in_use", pgettext_lazy("key", "Đang ký")
        ENDED = "ended", pgettext_lazy("key", "Đã thay")
        COMPROMISED = "compromised", pgettext_lazy("key", "Đã lộ")

    number = models.SmallIntegerField(unique=True)  # did:web:host#key-<number>
    public_key = models.BinaryField(max_length=32)
    sealed_key = models.BinaryField(blank=True)  # crypto.encrypt; empty once it has ended
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True)
    compromised_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(until__isnull=True), name="signing_key_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(compromised_at__isnull=True) | Q(until__isnull=False), name="signing_key_compromised_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"key-{self.number}"

    @property
    def standing(self) -> Standing:
        if self.compromised_at is not None:
            return self.Standing.COMPROMISED
        return self.Standing.IN_USE if self.until is None else self.Standing.ENDED

    @property
    def period(self) -> KeyPeriod:
        return KeyPeriod(
            self.name, bytes(self.public_key), self.since, self.until, is_compromised=self.compromised_at is not None
        )


class CredentialQuerySet(models.QuerySet["Credential"]):
    def within(self, scope: Scope) -> Self:
        """Those of titles in reach."""
        return (
            self if scope.everything else self.filter(reached(scope, place="title__place", unit="title__dossier__unit"))
        )


class Credential(models.Model):
    """A title of a person as its paper says it, or a recognition of a model as it was decided. The words are kept here:
    whatever is corrected later, this is what was signed. Its id gives its bit in the status lists."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Công dân học tập")
        FAMILY = "family", _("Gia đình học tập")
        CLAN = "clan", _("Dòng họ học tập")
        COMMUNITY = "community", _("Cộng đồng học tập")
        UNIT = "unit", _("Đơn vị học tập")
        COMMUNE = "commune", _("Cộng đồng học tập cấp xã")

    code = models.CharField(max_length=16, unique=True)  # of the paper, where there is one
    kind = models.CharField(max_length=9, choices=Kind)
    title = models.ForeignKey(Title, null=True, on_delete=models.PROTECT, related_name="credentials")
    # By their ids alone: a recorded recognition may be removed, an import of them undone; the credential then is revoked.
    recognition = models.BigIntegerField(null=True, db_index=True)
    registration = models.BigIntegerField(null=True, db_index=True)  # of a commune
    holder = models.CharField(max_length=300)
    year = models.SmallIntegerField()
    number = models.CharField(max_length=80)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=200, blank=True)
    key = models.ForeignKey(SigningKey, null=True, on_delete=models.PROTECT, related_name="credentials")
    payload = models.TextField(blank=True)  # what its QR code says behind the link, signed with `key`
    suspended_on = models.DateField(null=True)
    suspension_reason = models.CharField(max_length=300, blank=True)
    issued_at = models.DateTimeField(default=timezone.now)

    objects = CredentialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(title__isnull=False, recognition__isnull=True, registration__isnull=True)
                    | Q(title__isnull=True, recognition__isnull=False, registration__isnull=True)
                    | Q(title__isnull=True, recognition__isnull=True, registration__isnull=False)
                ),
                name="credential_of_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["recognition", "number", "decided_on"], name="credential_once_for_recognition"
            ),
            models.UniqueConstraint(
                fields=["registration", "number", "decided_on"], name="credential_once_for_commune"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(suspended_on__isnull=False), name="credential_suspended"),
            models.Index(fields=["id"], condition=Q(title__isnull=True), name="credential_of_models"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def authority_place_id(self) -> int | None:
        return self.title.place_id if self.title else None

    @property
    def position(self) -> int:
        return self.pk - 1
