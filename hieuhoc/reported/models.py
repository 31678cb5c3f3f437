"""Figures that somebody reported: typed or brought by sheet, beside the computed ones and never mixed with them.

Each says what (`catalogue`), where, of which year and span, on which map, by which document, who wrote it and when. A
correction is a row of its own with its reason: the earlier one stays readable for whoever asks what was known then.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Certainty, Place
from hieuhoc.places.reads import among
from hieuhoc.reported.catalogue import FigureKind, kind_of
from hieuhoc.reported.rules import ReportedValue, takes_figures


class Span(models.TextChoices):
    HALF = "half", _("6 tháng đầu năm")
    NINE = "nine", _("9 tháng đầu năm")
    YEAR = "year", _("Cả năm")


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))


class ReportingPeriod(models.Model):
    """kỳ báo cáo: what one place reports of one span; handed in, then accepted or given back; accepted = locked."""

    class Status(models.TextChoices):
        TYPING = "typing", _("Đang nhập")
        HANDED_IN = "handed_in", _("Đã nộp, chờ tỉnh xem")
        GIVEN_BACK = "given_back", _("Trả lại để sửa")
        LOCKED = "locked", _("Đã chấp nhận, khoá số")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    span = models.CharField(max_length=4, choices=Span, default=Span.YEAR)
    status = models.CharField(max_length=10, choices=Status, default=Status.TYPING)
    note = models.CharField(max_length=600, blank=True)  # why it was given back
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReportingPeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "year", "span"], name="reporting_period_once"),
        ]
        indexes = [models.Index(fields=["year", "span", "status"], name="reporting_period_year")]

    def __str__(self) -> str:
        return f"{self.get_span_display()} {self.year}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def takes_figures(self) -> bool:
        return takes_figures(self.status)

    @property
    def figures(self) -> "ReportedFigureQuerySet":
        """As they stand now."""
        return self.all_figures.current()

    @property
    def all_figures(self) -> "ReportedFigureQuerySet":
        """With those that were corrected since."""
        return ReportedFigure.objects.filter(
            place=self.place_id, year=self.year, span=self.span, origin=ReportedFigure.Origin.REPORT
        )


class ReportedFigureQuerySet(models.QuerySet["ReportedFigure"]):
    def within(self, scope: Scope) -> Self:
        """What the scope reaches, and what other provinces published: that is open to everybody."""
        if scope.everything:
            return self
        return self.filter(among("place", scope, "one_of") | Q(origin=ReportedFigure.Origin.PUBLISHED))

    def current(self) -> Self:
        return self.filter(known_until=None)


class ReportedFigure(models.Model):
    """One statement of a figure, known in [known_since, known_until); the open one holds today.

    `number` in the unit of its kind (people, units, đồng), `whole` the denominator of a share, `percent` where the
    document gives nothing else. `map_date`: of which map the place is. When the map changes a figure stays with its place,
    and so do periods: whoever follows the place reaches them. Nothing is added up over a merger: that would be an estimate.
    """

    class Origin(models.TextChoices):
        REPORT = "own_report", _("Báo cáo của nơi này")
        PUBLISHED = "elsewhere", _("Đã công bố ở nơi khác")

    class Precision(models.TextChoices):
        EXACT = "exact", _("Đúng số")
        AT_LEAST = "at_least", _("Hơn")
        ABOUT = "about", _("Khoảng")

    kind = models.SlugField(max_length=32, db_index=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    year = models.SmallIntegerField()
    span = models.CharField(max_length=4, choices=Span, default=Span.YEAR)
    map_date = models.DateField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.REPORT)
    number = models.BigIntegerField(null=True)
    whole = models.BigIntegerField(null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.EXACT)
    source = models.CharField(max_length=300)
    source_address = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)
    reason = models.CharField(max_length=600, blank=True)  # why it replaces the one before
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    known_since = models.DateTimeField()
    known_until = models.DateTimeField(null=True)

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "year", "span", "origin"],
                condition=Q(known_until__isnull=True),
                name="reported_figure_holds_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(percent__isnull=False), name="reported_figure_says_something"
            ),
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_since__lt=models.F("known_until")),
                name="reported_figure_known_in_order",
            ),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | Q(number__gte=0, number__lte=models.F("whole")),
                name="reported_figure_within_its_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "year", "span", "kind"], name="reported_figure_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place_id} {self.year}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def of_kind(self) -> FigureKind:
        return kind_of(self.kind)

    @property
    def value(self) -> ReportedValue:
        return ReportedValue(self.number, self.whole, self.percent, self.precision)


class ClearedDifference(models.Model):
    """Why a reported figure and the computed one of the same thing differ, for the two as they stood. Where one of them
    changes the difference is asked about again."""

    figure = models.ForeignKey(ReportedFigure, on_delete=models.PROTECT, related_name="cleared")
    computed_number = models.BigIntegerField()
    computed_whole = models.BigIntegerField()
    reason = models.CharField(max_length=600)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "computed_number", "computed_whole"], name="difference_cleared_once"
            ),
        ]

    def __str__(self) -> str:
        return f"difference of {self.figure_id}"
