"""The inspection plan of a year, and the samples drawn for it: each stays, with its seed."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class InspectionPlanQuerySet(models.QuerySet["InspectionPlan"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))


class InspectionPlan(models.Model):
    """kế hoạch kiểm tra: `place` inspects the titles of `year` under it, from `starts_on` to `ends_on` (both of it)."""

    class Status(models.TextChoices):
        RUNNING = "inspecting", _("Đang kiểm tra")
        CLOSED = "inspected", _("Đã kiểm tra xong")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    title = models.CharField(max_length=300)
    organ = models.CharField(max_length=200)
    purpose = models.TextField(max_length=4_000, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    summary = models.TextField(max_length=4_000, blank=True)  # how it ended
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)

    objects = InspectionPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="inspection_plan_days"),
        ]
        indexes = [models.Index(fields=["place", "-id"], name="inspection_plan_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class Sample(models.Model):
    """mẫu kiểm tra: the `number`-th drawn for its plan; the last one is the plan's, those before stay with why another was
    drawn (`reason`). `margin`, `expected`: shares from 0 to 1. `seed` and `fingerprint` (of the whole population) let anybody
    draw it again."""

    class Method(models.TextChoices):
        EACH = "from_each", _("Phân tầng: xã nào cũng có hồ sơ")
        BY_SIZE = "by_size", _("Rút xã theo quy mô, rồi rút hồ sơ trong xã")

    plan = models.ForeignKey(InspectionPlan, on_delete=models.PROTECT, related_name="samples")
    number = models.SmallIntegerField()
    method = models.CharField(max_length=9, choices=Method)
    margin = models.DecimalField(max_digits=4, decimal_places=3)
    expected = models.DecimalField(max_digits=4, decimal_places=3)
    per_draw = models.SmallIntegerField(null=True)
    population = models.IntegerField()
    size = models.IntegerField()
    seed = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="sample_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="sample_again_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}/{self.number}"


class SampleStratum(models.Model):
    """What could be drawn at a place: the numbers of its titles when the sample was drawn, and how many were taken."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="strata")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    size = models.IntegerField()
    taken = models.IntegerField()
    titles = ArrayField(models.BigIntegerField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "place"], name="sample_stratum_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("size")), name="sample_stratum_holds_what_is_taken"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}: {self.place_id}"
