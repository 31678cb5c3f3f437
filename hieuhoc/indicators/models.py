"""Figures computed from records: targets as data, values as numerator and denominator, revisions of closed years."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.places.models import Certainty, Place


class TargetSet(models.Model):
    """The targets of one document for one place, and the settings that decide which reading of an indicator counts."""

    class GroupStatus(models.TextChoices):
        REGISTERED = "registered", _("Đã đăng ký (gồm cả đã công nhận)")
        RECOGNISED = "recognised", _("Đã công nhận")

    class ProficientOf(models.TextChoices):
        HOLDERS = "holders", _("Trong số người đạt danh hiệu")
        SKILLED = "skilled", _("Trong số người đạt danh hiệu có kỹ năng số")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")  # null = national
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    group_status = models.CharField(max_length=12, choices=GroupStatus, default=GroupStatus.REGISTERED)
    holders_need_job_fit = models.BooleanField(default=True)  # T4 also asks "meets job need"
    proficient_of = models.CharField(max_length=12, choices=ProficientOf, default=ProficientOf.HOLDERS)  # T5

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lt=models.F("until")),
                name="target_set_since_before_until",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    target_set = models.ForeignKey(TargetSet, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=8)
    year = models.SmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)  # null = the document gives no number

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_set", "indicator", "year"], name="target_once"),
            models.CheckConstraint(
                condition=models.Q(percent__isnull=True) | models.Q(percent__gte=0, percent__lte=100),
                name="target_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class Revision(models.Model):
    """Number 0 of a year is its live figures; a closed year changes only by a further revision with its reason."""

    year = models.SmallIntegerField()
    number = models.SmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    counted_at = models.DateTimeField(null=True)  # null = its figures are still being counted
    rebased_on = models.DateField(null=True)  # the latest map its figures stand on besides that of the year
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="revision_once"),
            models.CheckConstraint(
                condition=models.Q(number=0) | (models.Q(is_open=False) & ~models.Q(reason="")),
                name="revision_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}.{self.number}"


class Figure(models.Model):
    """(indicator, reading, level, part, place, year, map date, revision) -> numerator / denominator, counts of persons.

    `place` null = the whole country. `map_date` null = as of then (that year's map); else re-based on that date's map.
    `reading` is a code of Indicator.readings (T5 is computed in both). `level` "" = all, else the unit's level (T3).
    `part` "" = everything under the place; "own" = counted at a district or province itself; "unassigned" = people of
    cut wards that no commune has been given yet. "" of a province = its communes + own + unassigned.
    """

    class Part(models.TextChoices):
        ALL = "", _("Tất cả")
        OWN = "own", _("Tính trực tiếp tại cấp này")
        UNASSIGNED = "unassigned", _("Chưa được phân về xã nào")

    indicator = models.CharField(max_length=8)
    reading = models.CharField(max_length=16)
    level = models.CharField(max_length=8, blank=True)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    map_date = models.DateField(null=True)
    revision = models.SmallIntegerField(default=0)
    numerator = models.IntegerField()
    denominator = models.IntegerField()
    computed_at = models.DateTimeField()
    is_public = models.BooleanField(default=False, db_default=False)  # decided when its revision is published

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "indicator", "reading", "level", "part", "map_date", "revision"],
                nulls_distinct=False,
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__gte=0) & models.Q(numerator__lte=models.F("denominator")),
                name="figure_numerator_within",
            ),
        ]
        indexes = [models.Index(fields=["year", "indicator", "map_date"], name="figure_year")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.place_id} {self.year}: {self.numerator}/{self.denominator}"


class StaleMark(models.Model):
    """A deed touched this place in this year. In an open year the recounting job clears it; in a closed year it waits
    for a revision, and the page says how many wait. Only ever added and removed: deeds never wait for each other here.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    marked_at = models.DateTimeField(auto_now_add=True)
    is_bulk = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["year", "place"], name="stale_mark_year")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year}"
