"""How people are reached who agreed to be: what they agreed to and what is known of them, side by side."""

from collections.abc import Collection, Mapping

from hieuhoc.news.addressing import CITIZEN, ContactAddress, TargetAudience, Ways
from hieuhoc.people.models import Citizen
from hieuhoc.people.sealing import EMAIL, PHONE, read

OPENS = "opens"  # the purpose of counting who opened what

WAY = f"""
SELECT who.id AS person, who.user_id AS account, who.email IS NOT NULL AS has_mail, who.phone IS NOT NULL AS has_sms,
  device.user_id IS NOT NULL AS has_push, agreed.citizen_id IS NOT NULL AS agrees,
  counted.citizen_id IS NOT NULL AS measures
FROM member JOIN people_citizen AS who ON who.id = member.person
LEFT JOIN (SELECT DISTINCT user_id FROM outbox_pushdevice) AS device ON device.user_id = who.user_id
LEFT JOIN (
  SELECT given.citizen_id FROM privacy_consent AS given JOIN privacy_purpose AS meant ON meant.id = given.purpose_id
  WHERE meant.code = %(purpose)s AND given.withdrawn_at IS NULL
) AS agreed ON agreed.citizen_id = who.id
LEFT JOIN (
  SELECT given.citizen_id FROM privacy_consent AS given JOIN privacy_purpose AS meant ON meant.id = given.purpose_id
  WHERE meant.code = '{OPENS}' AND given.withdrawn_at IS NULL
) AS counted ON counted.citizen_id = who.id
WHERE who.joined_into_id IS NULL AND who.secret <> '' AND (who.died_on IS NULL OR who.died_on > %(today)s)
  AND (who.left_on IS NULL OR who.left_on > %(today)s)
"""


def addresses_of(citizens: Collection[int]) -> Mapping[int, ContactAddress]:
    rows = Citizen.objects.filter(pk__in=citizens).values_list("pk", "email", "phone")
    return {pk: ContactAddress(read(email, EMAIL), read(phone, PHONE)) for pk, email, phone in rows}


AUDIENCES: tuple[TargetAudience, ...] = ()
WAYS = (Ways(CITIZEN, WAY, addresses_of),)
