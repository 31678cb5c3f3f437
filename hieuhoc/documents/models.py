"""Official documents by number and legal basis, stored files with their hash, and the register of numbers of papers."""

from typing import Self

from django.conf import settings
from django.db import models

from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Certainty, Place
from hieuhoc.places.reads import among


class LegalBasis(models.Model):
    """căn cứ pháp lý: a decree, decision or circular by number."""

    number = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=400)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)

    def __str__(self) -> str:
        return self.number


class Document(models.Model):
    """A stored file (encrypted on disk): its SHA-256 is of the plain bytes; `look` as `lib.file_cleaning` tells it of a picture."""

    kind = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.BinaryField()
    look = models.BigIntegerField(null=True)
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    purge_after = models.DateTimeField(null=True)  # null: as long as what points at it
    purged_at = models.DateTimeField(null=True)  # its bytes are gone

    def __str__(self) -> str:
        return self.file_name


class RegisteredNumberQuerySet(models.QuerySet["RegisteredNumber"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))

    def standing(self) -> Self:
        return self.filter(spoilt_at__isnull=True)


class NumberSeries(models.Model):
    """Where an issuer's numbers of one kind and year stand. `issuer_key`: its name without marks and capitals."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    issuer_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=32)
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "issuer_key", "kind", "year"], name="number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer_key} {self.kind} {self.year}: {self.last}"


class RegisteredNumber(models.Model):
    """Một dòng của sổ văn bản: which number a paper of an issuer bears. A spoilt number stays, with its reason.

    `subject_kind`, `subject_id`: the record the paper speaks of, as the audit names records.
    """

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="numbers", db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    sequence = models.IntegerField()
    text = models.CharField(max_length=80)  # "05/TTr-HKH"
    issuer = models.CharField(max_length=200)
    parent_organ = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=400)
    signed_on = models.DateField()
    signatory = models.CharField(max_length=120, blank=True)
    signatory_title = models.CharField(max_length=120)
    recipients = models.TextField(blank=True)  # one a line
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)
    spoilt_at = models.DateTimeField(null=True)
    spoilt_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    spoilt_reason = models.CharField(max_length=300, blank=True)

    objects = RegisteredNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="registered_number_once"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=models.Q(spoilt_at__isnull=True),
                name="registered_number_one_standing",
            ),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="registered_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class PaperTemplateQuerySet(models.QuerySet["PaperTemplate"]):
    def in_use(self) -> Self:
        return self.filter(since__isnull=False, until__isnull=True)


class PaperTemplate(models.Model):
    """Mẫu văn bản: a Word file that the province writes papers of a kind with, instead of the one that ships.

    `faults`: where it leaves the layout of the decree, each the words of a sentence and what stands in them. `since`,
    `until`: when it was put to use last; null since = never yet.
    """

    kind = models.CharField(max_length=32)
    number = models.IntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    faults = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="paper_template_number_once"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(since__isnull=False, until__isnull=True),
                name="paper_template_one_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def is_in_use(self) -> bool:
        return self.since is not None and self.until is None
