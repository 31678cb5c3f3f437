"""Who did what, when and where: append-only, sealed in blocks; reads of personal data have a log of their own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One deed. `changes` never holds personal values: those go sealed into `private_changes` (per-person key)."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=64)
    place_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    private_changes = models.BinaryField(null=True)
    rows_touched = models.IntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="audit_entry_subject"),
            models.Index(fields=["place_id", "-id"], name="audit_entry_place"),
            models.Index(fields=["actor", "-id"], name="audit_entry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.subject_kind}:{self.subject_id}"


class EntryRow(models.Model):
    """One row changed by a bulk deed; written by COPY, so no foreign-key trigger (entry and rows share a transaction)."""

    entry = models.ForeignKey(
        Entry,
        on_delete=models.PROTECT,
        related_name="rows",
        db_constraint=False,
        db_index=False,
    )
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField()
    is_new = models.BooleanField()
    private_changes = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "subject_kind"], name="audit_row_subject")]

    def __str__(self) -> str:
        return f"{self.subject_kind}:{self.subject_id}"


class Block(models.Model):
    """A sealed run of rows of one journal: its digest covers the digest of the block before it and every row in it."""

    class Journal(models.TextChoices):
        ENTRY = "entry", _("Việc đã làm")
        ROW = "row", _("Dòng đã đổi")
        READING = "reading", _("Lượt đọc")

    journal = models.CharField(max_length=8, choices=Journal)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    row_count = models.IntegerField()
    digest = models.BinaryField()
    seal = models.BinaryField(null=True)  # of digest and the seal before, with a key outside the database (seals.py)
    key_id = models.CharField(max_length=20, default="", db_default="")
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journal", "first_id"], name="block_once")]

    def __str__(self) -> str:
        return f"{self.journal} {self.first_id}–{self.last_id}"


class CarriedKey(models.Model):
    """What opens the `private_changes` written under a root key that is no longer in the settings, sealed under the
    newest one (rotations.py)."""

    key_id = models.CharField(max_length=20, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.key_id


class Reading(models.Model):
    """One request that read personal data: who, why, whom (or which list) and how many."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject_id = models.BigIntegerField(null=True)
    place_id = models.BigIntegerField(null=True)
    person_count = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["subject_kind", "subject_id", "-id"],
                name="audit_reading_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_kind}:{self.subject_id}"
