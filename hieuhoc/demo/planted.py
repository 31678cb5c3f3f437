"""A fraud in the invented province, so that its alerts have something to say: one telephone given by sixty people."""

from django.db import connection, transaction
from django.utils import timezone

from hieuhoc.alerts.finding import run_rules

ONE_PHONE = """
WITH fullest AS (
  SELECT a.ancestor_id AS place FROM people_citizen AS c JOIN places_ancestry AS a ON a.descendant_id = c.home_id AND a.until IS NULL
  JOIN places_placespell AS s ON s.place_id = a.ancestor_id AND s.tier = 'commune' AND s.until IS NULL
  GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
), neighbours AS (
  SELECT c.id, c.phone, c.phone_index FROM people_citizen AS c
  JOIN places_ancestry AS a ON a.descendant_id = c.home_id AND a.until IS NULL
  JOIN fullest ON fullest.place = a.ancestor_id
  WHERE c.died_on IS NULL AND c.left_on IS NULL AND c.joined_into_id IS NULL ORDER BY c.id LIMIT 60
), given AS (SELECT phone, phone_index FROM neighbours WHERE phone IS NOT NULL ORDER BY id LIMIT 1)
UPDATE people_citizen AS c SET phone = given.phone, phone_index = given.phone_index FROM neighbours, given WHERE c.id = neighbours.id
"""


@transaction.atomic
def plant_fraud() -> None:
    with connection.cursor() as cursor:
        cursor.execute(ONE_PHONE)
    run_rules(timezone.localdate())
