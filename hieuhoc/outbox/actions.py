"""The only way out: a message is written in the deed's transaction and sent by a job after commit."""

from typing import Any

from hieuhoc.lib.crypto import encrypt
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.tasks import deliver


def send(
    channel: str,
    *,
    recipient: Any = None,
    address: str = "",
    subject: str,
    body: str,
    key: str,
) -> Message:
    """`key` names the occasion: the same key writes nothing twice. `recipient` is a User; else `address` is kept encrypted."""
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "recipient": recipient,
            "address": encrypt(address.encode(), purpose="outbox.address")
            if address
            else None,
            "subject": subject[:200],
            "body": body,
        },
    )
    if is_new and channel == Message.Channel.MAIL:
        deliver.defer(message_id=message.pk)
    return message
