"""Who is who: answers to ambiguous declarations, joined records, codes that link a sign-in to a person."""

from django.conf import settings
from django.db import models

from hieuhoc.people.models.citizens import Citizen


class MatchChoice(models.Model):
    """An officer's answer to an ambiguous declaration, kept so that a re-run is idempotent: it means `citizen`, or
    a new person (`is_new_person`), who becomes `citizen` once written."""

    declaration = models.BinaryField(unique=True)  # blind index of rules.Declared.words
    citizen = models.ForeignKey(Citizen, null=True, on_delete=models.CASCADE, related_name="+")
    is_new_person = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"MatchChoice {self.pk}"


class Join(models.Model):
    """Two records found to be one person: what moved, so that a wrong join can be taken apart."""

    kept = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="joins")
    joined = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)  # room.noun -> row ids and what they pointed to; no personal values
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.joined_id} -> {self.kept_id}"


class LinkCode(models.Model):
    """A one-time code an officer prints to link a sign-in to a citizen."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="link_codes")
    code_hash = models.BinaryField(unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"LinkCode {self.pk}"


class PastLink(models.Model):
    """A sign-in that once opened this person's pages: whoever takes the link off does not judge themselves without it."""

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="past_links")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ended_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["citizen", "user"], name="past_link_once")]

    def __str__(self) -> str:
        return f"PastLink {self.pk}"
