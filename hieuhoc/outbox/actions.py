"""The only way out: a message is written in the deed's transaction and sent by a job after commit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override
from procrastinate.contrib.django import app

from hieuhoc.lib.crypto import encrypt, encrypt_many
from hieuhoc.outbox.models import ADDRESS, BODY, Message, seal_body
from hieuhoc.outbox.reads import inbox_of


@dataclass(frozen=True)
class OutgoingNotice:
    """One of many messages written at once. `recipient`: id of an account, or None; `address`: where it has none or another."""

    key: str
    channel: str
    subject: str
    body: str
    recipient: int | None = None
    address: str = ""
    link: str = ""
    stop_url: str = ""


def send(
    channel: str,
    *,
    recipient: Any = None,
    address: str = "",
    subject: str | Promise,
    body: str | Promise,
    key: str,
    link: str = "",
) -> Message:
    """`key` names the occasion: the same key writes nothing twice. `recipient` is a User; else `address` is kept encrypted.
    The body is sealed, opened when it is sent or read, and kept no longer than that for what goes out.

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
            "sent_at": _sent_at(channel),
            "link": link,
        },
    )
    if is_new and channel != Message.Channel.IN_APP:
        app.configure_task("outbox.deliver", queue="outbox").defer(message_id=message.pk)
    return message


def write_many(notices: Sequence[OutgoingNotice]) -> dict[str, int]:
    """Key → message, for those that were written before too. Whoever writes them hands them over, each once
    (delivery.hand_over_once); no job is asked."""
    bodies = encrypt_many([notice.body.encode() for notice in notices], purpose=BODY)
    addresses = encrypt_many([notice.address.encode() or None for notice in notices], purpose=ADDRESS)
    rows = [
        Message(
            key=notice.key,
            channel=notice.channel,
            recipient_id=notice.recipient,
            subject=notice.subject[:200],
            sealed_body=body,
            address=address,
            link=notice.link,
            stop_url=notice.stop_url,
            sent_at=_sent_at(notice.channel),
            is_once=True,
        )
        for notice, body, address in zip(notices, bodies, addresses, strict=True)
    ]
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return dict(Message.objects.filter(key__in=[notice.key for notice in notices]).values_list("key", "pk"))


def mark_read(reader_id: int, messages: Collection[int] | None = None) -> int:
    """What an account has in its inbox: those, or all of it. How many had not been read before."""
    unread = inbox_of(reader_id).filter(read_at__isnull=True)
    if messages is not None:
        unread = unread.filter(pk__in=messages)
    return unread.update(read_at=timezone.now())


def _sent_at(channel: str) -> Any:
    """What shows in the application is with its reader as soon as it is written."""
    return timezone.now() if channel == Message.Channel.IN_APP else None
