"""What anybody may come and learn: activities of centres, schools, libraries, unions, units and offices, and their topics."""

from datetime import date, datetime, time
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hieuhoc.learning.rules import LONGEST, MOST_DAYS, Recurrence, begins_and_ends, recurrence_of
from hieuhoc.lib.scope import Scope
from hieuhoc.lib.sort_keys import generated_key
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import Place, covers
from hieuhoc.places.reads import among

# The days are sorted: the one behind the last that lies before it.
NEXT_DAY = "learning_activity.days[width_bucket(%s::date - 1, learning_activity.days) + 1]"


class TopicQuerySet(models.QuerySet["Topic"]):
    def on(self, day: date) -> Self:
        return self.filter(covers(day)).order_by("position")


class Topic(models.Model):
    """What an activity is about. The list is data that changes over time: a topic is offered in [since, until)."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    english = models.CharField(max_length=120, blank=True)
    position = models.SmallIntegerField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lt=F("until")),
                name="topic_since_before_until",
            )
        ]

    def __str__(self) -> str:
        """In the language of the page."""
        return (get_language() == "en" and self.english) or self.name


class TopicCriterion(models.Model):
    """For which criterion of a set what is learned about a topic speaks. By the set's number and the criterion's position:
    an edition that corrects the wording keeps both."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="criteria")
    version_number = models.CharField(max_length=40)
    position = models.SmallIntegerField()
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "version_number"], name="topic_criterion_once")]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.version_number}, {self.position}"


class Audience(models.TextChoices):
    EVERYBODY = "everybody", _("Mọi người")
    ADULTS = "adults", _("Người lớn")
    OLDER = "older", _("Người cao tuổi")
    WOMEN = "women", _("Phụ nữ")
    YOUTH = "youth", _("Thanh niên")
    FARMERS = "farmers", _("Nông dân")
    WORKERS = "workers", _("Công nhân, người lao động")
    STAFF = "staff", _("Cán bộ, công chức, viên chức")
    PUPILS = "pupils", _("Học sinh, sinh viên")
    FAMILIES = "families", _("Gia đình có trẻ nhỏ")


class Language(models.TextChoices):
    """Codes of ISO 639-3 where there is none of two letters."""

    VIETNAMESE = "vi", _("Tiếng Việt")
    RADE = "rad", _("Tiếng Ê Đê")
    JARAI = "jra", _("Tiếng Gia Rai")
    MNONG = "cmo", _("Tiếng M'Nông")
    BAHNAR = "bdq", _("Tiếng Ba Na")
    CHAM = "cjm", _("Tiếng Chăm")
    TAY = "tyz", _("Tiếng Tày")
    NUNG = "nut", _("Tiếng Nùng")
    MONG = "hmn", _("Tiếng Mông")
    ENGLISH = "en", _("Tiếng Anh")
    SIGNED = "sgn", _("Ngôn ngữ ký hiệu")


class ActivityQuerySet(models.QuerySet["Activity"]):
    def within(self, scope: Scope) -> Self:
        """In the places of the scope, and of the units one speaks for."""
        if scope.everything:
            return self
        reach = Q(unit__in=scope.units) if scope.units else Q(pk__in=())
        return self.filter(reach | among("place", scope, "one_of")) if scope.places else self.filter(reach)

    def published(self) -> Self:
        return self.filter(status=Activity.Status.PUBLISHED)

    def going_on(self, day: date) -> Self:
        """Not over on that day."""
        return self.filter(last_on__gte=day)

    def held_between(self, first: date, last: date) -> Self:
        """With a session on one of the days, both included."""
        held = RawSQL(
            "EXISTS (SELECT FROM unnest(learning_activity.days) AS held (day) WHERE held.day BETWEEN %s AND %s)",
            [first, last],
            output_field=models.BooleanField(),
        )
        return self.filter(first_on__lte=last, last_on__gte=first).alias(is_held=held).filter(is_held=True)

    def with_next(self, day: date) -> Self:
        """`next_on`: the first session from that day on; of those that are not over by then."""
        return self.going_on(day).annotate(next_on=RawSQL(NEXT_DAY, [day], output_field=models.DateField()))


class Activity(models.Model):
    """hoạt động học tập: held on `days` (sorted, each once) at one time of the day. `place`: a village or a commune."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        PUBLISHED = "published", _("Đã công bố")
        CANCELLED = "cancelled", pgettext_lazy("activity", "Đã huỷ")

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    title_key = generated_key("title")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="+")
    about = models.TextField(blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.EVERYBODY)
    language = models.CharField(max_length=3, choices=Language, default=Language.VIETNAMESE)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    venue = models.CharField(max_length=200, blank=True)  # nhà văn hoá, thư viện …
    is_step_free = models.BooleanField(default=False)
    access_note = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)  # to take part from afar
    days = ArrayField(models.DateField())
    first_on = models.GeneratedField(
        expression=Func(F("days"), template="(%(expressions)s)[1]"), output_field=models.DateField(), db_persist=True
    )
    last_on = models.GeneratedField(
        expression=Func(F("days"), template="(%(expressions)s)[cardinality(%(expressions)s)]"),
        output_field=models.DateField(),
        db_persist=True,
    )
    starts_at = models.TimeField()  # of the clock in Vietnam
    minutes = models.SmallIntegerField()
    seats = models.IntegerField(null=True)  # null: as many as come
    cost = models.BigIntegerField(default=0)  # đồng
    organiser = models.CharField(max_length=200)
    unit = models.ForeignKey(WorkUnit, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, blank=True)
    in_learning_week = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    cancel_reason = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)  # by the database, whoever writes

    next_on: date  # of what `with_next` found

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(days__len__gte=1) & Q(days__len__lte=MOST_DAYS), name="activity_has_days"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=LONGEST), name="activity_lasts_within_a_day"
            ),
            models.CheckConstraint(
                condition=(Q(seats__isnull=True) | Q(seats__gte=1)) & Q(cost__gte=0), name="activity_seats_and_cost"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "last_on"], name="activity_place"),
            models.Index(fields=["last_on"], condition=Q(status="published"), name="activity_open"),
            models.Index(fields=["first_on", "id"], name="activity_first"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def recurrence(self) -> Recurrence:
        return recurrence_of(self.days)

    @property
    def sessions(self) -> list[tuple[datetime, datetime]]:
        """Beginning and end of each, of the clock in Vietnam."""
        return [begins_and_ends(day, self.starts_at, self.minutes) for day in self.days]

    @property
    def ends_at(self) -> time:
        return begins_and_ends(self.days[0], self.starts_at, self.minutes)[1].time()

    def is_over(self, today: date) -> bool:
        return self.days[-1] < today
