"""How people are told of days: reminders as data, and the calendar of one's own tasks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderRule(models.Model):
    """Whom to tell how many days after (below nought: before) the day a task is due."""

    class To(models.TextChoices):
        OWNER = "owner", _("Nơi được giao")
        GIVER = "giver", _("Nơi giao")
        ABOVE = "above", _("Cấp trên của nơi được giao")

    days = models.SmallIntegerField()
    to = models.CharField(max_length=8, choices=To)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["days", "to"], name="reminder_rule_once"),
            models.CheckConstraint(
                condition=models.Q(days__gte=-90) & models.Q(days__lte=90), name="reminder_rule_within_a_season"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.days:+d} {self.to}"


class TaskFeed(models.Model):
    """The address under which a calendar asks for somebody's tasks; another one, and the old opens nothing."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True)
    secret = models.CharField(max_length=40, unique=True)
    opened_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"feed of {self.user_id}"
