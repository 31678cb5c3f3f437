"""Delivery of messages: by SMTP, with attempts counted; a message is sent at most once at a time (row lock)."""

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hieuhoc.lib.crypto import decrypt
from hieuhoc.outbox.models import ADDRESS, Message
from hieuhoc.outbox.reads import unsent_mails

MOST_AT_ONCE = 1_000


class NotDelivered(Exception):
    """The mail server did not take it; the job tries again later."""


TRIES = 8  # of one job, over six hours


@app.task(
    queue="outbox",
    name="outbox.deliver",
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=4),
)
def deliver(message_id: int) -> None:
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True).filter(pk=message_id, sent_at__isnull=True).first()
        )
        if message is None:
            return
        address = _address(message)
        message.attempts += 1
        error = _hand_over(message, address) if address else "no address"
        message.last_error = error
        if not error:
            # What was said is with its reader now: a mail may hold a link that opens an account.
            message.sent_at, message.sealed_body, message.clear_body = timezone.now(), None, ""
        message.save(update_fields=["attempts", "last_error", "sent_at", "sealed_body", "clear_body"])
    if error and address:
        raise NotDelivered(error)


@app.periodic(cron="17 * * * *")
@app.task(queue="outbox", name="outbox.try_again", queueing_lock="outbox.try_again")
def try_again(timestamp: int) -> None:
    """A mail server that is down for longer than one job tries: mails that still hold their words get another job."""
    given_up = (
        unsent_mails().annotate(tried=F("attempts") % TRIES).filter(tried=0, attempts__gt=0, sealed_body__isnull=False)
    )
    for message in given_up.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        deliver.defer(message_id=message)


def _address(message: Message) -> str:
    if message.address:
        return decrypt(bytes(message.address), purpose=ADDRESS).decode()
    return message.recipient.email if message.recipient else ""


def _hand_over(message: Message, address: str) -> str:
    """Empty when the server took it, else the kind of error (never the address)."""
    try:
        EmailMessage(message.subject, message.body, to=[address]).send()
    except (SMTPException, OSError) as error:
        return type(error).__name__
    return ""
