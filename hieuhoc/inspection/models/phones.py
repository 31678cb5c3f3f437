"""What came from a telephone on a visit: which entries were taken, and photographs."""

from django.conf import settings
from django.db import models

from hieuhoc.documents.models import Document
from hieuhoc.inspection.models.visits import CheckedTitle, Inspection


class SentEntry(models.Model):
    """The key that a telephone gave to something it sent: kept with the deed, so that what is sent again is not done again."""

    key = models.UUIDField(unique=True)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.key)


class VisitPhoto(models.Model):
    """A photograph taken on a visit; of what was seen of one title, or of the visit. Only its inspectors and whoever ordered
    it look at it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="photos")
    checked_title = models.ForeignKey(CheckedTitle, null=True, on_delete=models.CASCADE, related_name="photos")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.document_id}"
