"""What somebody does not want to get: by the link in a message, or in their account."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record
from hieuhoc.news.addressing import ACCOUNT
from hieuhoc.news.models import MessagePurpose, Refused
from hieuhoc.outbox.models import Message


@transaction.atomic
def refuse_messages(kind: str, person: int, purpose: str, channels: Collection[str], *, actor: User | None) -> None:
    """From now on none of that purpose by these channels, by the others again. `actor` None: whoever holds the link of a
    message to that person. An account refuses for itself alone; whose record a citizen's is, the page has looked."""
    if actor is not None and kind == ACCOUNT and actor.pk != person:
        raise PermissionDenied("news.refuse_messages")
    rows = Refused.objects.filter(kind=kind, person=person, purpose=MessagePurpose(purpose))
    before = set(rows.values_list("channel", flat=True))
    wanted = {str(Message.Channel(channel)) for channel in channels}
    if before == wanted:
        return
    rows.exclude(channel__in=wanted).delete()
    new = [Refused(kind=kind, person=person, purpose=purpose, channel=channel) for channel in sorted(wanted - before)]
    Refused.objects.bulk_create(new, ignore_conflicts=True)
    record(
        "news.refuse_messages",
        actor=actor,
        subject_kind="citizen" if kind != ACCOUNT else "user",
        subject_id=person,
        changes={"purpose": [None, purpose], "refused": [", ".join(sorted(before)), ", ".join(sorted(wanted))]},
    )
