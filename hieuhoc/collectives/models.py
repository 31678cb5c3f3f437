"""Criteria of learning models as dated data. A version in force never changes: new wording is a new version."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.collectives.rules import CriteriaTable
from hieuhoc.people.models import UnitSpell
from hieuhoc.places.models import Certainty


class ModelKind(models.TextChoices):
    """mô hình học tập (Decision 387/QĐ-TTg; communes: Circular 25/2023)"""

    FAMILY = "family", _("Gia đình học tập")
    CLAN = "clan", _("Dòng họ học tập")
    COMMUNITY = "community", _("Cộng đồng học tập (thôn, buôn, tổ dân phố)")
    UNIT = "unit", _("Đơn vị học tập")
    COMMUNE = "commune", _("Cộng đồng học tập cấp xã")


class ModelCriteriaQuerySet(models.QuerySet["ModelCriteria"]):
    def kept(self) -> Self:
        """In force, or once in force: what registrations of a year may stand on."""
        return self.exclude(status=ModelCriteria.Status.DRAFT)


class ModelCriteria(models.Model):
    """One version of what a kind of model must meet. `content`: a `rules.CriteriaTable`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        IN_FORCE = "in_force", _("Đang áp dụng")
        RETIRED = "retired", _("Hết hiệu lực")

    kind = models.CharField(max_length=9, choices=ModelKind)
    # Units of which level; "" = of every level, and everything that is no unit.
    unit_level = models.CharField(max_length=8, choices=UnitSpell.Level, blank=True)
    number = models.CharField(max_length=60)  # 24/2023/TT-BGDĐT
    edition = models.SmallIntegerField(default=1)
    title = models.CharField(max_length=300)
    since = models.DateField(null=True)  # in force [since, until)
    until = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.UNCERTAIN)
    note = models.TextField(blank=True)  # shown wherever the wording is shown
    content = models.JSONField(default=dict)

    objects = ModelCriteriaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit_level", "number", "edition"], name="model_criteria_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lt=models.F("until")),
                name="model_criteria_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def table(self) -> CriteriaTable:
        return CriteriaTable.model_validate(self.content)
