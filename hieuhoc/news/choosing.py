"""Who of an audience gets a message by which way: worked out in the database, one row for each person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from hieuhoc.lib.scope import Scope
from hieuhoc.news.addressing import AudienceAsked, Sql, TargetAudience, audience_of, ways_of
from hieuhoc.news.lost import lost_ways
from hieuhoc.news.models import Campaign
from hieuhoc.news.rules import in_order
from hieuhoc.outbox.models import Message
from hieuhoc.outbox.sms import provider
from hieuhoc.places.reads import reached_ids

HAS = {"push": "has_push", "mail": "has_mail", "sms": "has_sms", "in_app": "account IS NOT NULL"}
# The inbox of one's own account is part of what one signed up for: nobody is asked before something is put there.
NEEDS_NO_CONSENT = {"in_app"}


def asked_by(campaign: Campaign) -> AudienceAsked:
    today = timezone.localdate()
    places = reached_ids(Scope(on=today, places=frozenset({campaign.place_id})))
    return AudienceAsked(today, tuple(places), campaign.values, campaign.asked_at)


def people_of(campaign: Campaign) -> Sql:
    """person, account, channel, why_not, measures."""
    audience = audience_of(campaign.audience)
    members, ways = audience.members(asked_by(campaign)), ways_of(audience.kind)
    channels = usable(campaign.channels)
    lost = lost_ways(audience, channels)
    text = f"""
    WITH member AS MATERIALIZED ({members.text}),
    reached AS ({ways.sql}),
    refused AS (
        SELECT person, array_agg(channel::text) AS channels FROM news_refused
        WHERE kind = %(kind)s AND purpose = %(purpose)s GROUP BY person
    ),
    lost AS (
        SELECT person, array_agg(channel) AS channels
        FROM unnest(%(lost_people)s::bigint[], %(lost_channels)s::text[]) AS told (person, channel) GROUP BY person
    ),
    judged AS (
        SELECT reached.*, coalesce(refused.channels, '{{}}') AS refuses, coalesce(lost.channels, '{{}}') AS lost
        FROM reached LEFT JOIN refused USING (person) LEFT JOIN lost USING (person)
    ),
    chosen AS (
        SELECT person, account, measures, agrees, lost, ({_any(channels)}) AS has_any, {_first(channels)} AS channel FROM judged
    )
    SELECT person, account, channel, measures AND channel <> '' AS measures,
      CASE WHEN channel <> '' THEN '' WHEN NOT has_any THEN 'no_address' WHEN NOT agrees THEN 'no_consent'
        WHEN lost <> '{{}}' THEN 'returned' ELSE 'stopped' END AS why_not
    FROM chosen
    """
    values: dict[str, Any] = {"kind": audience.kind, "purpose": campaign.purpose, "today": timezone.localdate()}
    values |= {"lost_people": [person for person, _channel in lost], "lost_channels": [way for _person, way in lost]}
    return Sql(text, {**members.values, **values})


def usable(channels: Iterable[str]) -> list[str]:
    """Those of them this installation has, the first to be tried first."""
    return [channel for channel in in_order(channels) if channel != Message.Channel.SMS or provider() is not None]


def _any(channels: list[str]) -> str:
    return " OR ".join(HAS[channel] for channel in channels) or "FALSE"


def _first(channels: list[str]) -> str:
    """Channels come from a list of ours: no value of anybody stands in this text."""
    cases = []
    for channel in channels:
        consents = "" if channel in NEEDS_NO_CONSENT else " AND agrees"
        cases.append(f"WHEN {HAS[channel]}{consents} AND NOT '{channel}' = ANY(refuses || lost) THEN '{channel}'")
    return f"CASE {' '.join(cases)} ELSE '' END" if cases else "''"


@dataclass(frozen=True)
class Reachable:
    """How many people there are, by the way they would get it, and why the others get nothing."""

    people: int
    by_channel: dict[str, int]
    why_not: dict[str, int]

    @property
    def reached(self) -> int:
        return sum(self.by_channel.values())


def count_reachable(campaign: Campaign) -> Reachable:
    """As it would be sent now. Reads only."""
    people = people_of(campaign)
    rows = _fetched(f"SELECT channel, why_not, count(*) FROM ({people.text}) AS p GROUP BY 1, 2", people.values)
    return reachable_of(rows)


def reachable_of(rows: list[tuple[Any, ...]]) -> Reachable:
    return Reachable(
        sum(count for _channel, _why, count in rows),
        {channel: count for channel, why, count in rows if not why},
        {why: count for _channel, why, count in rows if why},
    )


def prepare(campaign: Campaign) -> int:
    """Writes the recipients; how many. In the caller's transaction."""
    people = people_of(campaign)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO news_recipient (campaign_id, person, account, channel, why_not, measures)
            SELECT %(campaign)s, person, account, channel, why_not, measures FROM ({people.text}) AS p ORDER BY person
            """,
            {**people.values, "campaign": campaign.pk},
        )
        return int(cursor.rowcount)


def acted_of(campaign: Campaign, audience: TargetAudience) -> list[tuple[bool, int]]:
    """(got it, how many of them did what was asked); none for an audience that asks nothing."""
    if audience.acted is None:
        return []
    acted = audience.acted(asked_by(campaign))
    text = f"""
        SELECT recipient.channel <> '', count(*) FROM news_recipient AS recipient
        WHERE recipient.campaign_id = %(campaign)s AND recipient.person IN ({acted.text}) GROUP BY 1
    """
    return [(bool(got), count) for got, count in _fetched(text, {**acted.values, "campaign": campaign.pk})]


def _fetched(text: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return list(cursor.fetchall())
