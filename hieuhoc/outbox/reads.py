"""What has not gone out."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.outbox.models import Message

OF_THE_ADDRESS = ("", "no address", "SMTPRecipientsRefused")  # errors that are no fault of the mail server
LATE_AFTER = timedelta(hours=1)
NEWEST = 1_000


def unsent_mails() -> QuerySet[Message]:
    """Those the mail server did not take."""
    tried = Message.objects.filter(channel=Message.Channel.MAIL, sent_at__isnull=True)
    return tried.exclude(last_error__in=OF_THE_ADDRESS)


def mails_are_late() -> bool:
    """Whether one that still has its words waits for more than an hour. Looks at the newest thousand that wait."""
    newest = Message.objects.filter(sent_at__isnull=True).order_by("-pk").values("pk")[:NEWEST]
    late = unsent_mails().filter(created_at__lt=timezone.now() - LATE_AFTER, sealed_body__isnull=False)
    return late.filter(pk__in=newest).exists()
