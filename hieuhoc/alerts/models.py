"""Finds of the rules: what was found where, on which rows, and what became of it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class AlertQuerySet(models.QuerySet["Alert"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))

    def waiting(self) -> Self:
        return self.filter(status=Alert.Status.OPEN)


class Alert(models.Model):
    """cảnh báo: one find of a rule. `key` tells it from other finds of the rule at the place; `told`: the numbers of its sentence;
    `rows`: ids of the rule's kind of subject, the first of `row_count`."""

    class Status(models.TextChoices):
        OPEN = "alarming", pgettext_lazy("alert", "Chưa xem xét")
        EXPLAINED = "explained", pgettext_lazy("alert", "Đã giải thích")
        SENT = "to_inspect", pgettext_lazy("alert", "Đã chuyển kiểm tra")
        GONE = "not_found", pgettext_lazy("alert", "Không còn thấy")
        BORNE_OUT = "borne_out", pgettext_lazy("alert", "Đã kiểm tra: có sai phạm")
        UNFOUNDED = "unfounded", pgettext_lazy("alert", "Đã kiểm tra: không có sai phạm")

    INSPECTED = (Status.BORNE_OUT, Status.UNFOUNDED)

    rule = models.CharField(max_length=40)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    told = models.JSONField()
    chance = models.FloatField()
    rows = ArrayField(models.BigIntegerField())
    row_count = models.IntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, db_default=Status.OPEN.value)
    reason = models.CharField(max_length=600, blank=True, default="", db_default="")
    found_on = models.DateField()
    seen_on = models.DateField()  # the last night it was found again
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "id"], name="alert_status")]
        constraints = [
            models.UniqueConstraint(fields=["rule", "place", "key"], name="alert_once"),
            models.CheckConstraint(
                condition=models.Q(status__in=["alarming", "not_found"]) | ~models.Q(reason=""),
                name="alert_answered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Alert {self.rule} {self.key}"

    @property
    def authority_place_id(self) -> int:
        return self.place_id
