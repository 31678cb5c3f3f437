"""Campaigns: what is said to whom, who gets it by which way, and who wants none."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.scope import Scope
from hieuhoc.news.rules import MOST_LETTERS, MOST_SHORT
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import Place
from hieuhoc.places.reads import among


class MessagePurpose(models.TextChoices):
    """What somebody agrees to; the codes are those of privacy's purposes."""

    REMINDER = "contact", _("Nhắc việc, mời dự lớp")
    NEWS = "news", _("Tin tức, vận động")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def within(self, scope: Scope) -> Self:
        return self if scope.everything else self.filter(among("place", scope, "one_of"))


class Campaign(models.Model):
    """đợt gửi tin: one text to the people of one audience in one place. `values`: what was answered to the audience's
    questions; `channels`: those that may be used, whatever their order."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        SENDING = "sending", _("Đang gửi")
        DONE = "sent_all", _("Đã gửi hết")
        HALTED = "halted", _("Đã dừng")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=MOST_LETTERS)
    short = models.CharField(max_length=MOST_SHORT, blank=True)  # for telephones; empty: neither text messages nor push
    link = models.URLField(max_length=300, blank=True)
    purpose = models.CharField(max_length=8, choices=MessagePurpose)
    audience = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    channels = ArrayField(models.CharField(max_length=8, choices=Message.Channel))
    status = models.CharField(max_length=9, choices=Status, default=Status.DRAFT)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True)  # somebody said: send it
    prepared_at = models.DateTimeField(null=True)  # its recipients stand
    touched_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)  # the counts, once the rows of its people are gone

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channels__len__gte=1), name="campaign_has_channels"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(asked_at__isnull=False), name="campaign_asked_before_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-id"], name="campaign_place"),
            models.Index(fields=["id"], condition=Q(status="sending"), name="campaign_sending"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def authority_place_id(self) -> int:
        return self.place_id


class Recipient(models.Model):
    """A person of the audience on the day it was prepared: the one way they get it, or why they get nothing. `person`: an id
    of the audience's kind (news.addressing)."""

    class WhyNot(models.TextChoices):
        NO_ADDRESS = "no_address", _("Không có địa chỉ của kênh đã chọn")
        NO_CONSENT = "no_consent", _("Chưa đồng ý nhận tin loại này")
        STOPPED = "stopped", _("Đã ngừng nhận ở kênh đã chọn")
        RETURNED = "returned", _("Tin lần trước bị trả về, địa chỉ vẫn như cũ")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="recipients", db_index=False)
    person = models.BigIntegerField()
    account = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=8, choices=Message.Channel, blank=True)
    why_not = models.CharField(max_length=10, choices=WhyNot, blank=True)
    measures = models.BooleanField(default=False)  # agrees that opening is counted
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL, related_name="campaign_recipient")
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="recipient_once"),
            models.CheckConstraint(
                condition=(Q(channel="") & ~Q(why_not="")) | (~Q(channel="") & Q(why_not="")),
                name="recipient_by_a_channel_or_why_not",
            ),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "id"], condition=Q(message__isnull=True) & ~Q(channel=""), name="recipient_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.person}"


class Refused(models.Model):
    """Somebody wants no messages of a purpose by a channel; for accounts without a citizen's record also how they unsubscribe."""

    kind = models.CharField(max_length=8)
    person = models.BigIntegerField()
    purpose = models.CharField(max_length=8, choices=MessagePurpose)
    channel = models.CharField(max_length=8, choices=Message.Channel)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "person", "purpose", "channel"], name="refused_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person}: {self.purpose} {self.channel}"
