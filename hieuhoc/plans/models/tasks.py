"""Tasks of a plan, who has them, and what is reported of them."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.documents.models import Document
from hieuhoc.lib.products import ProductReached, ProductWanted
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among
from hieuhoc.plans.models.plans import ProgrammePlan


class PlanTaskQuerySet(models.QuerySet["PlanTask"]):
    def within(self, scope: Scope) -> Self:
        """What lies with the places and units of the scope, or was given by them."""
        if scope.everything:
            return self
        reach = Q(unit__in=scope.units)
        if scope.places:
            reach |= among("place", scope, "one_of") | among("plan__place", scope, "one_of")
        return self.filter(reach)

    def held_by(self, scope: Scope) -> Self:
        """What lies with the very places and units of the scope: their own work, not that of whom they look over."""
        return self.filter(Q(place__in=scope.places, unit__isnull=True) | Q(unit__in=scope.units))

    def running(self) -> Self:
        """Of plans that hold, not ended."""
        return self.filter(status__in=PlanTask.RUNNING, plan__status__in=ProgrammePlan.HELD)

    def late(self, today: date) -> Self:
        """Neither done nor reported when the day was over."""
        return self.running().filter(status=PlanTask.Status.ASSIGNED, due_on__lt=today)


class PlanTask(models.Model):
    """nhiệm vụ: lies with `owner` at `place` (with a work unit: `unit`); given to every commune at once, each has a row of
    its own under the common one (`parent`, same plan). A plan below takes over what it was given (`parent`, other plan).

    `product`: what is to come of it, in words; `product_code`: found in the records (`products.py`), with what is asked
    of them. `count` of `needed`: what they held at `counted_at`.
    """

    class Owner(models.TextChoices):
        ASSOCIATION = "association", _("Hội Khuyến học")
        DEPARTMENT = "department", _("Sở, ban, ngành, phòng")
        UNION = "union", _("Mặt trận, đoàn thể")
        UNIT = "unit", _("Trường, cơ quan, đơn vị")
        COMMUNE = "communes", _("Xã, phường")
        VILLAGE = "villages", _("Thôn, buôn, tổ dân phố")

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("Đang làm")
        REPORTED = "reported", _("Chờ nghiệm thu")
        FINISHED = "finished", _("Đã xong")
        DROPPED = "given_up", _("Đã bỏ")

    RUNNING = (Status.ASSIGNED, Status.REPORTED)

    plan = models.ForeignKey(ProgrammePlan, on_delete=models.CASCADE, related_name="tasks")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    is_part = models.BooleanField(default=False)  # of a common task of the same plan
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=12, choices=Owner)
    owner_name = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(WorkUnit, null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    due_on = models.DateField()
    product = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    product_code = models.CharField(max_length=40, blank=True)
    product_year = models.SmallIntegerField(null=True)
    product_number = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    product_choice = models.CharField(max_length=40, blank=True)
    count = models.BigIntegerField(null=True)
    needed = models.BigIntegerField(null=True)
    counted_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.ASSIGNED)
    finished_on = models.DateField(null=True)
    by_records = models.BooleanField(default=False)  # it closed by itself
    note = models.CharField(max_length=500, blank=True)  # why it was dropped, or runs again

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            # Parts of a common task bear its code; two of them come to lie with one place when places are merged.
            models.UniqueConstraint(fields=["plan", "code"], condition=Q(is_part=False), name="plan_task_code_once"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("due_on")), name="plan_task_starts_before_due"),
            models.CheckConstraint(
                condition=~Q(status="finished") | Q(finished_on__isnull=False), name="plan_task_finished_when"
            ),
            models.CheckConstraint(
                condition=Q(product_code="") | Q(product_year__isnull=False), name="plan_task_product_of_year"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="plan_task_due"),
            models.Index(fields=["place", "due_on", "id"], name="plan_task_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def is_own(self) -> bool:
        """Whoever planned it does it: nobody else accepts it."""
        return self.unit_id is None and self.place_id == self.plan.place_id

    @property
    def wanted(self) -> ProductWanted:
        assert self.product_year is not None  # plan_task_product_of_year
        number = Decimal(1) if self.product_number is None else self.product_number
        return ProductWanted(self.product_year, number, self.product_choice)

    @property
    def reached(self) -> ProductReached | None:
        return None if self.count is None or self.needed is None else ProductReached(self.count, self.needed)

    def is_late(self, today: date) -> bool:
        """Nothing is late of a plan that is not issued yet, or has ended."""
        return self.status == self.Status.ASSIGNED and self.due_on < today and self.plan.holds


class TaskReport(models.Model):
    """báo cáo kết quả: words, a link, a file; accepted or returned by whoever gave the task."""

    class Verdict(models.TextChoices):
        ACCEPTED = "task_accepted", _("Đã nghiệm thu")
        RETURNED = "task_returned", _("Trả lại")

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="reports")
    text = models.CharField(max_length=2_000)
    link = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=16, choices=Verdict, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="") | Q(answered_at__isnull=False), name="task_report_answered_when"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="task_returned") | ~Q(answer=""), name="task_report_returned_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
