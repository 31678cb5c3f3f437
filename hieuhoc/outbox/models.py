"""Messages to people, written in the deed's transaction and sent by a job: the only way out.

What a message says is sealed: it may hold a link that opens an account, or somebody's name. Its subject says what kind of
message it is, and nothing of anybody.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hieuhoc.lib.crypto import decrypt, encrypt

ADDRESS, BODY = "outbox.address", "outbox.body"  # purposes of the sealing


class Message(models.Model):
    class Channel(models.TextChoices):
        MAIL = "mail", _("Thư điện tử")
        SMS = "sms", _("Tin nhắn")
        IN_APP = "in_app", _("Trong ứng dụng")

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

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(sent_at__isnull=True),
                name="outbox_unsent",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def body(self) -> str:
        """Raises Unreadable when the key that sealed it is gone."""
        return decrypt(bytes(self.sealed_body), purpose=BODY).decode() if self.sealed_body else self.clear_body


def seal_body(body: str) -> bytes:
    return encrypt(body.encode(), purpose=BODY)
