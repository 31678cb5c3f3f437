"""Judging one model by its table: met, not met, not yet answered; and the tree that says why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from enum import IntEnum
from types import MappingProxyType

from hieuhoc.collectives.rules.language import (
    AllRule,
    AnyRule,
    CriteriaTable,
    DeclaredRule,
    Holding,
    ModelRule,
    NumberRule,
    PointItem,
    PointsRule,
    Population,
    Requirement,
    ShareRule,
    TableCriterion,
    YesRule,
)

type Given = bool | int | tuple[int, int]  # yes or no, points, how many of how many


class Result(IntEnum):
    """In this order, so that `min` is "all of" and `max` is "any of"."""

    NOT_MET = 0
    ASKED = 1
    MET = 2


@dataclass(frozen=True)
class ModelFacts:
    """`counts`: (population, what they hold; none = all of them) -> how many. `given`: question -> answer."""

    counts: Mapping[tuple[Population, Holding | None], int] = field(default_factory=lambda: MappingProxyType({}))
    given: Mapping[str, Given] = field(default_factory=lambda: MappingProxyType({}))
    is_school: bool = False


@dataclass(frozen=True)
class Reckoned:
    """A rule with what was found: `numerator` of `denominator` where something is counted (points: of what may be
    given), `missing`: how many more are needed."""

    rule: ModelRule
    result: Result
    numerator: int | None = None
    denominator: int | None = None
    missing: int = 0
    parts: tuple["Reckoned", ...] = ()


@dataclass(frozen=True)
class RequirementReckoned:
    requirement: Requirement
    grades: tuple[Reckoned | None, ...]


@dataclass(frozen=True)
class ItemReckoned:
    """`points` none: not yet answered."""

    item: PointItem
    points: int | None


@dataclass(frozen=True)
class CriterionReckoned:
    criterion: TableCriterion
    requirements: tuple[RequirementReckoned, ...]
    items: tuple[ItemReckoned, ...]

    def at_grade(self, grade: int) -> Result:
        """Of its requirements up to that grade (0 = the lowest)."""
        told = [row for each in self.requirements for row in each.grades[: grade + 1] if row is not None]
        return min((row.result for row in told), default=Result.MET)


@dataclass(frozen=True)
class Explanation:
    """`results`: by grade. `points`: certain and still possible total, none without points."""

    criteria: tuple[CriterionReckoned, ...]
    results: tuple[Result, ...]
    points: tuple[int, int] | None

    @property
    def grade(self) -> int:
        """The highest grade reached; 0 = none."""
        return sum(result is Result.MET for result in self.results)

    @property
    def result(self) -> Result:
        """Of the lowest grade: whether it is a learning model."""
        return self.results[0]

    @property
    def failing(self) -> tuple[int, ...]:
        """Positions (from 1) of the criteria whose requirements for the lowest grade do not hold; 0: the points do not
        suffice."""
        rows = [number for number, row in enumerate(self.criteria, start=1) if row.at_grade(0) is Result.NOT_MET]
        is_short = self.result is Result.NOT_MET and not rows
        return (0,) if is_short else tuple(rows)


def explain(table: CriteriaTable, facts: ModelFacts) -> Explanation:
    criteria = tuple(_criterion(criterion, facts, len(table.grades)) for criterion in table.criteria)
    points = _points(table, criteria) if table.least_points else None
    results: list[Result] = []
    for grade in range(len(table.grades)):
        told = min((row.at_grade(grade) for row in criteria), default=Result.MET)
        if points is not None:
            told = min(told, _enough(points, table.least_points[grade]))
        results.append(min(told, results[-1]) if results else told)
    return Explanation(criteria, tuple(results), points)


def _criterion(criterion: TableCriterion, facts: ModelFacts, grades: int) -> CriterionReckoned:
    asked = [row for row in criterion.requirements if facts.is_school or not row.schools_only]
    return CriterionReckoned(
        criterion,
        tuple(
            RequirementReckoned(
                row, tuple(None if rule is None else reckon(rule, facts) for rule in row.rules[:grades])
            )
            for row in asked
        ),
        tuple(ItemReckoned(item, _item_points(item, facts)) for item in criterion.items),
    )


def _item_points(item: PointItem, facts: ModelFacts) -> int | None:
    if item.rule is not None:
        told = reckon(item.rule, facts).result
        return None if told is Result.ASKED else item.most if told is Result.MET else 0
    given = facts.given.get(item.question or "")
    return min(given, item.most) if isinstance(given, int) else None


def _points(table: CriteriaTable, criteria: tuple[CriterionReckoned, ...]) -> tuple[int, int]:
    items = [row for criterion in criteria for row in criterion.items]
    certain = sum(row.points or 0 for row in items)
    return certain, certain + sum(row.item.most for row in items if row.points is None)


def _enough(points: tuple[int, int], least: int) -> Result:
    certain, possible = points
    return Result.MET if certain >= least else Result.ASKED if possible >= least else Result.NOT_MET


def reckon(rule: ModelRule, facts: ModelFacts) -> Reckoned:
    match rule:
        case AllRule() | AnyRule():
            parts = tuple(reckon(part, facts) for part in rule.rules)
            together = min if isinstance(rule, AllRule) else max
            return Reckoned(rule, together(part.result for part in parts), parts=parts)
        case ShareRule():
            everybody = facts.counts.get((rule.of, None), 0)
            return _share(rule, facts.counts.get((rule.of, rule.holding), 0), everybody, rule.at_least)
        case NumberRule():
            return _number(rule, facts.counts.get((rule.of, rule.holding), 0), None)
        case _:
            return _asked(rule, facts.given.get(rule.question))


def _asked(rule: YesRule | DeclaredRule | PointsRule, given: Given | None) -> Reckoned:
    if given is None:
        return Reckoned(rule, Result.ASKED)
    if isinstance(rule, YesRule):
        return Reckoned(rule, Result.MET if given is True else Result.NOT_MET)
    if isinstance(rule, DeclaredRule) and isinstance(given, tuple):
        return _share(rule, given[0], given[1], rule.at_least)
    if isinstance(rule, PointsRule) and isinstance(given, int):
        return _number(rule, given, None)
    return Reckoned(rule, Result.ASKED)  # answered in a way that does not fit: asked again


def _share(rule: ModelRule, numerator: int, denominator: int, at_least: Decimal) -> Reckoned:
    """Of nobody there is no share: not met, and how many are missing cannot be said."""
    needed = int((at_least * denominator / 100).to_integral_value(ROUND_CEILING))
    is_met = denominator > 0 and numerator >= needed
    return Reckoned(rule, Result.MET if is_met else Result.NOT_MET, numerator, denominator, max(0, needed - numerator))


def _number(rule: NumberRule | PointsRule, numerator: int, denominator: int | None) -> Reckoned:
    missing = max(0, rule.at_least - numerator)
    return Reckoned(rule, Result.NOT_MET if missing else Result.MET, numerator, denominator, missing)
