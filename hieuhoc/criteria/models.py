"""The published criteria sets as dated data. A version in force never changes: new wording is a new version."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.documents.models import Document
from hieuhoc.places.models import AreaClass, Certainty


class CriteriaSet(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        CONSULTATION = "consultation", pgettext_lazy("state", "Lấy ý kiến")
        CONSULTED = "consulted", _("Đã lấy ý kiến")
        IN_FORCE = "in_force", _("Đang áp dụng")
        RETIRED = "retired", _("Hết hiệu lực")

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(max_length=40)  # 244/QĐ-KHVN
    edition = models.SmallIntegerField(default=1)  # a corrected transcription of the same decision is the next edition
    title = models.CharField(max_length=300)
    issued_on = models.DateField(null=True)
    since = models.DateField(null=True)  # in force [since, until)
    until = models.DateField(null=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.UNCERTAIN)
    note = models.TextField(blank=True)  # shown on every page that shows the wording
    # Any text of the version -> its unofficial translation. No part of what was promulgated: it may be mended later.
    english = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number", "edition"], name="version_once"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(since__lt=models.F("until")),
                name="version_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ApplicantGroup(models.Model):
    """nhóm đối tượng"""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="applicant_groups")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=300)
    position = models.SmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="applicant_group_once")]

    def __str__(self) -> str:
        return self.name


class Competence(models.Model):
    """năng lực"""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="competences")
    position = models.SmallIntegerField()
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="competence_once")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """chỉ số: one of the ten, each of `max_points` points. `root`: the very first criterion it was copied from, draft
    after draft (its id; that one may be gone); none = a new question, or of a set that was loaded."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="criteria")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="criteria")
    position = models.SmallIntegerField()
    text = models.TextField()
    max_points = models.SmallIntegerField(default=10)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.UNCERTAIN)
    root = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="criterion_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.text}"


class GroupWording(models.Model):
    """What a criterion says to one applicant group, where the decision words it apart."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="wordings")
    applicant_group = models.ForeignKey(ApplicantGroup, on_delete=models.CASCADE, related_name="wordings")
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["criterion", "applicant_group"], name="group_wording_once")]

    def __str__(self) -> str:
        return self.text


class PassRule(models.Model):
    """Recognised when total >= min_total and no criterion < min_each; `area_class` empty = everywhere else."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="pass_rules")
    area_class = models.CharField(max_length=24, choices=AreaClass, blank=True)
    min_total = models.SmallIntegerField()
    min_each = models.SmallIntegerField()
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "area_class"], name="pass_rule_once")]

    def __str__(self) -> str:
        return f"{self.area_class or 'general'}: {self.min_total}/{self.min_each}"


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def standing(self) -> Self:
        """Those that hold, of the whole first, then by criterion."""
        rows = self.filter(withdrawn_at__isnull=True).select_related("criterion")
        return rows.order_by(models.F("criterion__position").asc(nulls_first=True), "pk")


class Guidance(models.Model):
    """hướng dẫn: how a criterion of a version in force is understood and marked, or (no criterion) the whole. No part of
    what was promulgated, so it may come later and be withdrawn."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="guidance")
    criterion = models.ForeignKey(Criterion, null=True, on_delete=models.PROTECT, related_name="guidance")
    text = models.TextField()
    source = models.CharField(max_length=300, blank=True)  # the letter it stands in
    written_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = GuidanceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class PromulgationPaper(models.Model):
    """The decision that put a version in force, as it was signed: a scan, or the file signed by certificate, kept to the byte."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="paper")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"decision of version {self.version_id}"
