"""Review chains as dated data, and where what goes by one stands. A version in force never changes."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.chains.registry import registry
from hieuhoc.chains.rules import ReviewChain
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Certainty, Place
from hieuhoc.places.reads import among


class ChainQuerySet(models.QuerySet["Chain"]):
    def within(self, scope: Scope) -> Self:
        """Those of the places in reach, and those for everywhere."""
        if scope.everything:
            return self
        return self.filter(models.Q(place__isnull=True) | among("place", scope, "one_of"))

    def kept(self) -> Self:
        """In force, or once in force: what a year may go by."""
        return self.exclude(status=Chain.Status.DRAFT)

    def of_year(self, kind: str, year: int) -> Self:
        lasting = models.Q(until_year__isnull=True) | models.Q(until_year__gt=year)
        return self.kept().filter(lasting, kind=kind, since_year__lte=year)


class Chain(models.Model):
    """One version of the way that a kind of title goes at `place` and everywhere below it, for the years
    [since_year, until_year). `content`: a `rules.ReviewChain`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        IN_FORCE = "in_force", _("Đang áp dụng")
        RETIRED = "retired", _("Hết hiệu lực")

    kind = models.CharField(max_length=20)  # registry.kinds
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")  # null = everywhere
    title = models.CharField(max_length=200)
    since_year = models.SmallIntegerField(null=True)
    until_year = models.SmallIntegerField(null=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.UNCERTAIN)
    content = models.JSONField(default=dict)

    objects = ChainQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_year__isnull=True) | models.Q(since_year__lt=models.F("until_year")),
                name="chain_since_before_until",
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(since_year__isnull=False), name="chain_in_force_since"
            ),
        ]
        indexes = [models.Index(fields=["kind", "since_year"], name="chain_of_year")]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int | None:
        return self.place_id

    @property
    def way(self) -> ReviewChain:
        return ReviewChain.model_validate(self.content)

    def get_kind_display(self) -> str:
        kind = registry.kinds.get(self.kind)
        return str(kind.name) if kind else self.kind


class Passage(models.Model):
    """Where something that goes by a chain stands: at the step `position` since `entered_on`, waited for until `due_on`.
    The subject by its kind and id alone: the room above knows it. `awaits` "": it went the whole way."""

    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="passages")
    position = models.SmallIntegerField()
    awaits = models.CharField(max_length=8, blank=True)  # rules.Act of the step
    entered_on = models.DateField()
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="passage_once")]
        indexes = [
            models.Index(
                fields=["subject_kind", "awaits", "due_on"],
                condition=~models.Q(awaits=""),
                name="passage_awaited",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}"
