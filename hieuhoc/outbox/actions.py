"""The only way out: a message is written in the deed's transaction and sent by a job after commit."""

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override
from procrastinate.contrib.django import app

from hieuhoc.lib.crypto import encrypt
from hieuhoc.outbox.models import ADDRESS, Message, seal_body


def send(
    channel: str,
    *,
    recipient: Any = None,
    address: str = "",
    subject: str | Promise,
    body: str | Promise,
    key: str,
) -> Message:
    """`key` names the occasion: the same key writes nothing twice. `recipient` is a User; else `address` is kept encrypted.
    The body is sealed, opened when it is sent or read, and kept no longer than that for a mail.

    A lazy text is written in Vietnamese: the reader is not the one whose page happens to be English."""
    with override(settings.LANGUAGE_CODE):
        subject, body = str(subject), str(body)
    message, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": channel,
            "recipient": recipient,
            "address": encrypt(address.encode(), purpose=ADDRESS) if address else None,
            "subject": subject[:200],
            "sealed_body": seal_body(body),
        },
    )
    if is_new and channel == Message.Channel.MAIL:
        app.configure_task("outbox.deliver", queue="outbox").defer(message_id=message.pk)
    return message
