"""Addresses that a carrier said lead nowhere: nobody is written to there again while theirs is still the same one."""

from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from hieuhoc.lib.crypto import decrypt
from hieuhoc.news.addressing import ContactAddress, TargetAudience, audiences, ways_of
from hieuhoc.outbox.models import ADDRESS
from hieuhoc.outbox.rules import LOST, is_lost

FAILED = """
SELECT DISTINCT ON (person.person, told.channel) person.person, told.channel, told.last_error, told.address
FROM outbox_message AS told JOIN news_recipient AS person ON person.message_id = told.id
JOIN news_campaign AS campaign ON campaign.id = person.campaign_id
WHERE told.failed_at IS NOT NULL AND told.channel = ANY(%s) AND told.address IS NOT NULL AND campaign.audience = ANY(%s)
ORDER BY person.person, told.channel, told.id DESC
"""


def lost_ways(audience: TargetAudience, channels: Collection[str]) -> list[tuple[int, str]]:
    """(person, channel) of those who would be written to in vain, by what campaigns of the last year met."""
    alike = [code for code, other in audiences.items() if other.kind == audience.kind]
    with connection.cursor() as cursor:
        cursor.execute(FAILED, [[channel for channel in channels if channel in LOST], alike])
        failed = [row for row in cursor.fetchall() if is_lost(row[1], row[2])]
    now = ways_of(audience.kind).addresses([person for person, *_rest in failed]) if failed else {}
    return list(_unchanged(failed, now))


def _unchanged(
    failed: Iterable[tuple[int, str, str, bytes]], now: Mapping[int, ContactAddress]
) -> Iterable[tuple[int, str]]:
    for person, channel, _error, sealed in failed:
        known = now.get(person, ContactAddress())
        if decrypt(bytes(sealed), purpose=ADDRESS).decode() == {"mail": known.mail, "sms": known.phone}[channel]:
            yield person, channel
