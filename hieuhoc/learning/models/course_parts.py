"""What a course hands out and gets back: materials, and what people say of it afterwards."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from hieuhoc.documents.models import Document
from hieuhoc.learning.models.trainings import Training


class Material(models.Model):
    """A file for those who come, kept encrypted and written anew (lib.file_cleaning)."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField(max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.training.place_id


class Feedback(models.Model):
    """Nobody's: no person, no time, and an id that tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="feedback")
    usefulness = models.SmallIntegerField()  # 1 to 5
    clarity = models.SmallIntegerField()
    words = models.CharField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(usefulness__gte=1, usefulness__lte=5, clarity__gte=1, clarity__lte=5),
                name="feedback_one_to_five",
            )
        ]

    def __str__(self) -> str:
        return f"{self.training_id}: {self.usefulness}, {self.clarity}"
