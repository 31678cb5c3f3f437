"""Figures computed from records: targets as data, values as numerator and denominator, revisions of closed years."""

from django.conf import settings
from django.db import models

from hieuhoc.places.models import Certainty, Place


class TargetSet(models.Model):
    """The targets of one document for one place, and the settings that decide how its indicators are read."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")  # null = national
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    group_status = models.CharField(max_length=12, default="recognised")  # or "registered": which groups count
    holders_need_job_fit = models.BooleanField(default=True)  # T4 also asks "meets job need"
    proficient_of = models.CharField(max_length=12, default="holders")  # T5: of "holders" or of holders "with_skill"
    adult_age = models.SmallIntegerField(default=18)

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    target_set = models.ForeignKey(TargetSet, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=8)
    year = models.SmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)  # null = the document gives no number

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target_set", "indicator", "year"], name="target_once")]

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
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.year}.{self.number}"


class Figure(models.Model):
    """(indicator, place, year, map date, slice, revision) -> numerator / denominator, both counts of persons.

    `map_date` null = as of then (that year's map); else re-based on the map of that date.
    `part` splits an indicator where it must be read apart: T3 by level of the unit, T5 by reading, "unassigned" people.
    """

    indicator = models.CharField(max_length=8)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    map_date = models.DateField(null=True)
    part = models.CharField(max_length=24, blank=True)
    revision = models.SmallIntegerField(default=0)
    numerator = models.IntegerField()
    denominator = models.IntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "place", "year", "map_date", "part", "revision"], nulls_distinct=False, name="figure_once"
            ),
        ]
        indexes = [models.Index(fields=["place", "indicator", "year"], name="figure_place")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.place_id} {self.year}: {self.numerator}/{self.denominator}"


class StaleMark(models.Model):
    """A commune-year whose figures wait to be recounted; written by deeds, cleared by the job that recounts."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    marked_at = models.DateTimeField(auto_now_add=True)
    is_bulk = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="stale_mark_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year}"
