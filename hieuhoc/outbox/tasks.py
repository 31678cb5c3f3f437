"""Delivery of messages, with attempts counted; a message is sent at most once at a time (row lock)."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hieuhoc.outbox.delivery import NOTHING_KEPT, hand_over, hand_over_once
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.reads import unsent_mails
from hieuhoc.outbox.returned import take_returned_mails

MOST_AT_ONCE = 1_000


class NotDelivered(Exception):
    """What carries it did not take it; the job tries again later."""


TRIES = 8  # of one job, over six hours


@app.task(
    queue="outbox",
    name="outbox.deliver",
    retry=RetryStrategy(max_attempts=TRIES, exponential_wait=4),
)
def deliver(message_id: int) -> None:
    if Message.objects.filter(pk=message_id, is_once=True).exists():
        handed = hand_over_once(message_id)
        error = "" if handed is None or handed.is_final or handed.is_unsure else handed.error
    else:
        error = _deliver(message_id)
    if error:
        raise NotDelivered(error)


def _deliver(message_id: int) -> str:
    """Why it is to be tried again: while its mail server is down a mail waits, whatever the server says of its address."""
    with transaction.atomic():
        message = (
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("recipient")
            .filter(pk=message_id, sent_at__isnull=True, failed_at__isnull=True)
            .first()
        )
        if message is None:
            return ""
        handed = hand_over(message)
        changed = {"attempts": message.attempts + 1, "last_error": handed.error}
        if not handed.error:
            changed |= {"sent_at": timezone.now(), **NOTHING_KEPT}
        Message.objects.filter(pk=message_id).update(**changed)
    is_hopeless = handed.is_final and handed.error in {"no address", "no words", "no device", "no telephone"}
    return "" if is_hopeless else handed.error


@app.periodic(cron="17 * * * *")
@app.task(queue="outbox", name="outbox.try_again", queueing_lock="outbox.try_again")
def try_again(timestamp: int) -> None:
    """A mail server that is down for longer than one job tries: mails that still hold their words get another job."""
    given_up = (
        unsent_mails().annotate(tried=F("attempts") % TRIES).filter(tried=0, attempts__gt=0, sealed_body__isnull=False)
    )
    for message in given_up.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        deliver.defer(message_id=message)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="outbox", name="outbox.take_returned_mails", queueing_lock="outbox.take_returned_mails")
def look_for_returned_mails(timestamp: int) -> None:
    take_returned_mails()
