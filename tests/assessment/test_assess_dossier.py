"""A dossier from opening to its verdict."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.actions import (
    close_round,
    open_dossier,
    plan_round,
    return_dossier,
    review_dossier,
    save_self_scores,
    submit_dossier,
    withdraw_dossier,
)
from hieuhoc.assessment.models import Dossier, Round, Scoring
from hieuhoc.assessment.reads import dossier_card, dossier_tasks, verdict_of
from hieuhoc.audit.models import Entry
from hieuhoc.criteria.models import Version
from hieuhoc.lib.errors import Refusal
from hieuhoc.outbox.models import Message
from hieuhoc.people.models import Residence
from hieuhoc.privacy.models import Consent
from tests.assessment.makers import (
    EIGHTY,
    SEVENTY,
    make_dossier,
    make_passed,
    make_round,
    make_submitted,
    make_unit,
    mark_area,
)
from tests.cast import World, account
from tests.people.makers import make_citizen


def again(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def test_lan_assesses_herself_and_minh_confirms(world: World) -> None:
    dossier = make_dossier(world.lan, world.round, actor=world.lan_user)
    dossier = save_self_scores(dossier, EIGHTY, edition=0, actor=world.lan_user)
    dossier = submit_dossier(dossier, edition=1, actor=world.lan_user)
    dossier = review_dossier(dossier, EIGHTY, edition=2, actor=world.minh)
    assert dossier.pass_rule is not None
    assert (dossier.status, dossier.total, dossier.pass_rule.min_total) == ("passed", 80, 80)
    assert [scoring.stage for scoring in dossier.scorings.order_by("id")] == ["self", "review"]


def test_the_dossier_is_handled_where_she_lives(world: World) -> None:
    assert make_dossier(world.lan, world.round, actor=world.lan_user).place == world.village


def test_opening_twice_is_opening_once(world: World) -> None:
    first = make_dossier(world.lan, world.round, actor=world.lan_user)
    assert make_dossier(world.lan, world.round, actor=world.lan_user) == first


def test_opening_it_again_for_another_group_is_told_and_not_lost(world: World) -> None:
    make_dossier(world.lan, world.round, actor=world.lan_user)
    other = world.round.version.applicant_groups.get(position=4)
    with pytest.raises(Refusal, match="đã có hồ sơ đợt"):
        open_dossier(world.lan, world.round, applicant_group=other, actor=world.lan_user)


def test_minh_may_enter_it_for_her_only_with_her_consent(world: World) -> None:
    with pytest.raises(Refusal, match="đồng ý"):
        make_dossier(world.lan, world.round, actor=world.minh)
    dossier = make_dossier(world.lan, world.round, consent_way="paper", actor=world.minh)
    assert dossier.is_assisted
    assert Consent.objects.get(citizen=world.lan).recorded_by == world.minh


def test_her_own_points_stay_beside_those_an_officer_enters(world: World) -> None:
    dossier = make_dossier(world.lan, world.round, actor=world.lan_user)
    save_self_scores(dossier, SEVENTY, actor=world.lan_user)
    save_self_scores(dossier, [9] * 10, actor=world.lan_user)
    save_self_scores(dossier, EIGHTY, actor=world.minh)
    kept = Scoring.objects.order_by("id").values_list("stage", "points")
    assert list(kept) == [("self", [9] * 10), ("assisted", EIGHTY)]


def test_son_of_another_commune_may_do_nothing(world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    with pytest.raises(PermissionDenied):
        review_dossier(dossier, EIGHTY, actor=world.son)
    with pytest.raises(PermissionDenied):
        make_dossier(world.lan, world.round, consent_way="paper", actor=world.son)
    assert not Dossier.objects.within(scope_of(world.son, "assessment.read_dossiers")).exists()


def test_the_province_and_the_commune_see_it(world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    for officer in (world.minh, world.hoa):
        assert list(Dossier.objects.within(scope_of(officer, "assessment.read_dossiers"))) == [dossier]
        assert [task.count for task in dossier_tasks(officer)] == [1]
    assert dossier_tasks(world.son) == []


def test_the_staff_officer_of_a_work_unit_reviews_its_dossiers(world: World) -> None:
    user = account("Hạnh")
    unit = make_unit("Trường THCS Cư Né", world.commune, make_citizen("Hạnh", world.commune, user))
    dossier = make_submitted(world.lan, world.round, unit=unit)
    assert review_dossier(dossier, EIGHTY, actor=user).status == "passed"
    other = make_submitted(make_citizen("Y Ba", world.village), world.round)
    user = User.objects.get(pk=user.pk)
    with pytest.raises(PermissionDenied):
        review_dossier(other, EIGHTY, actor=user)
    assert list(Dossier.objects.within(scope_of(user, "assessment.read_dossiers"))) == [dossier]


def test_a_changed_point_needs_its_reason(world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    with pytest.raises(Refusal, match="chỉ số 3"):
        review_dossier(dossier, [8, 8, 10, *EIGHTY[3:]], actor=world.minh)
    dossier = review_dossier(dossier, [8, 8, 10, *EIGHTY[3:]], reasons={3: "Dạy chữ cho cả buôn"}, actor=world.minh)
    card = dossier_card(dossier)
    assert (card.rows[2].self_points, card.rows[2].final_points, card.rows[2].reason) == (8, 10, "Dạy chữ cho cả buôn")


def test_nobody_reviews_their_own_dossier(world: World) -> None:
    world.lan.user = world.minh
    world.lan.save()
    with pytest.raises(Refusal, match="chính mình"):
        review_dossier(make_submitted(world.lan, world.round), EIGHTY, actor=world.minh)


def test_points_missing_or_out_of_range_are_not_taken(world: World) -> None:
    dossier = make_dossier(world.lan, world.round)
    with pytest.raises(Refusal, match="xem lại chỉ số 2"):
        save_self_scores(dossier, [8, 11, *EIGHTY[2:]], actor=world.lan_user)
    save_self_scores(dossier, [8, None, *EIGHTY[2:]], actor=world.lan_user)
    with pytest.raises(Refusal, match="chỉ số 2"):
        submit_dossier(dossier, actor=world.lan_user)


def test_a_submitted_dossier_is_not_edited_until_it_is_returned(world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    with pytest.raises(Refusal, match="Chờ xét"):
        save_self_scores(dossier, SEVENTY, actor=world.lan_user)
    return_dossier(dossier, note="Thêm ảnh lớp học.", actor=world.minh)
    assert Message.objects.get().recipient == world.lan_user
    dossier = save_self_scores(again(dossier), SEVENTY, actor=world.lan_user)
    assert submit_dossier(dossier, actor=world.lan_user).status == "submitted"


def test_the_deadline_binds_the_person_and_not_the_office(world: World) -> None:
    Round.objects.update(submit_by=timezone.localdate() - timedelta(days=1))
    dossier = save_self_scores(make_dossier(world.lan, world.round), EIGHTY, actor=world.lan_user)
    with pytest.raises(Refusal, match="quá hạn nộp"):
        submit_dossier(dossier, actor=world.lan_user)
    assert submit_dossier(dossier, actor=world.minh).status == "submitted"


def test_a_closed_round_takes_nothing_any_more(world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    close_round(world.round, actor=world.hoa)
    with pytest.raises(Refusal, match="không mở"):
        review_dossier(dossier, EIGHTY, actor=world.minh)


def test_a_withdrawn_dossier_can_be_taken_up_again(world: World) -> None:
    dossier = withdraw_dossier(make_passed(world.lan, world.round), actor=world.lan_user)
    assert (dossier.status, dossier.total) == ("withdrawn", None)
    assert make_dossier(world.lan, world.round, actor=world.lan_user).status == "draft"


def test_the_area_class_of_the_commune_lowers_the_mark_for_its_villages(world: World) -> None:
    mark_area(world.commune, "ethnic_minority", date(2021, 1, 1))
    dossier = review_dossier(make_submitted(world.lan, world.round, SEVENTY), SEVENTY, actor=world.minh)
    assert dossier.pass_rule is not None
    assert (dossier.status, dossier.pass_rule.min_total, dossier.pass_rule.certainty) == ("passed", 70, "uncertain")


def test_an_area_class_that_ended_before_the_reading_day_does_not_count(world: World) -> None:
    mark_area(world.commune, "ethnic_minority", date(2021, 1, 1), timezone.localdate())
    assert review_dossier(make_submitted(world.lan, world.round, SEVENTY), SEVENTY, actor=world.minh).status == "failed"


def test_the_area_class_is_read_on_the_reference_day_of_a_past_round(world: World) -> None:
    past = make_round(2024)
    mark_area(world.commune, "remote", date(2024, 12, 31), date(2025, 1, 1))
    assert review_dossier(make_submitted(world.lan, past, SEVENTY), SEVENTY, actor=world.minh).status == "passed"


def test_the_place_is_read_on_the_reference_day(world: World) -> None:
    Residence.objects.filter(citizen=world.lan).update(until=date(2025, 6, 1))
    Residence.objects.create(citizen=world.lan, place=world.other_commune, since=date(2025, 6, 1))
    assert make_dossier(world.lan, make_round(2024)).place == world.village
    assert make_dossier(world.lan, world.round).place == world.other_commune


def test_a_decided_dossier_keeps_its_verdict_when_the_area_changes(world: World) -> None:
    spell = mark_area(world.commune, "ethnic_minority", date(2021, 1, 1))
    dossier = review_dossier(make_submitted(world.lan, world.round, SEVENTY), SEVENTY, actor=world.minh)
    spell.delete()
    verdict = verdict_of(again(dossier))
    assert verdict is not None
    assert verdict.is_passed


def test_the_dead_get_no_dossier(world: World) -> None:
    world.lan.died_on = timezone.localdate()
    with pytest.raises(Refusal, match="không còn cư trú"):
        make_dossier(world.lan, world.round)


def test_a_group_of_another_version_is_refused(world: World) -> None:
    foreign = Version.objects.get(number="244/QĐ-KHVN").applicant_groups.order_by("position")[0]
    with pytest.raises(Refusal, match="Nhóm đối tượng"):
        open_dossier(world.lan, world.round, applicant_group=foreign, actor=None)


def test_a_round_names_only_a_version_that_held_in_its_year(world: World) -> None:
    with pytest.raises(Refusal, match="không áp dụng"):
        plan_round(2025, Version.objects.get(number="244/QĐ-KHVN"), actor=world.hoa)
    assert plan_round(2023, Version.objects.get(number="244/QĐ-KHVN"), actor=world.hoa).reference_on == date(
        2023, 12, 31
    )


def test_points_are_in_the_record_only_sealed(world: World) -> None:
    dossier = save_self_scores(make_dossier(world.lan, world.round), EIGHTY, actor=world.lan_user)
    entry = Entry.objects.filter(subject_kind="dossier", subject_id=dossier.pk).latest("id")
    assert "points" not in entry.changes
    assert entry.private_changes
