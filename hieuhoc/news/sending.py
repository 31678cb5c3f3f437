"""A campaign goes out: its recipients are written once, then some of them at a time get their message.

Whatever is killed when: a recipient has one message under one key, and a message is claimed before it is handed over. What a
killed process had claimed is handed over again only where the carrier knows our key; otherwise nobody can say whether it
went, and it stays unsure.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override
from procrastinate.contrib.django import app

from hieuhoc.news.addressing import ContactAddress, audience_of, ways_of
from hieuhoc.news.choosing import prepare
from hieuhoc.news.models import Campaign, Recipient
from hieuhoc.news.rules import worded
from hieuhoc.news.tokens import Stopping, open_address, stop_address
from hieuhoc.outbox.actions import OutgoingNotice, write_many
from hieuhoc.outbox.delivery import hand_over_once, release_claims
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.rules import is_quiet

AT_ONCE = 500  # written, and handed over, before a job looks whether somebody stopped it
HANDED_BY_A_JOB = 2_000  # then other jobs have their turn
MOST_SILENT = 10  # in a row that their carrier did not take: it is down
ADVISORY = "news.campaign"


GOT = """
UPDATE news_recipient AS person SET message_id = told.message
FROM unnest(%s::bigint[], %s::bigint[]) AS told (person, message) WHERE person.id = told.person
"""


@contextmanager
def alone_with(campaign_id: int) -> Iterator[bool]:
    """False when another process has it. The lock goes with the connection: who was killed holds nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), %s)", [ADVISORY, campaign_id])
        (is_mine,) = cursor.fetchone()
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", [ADVISORY, campaign_id])


def go_on_sending(campaign_id: int) -> bool:
    """Whether more is left to do, now or later; False also while another process has it. Not in a transaction."""
    with alone_with(campaign_id) as is_mine:
        if not is_mine or is_quiet(timezone.localtime().time(), settings.QUIET_HOURS):
            return False
        campaign = _still_sending(campaign_id)
        if campaign is None:
            return False
        if campaign.prepared_at is None:
            write_recipients(campaign)
        _take_up_claims(campaign)
        return _hand_over_some(campaign)


def _hand_over_some(campaign: Campaign) -> bool:
    handed = 0
    while handed < HANDED_BY_A_JOB:
        waiting = list(_untouched(campaign).values_list("pk", flat=True)[:AT_ONCE])
        if not waiting:
            written = write_some(campaign)
            if not written:
                return not finish(campaign)
            handed += written
        elif not hand_over_each(waiting):
            return False
        handed += len(waiting)
        if _still_sending(campaign.pk) is None:
            return False
    return True


def hand_over_each(messages: Sequence[int]) -> bool:
    """One after the other; what its carrier does not take now waits with a job of its own. False: it takes nothing at all,
    and the rest waits until it is asked again."""
    silent = 0
    for message in messages:
        handed = hand_over_once(message)
        if handed is None or not handed.error or handed.is_final:
            silent = 0
            continue
        silent += 1
        if not handed.is_unsure:
            _later(message)
        if silent == MOST_SILENT:
            return False
    return True


def _take_up_claims(campaign: Campaign) -> None:
    """Nobody else is at this campaign: what is claimed was claimed by a process that is no more."""
    claimed = list(_unsettled(campaign).filter(claimed_at__isnull=False).values_list("pk", flat=True))
    for message in release_claims(claimed):
        _later(message)


def _later(message: int) -> None:
    app.configure_task("outbox.deliver", queue="outbox", schedule_in={"minutes": 2}).defer(message_id=message)


@transaction.atomic
def write_recipients(campaign: Campaign) -> int:
    """Once: all of them, or none."""
    count = prepare(campaign)
    campaign.prepared_at = timezone.now()
    campaign.save(update_fields=["prepared_at"])
    return count


@transaction.atomic
def write_some(campaign: Campaign) -> int:
    """Messages for the next recipients; how many. What shows in the application is with them already."""
    people = list(_without_message(campaign).order_by("pk")[:AT_ONCE])
    if not people:
        return 0
    notices = notices_for(campaign, people)
    written = write_many(notices)
    pairs = zip([person.pk for person in people], [written[notice.key] for notice in notices], strict=True)
    ids, messages = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(GOT, [list(ids), list(messages)])
    Campaign.objects.filter(pk=campaign.pk).update(touched_at=timezone.now())
    return len(people)


def notices_for(campaign: Campaign, people: Sequence[Recipient]) -> list[OutgoingNotice]:
    ways = ways_of(audience_of(campaign.audience).kind)
    with_address = [person.person for person in people if person.channel in {"mail", "sms"}]
    addresses = ways.addresses(with_address)
    with override(settings.LANGUAGE_CODE):
        return [
            _notice(campaign, ways.kind, person, addresses.get(person.person, ContactAddress())) for person in people
        ]


def _notice(campaign: Campaign, kind: str, person: Recipient, address: ContactAddress) -> OutgoingNotice:
    is_outward = person.channel != Message.Channel.IN_APP
    stop_url = stop_address(Stopping(kind, person.person, campaign.purpose, person.channel)) if is_outward else ""
    link = open_address(person.pk) if campaign.link and person.measures else campaign.link
    words = worded(
        person.channel,
        title=campaign.title,
        text=campaign.text,
        short=campaign.short,
        link=link,
        stop_url=stop_url,
        stop_words=gettext("Ngừng nhận:"),
    )
    return OutgoingNotice(
        key=f"news.{campaign.pk}.{person.person}",
        channel=person.channel,
        subject=words.subject,
        body=words.body,
        recipient=person.account,
        address={"mail": address.mail, "sms": address.phone}.get(person.channel, ""),
        link=link,
        stop_url=stop_url,
    )


def finish(campaign: Campaign) -> bool:
    """Everybody has their message, or it waits for its carrier with a job of its own; False: somebody stopped it meanwhile."""
    open_ones = Campaign.objects.filter(pk=campaign.pk, status=Campaign.Status.SENDING)
    return bool(open_ones.update(status=Campaign.Status.DONE, finished_at=timezone.now()))


def _still_sending(campaign_id: int) -> Campaign | None:
    return Campaign.objects.filter(pk=campaign_id, status=Campaign.Status.SENDING).first()


def _without_message(campaign: Campaign) -> QuerySet[Recipient]:
    return Recipient.objects.filter(campaign=campaign, message__isnull=True).exclude(channel="")


def _unsettled(campaign: Campaign) -> QuerySet[Message]:
    mine = Message.objects.filter(campaign_recipient__campaign=campaign, sent_at=None, failed_at=None)
    return mine.order_by("pk")


def _untouched(campaign: Campaign) -> QuerySet[Message]:
    return _unsettled(campaign).filter(claimed_at=None, attempts=0)
