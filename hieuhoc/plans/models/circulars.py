"""Guidance an office publishes: whom it is for, who has read it, what was asked of it and answered before everybody."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.accounts.models import Grant
from hieuhoc.accounts.roles import Role
from hieuhoc.documents.models import Document
from hieuhoc.lib.scope import Scope
from hieuhoc.places.models import Ancestry, Place, covers
from hieuhoc.places.reads import among


class CircularQuerySet(models.QuerySet["Circular"]):
    def within(self, scope: Scope) -> Self:
        """Those of the places of the scope."""
        return self if scope.everything else self.filter(among("place", scope, "one_of"))

    def readable(self, scope: Scope) -> Self:
        """And those published for a place above them, or below: guidance is no secret between offices of one line."""
        if scope.everything:
            return self
        above = Ancestry.objects.on(scope.on).filter(descendant__in=scope.places).values("ancestor")
        published = (Q(audience__in=above) | among("audience", scope, "one_of")) & ~Q(status=Circular.Status.DRAFT)
        return self.filter(among("place", scope, "one_of") | published)

    def addressed(self, grants: Iterable[Grant], today: date) -> Self:
        """Those in force that are for somebody with these roles."""
        reach = Q(pk__in=())
        for grant in grants:
            above = Ancestry.objects.on(today).filter(descendant=grant.place_id).values("ancestor")
            reach |= Q(roles__contains=[grant.role], audience__in=above)
        return self.filter(reach, status=Circular.Status.ISSUED)

    def unread(self, user_id: int) -> Self:
        return self.filter(~Exists(CircularReading.objects.filter(circular=OuterRef("pk"), user=user_id)))


class Circular(models.Model):
    """văn bản hướng dẫn: of the office at `place`, for whoever has one of `roles` at `audience` or below. `text` in Markdown.

    `replaces`: the one that ends when this one is published; it stays to be read."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        ISSUED = "issued", _("Đã ban hành")
        SUPERSEDED = "superseded", _("Đã được thay thế")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    audience = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    roles = ArrayField(models.CharField(max_length=12, choices=Role))
    title = models.CharField(max_length=300)
    text = models.TextField(max_length=30_000, blank=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)

    objects = CircularQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(roles=[]), name="circular_for_somebody"),
            models.CheckConstraint(
                condition=Q(status="draft")
                | (~Q(number="") & Q(signed_on__isnull=False) & Q(published_at__isnull=False)),
                name="circular_published_with_number",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="circular_replaces_another"
            ),
            models.UniqueConstraint(fields=["replaces"], condition=~Q(status="draft"), name="circular_replaced_once"),
        ]
        indexes = [models.Index(fields=["place", "-id"], name="circular_place")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}" if self.number else self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def holds(self) -> bool:
        return self.status == self.Status.ISSUED

    def addressees(self, today: date) -> models.QuerySet[Grant]:
        """Roles that make somebody read it: of accounts in use, at places below as they stand on that day."""
        below = Ancestry.objects.on(today).filter(ancestor=self.audience_id).values("descendant")
        return Grant.objects.filter(covers(today), role__in=self.roles, place__in=below, user__is_active=True)


class CircularReading(models.Model):
    """Xác nhận đã đọc: by an account, at the place whose office it held on that day."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circular", "user"], name="circular_read_once")]

    def __str__(self) -> str:
        return f"{self.circular_id} read by {self.user_id}"


class CircularQuestion(models.Model):
    """Câu hỏi về văn bản: asked from `place`; question and answer stand before everybody the guidance is for."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="questions")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1_000)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=2_000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="circular_question_answered_with_words"
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk} on {self.circular_id}"
