"""A decision that puts right how an earlier one wrote somebody's name."""

from django.db import models

from hieuhoc.recognition.models.granting import Decision, Title


class NameCorrection(models.Model):
    """One name of the list of `decision.corrects`: as its paper said it, and as it is."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="name_corrections")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="name_corrections")
    printed_name = models.CharField(max_length=120)
    corrected_name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "title"], name="name_correction_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.title_id}"
