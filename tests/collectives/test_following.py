"""What registered follows by itself when a deed below touches it; a signed decision falls only by a person's decision."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.collectives.actions import decide_models, keep_model, register_models, revoke_model
from hieuhoc.collectives.following import judge_everything, judge_touched
from hieuhoc.collectives.models import JudgingMark, Registration
from hieuhoc.people.actions import join_group, leave_group, move_citizen, record_death
from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.recognition.actions import GroupFact, record_group_recognition, remove_group_recognition, revoke_title
from hieuhoc.recognition.models import GroupRecognition, Title
from hieuhoc.web.office.collectives.home_tasks import tasks_of
from tests.cast import World
from tests.collectives.makers import YEAR, decision_text, give_titles, make_criteria, make_family
from tests.people.makers import add
from tests.refusals import refused
from tests.sheets.files import causes, csv_of, received


@pytest.fixture
def members(world: World) -> list[Citizen]:
    make_criteria()
    people = [add(world.village, f"Người {n}") for n in range(4)]
    give_titles(*people[:3])
    make_family(world.village, "H1", *people)
    return people


@pytest.fixture
def row(world: World, members: list[Citizen]) -> Registration:
    return register_models("family", [Group.objects.get(code="H1")], YEAR, actor=None)[0]


def now(row: Registration) -> str:
    """What stands after the job has run that the deeds asked for."""
    judge_touched()
    assert not JudgingMark.objects.exists()
    row.refresh_from_db()
    return row.standing


def test_it_follows_a_title_that_is_revoked(world: World, members: list[Citizen], row: Registration) -> None:
    assert row.standing == "met"
    revoke_title(Title.objects.get(citizen=members[0]), decision_text("2/TH"), reason="Sai", actor=None)
    assert now(row) == "not_met"


def test_it_follows_members_who_leave_die_or_join(world: World, members: list[Citizen], row: Registration) -> None:
    family, without_title = Group.objects.get(code="H1"), members[3]
    newcomer = add(world.village, "Người mới")
    join_group(newcomer, family, since=date(YEAR, 3, 1), actor=None)
    assert now(row) == "not_met"  # 3 of 5
    leave_group(Membership.objects.get(citizen=newcomer, group=family), until=date(YEAR, 4, 1), actor=None)
    assert now(row) == "met"
    record_death(without_title, died_on=date(YEAR, 5, 1), actor=None)
    assert now(row) == "met"  # 3 of 3
    record_death(members[0], died_on=date(YEAR, 5, 1), actor=None)
    assert now(row) == "met"  # 2 of 2


def test_a_community_follows_who_moves(world: World, members: list[Citizen]) -> None:
    make_criteria("community", {"kind": "number", "of": "adults", "holding": "title", "at_least": 3})
    (row,) = register_models("community", [world.village], YEAR, actor=None)
    assert row.standing == "met"
    move_citizen(members[0], world.land.far_village, since=date(YEAR, 6, 1), actor=None)
    assert now(row) == "not_met"


def test_a_deed_that_touches_no_registered_year_leaves_no_mark(world: World) -> None:
    add(world.village, "Ai đó")
    assert not JudgingMark.objects.exists()


def test_a_decided_model_does_not_fall_silently(world: World, members: list[Citizen], row: Registration) -> None:
    decide_models([row.pk], world.commune, decision_text(), actor=None)
    revoke_title(Title.objects.get(citizen=members[0]), decision_text("2/TH"), reason="Sai", actor=None)

    assert now(row) == "not_met"
    assert (row.has_fallen, row.failing) == (True, [1])
    assert GroupRecognition.objects.get().status == "recognised"
    assert [task.count for task in tasks_of(world.minh)] == [1]
    assert tasks_of(world.son) == []


def test_a_person_keeps_it_with_a_reason_until_it_falls_anew(
    world: World, members: list[Citizen], row: Registration
) -> None:
    with refused("not_fallen"):
        keep_model(row, reason="Vì", actor=world.minh)
    decide_models([row.pk], world.commune, decision_text(), actor=None)
    title = Title.objects.get(citizen=members[0])
    revoke_title(title, decision_text("2/TH"), reason="Sai", actor=None)
    now(row)
    with refused("no_reason"):
        keep_model(row, reason=" ", actor=world.minh)
    with pytest.raises(PermissionDenied):
        keep_model(row, reason="Vì", actor=world.son)
    assert keep_model(row, reason="Đã chuyển đi học", actor=world.minh).kept_reason == "Đã chuyển đi học"
    assert tasks_of(world.minh) == []

    give_titles(members[3])
    judge_all(row)
    assert row.kept_on is None
    Title.objects.filter(citizen=members[3]).delete()
    judge_all(row)
    assert row.has_fallen


def judge_all(row: Registration) -> None:
    JudgingMark.objects.create(place=row.place_id, year=row.year)
    judge_touched()
    row.refresh_from_db()


def test_a_person_revokes_it_by_a_decision(world: World, members: list[Citizen], row: Registration) -> None:
    decide_models([row.pk], world.commune, decision_text(), actor=None)
    revoke_title(Title.objects.get(citizen=members[0]), decision_text("2/TH"), reason="Sai", actor=None)
    now(row)
    with pytest.raises(PermissionDenied):
        revoke_model(row, decision_text("3/TH"), reason="Không còn đạt", actor=world.son)
    with refused("number_taken"):
        revoke_model(row, decision_text(), reason="Không còn đạt", actor=world.minh)
    revoked = revoke_model(row, decision_text("3/TH"), reason="Không còn đạt", actor=world.minh)

    assert revoked.revoked_by is not None
    assert (revoked.revoked_by.kind, revoked.revocation_reason) == ("revoke", "Không còn đạt")
    assert GroupRecognition.objects.values_list("status", "decision_number").get() == ("registered", "")
    assert not revoked.has_fallen


def test_what_was_earned_is_no_recorded_fact_to_correct_or_take_out(
    world: World, members: list[Citizen], row: Registration
) -> None:
    decide_models([row.pk], world.commune, decision_text(), actor=None)
    family, earned = Group.objects.get(code="H1"), GroupRecognition.objects.get()
    with refused("earned"):
        record_group_recognition(GroupFact(YEAR, "registered", group=family), actor=world.minh)
    with refused("earned"):
        remove_group_recognition(earned, actor=world.minh)
    record_group_recognition(GroupFact(YEAR - 1, "registered", group=family), actor=world.minh)  # another year's
    for member in members:
        record_death(member, died_on=date(YEAR, 5, 1), actor=None)
    assert now(row) == "not_met"
    revoke_model(row, decision_text("3/TH"), reason="Không còn ai", actor=None)
    remove_group_recognition(GroupRecognition.objects.get(year=YEAR), actor=world.minh)
    assert not Registration.objects.exists()


def test_a_list_does_not_change_what_was_earned(world: World, members: list[Citizen], row: Registration) -> None:
    decide_models([row.pk], world.commune, decision_text(), actor=None)
    line = [str(YEAR), "Gia đình", "H1", "Đã đăng ký"]
    batch = received("recognitions", csv_of(["Năm", "Loại", "Mã", "Tình trạng"], [line]), world.commune)
    assert batch.counts["refused"] == 1
    assert causes(batch) == {"earned"}


def test_every_night_the_year_that_lasts_is_judged(world: World, members: list[Citizen]) -> None:
    """Its counting day has moved: who joins tomorrow is a member tomorrow."""
    year = timezone.localdate().year
    give_titles(*members[:3], year=year)
    (row,) = register_models("family", [Group.objects.get(code="H1")], year, actor=None)
    Membership.objects.filter(citizen=members[0]).update(since=timezone.localdate() + timedelta(days=1))
    assert judge_everything() == 1
    row.refresh_from_db()
    assert row.standing == "not_met"
