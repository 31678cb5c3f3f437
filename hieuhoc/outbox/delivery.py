"""Handing a message over to whatever carries it; and what is known of it then."""

from django.db.models import F
from django.utils import timezone

from hieuhoc.lib.crypto import decrypt
from hieuhoc.outbox.mail import send_mail
from hieuhoc.outbox.models import ADDRESS, Message
from hieuhoc.outbox.push import send_push
from hieuhoc.outbox.rules import Handed
from hieuhoc.outbox.sms import send_sms

NO_WORDS = Handed("no words", is_final=True)  # it waited until what it says was no longer kept
NO_ADDRESS = Handed("no address", is_final=True)
# What was said is with its reader now: a mail may hold a link that opens an account.
NOTHING_KEPT = {"sealed_body": None, "clear_body": "", "stop_url": ""}


def hand_over(message: Message) -> Handed:
    if not message.body:
        return NO_WORDS
    if message.channel == Message.Channel.PUSH:
        return send_push(
            message.recipient_id, title=message.subject, text=message.body, key=message.key, link=message.link
        )
    address = _address(message)
    if not address:
        return NO_ADDRESS
    if message.channel == Message.Channel.SMS:
        return send_sms(address, message.body, message.key)
    return send_mail(address, subject=message.subject, text=message.body, key=message.key, stop_url=message.stop_url)


def hand_over_once(message_id: int) -> Handed | None:
    """Claims it first: of two processes one has it, and one killed while it hands over leaves it claimed. None: it is not
    this one's to hand over. Not in a transaction: what is noted must last."""
    waiting = Message.objects.filter(pk=message_id, sent_at__isnull=True, claimed_at=None, failed_at=None)
    if not waiting.update(claimed_at=timezone.now(), attempts=F("attempts") + 1):
        return None
    message = Message.objects.select_related("recipient").get(pk=message_id)
    handed = hand_over(message)
    _settle(message, handed)
    return handed


def _settle(message: Message, handed: Handed) -> None:
    row, now = Message.objects.filter(pk=message.pk), timezone.now()
    if not handed.error:
        row.update(sent_at=now, last_error="", **NOTHING_KEPT)
    elif handed.is_final:
        row.update(failed_at=now, last_error=handed.error, **NOTHING_KEPT)
    elif handed.is_unsure and not knows_our_key(message):
        row.update(last_error=handed.error)
    else:
        row.update(claimed_at=None, last_error=handed.error)


def knows_our_key(message: Message) -> bool:
    """Its provider sends once what it is given twice: whatever is unsure may be handed over again."""
    return message.channel == Message.Channel.SMS


def release_claims(messages: list[int]) -> list[int]:
    """Those a killed process had claimed, of the carriers that know our key: they are to be handed over again."""
    claimed = Message.objects.filter(pk__in=messages, sent_at=None, failed_at=None, claimed_at__isnull=False)
    released = list(claimed.filter(channel=Message.Channel.SMS).values_list("pk", flat=True))
    Message.objects.filter(pk__in=released).update(claimed_at=None)
    return released


def _address(message: Message) -> str:
    if message.address:
        return decrypt(bytes(message.address), purpose=ADDRESS).decode()
    return message.recipient.email if message.recipient and message.channel == Message.Channel.MAIL else ""
