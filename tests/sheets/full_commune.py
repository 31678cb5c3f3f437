"""A commune with rows for every sheet, chosen to be mistaken for one another: villages, clans and people of one name, a clan
kept in another commune, a household kept in another village, names written in capitals, people without a number."""

from datetime import date
from typing import Any

from django.utils import timezone

from hieuhoc.collectives.actions import register_models
from hieuhoc.criteria.actions import draft_version
from hieuhoc.criteria.models import Version
from hieuhoc.funds.models import Gift
from hieuhoc.learning.actions import NewTraining, add_activity, add_training, record_attendance, record_wish
from hieuhoc.learning.models import Topic
from hieuhoc.lib.vietnamese import fold
from hieuhoc.people.actions import (
    NewGroup,
    NewUnit,
    add_branch,
    add_group,
    add_unit,
    join_branch,
    join_group,
    join_unit,
)
from hieuhoc.people.models import Citizen, Group
from hieuhoc.places.models import Ancestry, AreaClass, AreaClassSpell, Place, PlaceSpell, Tier
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.reported.actions import open_period
from hieuhoc.schools.actions import GuardianAgreement, add_class, enrol_learner
from hieuhoc.schools.rules import school_year_days, school_year_of
from hieuhoc.skills.actions import NewSkill, record_skill_fact
from hieuhoc.skills.models import SkillFact
from tests.assessment.makers import make_dossier, make_round
from tests.collectives.makers import make_criteria
from tests.funds.makers import make_fund, make_gift
from tests.learning.makers import make_words
from tests.people.makers import LONG_AGO, Land, add, make_land
from tests.places.small_map import REFORM, put
from tests.plans.makers import make_plan, task_words
from tests.reported.makers import entry as reported_figure
from tests.reported.makers import type_in

# How many rows each sheet exports.
ROWS = {
    "roster": 6,
    "groups": 6,
    "units": 2,
    "area_classes": 2,
    "skills": 3,
    "trainings": 1,
    "attendances": 3,
    "activities": 3,
    "scores": 3,
    "class_lists": 2,
    "recognitions": 2,
    "model_registrations": 2,
    "criteria": 18,
    "wishes": 3,
    "gifts": 2,
    "plan_tasks": 2,
    "reported_figures": 2,
}


def settings_of_imports() -> dict[str, Any]:
    return {"since": "2024-01-01", "make_villages": True, "year": str(timezone.localdate().year)}


def make_full_commune() -> Land:
    land = make_land()
    native, came = (put("1", Tier.VILLAGE, commune, kind="Thôn") for commune in (land.near, land.far))
    _move_here(came, land.near)
    people = _make_people(land, native, came)
    _make_facts(land, people, (native, came))
    make_criteria("community")
    for village in (native, came):
        add_group(NewGroup(Group.Kind.FAMILY, "Hộ H01", "H01", village, LONG_AGO), actor=None)
        GroupRecognition.objects.create(year=2024, village=village, status=GroupRecognition.Status.REGISTERED)
        AreaClassSpell.objects.create(
            place=village, area_class=AreaClass.values[0], since=REFORM, legal_basis="Quyết định 1"
        )
    register_models("community", [native, came], 2024, actor=None)
    return land


def _move_here(village: Place, commune: Place) -> None:
    """The village came to the commune with the reform."""
    spell = PlaceSpell.objects.get(place=village)
    PlaceSpell.objects.filter(pk=spell.pk).update(until=REFORM)
    spell.pk, spell.since, spell.parent = None, REFORM, commune
    spell.save(force_insert=True)
    Ancestry.objects.rebuild([village.pk])


def _make_people(land: Land, native: Place, came: Place) -> list[Citizen]:
    first, second, third = (
        add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Niê", code, land.near, LONG_AGO), actor=None)
        for code in ("NIE", "NIE2", "NIE3")
    )
    elsewhere = add_group(NewGroup(Group.Kind.CLAN, "Dòng họ Mlô", "MLO", land.far, LONG_AGO), actor=None)
    family = add_group(NewGroup(Group.Kind.FAMILY, "Hộ H09", "H09", land.near_village, LONG_AGO), actor=None)
    people: list[Citizen] = []
    for place, name, number, clan in (
        (native, "Y Bin Niê", "066080000001", second),
        (came, "H'Hen Niê", "066180000002", first),
        (came, "LÊ THỊ HOA", "066180000003", elsewhere),
        (land.near, "Lê Văn Nam", "066080000004", None),
        # Two people of one name, village and birth, without a number.
        (native, "H'Bia Niê", "", third),
        (native, "H'Bia Niê", "", None),
    ):
        sex = "m" if name.startswith(("Y ", "Lê")) else "f"
        born: dict[str, Any] = {"birth_date": date(1980, 5, 6)} if number else {"birth_date": None, "birth_year": 1980}
        citizen = add(place, f"{name} {len(people)}", given_name=name.split()[-1], number=number, sex=sex, **born)
        Citizen.objects.filter(pk=citizen.pk).update(name=name, folded_name=fold(name))
        join_group(citizen, family, since=LONG_AGO, actor=None)
        if clan is not None:
            join_group(citizen, clan, since=LONG_AGO, actor=None)
        people.append(citizen)
    return people


def _make_facts(land: Land, people: list[Citizen], villages: tuple[Place, Place]) -> None:
    """Units, a branch, a training, activities, skills and dossiers: of one person with a number and of two who are told apart by nothing."""
    numbered, *_others, twin, other_twin = people
    today, round_ = timezone.localdate(), make_round()
    units = [
        add_unit(NewUnit(code, "Trường tiểu học", land.near, "commune", "school", LONG_AGO), actor=None)
        for code in ("TH1", "TH2")
    ]
    branch = add_branch("CH1", "Chi hội", land.near, since=LONG_AGO, actor=None)
    join_unit(numbered, units[1], since=LONG_AGO, actor=None)
    join_branch(twin, branch, since=LONG_AGO, actor=None)
    first_day = school_year_days(school_year_of(today))[0]
    for pupil, name in ((numbered, "10A1"), (twin, "10A2")):
        school_class = add_class(units[1], first_day.year, name, actor=None)
        agreement = GuardianAgreement("Lê Thị Mẹ", today) if pupil is twin else None
        enrol_learner(school_class, pupil, since=first_day, agreement=agreement, actor=None)
    version = Version.objects.get(pk=round_.version_id)
    draft = draft_version(version, number="Dự thảo", actor=None)
    for number, rule in enumerate(draft.pass_rules.order_by("pk")):  # none is like another in all but its area
        draft.pass_rules.filter(pk=rule.pk).update(min_total=60 + number)
    training = add_training(NewTraining("TH-1", "Tập huấn bộ tiêu chí", version, today, land.near), actor=None)
    for place in (land.near, *villages):
        add_activity(make_words(place, unit=units[0]), actor=None)
    fund = make_fund(land.near)
    gifts = (make_gift(fund), make_gift(fund, None, form="labour", hours=8, about="Sửa phòng đọc"))
    for number, gift in enumerate(gifts):
        Gift.objects.filter(pk=gift.pk).update(document=f"PT{number}")
    make_plan(land.near, *(task_words(place) for place in (land.near, villages[0])), is_issued=False)
    period = open_period(land.near, today.year, "half", actor=None)
    for kind, figure in (("population", reported_figure(8_000)), ("members", reported_figure(1_200, 8_000))):
        type_in(period, kind, figure)
    chosen = [numbered, twin, other_twin]
    record_attendance(training, chosen, completed=True, actor=None)
    for citizen in chosen:
        record_skill_fact(citizen, NewSkill(SkillFact.Kind.DIGITAL, SkillFact.Basis.OFFICER, today), actor=None)
        make_dossier(citizen, round_)
        record_wish(citizen, topics=Topic.objects.order_by("position")[:2], other="Sửa máy cày", actor=None)
