"""Digital skills are noted with a basis, once, and can be taken back."""

from datetime import date

from hieuhoc.people.actions import join_citizens, take_apart_join
from hieuhoc.skills.actions import NewSkill, record_skill_fact, withdraw_skill_fact
from hieuhoc.skills.models import SkillFact
from tests.people.makers import Land, add
from tests.refusals import refused


def skill(since: date = date(2024, 1, 1), kind: str = "digital") -> NewSkill:
    return NewSkill(kind, "confirmation", since, "12/XN")


def test_a_skill_is_noted_once_for_a_time(land: Land) -> None:
    citizen = add(land.near_village)
    fact = record_skill_fact(citizen, skill(), actor=None)
    with refused("overlaps"):
        record_skill_fact(citizen, skill(date(2024, 6, 1)), actor=None)
    withdraw_skill_fact(fact, until=date(2024, 3, 1), actor=None)
    record_skill_fact(citizen, skill(date(2024, 6, 1)), actor=None)
    assert SkillFact.objects.count() == 2


def test_a_note_taken_back_on_its_first_day_never_held(land: Land) -> None:
    fact = record_skill_fact(add(land.near_village), skill(), actor=None)
    withdraw_skill_fact(fact, until=date(2024, 1, 1), actor=None)
    assert not SkillFact.objects.exists()


def test_who_is_proficient_has_digital_skills_on_that_day_and_keeps_them(land: Land) -> None:
    """ "Trong đó": the proficient are some of those with digital skills."""
    citizen = add(land.near_village)
    with refused("not_digital"):
        record_skill_fact(citizen, skill(kind="proficient"), actor=None)
    digital = record_skill_fact(citizen, skill(date(2024, 2, 1)), actor=None)
    with refused("not_digital"):
        record_skill_fact(citizen, skill(date(2024, 1, 1), kind="proficient"), actor=None)
    proficient = record_skill_fact(citizen, skill(date(2024, 3, 1), kind="proficient"), actor=None)
    with refused("still_proficient"):
        withdraw_skill_fact(digital, until=date(2024, 5, 1), actor=None)
    withdraw_skill_fact(proficient, until=date(2024, 5, 1), actor=None)
    withdraw_skill_fact(digital, until=date(2024, 5, 1), actor=None)


def test_a_skill_follows_a_joined_record_and_comes_back(land: Land) -> None:
    kept, joined = add(land.near_village), add(land.far_village)
    same = record_skill_fact(kept, skill(), actor=None)
    double = record_skill_fact(joined, skill(date(2024, 2, 1)), actor=None)
    more = record_skill_fact(joined, skill(date(2024, 2, 1), kind="proficient"), actor=None)
    join = join_citizens(kept, joined, reason="cùng người", actor=None)
    assert set(SkillFact.objects.filter(citizen=kept)) == {same, more}
    take_apart_join(join, reason="nhầm", actor=None)
    assert set(SkillFact.objects.filter(citizen=joined)) == {double, more}
