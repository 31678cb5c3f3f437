"""A revocation that was taken back: the title stands again by a decision of its own."""

from django.db import models

from hieuhoc.recognition.models.granting import Decision, Title


class Restoration(models.Model):
    """`decision` of kind RESTORE; `revoked_by`, `revoked_on`: what the title said until then."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="restorations")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="restorations")
    revoked_by = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lifted_revocations")
    revoked_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "title"], name="restoration_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.title_id}"
