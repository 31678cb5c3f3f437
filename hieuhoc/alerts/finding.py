"""Runs the rules over the records, set by set: what is found again keeps its answer, what is found no more says so."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection, transaction

from hieuhoc.alerts.definition import SuspicionRule
from hieuhoc.alerts.models import Alert
from hieuhoc.alerts.registry import suspicion_rules
from hieuhoc.alerts.rules import MOST_ROWS

KEEP = """
INSERT INTO alerts_alert AS known (rule, place_id, key, told, chance, rows, row_count, found_on, seen_on)
SELECT %(rule)s, place, key, told, chance, rows, row_count, %(today)s, %(today)s FROM ({sql}) AS finds
ON CONFLICT (rule, place_id, key) DO UPDATE SET
  told = excluded.told, chance = excluded.chance, rows = excluded.rows, row_count = excluded.row_count,
  seen_on = excluded.seen_on,
  status = CASE WHEN known.status = 'not_found' AND known.reason = '' THEN 'alarming' ELSE known.status END
"""


def run_rules(today: date, rules: Iterable[SuspicionRule] | None = None) -> int:
    """How many finds there are now, of this year and the one before."""
    return sum(_run(rule, today) for rule in (suspicion_rules() if rules is None else rules))


@transaction.atomic
def _run(rule: SuspicionRule, today: date) -> int:
    count = 0
    for year in (today.year - 1, today.year):
        values: dict[str, Any] = {
            "rule": rule.code,
            "today": today,
            "year": year,
            "most_rows": MOST_ROWS,
            **rule.limits,
        }
        with connection.cursor() as cursor:
            cursor.execute(KEEP.format(sql=rule.sql), values)
            count += cursor.rowcount
    Alert.objects.filter(rule=rule.code, status=Alert.Status.OPEN, seen_on__lt=today).update(status=Alert.Status.GONE)
    return count
