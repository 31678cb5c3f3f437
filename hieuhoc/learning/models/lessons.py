"""Courses: their lessons, who is asked to come, who was there."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.learning.checkin_rules import GRACE, LONGEST_KEPT, LessonTimes
from hieuhoc.learning.models.trainings import Training
from hieuhoc.lib.opaque import show_public_code
from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.places.reads import among


class LessonQuerySet(models.QuerySet["Lesson"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("training__place", scope, "one_of"))

    def reached(self, scope: Scope, user: User) -> Self:
        """Of one's places, and those one teaches."""
        if scope.everything:
            return self
        led = Q(pk__in=Lesson.objects.led_by(user).values("pk"))
        return self.filter(led | among("training__place", scope, "one_of")) if scope.places else self.filter(led)

    def led_by(self, user: User) -> Self:
        return self.filter(trainers=user)

    def at_hand(self, now: datetime) -> Self:
        """Still to come, or so lately over that scans of it may arrive."""
        return self.filter(ends_at__gte=now - LONGEST_KEPT)

    def with_waiting(self) -> Self:
        """`waiting`: how many presences wait for the trainer's word."""
        return self.annotate(waiting=Count("presences", filter=Q(presences__is_confirmed=False)))


class Lesson(models.Model):
    """buổi: on site (`venue`), online (`link`) or both. Its key makes the code on the trainer's screen; another number, another
    key, from `rekeyed_at` on."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="lessons", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True)
    trainers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    key_number = models.SmallIntegerField(default=0)
    rekeyed_at = models.DateTimeField(null=True)

    waiting: int  # of what `with_waiting` found

    objects = LessonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="lesson_begins_before_it_ends"),
            models.UniqueConstraint(fields=["training", "starts_at"], name="lesson_once"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="lesson_begins")]

    def __str__(self) -> str:
        return f"{self.training_id}: {self.starts_at:%d/%m/%Y %H:%M}"

    @property
    def authority_place_id(self) -> int:
        return self.training.place_id

    @property
    def times(self) -> LessonTimes:
        return LessonTimes(self.starts_at, self.ends_at)


class Trainee(models.Model):
    """Somebody and a course. `code`: on the person's invitation and telephone, for the trainer to scan."""

    class Status(models.TextChoices):
        INVITED = "bidden", _("Được mời")
        REGISTERED = "coming", _("Đã đăng ký")
        DECLINED = "not_coming", pgettext_lazy("trainee", "Không dự")

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="trainees", db_index=False)
    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="trainees")
    status = models.CharField(max_length=10, choices=Status)
    code = models.CharField(max_length=12, unique=True)
    invited_at = models.DateTimeField(null=True)
    registered_at = models.DateTimeField(null=True)
    has_given_feedback = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["training", "citizen"], name="trainee_once")]

    def __str__(self) -> str:
        return f"{self.citizen_id} in {self.training_id}"

    @property
    def authority_place_id(self) -> int:
        return self.training.place_id

    @property
    def owner_id(self) -> int | None:
        """The account of the person."""
        return self.citizen.user_id

    @property
    def shown_code(self) -> str:
        return show_public_code(self.code)


class Presence(models.Model):
    """Somebody was at a lesson: as its scans say, or a list on paper (then without a time). Not confirmed: all that is known of
    it was sent too long after."""

    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="presences", db_index=False)
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="presences")
    came_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    is_by_hand = models.BooleanField(default=False)
    is_confirmed = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "trainee"], name="presence_once"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")), name="presence_came_before_leaving"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trainee_id} at {self.lesson_id}"

    @property
    def late_by(self) -> timedelta | None:
        """None: in time, or nobody knows."""
        if self.came_at is None or self.came_at <= self.lesson.starts_at + GRACE:
            return None
        return self.came_at - self.lesson.starts_at


class Scan(models.Model):
    """One reading of a code, by its `key`: sent again it is the same one. Void: the presence it spoke of was taken back."""

    key = models.UUIDField(unique=True)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="+", db_index=False)
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="scans", db_index=False)
    taken_at = models.DateTimeField()
    received_at = models.DateTimeField()
    is_leaving = models.BooleanField(default=False)
    is_confirmed = models.BooleanField()
    is_void = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["trainee", "lesson"], name="scan_of_trainee")]

    def __str__(self) -> str:
        return str(self.key)
