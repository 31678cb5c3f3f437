"""Figures computed from records: targets as data, values as numerator and denominator, revisions of closed years."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.audit.models import Entry
from hieuhoc.indicators.rules import Measure, Value
from hieuhoc.places.models import Certainty, Place

MEASURES = [(measure.value, measure.value) for measure in Measure]


class TargetSet(models.Model):
    """The targets of one document for one place, and the settings that decide which reading of an indicator counts.

    `settings`: code -> value of what rooms declare (`definition.Setting`); what is left out, and an indicator without a
    number, is as the next set in order says (`rules.in_order`), settings at last as declared."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    certainty = models.CharField(max_length=12, choices=Certainty, default=Certainty.SEEN)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")  # null = national
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    settings = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)
    # Its texts -> their unofficial translation.
    english = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()), blank=True)

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
    """`number`: per cent of a share, else subjects or the indicator's unit; null = the document gives no number."""

    indicator = models.CharField(max_length=24)
    year = models.SmallIntegerField()
    measure = models.CharField(max_length=5, choices=MEASURES, default=Measure.SHARE, db_default=Measure.SHARE.value)
    number = models.DecimalField(max_digits=20, decimal_places=2, null=True, db_column="percent")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target_set", "indicator", "year"], name="target_once"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True)
                | (models.Q(number__gte=0) & (~models.Q(measure=Measure.SHARE.value) | models.Q(number__lte=100))),
                name="target_within_its_measure",
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
    counted_at = models.DateTimeField(null=True)  # null = all its figures are to be counted
    rebased_on = models.DateField(null=True)  # the latest map its figures stand on besides that of the year
    closed_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    # A closed year is measured and read by the sets of the day it was closed (`target_sets.py`); null = by those of now.
    target_sets = models.JSONField(null=True)

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
    """(indicator, reading, level, part, place, year, map date, revision) -> a value (`rules.Value`) of its measure.

    `place` null = the whole country. `map_date` null = as of then (that year's map); else re-based on that date's map.
    `reading` is a code of Indicator.readings (all are computed). `level` "" = all, else a value of its dimension.
    `part` "" = everything under the place; "own" = counted at a district or province itself; "unassigned" = people of
    cut wards that no commune has been given yet. "" of a province = its communes + own + unassigned.
    """

    class Part(models.TextChoices):
        ALL = "", _("Tất cả")
        OWN = "own", _("Tính trực tiếp tại cấp này")
        UNASSIGNED = "unassigned", _("Chưa được phân về xã nào")

    indicator = models.CharField(max_length=24)
    reading = models.CharField(max_length=24)
    level = models.CharField(max_length=24, blank=True)
    part = models.CharField(max_length=10, choices=Part, blank=True)
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    map_date = models.DateField(null=True)
    revision = models.SmallIntegerField(default=0)
    measure = models.CharField(max_length=5, choices=MEASURES, default=Measure.SHARE, db_default=Measure.SHARE.value)
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    subjects = models.BigIntegerField(null=True)  # of a ratio, how many stand behind it; else the denominator says it
    computed_at = models.DateTimeField()
    # What everybody may read, decided when its revision is published (`disclosure.py`); kept of leaves also where hidden.
    is_public = models.BooleanField(default=False, db_default=False)
    open_numerator = models.BigIntegerField(null=True)
    open_denominator = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "year", "indicator", "reading", "level", "part", "map_date", "revision"],
                nulls_distinct=False,
                name="figure_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(measure=Measure.SHARE.value)
                | (models.Q(numerator__gte=0) & models.Q(numerator__lte=models.F("denominator"))),
                name="figure_share_within",
            ),
        ]
        indexes = [models.Index(fields=["year", "indicator", "map_date"], name="figure_year")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.place_id} {self.year}: {self.numerator}/{self.denominator}"

    @property
    def open_value(self) -> Value:
        open_denominator = self.open_denominator or 0
        return Value(self.open_numerator or 0, open_denominator, open_denominator)

    @property
    def value(self) -> Value:
        return Value(self.numerator, self.denominator, self.denominator if self.subjects is None else self.subjects)


class StaleMark(models.Model):
    """A deed touched this place in this year. In an open year the recounting job clears it; in a closed year it waits
    for a revision, and the page says how many wait. Only ever added and removed: deeds never wait for each other here.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    marked_at = models.DateTimeField(auto_now_add=True)
    # Filled in by triggers (migration 0009): whose deed it was.
    entry = models.ForeignKey(
        Entry, null=True, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    transaction = models.BigIntegerField(null=True)
    is_bulk = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["year", "place"], name="stale_mark_year"),
            models.Index(fields=["transaction"], name="stale_mark_deed"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.year}"
