"""What members of models hold, counted for all models of a kind at once or for one: the same statement; and person by
person."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from hieuhoc.collectives.models import ModelKind
from hieuhoc.collectives.rules import Holding, Population
from hieuhoc.collectives.rules.judging import ModelFacts
from hieuhoc.indicators.rules import counting_day
from hieuhoc.lib.dates import ADULT_AGE
from hieuhoc.people.models import UnitSpell
from hieuhoc.places.models import covers

SQL = Path(__file__).parent / "sql"
MEMBERS = (SQL / "members.sql").read_text("utf-8")
MODELS = (SQL / "models.sql").read_text("utf-8")
ON_THE_DAY = "(since IS NULL OR since <= %(day)s) AND (until IS NULL OR until > %(day)s)"
OF_GROUPS = f"SELECT group_id AS body, citizen FROM stat.group_member WHERE group_id = ANY(%(bodies)s) AND {ON_THE_DAY}"
BELONGING: dict[str, str] = {
    ModelKind.FAMILY: OF_GROUPS,
    ModelKind.CLAN: OF_GROUPS,
    ModelKind.COMMUNITY: (
        f"SELECT place AS body, citizen FROM stat.residence WHERE place = ANY(%(bodies)s) AND {ON_THE_DAY}"
    ),
    ModelKind.UNIT: f"SELECT unit AS body, citizen FROM stat.unit_member WHERE unit = ANY(%(bodies)s) AND {ON_THE_DAY}",
    Population.LEARNERS: (
        f"SELECT unit AS body, citizen FROM stat.learner WHERE unit = ANY(%(bodies)s) AND school_year = %(year)s"
        f" AND {ON_THE_DAY}"
    ),
    ModelKind.COMMUNE: (
        f"SELECT a.ancestor AS body, r.citizen FROM (SELECT * FROM stat.ancestry WHERE {ON_THE_DAY}) AS a"
        f" INNER JOIN (SELECT * FROM stat.residence WHERE {ON_THE_DAY}) AS r ON r.place = a.descendant"
        " WHERE a.ancestor = ANY(%(bodies)s)"
    ),
}
HELD_BY_PEOPLE = (Holding.TITLE, Holding.DIGITAL, Holding.PROFICIENT, Holding.TRAINED)
COUNTED = ", ".join(
    f"count(*) FILTER (WHERE {adult}{held})" for adult in ("", "is_adult AND ") for held in HELD_BY_PEOPLE
)
COUNTS = f"SELECT body, count(*), count(*) FILTER (WHERE is_adult), {COUNTED} FROM told GROUP BY body"
PERSONS = "SELECT citizen, is_adult, title, digital, proficient, trained FROM told ORDER BY citizen"


@dataclass(frozen=True)
class CountedMember:
    """One person of a model, as the rules count them."""

    citizen: int
    is_adult: bool
    holds: frozenset[Holding]


def facts_of(kind: str, bodies: Collection[int], year: int) -> dict[int, ModelFacts]:
    """Model (id of group, village, unit or commune) -> what is counted of it for that year; without answers."""
    asked = _asked(bodies, year)
    facts = {body: ModelFacts({}) for body in bodies}
    with connection.cursor() as cursor:
        cursor.execute(_statement(kind) + COUNTS, asked)
        for body, members, adults, *held in cursor:
            facts[body] = ModelFacts(_counts(kind, members, adults, held))
        if kind == ModelKind.COMMUNE:
            cursor.execute(MODELS, asked)
            for body, population, everybody, recognised in cursor.fetchall():
                of = Population(population)
                counts = {**facts[body].counts, (of, None): everybody, (of, Holding.RECOGNISED): recognised}
                facts[body] = replace(facts[body], counts=counts)
    return _with_learners(facts, asked) if kind == ModelKind.UNIT else facts


def _with_learners(facts: dict[int, ModelFacts], asked: dict[str, Any]) -> dict[int, ModelFacts]:
    """What a school's rules ask besides its staff."""
    schools, half = _schools(facts, asked["day"]), len(HELD_BY_PEOPLE)
    for unit in schools:
        facts[unit] = replace(facts[unit], is_school=True)
    with connection.cursor() as cursor:
        cursor.execute(_statement(Population.LEARNERS) + COUNTS, asked | {"bodies": schools})
        for unit, learners, _adults, *held in cursor.fetchall():
            of = Population.LEARNERS
            counts: dict[tuple[Population, Holding | None], int] = {**facts[unit].counts, (of, None): learners}
            counts |= {(of, what): count for what, count in zip(HELD_BY_PEOPLE, held[:half], strict=True)}
            facts[unit] = replace(facts[unit], counts=counts)
    return facts


def members_of(kind: str, body: int, year: int) -> Iterator[CountedMember]:
    """Who `facts_of` counts of one model."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(kind) + PERSONS, _asked([body], year))
        for citizen, is_adult, *held in cursor.fetchall():
            holds = frozenset(what for what, is_held in zip(HELD_BY_PEOPLE, held, strict=True) if is_held)
            yield CountedMember(citizen, is_adult, holds)


def _statement(kind: str) -> str:
    return MEMBERS.replace("{belonging}", BELONGING[kind])


def _asked(bodies: Collection[int], year: int) -> dict[str, Any]:
    today = timezone.localdate()
    day = counting_day(year, today)
    return {"bodies": list(bodies), "year": year, "day": day, "today": today, "adult_age": ADULT_AGE}


def _counts(kind: str, members: int, adults: int, held: list[int]) -> Mapping[tuple[Population, Holding | None], int]:
    half = len(HELD_BY_PEOPLE)
    everybody = Population.STAFF if kind == ModelKind.UNIT else Population.MEMBERS
    return {
        (everybody, None): members,
        (Population.ADULTS, None): adults,
        **{(everybody, what): count for what, count in zip(HELD_BY_PEOPLE, held[:half], strict=True)},
        **{(Population.ADULTS, what): count for what, count in zip(HELD_BY_PEOPLE, held[half:], strict=True)},
    }


def _schools(units: Collection[int], day: date) -> list[int]:
    spells = UnitSpell.objects.filter(Q(covers(day)), unit__in=units, kind=UnitSpell.Kind.SCHOOL)
    return list(spells.values_list("unit", flat=True))
