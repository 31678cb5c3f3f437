"""What stands of registered models, judged anew from their members and answers: for many at once, and explained for one."""

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any

from django.utils import timezone

from hieuhoc.collectives.counting import facts_of
from hieuhoc.collectives.models import ModelCriteria, Registration
from hieuhoc.collectives.rules.judging import Explanation, Given, Result, explain
from hieuhoc.collectives.trying import judge_all, with_answers

STANDINGS = {
    Result.MET: Registration.Standing.MET,
    Result.ASKED: Registration.Standing.ASKED,
    Result.NOT_MET: Registration.Standing.NOT_MET,
}
ROWS = 5_000


def judge_registrations(ids: Collection[int]) -> int:
    """Says of each what follows today; only rows that change are written. Returns how many did."""
    rows = Registration.objects.filter(pk__in=ids).select_related("recognition").order_by("criteria", "year", "pk")
    criteria = ModelCriteria.objects.in_bulk({row.criteria_id for row in rows})
    changed: list[Registration] = []
    for (criteria_id, year), together in groupby(rows, key=lambda row: (row.criteria_id, row.year)):
        changed += _judged(criteria[criteria_id], year, list(together))
    Registration.objects.bulk_update(changed, ["standing", "grade", "failing", "judged_at"], batch_size=ROWS)
    return len(changed)


def explanation_of(registration: Registration) -> Explanation:
    """Of one, today."""
    body = body_of(registration)
    facts = facts_of(registration.criteria.kind, [body], registration.year)[body]
    return explain(registration.criteria.table, with_answers(facts, read_answers(registration.answers)))


def body_of(registration: Registration) -> int:
    row = registration.recognition
    body = registration.commune_id if row is None else row.group_id or row.unit_id or row.village_id
    assert body is not None  # registration_of_exactly_one
    return body


def read_answers(stored: Mapping[str, Any]) -> dict[str, Given]:
    return {code: (answer[0], answer[1]) if isinstance(answer, list) else answer for code, answer in stored.items()}


def _judged(criteria: ModelCriteria, year: int, rows: list[Registration]) -> list[Registration]:
    counted = facts_of(criteria.kind, [body_of(row) for row in rows], year)
    facts = {row.pk: with_answers(counted[body_of(row)], read_answers(row.answers)) for row in rows}
    judged = judge_all(criteria.table, facts)
    now = timezone.now()
    return [row for row in rows if _takes_over(row, judged[row.pk], now)]


def _takes_over(row: Registration, told: Explanation, now: Any) -> bool:
    before = (row.standing, row.grade, row.failing, row.judged_at is None)
    row.standing, row.grade, row.failing, row.judged_at = STANDINGS[told.result], told.grade, list(told.failing), now
    return before != (row.standing, row.grade, row.failing, False)
