"""What criteria do to real dossiers: a draft tried on those of past years, and the criteria in force measured on theirs.

A room of its own above assessment, because it reads dossiers (criteria lies below them and may not) and because nothing
in it may write to one: it imports no deed of assessment, and a test digests the tables of dossiers before and after. A
result is data of its version: who asked, when, of which dossiers.
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.assessment.models import Dossier
from hieuhoc.criteria.models import Version
from hieuhoc.lib.scope import Scope


class Work(models.Model):
    """Long counting in the background. `digest`: which dossiers it read; `said`: what the criteria said then;
    `seen_entry_id`: the newest audit entry when it began to read."""

    class Status(models.TextChoices):
        ASKED = "asked", _("Đang chờ")
        COUNTING = "counting", _("Đang đếm")
        DONE = "done", pgettext_lazy("counted", "Đã xong")
        CANCELLED = "cancelled", _("Đã huỷ")
        STOPPED = "stopped", _("Không đếm được")

    years = ArrayField(models.SmallIntegerField())
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    rows_done = models.IntegerField(default=0)
    rows_total = models.IntegerField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(null=True)  # the last sign of life of who counts
    done_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=40, blank=True)
    said = models.CharField(max_length=40, blank=True)
    seen_entry_id = models.BigIntegerField(null=True)
    result = models.JSONField(default=dict)

    class Meta:
        abstract = True


class Trial(Work):
    """thử bộ tiêu chí: a version (a draft, mostly) on the decided dossiers of some years. `new_answers`: how a question is
    taken that those dossiers were never asked; `regrouped`: code of a group of theirs → the draft's, "" = nobody's."""

    class NewAnswers(models.TextChoices):
        NONE = "none", _("Coi như được 0 điểm")
        SHARE = "share", _("Coi như cùng tỷ lệ với các chỉ số đã chấm")
        FULL = "full", _("Coi như được trọn điểm")

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="trials")
    new_answers = models.CharField(max_length=8, choices=NewAnswers, default=NewAnswers.SHARE)
    regrouped = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["version", "-id"], name="trial_version")]

    def __str__(self) -> str:
        return f"Trial {self.pk}"


class Study(Work):
    """số đo chỉ số: how each criterion of a version works on the dossiers decided by it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="studies")

    class Meta:
        verbose_name_plural = "studies"
        indexes = [models.Index(fields=["version", "-id"], name="study_version")]

    def __str__(self) -> str:
        return f"Study {self.pk}"


class TrialChangeQuerySet(models.QuerySet["TrialChange"]):
    def within(self, scope: Scope) -> Self:
        """Those of dossiers that somebody may reach."""
        return self if scope.everything else self.filter(dossier__in=Dossier.objects.within(scope))


class TrialChange(models.Model):
    """A dossier that the trial would decide otherwise, or that would be at the edge. Points in full points of either
    set; `missing`: how many points more it would need, 0 = passes."""

    class Kind(models.IntegerChoices):
        GAINED = 1, _("Nay đạt")
        LOST = 2, _("Nay không đạt")
        NEAR = 3, _("Sát mức đạt")

    trial = models.ForeignKey(
        Trial, on_delete=models.CASCADE, related_name="changes", db_index=False, db_constraint=False
    )
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    kind = models.SmallIntegerField(choices=Kind)
    total_before = models.SmallIntegerField()
    total_after = models.SmallIntegerField()
    missing = models.SmallIntegerField()

    objects = TrialChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["trial", "kind", "id"], name="trial_change_list")]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.dossier_id}"
