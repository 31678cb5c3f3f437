"""Trying criteria on the models of a year that are on record, before they are in force: how many would pass, which change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hieuhoc.collectives.counting import facts_of
from hieuhoc.collectives.models import ModelCriteria, ModelKind
from hieuhoc.collectives.rules import CriteriaTable
from hieuhoc.collectives.rules.judging import Explanation, Given, ModelFacts, Result, explain
from hieuhoc.people.models import UnitSpell
from hieuhoc.recognition.models import GroupRecognition


@dataclass(frozen=True)
class ModelTried:
    """One model of the year: what is on record, and what it would be."""

    recognition: int
    body: int
    is_recognised: bool
    explanation: Explanation

    @property
    def changes(self) -> bool:
        """Recognised and would not be, or the other way round, whatever is answered."""
        result = self.explanation.result
        return result is (Result.NOT_MET if self.is_recognised else Result.MET)


@dataclass(frozen=True)
class CriteriaTried:
    """`by_grade`: how many reach each grade for certain; `asked`: how many only questions decide; `failing`: by criterion
    (0 = the points) how many do not meet it."""

    tried: int
    by_grade: tuple[int, ...]
    asked: int
    not_met: int
    lost: int
    won: int
    failing: Mapping[int, int]
    changed: tuple[ModelTried, ...]


def try_criteria(criteria: ModelCriteria, year: int) -> CriteriaTried:
    """On everything of its kind that is registered or recognised for that year. Questions have no answers yet."""
    table = criteria.table
    rows = list(_on_record(criteria, year))
    facts = facts_of(criteria.kind, [row[1] for row in rows], year)
    judged = judge_all(table, facts)
    tried = [
        ModelTried(recognition, body, status == GroupRecognition.Status.RECOGNISED, judged[body])
        for recognition, body, status in rows
    ]
    return _summed(table, tried)


def judge_all(table: CriteriaTable, facts: Mapping[int, ModelFacts]) -> dict[int, Explanation]:
    """Many models by one table: each distinct set of facts is judged once."""
    known: dict[tuple[object, ...], Explanation] = {}
    judged = {}
    for body, told in facts.items():
        key = (tuple(told.counts.items()), tuple(sorted(told.given.items())), told.is_school)
        if key not in known:
            known[key] = explain(table, told)
        judged[body] = known[key]
    return judged


def with_answers(facts: ModelFacts, given: Mapping[str, Given]) -> ModelFacts:
    return replace(facts, given=given)


def _on_record(criteria: ModelCriteria, year: int) -> Iterator[tuple[int, int, str]]:
    rows = GroupRecognition.objects.filter(year=year)
    match criteria.kind:
        case ModelKind.FAMILY | ModelKind.CLAN:
            yield from rows.filter(group__kind=criteria.kind).values_list("pk", "group_id", "status")
        case ModelKind.COMMUNITY:
            yield from rows.filter(village__isnull=False).values_list("pk", "village_id", "status")
        case ModelKind.UNIT:
            units = rows.filter(unit__isnull=False)
            if criteria.unit_level:
                seats = UnitSpell.objects.filter(level=criteria.unit_level, until__isnull=True)
                units = units.filter(unit__in=seats.values("unit"))
            yield from units.values_list("pk", "unit_id", "status")
        case _:
            return


def _summed(table: CriteriaTable, tried: Sequence[ModelTried]) -> CriteriaTried:
    failing: dict[int, int] = {}
    for row in tried:
        for position in row.explanation.failing:
            failing[position] = failing.get(position, 0) + 1
    changed = tuple(row for row in tried if row.changes)
    results = [row.explanation.result for row in tried]
    return CriteriaTried(
        tried=len(tried),
        by_grade=tuple(
            sum(row.explanation.grade >= grade for row in tried) for grade in range(1, len(table.grades) + 1)
        ),
        asked=results.count(Result.ASKED),
        not_met=results.count(Result.NOT_MET),
        lost=sum(row.is_recognised for row in changed),
        won=sum(not row.is_recognised for row in changed),
        failing=failing,
        changed=changed,
    )
