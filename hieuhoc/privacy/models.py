"""Purposes of processing and consents, how long each kind of personal data is kept, and erasures that people asked for (Law
91/2025/QH15, Decree 356/2025/NĐ-CP)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hieuhoc.lib.scope import Scope
from hieuhoc.people.models import Citizen
from hieuhoc.places.reads import among


class Purpose(models.Model):
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    text = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    class Way(models.TextChoices):
        ONLINE = "online", _("Trực tuyến")
        PAPER = "paper", _("Phiếu giấy")
        SPOKEN = "spoken", _("Bằng lời, cán bộ ghi nhận")

    citizen = models.ForeignKey(Citizen, on_delete=models.CASCADE, related_name="consents")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="consents")
    way = models.CharField(max_length=8, choices=Way)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "purpose"], condition=models.Q(withdrawn_at__isnull=True), name="consent_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.citizen_id} {self.purpose_id}"


class KeepingPeriod(models.Model):
    """How long a kind of personal data (privacy.kinds) is kept, from a day on. Before the first: what the kind ships with.
    `days` null: until the province decides. `basis`: what the period rests on, in the words of who set it."""

    kind = models.CharField(max_length=60)
    since = models.DateField()
    days = models.PositiveIntegerField(null=True)
    basis = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "since"], name="keeping_period_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"


class PurgeNight(models.Model):
    """One run of the nightly job. `counts`: kind -> {"count": how many ended, "before": up to which day}; nothing of anybody.
    Without `finished_at` it was killed, or a kind failed: the next one goes on."""

    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, db_index=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.began_at)


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("citizen__home", scope))

    def waiting(self) -> Self:
        return self.filter(status=Erasure.Status.WAITING)


class Erasure(models.Model):
    """Somebody asked that what is kept of them be erased. `counts`: kind -> how many ended. `marks`: record id -> a keyed
    mark of the key that was destroyed; by it a record is known again after an older backup was restored."""

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("erasure", "Chờ thực hiện")
        DONE = "done", pgettext_lazy("erasure", "Đã xoá")
        DECLINED = "declined", pgettext_lazy("erasure", "Không thực hiện")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="erasures")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    way = models.CharField(max_length=8, choices=Consent.Way)
    asked_on = models.DateField()
    legal_basis = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was declined
    counts = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"], condition=models.Q(status="waiting"), name="erasure_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"

    @property
    def authority_place_id(self) -> int | None:
        return self.citizen.home_id


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("citizen__home", scope))

    def waiting(self) -> Self:
        return self.filter(status=DataRequest.Status.WAITING)


class DataRequest(models.Model):
    """Somebody uses a right over their data: to be shown it, to have it corrected, its use restricted or objected to (Law
    91/2025/QH15, article 4). To be erased is an `Erasure`. The clocks: `privacy.clocks`."""

    class Matter(models.TextChoices):
        VIEW = "view", _("Cho xem, cho bản sao dữ liệu")
        CORRECT = "correct", _("Sửa dữ liệu")
        RESTRICT = "restrict", _("Hạn chế xử lý")
        OBJECT = "object", _("Phản đối xử lý")

    class Status(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("data request", "Chờ giải quyết")
        DONE = "done", pgettext_lazy("data request", "Đã làm theo yêu cầu")
        DECLINED = "declined", pgettext_lazy("data request", "Không làm theo")

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="data_requests")
    matter = models.CharField(max_length=8, choices=Matter)
    words = models.TextField(max_length=1_000)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    way = models.CharField(max_length=8, choices=Consent.Way)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    # The first answer: that it came, what happens with it, until when.
    answer = models.TextField(max_length=1_000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    extension_reason = models.CharField(max_length=300, blank=True)  # not empty: its term is the longer one
    outcome = models.TextField(max_length=1_000, blank=True)  # what was done, or why not
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="waiting") | (models.Q(settled_at__isnull=False) & ~models.Q(outcome="")),
                name="data_request_settled_with_words",
            ),
        ]
        indexes = [
            models.Index(fields=["citizen"], condition=models.Q(status="waiting"), name="data_request_waiting"),
        ]

    def __str__(self) -> str:
        return f"DataRequest {self.pk}"

    @property
    def authority_place_id(self) -> int | None:
        return self.citizen.home_id

    @property
    def owner_id(self) -> int | None:
        return self.citizen.user_id


class DayOff(models.Model):
    """A day nobody works that is none every year (Tết, giỗ Tổ, a day given instead), or `is_worked`: a Saturday or Sunday that
    is worked instead of another day. `basis`: the notice that says so."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_worked = models.BooleanField(default=False)
    basis = models.CharField(max_length=300)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.on}"
