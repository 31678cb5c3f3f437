"""Visits to a place: who inspects, which titles are checked, what is found and has to be done."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import User
from hieuhoc.alerts.models import Alert
from hieuhoc.inspection.models.plans import InspectionPlan, Sample, SampleStratum
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.recognition.models import Title


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def within(self, scope: Scope) -> Self:
        """Those that the places of the scope ordered, or that were held there."""
        return (
            self
            if scope.everything
            else self.filter(among("plan__place", scope, "one_of") | among("place", scope, "one_of"))
        )

    def readable(self, scope: Scope, user: User) -> Self:
        """All that the places of the scope ordered; what was held there once it is concluded: whoever is inspected does not
        see beforehand what will be looked at. And those one holds oneself."""
        if scope.everything:
            return self
        told = among("place", scope, "one_of") & Q(status=Inspection.Status.CONCLUDED)
        return self.filter(among("plan__place", scope, "one_of") | told | _held_by(user))

    def ordered_by(self, scope: Scope) -> Self:
        """Those the places of the scope ordered."""
        return self if scope.everything else self.filter(among("plan__place", scope, "one_of"))

    def checkable(self, scope: Scope, user: User) -> Self:
        """Those the places of the scope ordered, and those one holds oneself."""
        return self if scope.everything else self.filter(among("plan__place", scope, "one_of") | _held_by(user))


def _held_by(user: User) -> Q:
    return Q(pk__in=Inspector.objects.filter(user=user).values("inspection"))


class Inspection(models.Model):
    """cuộc kiểm tra: one visit to `place`. `origin`: why it is held; `repeats`: the visit whose findings it looks at again; `alert`:
    the find that it looks into, which learns what comes of it."""

    class Origin(models.TextChoices):
        SAMPLE = "of_sample", _("Theo mẫu đã rút")
        NAMED = "of_alert", _("Theo dấu hiệu, phản ánh")
        AGAIN = "of_finding", _("Kiểm tra lại")

    class Status(models.TextChoices):
        PLANNED = "to_visit", _("Chưa kiểm tra")
        VISITED = "being_checked", _("Đang kiểm tra tại chỗ")
        CONCLUDED = "visit_concluded", _("Đã kết luận")
        CALLED_OFF = "visit_called_off", _("Không thực hiện")

    OPEN = (Status.PLANNED, Status.VISITED)

    plan = models.ForeignKey(InspectionPlan, on_delete=models.PROTECT, related_name="inspections")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    sample = models.ForeignKey(Sample, null=True, on_delete=models.PROTECT, related_name="inspections")
    repeats = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="repeated_by")
    alert = models.ForeignKey(Alert, null=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=10, choices=Origin)
    reason = models.CharField(max_length=500, blank=True)
    planned_on = models.DateField(null=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.PLANNED)
    summary = models.TextField(max_length=4_000, blank=True)
    concluded_on = models.DateField(null=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="visit_concluded") | Q(concluded_on__isnull=False), name="inspection_concluded_when"
            ),
            models.CheckConstraint(condition=Q(origin="of_sample") | ~Q(reason=""), name="inspection_with_reason"),
        ]
        indexes = [models.Index(fields=["place", "-id"], name="inspection_place")]

    def __str__(self) -> str:
        return f"Inspection {self.pk}"

    @property
    def authority_place_id(self) -> int:
        """Whoever ordered it: the place that is inspected has no power over it."""
        return self.plan.place_id


class Inspector(models.Model):
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="inspectors")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "user"], name="inspector_once")]

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.user_id}"


class NamedRow(models.Model):
    """A row that gave the reason for a visit: `kind` and `row_id` as the audit names records; `words`: what is odd about it."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="named_rows")
    kind = models.CharField(max_length=32)
    row_id = models.BigIntegerField()
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "kind", "row_id"], name="named_row_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class CheckedTitle(models.Model):
    """A title looked at on a visit. `answers`: code of the question → "yes", "no", "unknown" (`checklist.py`). Of a sample:
    its stratum, which draw it came by, and how many titles it speaks for (`weight`)."""

    class Verdict(models.TextChoices):
        MERITED = "merited", _("Đúng")
        UNMERITED = "unmerited", _("Không đúng")
        UNREACHED = "unreached", _("Chưa gặp được")

    JUDGED = (Verdict.MERITED, Verdict.UNMERITED)

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="checked_titles")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    stratum = models.ForeignKey(SampleStratum, null=True, on_delete=models.PROTECT, related_name="checked_titles")
    draw = models.SmallIntegerField(default=0)
    weight = models.FloatField(null=True)
    answers = models.JSONField(default=dict)
    verdict = models.CharField(max_length=9, choices=Verdict, blank=True)
    note = models.CharField(max_length=1_000, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "title"], name="checked_title_once"),
            models.CheckConstraint(condition=Q(verdict="") | Q(checked_at__isnull=False), name="checked_title_when"),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.title_id}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def within(self, scope: Scope) -> Self:
        """Of visits that are concluded, at the places of the scope or ordered by them."""
        rows = self.filter(inspection__status=Inspection.Status.CONCLUDED)
        if scope.everything:
            return rows
        return rows.filter(
            among("inspection__place", scope, "one_of") | among("inspection__plan__place", scope, "one_of")
        )

    def late(self, today: date) -> Self:
        return self.filter(status=Finding.Status.TO_FIX, due_on__lt=today)


class Finding(models.Model):
    """kiến nghị: what was found, what has to be done by when, and what was done about it."""

    class Status(models.TextChoices):
        TO_FIX = "to_fix", _("Chờ khắc phục")
        FIXED = "fixed", _("Đã khắc phục")

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField(max_length=1_000)
    action = models.CharField(max_length=1_000)
    due_on = models.DateField()
    status = models.CharField(max_length=6, choices=Status, default=Status.TO_FIX)
    answer = models.CharField(max_length=1_000, blank=True)
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status="to_fix") | Q(fixed_at__isnull=False), name="finding_fixed_when"),
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="finding_due")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def authority_place_id(self) -> int:
        """The place that has to act."""
        return self.inspection.place_id

    def is_late(self, today: date) -> bool:
        return self.status == self.Status.TO_FIX and self.due_on < today
