"""How far a campaign is, whom it reached, and who did what it asked for."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from hieuhoc.news.addressing import NoSuchAudience, audience_of
from hieuhoc.news.choosing import acted_of
from hieuhoc.news.models import Campaign

COUNTS = """
SELECT person.channel, person.why_not, count(*),
  count(*) FILTER (WHERE told.sent_at IS NOT NULL AND told.failed_at IS NULL),
  count(*) FILTER (WHERE told.delivered_at IS NOT NULL AND told.failed_at IS NULL),
  count(*) FILTER (WHERE told.failed_at IS NOT NULL),
  count(*) FILTER (WHERE told.claimed_at IS NOT NULL AND told.sent_at IS NULL AND told.failed_at IS NULL),
  count(*) FILTER (WHERE person.measures AND told.sent_at IS NOT NULL),
  count(*) FILTER (WHERE person.measures AND (person.opened_at IS NOT NULL
    OR told.channel = 'in_app' AND told.read_at IS NOT NULL))
FROM news_recipient AS person LEFT JOIN outbox_message AS told ON told.id = person.message_id
WHERE person.campaign_id = %s GROUP BY 1, 2 ORDER BY 1, 2
"""
ERRORS = """
SELECT told.last_error, count(*) FROM news_recipient AS person JOIN outbox_message AS told ON told.id = person.message_id
WHERE person.campaign_id = %s AND told.failed_at IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20
"""


@dataclass(frozen=True)
class ChannelCounts:
    """People of one channel. `unsure`: handed over by a process that ended meanwhile; `measured`: those who agree that opening
    is counted."""

    people: int
    sent: int
    delivered: int
    failed: int
    unsure: int
    measured: int
    opened: int

    @property
    def waiting(self) -> int:
        return self.people - self.sent - self.failed - self.unsure


@dataclass(frozen=True)
class CampaignCounts:
    channels: dict[str, ChannelCounts]
    why_not: dict[str, int]
    errors: dict[str, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return self.addressed + sum(self.why_not.values())

    @property
    def addressed(self) -> int:
        return sum(row.people for row in self.channels.values())

    @property
    def settled(self) -> int:
        return sum(row.people - row.waiting for row in self.channels.values())

    @property
    def sent(self) -> int:
        return sum(row.sent for row in self.channels.values())

    @property
    def measured(self) -> int:
        return sum(row.measured for row in self.channels.values())

    @property
    def opened(self) -> int:
        return sum(row.opened for row in self.channels.values())


@dataclass(frozen=True)
class CampaignEffect:
    """Who did what was asked, of those the campaign got a message for, and beside it of those it did not."""

    act: str
    addressed: int
    addressed_acted: int
    others: int
    others_acted: int


def counts_of(campaign: Campaign) -> CampaignCounts:
    """Of the rows while they are kept, of what was noted before they went then."""
    if campaign.result:
        kept = campaign.result["counts"]
        channels = {channel: ChannelCounts(*row) for channel, row in kept["channels"].items()}
        return CampaignCounts(channels, kept["why_not"], kept["errors"])
    rows = _fetched(COUNTS, campaign.pk)
    return CampaignCounts(
        {channel: ChannelCounts(*counts) for channel, why, *counts in rows if not why},
        {why: count for _channel, why, count, *_more in rows if why},
        dict(_fetched(ERRORS, campaign.pk)),
    )


def effect_of(campaign: Campaign, counts: CampaignCounts) -> CampaignEffect | None:
    """None before it was sent, and where nothing is asked for."""
    if campaign.result:
        return CampaignEffect(*campaign.result["effect"]) if campaign.result["effect"] else None
    if campaign.prepared_at is None:
        return None
    try:
        audience = audience_of(campaign.audience)
    except NoSuchAudience:
        return None
    if audience.acted is None:
        return None
    acted = Counter(dict(acted_of(campaign, audience)))
    others = sum(counts.why_not.values())
    return CampaignEffect(str(audience.act), counts.addressed, acted[True], others, acted[False])


def _fetched(statement: str, campaign_id: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [campaign_id])
        return list(cursor.fetchall())
