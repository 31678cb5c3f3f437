"""What members hold is counted for all models at once and for one with the same meaning, and person by person."""

import random
from datetime import date

import pytest

from hieuhoc.collectives.counting import HELD_BY_PEOPLE, facts_of, members_of
from hieuhoc.collectives.rules import Holding, Population
from hieuhoc.criteria.models import Version
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.people.models import Citizen, Membership, UnitSpell
from hieuhoc.places.models import Place
from hieuhoc.recognition.models import GroupRecognition, Title
from hieuhoc.skills.models import SkillFact
from tests.assessment.makers import make_unit
from tests.cast import World
from tests.collectives.makers import YEAR, give_titles, make_family
from tests.people.makers import LONG_AGO, add

DAY = date(YEAR, 12, 31)


def count(kind: str, body: int) -> dict[tuple[Population, Holding | None], int]:
    return {key: number for key, number in facts_of(kind, [body], YEAR)[body].counts.items() if number}


def test_who_died_moved_on_or_came_later_is_no_member_of_that_year(world: World) -> None:
    dead, left, late, here, child = (
        add(world.village, name, birth_date=None, birth_year=year)
        for name, year in (("Một", 1980), ("Hai", 1980), ("Ba", 1980), ("Bốn", 1980), ("Năm", 2010))
    )
    family = make_family(world.village, "H1", dead, left, late, here, child)
    Citizen.objects.filter(pk=dead.pk).update(died_on=date(2025, 6, 1))
    Membership.objects.filter(citizen=left).update(until=date(2025, 6, 1))
    Membership.objects.filter(citizen=late).update(since=date(2026, 1, 1))
    give_titles(dead, left, late, here)

    assert count("family", family.pk) == {
        (Population.MEMBERS, None): 2,
        (Population.ADULTS, None): 1,
        (Population.MEMBERS, Holding.TITLE): 1,
        (Population.ADULTS, Holding.TITLE): 1,
    }


def test_a_revoked_title_and_one_of_another_year_do_not_count(world: World) -> None:
    here, there = add(world.village, "Một"), add(world.village, "Hai")
    family = make_family(world.village, "H1", here, there)
    give_titles(here)
    give_titles(there, year=YEAR - 1)
    assert count("family", family.pk)[Population.ADULTS, Holding.TITLE] == 1
    Title.objects.filter(citizen=here).update(revoked_on=date(2026, 1, 5))
    assert (Population.ADULTS, Holding.TITLE) not in count("family", family.pk)


def test_a_community_is_who_lives_in_the_village_and_a_unit_its_staff(world: World) -> None:
    unit = make_unit("Trường", world.commune)
    UnitSpell.objects.filter(unit=unit).update(kind="school", since=LONG_AGO)
    Membership.objects.create(citizen=world.lan, unit=unit, since=LONG_AGO, role="staff")
    give_titles(world.lan)

    assert count("community", world.village.pk)[Population.MEMBERS, None] == 2  # Lan and Khoa
    assert count("unit", unit.pk)[Population.STAFF, Holding.TITLE] == 1
    assert facts_of("unit", [unit.pk], YEAR)[unit.pk].is_school


def test_a_commune_counts_its_people_and_the_models_in_it(world: World) -> None:
    learning, other = make_family(world.village, "H1", world.lan), make_family(world.village, "H2", world.khoa)
    GroupRecognition.objects.create(year=YEAR, group=learning, status="recognised", decision_number="1")
    GroupRecognition.objects.create(year=YEAR, group=other, status="registered")
    GroupRecognition.objects.create(year=YEAR, village=world.village, status="recognised", decision_number="1")

    counts = count("commune", world.commune.pk)
    assert counts[Population.FAMILIES, None] == 2
    assert counts[Population.FAMILIES, Holding.RECOGNISED] == 1
    assert counts[Population.COMMUNITIES, Holding.RECOGNISED] == counts[Population.COMMUNITIES, None] == 1
    assert counts[Population.CLANS, None] == 1  # Khoa's
    assert counts[Population.ADULTS, None] == 2


@pytest.mark.parametrize("seed", range(3))
def test_all_at_once_one_by_one_and_person_by_person_agree(world: World, seed: int) -> None:
    """Random families, clans and holdings: three ways of asking, one answer."""
    chance = random.Random(seed)
    people = [add(world.village, f"Người {n}", birth_date=None, birth_year=1940 + 5 * n) for n in range(16)]
    groups = [
        make_family(world.village, f"N{n}", *chance.sample(people, chance.randint(0, 6)), kind=kind)
        for n, kind in enumerate(["family", "clan"] * 4)
    ]
    _random_holdings(chance, people, world.village)

    for kind in ("family", "clan"):
        bodies = [group.pk for group in groups if group.kind == kind]
        together = facts_of(kind, bodies, YEAR)
        for body in bodies:
            assert together[body] == facts_of(kind, [body], YEAR)[body]
            told = list(members_of(kind, body, YEAR))
            adults = [member for member in told if member.is_adult]
            counted: dict[tuple[Population, Holding | None], int] = {
                (Population.MEMBERS, None): len(told),
                (Population.ADULTS, None): len(adults),
            }
            for held in HELD_BY_PEOPLE:
                counted[Population.MEMBERS, held] = sum(held in member.holds for member in told)
                counted[Population.ADULTS, held] = sum(held in member.holds for member in adults)
            assert {key: number for key, number in counted.items() if number} == count(kind, body)


def _random_holdings(chance: random.Random, people: list[Citizen], place: Place) -> None:
    give_titles(*chance.sample(people, 8))
    for kind in ("digital", "proficient"):
        SkillFact.objects.bulk_create(
            SkillFact(citizen=citizen, kind=kind, basis="officer", since=LONG_AGO, until=chance.choice([None, DAY]))
            for citizen in chance.sample(people, 8)
        )
    held = Training.objects.create(
        code="L1",
        title="Tập huấn",
        version=Version.objects.all()[0],
        held_on=date(YEAR, 5, 1),
        place=place,
    )
    Attendance.objects.bulk_create(
        Attendance(training=held, citizen=citizen, attended=True, completed=chance.random() < 0.7)
        for citizen in chance.sample(people, 8)
    )
    Membership.objects.filter(citizen__in=chance.sample(people, 3)).update(until=date(2024, 1, 1))
    Citizen.objects.filter(pk=people[0].pk).update(left_on=date(2024, 1, 1))
