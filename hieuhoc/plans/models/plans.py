"""Plans: the document, the targets it sets, and every wording it was issued in."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import UnitSpell
from hieuhoc.places.models import Ancestry, Place
from hieuhoc.places.reads import among


class ProgrammePlanQuerySet(models.QuerySet["ProgrammePlan"]):
    def within(self, scope: Scope) -> Self:
        """Those of the places of the scope."""
        return self if scope.everything else self.filter(among("place", scope, "one_of"))

    def readable(self, scope: Scope) -> Self:
        """And those that were issued above them: whoever carries a plan out reads it."""
        if scope.everything:
            return self
        seats = UnitSpell.objects.filter(unit__in=scope.units, until__isnull=True).values("place")
        lines = Ancestry.objects.on(scope.on)
        above = lines.filter(Q(descendant__in=scope.places) | Q(descendant__in=seats)).values("ancestor")
        issued = Q(place__in=above) & ~Q(status=ProgrammePlan.Status.DRAFT)
        return self.filter(among("place", scope, "one_of") | issued)


class ProgrammePlan(models.Model):
    """kế hoạch: `place` issues it, for `starts_on` to `ends_on` (both of it). `derived_from`: the plan above it.

    `bases`: one legal basis a line. While it is amended, what it was issued as stands in its last edition."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Đã ban hành")
        AMENDING = "amending", _("Đang sửa đổi")
        CLOSED = "concluded", _("Đã kết thúc")

    HELD = (Status.ISSUED, Status.AMENDING)

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    derived_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="derived")
    title = models.CharField(max_length=300)
    organ = models.CharField(max_length=200)
    bases = models.TextField(max_length=4_000)
    purpose = models.TextField(max_length=4_000, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    number = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True)
    signatory = models.CharField(max_length=120, blank=True)
    signatory_title = models.CharField(max_length=120, blank=True)
    recipients = models.TextField(blank=True)  # one a line
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    note = models.CharField(max_length=500, blank=True)  # why it is amended, how it ended
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)

    objects = ProgrammePlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="plan_starts_before_it_ends"),
            models.CheckConstraint(
                condition=Q(status="draft") | (~Q(number="") & Q(signed_on__isnull=False) & ~Q(signatory_title="")),
                name="plan_issued_with_number",
            ),
        ]
        indexes = [models.Index(fields=["place", "-id"], name="plan_place")]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def is_open_to_change(self) -> bool:
        return self.status in {self.Status.DRAFT, self.Status.AMENDING}

    @property
    def holds(self) -> bool:
        return self.status in self.HELD


class PlanTarget(models.Model):
    """chỉ tiêu của kế hoạch: as of `indicators.Target`. `asked`: what the plan above asks; below it only with a reason."""

    plan = models.ForeignKey(ProgrammePlan, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=24)
    year = models.SmallIntegerField()
    number = models.DecimalField(max_digits=20, decimal_places=2)
    asked = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    reason = models.CharField(max_length=500, blank=True)  # why it is lower than what is asked

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "indicator", "year"], name="plan_target_once"),
            models.CheckConstraint(condition=Q(number__gte=0), name="plan_target_not_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}: {self.number}"

    @property
    def is_lower(self) -> bool:
        return self.asked is not None and self.number < self.asked


class PlanEdition(models.Model):
    """Bản đã ban hành: what the plan said under that number. `content`: its words, targets and tasks, as plain values."""

    plan = models.ForeignKey(ProgrammePlan, on_delete=models.CASCADE, related_name="editions")
    edition = models.SmallIntegerField()
    number = models.CharField(max_length=80)
    signed_on = models.DateField()
    reason = models.CharField(max_length=500, blank=True)  # of an amendment
    content = models.JSONField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "edition"], name="plan_edition_once")]

    def __str__(self) -> str:
        return f"{self.number} ({self.edition})"
