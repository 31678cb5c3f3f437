"""What criteria of a learning model may say: closed, declarative data. No negation, no upper bound: every rule is
monotone (docs/decisions/0019)."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Population(StrEnum):
    """Who or what is counted. People are counted on the year's counting day; models are those of the year."""

    MEMBERS = "members"
    ADULTS = "adults"
    STAFF = "staff"
    LEARNERS = "learners"  # of a school, in its classes of the school year that begins in the year
    FAMILIES = "families"
    CLANS = "clans"
    COMMUNITIES = "communities"
    UNITS = "units"


class Holding(StrEnum):
    """What they are counted for."""

    TITLE = "title"  # of the same year, not revoked
    DIGITAL = "digital"
    PROFICIENT = "proficient"
    TRAINED = "trained"  # on the criteria, to the end, by the counting day
    RECOGNISED = "recognised"  # of models: as learning models of the same year


PEOPLE = frozenset({Population.MEMBERS, Population.ADULTS, Population.STAFF, Population.LEARNERS})
POPULATIONS_OF: dict[str, tuple[Population, ...]] = {
    "family": (Population.MEMBERS, Population.ADULTS),
    "clan": (Population.MEMBERS, Population.ADULTS),
    "community": (Population.MEMBERS, Population.ADULTS),
    "unit": (Population.STAFF, Population.LEARNERS),
    "commune": (
        Population.ADULTS,
        Population.FAMILIES,
        Population.CLANS,
        Population.COMMUNITIES,
        Population.UNITS,
    ),
}


class Closed(BaseModel):
    """Nothing but what is declared; never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Percent = Annotated[Decimal, Field(gt=0, le=100, max_digits=4, decimal_places=1)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=500)]


class ShareRule(Closed):
    """At least so many per cent of them; of nobody there is no share."""

    kind: Literal["share"] = "share"
    of: Population
    holding: Holding
    at_least: Percent


class NumberRule(Closed):
    kind: Literal["number"] = "number"
    of: Population
    holding: Holding
    at_least: Annotated[int, Field(ge=1, le=1_000_000)]


class YesRule(Closed):
    kind: Literal["yes"] = "yes"
    question: Code


class DeclaredRule(Closed):
    """At least so many per cent, of people whom somebody counts and declares (two numbers)."""

    kind: Literal["declared"] = "declared"
    question: Code
    at_least: Percent


class PointsRule(Closed):
    kind: Literal["points"] = "points"
    question: Code
    at_least: Annotated[int, Field(ge=1, le=1000)]


class AllRule(Closed):
    kind: Literal["all"] = "all"
    rules: Annotated[tuple["ModelRule", ...], Field(min_length=1, max_length=20)]


class AnyRule(Closed):
    kind: Literal["any"] = "any"
    rules: Annotated[tuple["ModelRule", ...], Field(min_length=1, max_length=20)]


type ModelRule = Annotated[
    ShareRule | NumberRule | YesRule | DeclaredRule | PointsRule | AllRule | AnyRule, Field(discriminator="kind")
]


class ModelQuestion(Closed):
    """What a person answers, once: yes or no, points of 0 to `most`, or a share (how many of how many)."""

    code: Code
    text: Words
    answer: Literal["yes_no", "points", "share"] = "yes_no"
    most: Annotated[int, Field(ge=1, le=1000)] | None = None


class Sourced(Closed):
    source: str = ""
    certainty: Literal["seen", "inferred", "uncertain"] = "uncertain"


class Requirement(Sourced):
    """`rules`: for each grade what it asks, none = nothing more than the grade below. No rule at all: known to exist,
    its content is not known."""

    text: Words
    schools_only: bool = False
    rules: tuple[ModelRule | None, ...] = ()

    @property
    def is_known(self) -> bool:
        return any(rule is not None for rule in self.rules)


class PointItem(Sourced):
    """Points of a table: asked of a person by `question`, or all of `most` as soon as `rule` holds. Neither: not known."""

    text: Words
    most: Annotated[int, Field(ge=1, le=1000)]
    question: Code | None = None
    rule: ModelRule | None = None

    @property
    def is_known(self) -> bool:
        return self.question is not None or self.rule is not None


class TableCriterion(Sourced):
    name: Words
    requirements: tuple[Requirement, ...] = ()
    items: tuple[PointItem, ...] = ()


class CriteriaTable(Closed):
    """What one version of a model's criteria says. `least_points`: for each grade the least total; empty: no points."""

    grades: Annotated[tuple[Words, ...], Field(min_length=1, max_length=3)]
    least_points: tuple[Annotated[int, Field(ge=1)], ...] = ()
    questions: tuple[ModelQuestion, ...] = ()
    criteria: tuple[TableCriterion, ...] = ()

    @property
    def most_points(self) -> int:
        return sum(item.most for criterion in self.criteria for item in criterion.items)


def leaves(rule: ModelRule | None) -> Iterator[ShareRule | NumberRule | YesRule | DeclaredRule | PointsRule]:
    if isinstance(rule, AllRule | AnyRule):
        for part in rule.rules:
            yield from leaves(part)
    elif rule is not None:
        yield rule


def rules_of(table: CriteriaTable) -> Iterator[ModelRule]:
    for criterion in table.criteria:
        for requirement in criterion.requirements:
            yield from (rule for rule in requirement.rules if rule is not None)
        yield from (item.rule for item in criterion.items if item.rule is not None)


def questions_in(table: CriteriaTable) -> set[str]:
    """Codes of the questions the table asks."""
    asked = {leaf.question for rule in rules_of(table) for leaf in leaves(rule) if hasattr(leaf, "question")}
    return asked | {item.question for criterion in table.criteria for item in criterion.items if item.question}
