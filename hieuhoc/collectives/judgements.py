"""What stands of registered models, judged anew from their members and answers: for many at once, and explained for one."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.db import connection
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
WRITE = """
UPDATE collectives_registration AS row
SET standing = told.standing, grade = told.grade, failing = told.failing::jsonb, judged_at = %(now)s, kept_on = told.kept_on
FROM unnest(%(ids)s::bigint[], %(standings)s::text[], %(grades)s::smallint[], %(failing)s::text[], %(kept)s::date[])
    AS told (id, standing, grade, failing, kept_on)
WHERE row.id = told.id
"""


def judge_registrations(ids: Collection[int]) -> int:
    """Says of each what follows today; only rows that change are written. Returns how many did."""
    rows = Registration.objects.filter(pk__in=ids).select_related("recognition").order_by("criteria", "year", "pk")
    criteria = ModelCriteria.objects.in_bulk({row.criteria_id for row in rows})
    changed: list[Registration] = []
    for (criteria_id, year), group in groupby(rows, key=lambda row: (row.criteria_id, row.year)):
        together = list(group)
        changed += _taken_over(together, _explained(criteria[criteria_id], year, together))
    _write(changed)
    return len(changed)


def judge_rows(rows: Sequence[Registration]) -> dict[int, Explanation]:
    """The same of rows with `criteria` and `recognition` joined, which then say it too; returns what was said of each (pk)."""
    told = explained(rows)
    _write(_taken_over(rows, told))
    return told


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


def explained(rows: Iterable[Registration]) -> dict[int, Explanation]:
    """Registration (pk) → what would be said of it now; nothing is written. With `criteria` and `recognition` joined."""
    told: dict[int, Explanation] = {}
    ordered = sorted(rows, key=lambda row: (row.criteria_id, row.year))
    for (_criteria, year), group in groupby(ordered, key=lambda row: (row.criteria_id, row.year)):
        together = list(group)
        told |= _explained(together[0].criteria, year, together)
    return told


def _explained(criteria: ModelCriteria, year: int, rows: Sequence[Registration]) -> dict[int, Explanation]:
    counted = facts_of(criteria.kind, [body_of(row) for row in rows], year)
    facts = {row.pk: with_answers(counted[body_of(row)], read_answers(row.answers)) for row in rows}
    return judge_all(criteria.table, facts)


def _taken_over(rows: Sequence[Registration], told: Mapping[int, Explanation]) -> list[Registration]:
    """Those that change."""
    return [row for row in rows if _takes_over(row, told[row.pk])]


def _takes_over(row: Registration, told: Explanation) -> bool:
    before = (row.standing, row.grade, row.failing, row.judged_at is None)
    if told.result is Result.MET and told.grade >= (row.decided_grade or 0):
        row.kept_on = None  # it stands by itself again; should it fall once more, that is asked anew
    row.standing, row.grade, row.failing = STANDINGS[told.result], told.grade, list(told.failing)
    return before != (row.standing, row.grade, row.failing, False)


def _write(rows: list[Registration]) -> None:
    if not rows:
        return
    columns: dict[str, Any] = {
        "ids": [row.pk for row in rows],
        "standings": [str(row.standing) for row in rows],
        "grades": [row.grade for row in rows],
        "failing": [json.dumps(row.failing) for row in rows],
        "kept": [row.kept_on for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(WRITE, columns | {"now": timezone.now()})
