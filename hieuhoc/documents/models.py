"""Official documents by number and legal basis, and stored files with their hash."""

from django.db import models

from hieuhoc.places.models import Certainty


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
    """A stored file (encrypted on disk): its SHA-256 is of the plain bytes."""

    kind = models.CharField(max_length=32)
    file_name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.BinaryField()
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    purge_after = models.DateTimeField(null=True)  # null: as long as what points at it
    purged_at = models.DateTimeField(null=True)  # its bytes are gone

    def __str__(self) -> str:
        return self.file_name
