"""Messages to people, written in the deed's transaction and sent by a job: the only way out; and the browsers that show them.

What a message says is sealed: it may hold a link that opens an account, or somebody's name. Its subject says what kind of
message it is, and nothing of anybody.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.crypto import decrypt, encrypt

ADDRESS, BODY, DEVICE = "outbox.address", "outbox.body", "outbox.device"  # purposes of the sealing


class Message(models.Model):
    class Channel(models.TextChoices):
        MAIL = "mail", _("Thư điện tử")
        SMS = "sms", _("Tin nhắn")
        IN_APP = "in_app", _("Trong ứng dụng")
        PUSH = "push", _("Thông báo trên máy")

    channel = models.CharField(max_length=8, choices=Channel)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="messages",
    )
    address = models.BinaryField(null=True)  # encrypted mail address or phone when the recipient has no account
    subject = models.CharField(max_length=200)
    sealed_body = models.BinaryField(null=True)  # null: nothing is kept of what was said
    # Written in clear by the release before; the migration sealed what stood there.
    clear_body = models.TextField(db_column="body", blank=True, default="", db_default="")
    key = models.CharField(max_length=120, unique=True)  # same key, same message: a re-run sends nothing twice
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    attempts = models.SmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    # Rather never than twice: it is claimed before it is handed over, and what was claimed by a process that was killed is
    # not handed over again, but to a provider that knows our key.
    is_once = models.BooleanField(default=False, db_default=False)
    claimed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # given up: refused for good, or come back
    delivered_at = models.DateTimeField(null=True)  # its provider said so
    stop_url = models.CharField(max_length=500, blank=True, default="", db_default="")  # ends such messages in one step
    link = models.CharField(max_length=500, blank=True, default="", db_default="")  # what it leads to

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(sent_at__isnull=True),
                name="outbox_unsent",
            ),
            models.Index(fields=["recipient", "-id"], name="outbox_of_reader"),
            # Counted on every page of whoever has signed in.
            models.Index(
                fields=["recipient"],
                condition=models.Q(channel="in_app", read_at__isnull=True),
                name="outbox_unread",
            ),
            # Looked through before each campaign (news.lost).
            models.Index(fields=["id"], condition=models.Q(failed_at__isnull=False), name="outbox_failed"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def body(self) -> str:
        """Raises Unreadable when the key that sealed it is gone."""
        return decrypt(bytes(self.sealed_body), purpose=BODY).decode() if self.sealed_body else self.clear_body


def seal_body(body: str) -> bytes:
    return encrypt(body.encode(), purpose=BODY)


class PushDevice(models.Model):
    """A browser that shows what its account is told (Web Push). `sealed`: the subscription as the browser gave it, JSON."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_devices")
    endpoint_index = models.BinaryField(unique=True)
    sealed = models.BinaryField()
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"PushDevice {self.pk}"
