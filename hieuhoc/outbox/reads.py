"""What has not gone out."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.outbox.models import Message

OF_THE_ADDRESS = ("", "no address", "SMTPRecipientsRefused")  # errors that are no fault of the mail server
LATE_AFTER = timedelta(hours=1)
NEWEST = 1_000
MANY_UNREAD = 9  # from there on the head of a page says "9+"


def unsent_mails() -> QuerySet[Message]:
    """Those the mail server did not take."""
    waiting = Message.objects.filter(channel=Message.Channel.MAIL, sent_at__isnull=True)
    tried = waiting.filter(claimed_at__isnull=True, failed_at__isnull=True)
    return tried.exclude(last_error__in=OF_THE_ADDRESS)


def mails_are_late() -> bool:
    """Whether one that still has its words waits for more than an hour. Looks at the newest thousand that wait."""
    waiting = Message.objects.filter(channel=Message.Channel.MAIL, sent_at__isnull=True)
    newest = waiting.order_by("-pk").values("pk")[:NEWEST]
    late = unsent_mails().filter(created_at__lt=timezone.now() - LATE_AFTER, sealed_body__isnull=False)
    return late.filter(pk__in=newest).exists()


def inbox_of(reader_id: int) -> QuerySet[Message]:
    """What an account was told in the application."""
    return Message.objects.filter(recipient=reader_id, channel=Message.Channel.IN_APP)


def unread_of(reader_id: int) -> int:
    """How many of those it has not read; more than MANY_UNREAD are not counted."""
    unread = inbox_of(reader_id).filter(read_at__isnull=True)
    return len(unread.values_list("pk", flat=True)[: MANY_UNREAD + 1])
