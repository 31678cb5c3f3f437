"""What people say of a draft of criteria before it is promulgated, and what its drafters answer.

A room of its own above criteria: criteria only know that a draft people are asked about stands still. Who comments says
who they are, or not; nothing here points at an account or a record.
"""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.consultations.rules import MOST_LETTERS, is_open_on
from hieuhoc.criteria.models import Criterion, Version


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def asked_on(self, day: date) -> Self:
        """Those that take comments on that day, the first to close first."""
        now = self.filter(closed_at=None, opens_on__lte=day, closes_on__gte=day)
        return now.select_related("version").order_by("closes_on", "pk")


class Consultation(models.Model):
    """lấy ý kiến: of one draft, once. `closes_on`: the last day on which anybody may comment."""

    class Audience(models.TextChoices):
        ANYONE = "anyone", _("Mọi người, không cần tài khoản")
        SIGNED_IN = "signed_in", _("Người đăng nhập và nơi được mời")
        INVITED = "invited", _("Chỉ nơi được mời")

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="consultation")
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.ANYONE)
    question = models.TextField(blank=True)  # what the drafters ask in particular
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("closes_on")), name="consultation_opens_before_it_closes"
            )
        ]

    def __str__(self) -> str:
        return f"consultation on {self.version_id}"

    def takes_comments(self, on: date) -> bool:
        return self.closed_at is None and is_open_on(self.opens_on, self.closes_on, on)


class Invitation(models.Model):
    """An organisation asked by name; whoever holds the code speaks for it."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=12, unique=True)
    invited_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "name"], name="invitation_once")]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """góp ý: on a criterion, on its sentence of that number, or (no criterion) on the whole draft."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        CHANGE = "change", _("Đề nghị sửa")
        DISAGREE = "disagree", _("Không đồng ý")

    class Display(models.TextChoices):
        WAITING = "unread", pgettext_lazy("comment", "Chờ duyệt")
        SHOWN = "shown", _("Đã đăng")
        HIDDEN = "hidden", _("Không đăng")

    class Verdict(models.TextChoices):
        ACCEPTED = "taken", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        REJECTED = "not_taken", _("Không tiếp thu")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="comments")
    criterion = models.ForeignKey(Criterion, null=True, on_delete=models.PROTECT, related_name="comments")
    sentence = models.SmallIntegerField(null=True)  # from 1
    stance = models.CharField(max_length=8, choices=Stance)
    text = models.CharField(max_length=MOST_LETTERS)
    name = models.CharField(max_length=120, blank=True)  # as they call themselves
    invitation = models.ForeignKey(Invitation, null=True, on_delete=models.PROTECT, related_name="comments")
    said_at = models.DateTimeField(auto_now_add=True)
    display = models.CharField(max_length=8, choices=Display, default=Display.WAITING)
    hidden_because = models.CharField(max_length=300, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    answer = models.CharField(max_length=MOST_LETTERS, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["consultation", "id"], name="comment_consultation")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sentence=None) | models.Q(criterion__isnull=False),
                name="comment_sentence_of_criterion",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="") | ~models.Q(answer=""), name="comment_verdict_with_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"
