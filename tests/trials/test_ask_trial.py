"""A draft is tried on the decided dossiers of past years; nothing is written to any of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.actions import return_dossier
from hieuhoc.assessment.models import Dossier
from hieuhoc.criteria.actions import (
    add_criterion,
    draft_version,
    drop_applicant_group,
    drop_criterion,
    set_pass_rule,
    weigh_criterion,
)
from hieuhoc.criteria.models import Version
from hieuhoc.people.models import Residence
from hieuhoc.trials.actions import ask_trial, cancel_trial
from hieuhoc.trials.models import Trial, TrialChange
from hieuhoc.trials.tasks import count_asked_trial
from hieuhoc.trials.work import CountingCancelled, begin, is_interrupted, one_by_one, why_stale
from tests.assessment.makers import mark_area
from tests.cast import World
from tests.people.makers import LONG_AGO, add
from tests.refusals import refused
from tests.trials.makers import digest_of_dossiers, make_decided

pytestmark = pytest.mark.django_db

GOOD, EDGE, LOW = [9] * 10, [8] * 10, [7] * 10


@pytest.fixture
def draft(world: World) -> Version:
    return draft_version(world.round.version, number="Dự thảo", actor=None)


def mark(draft: Version, min_total: int, min_each: int = 5, area_class: str = "") -> None:
    kept = {"area_class": area_class, "min_total": min_total, "min_each": min_each}
    set_pass_rule(draft, **kept, source="VB", certainty="seen", actor=None)  # type: ignore[arg-type]


def tried(draft: Version, world: World, **more: object) -> Trial:
    trial = ask_trial(draft, [world.round.year], actor=world.hoa, **more)  # type: ignore[arg-type]
    count_asked_trial(trial.pk)
    trial.refresh_from_db()
    return trial


def decide_five(world: World) -> list[Dossier]:
    far = add(world.land.far_village, "Trần Thị Ngà")
    more = [add(world.land.near_village, f"Y Người {name}") for name in ("Một", "Hai")]
    people = [world.lan, world.khoa, far, *more]
    one_low = [10] * 9 + [4]
    return [
        make_decided(person, world.round, points)
        for person, points in zip(people, (GOOD, EDGE, EDGE, LOW, one_low), strict=True)
    ]


def test_a_higher_mark_fails_those_who_just_passed_and_writes_nothing_to_dossiers(world: World, draft: Version) -> None:
    dossiers = decide_five(world)
    mark(draft, 85)
    before = digest_of_dossiers()
    trial = tried(draft, world)
    assert digest_of_dossiers() == before
    assert trial.status == Trial.Status.DONE
    assert trial.result["years"] == [[world.round.year, [2, 0, 2, 1]]]
    lost = TrialChange.objects.filter(trial=trial, kind=TrialChange.Kind.LOST).order_by("dossier")
    assert [(row.dossier_id, row.total_before, row.total_after, row.missing) for row in lost] == [
        (dossiers[1].pk, 80, 80, 5),
        (dossiers[2].pk, 80, 80, 5),
    ]
    communes = {place: outcome for place, _year, outcome in trial.result["communes"]}
    assert communes == {world.commune.pk: [2, 0, 1, 1], world.other_commune.pk: [0, 0, 1, 0]}


def test_an_officer_sees_the_changed_dossiers_of_the_own_commune_only(world: World, draft: Version) -> None:
    dossiers = decide_five(world)
    mark(draft, 85)
    trial = tried(draft, world)
    lost = TrialChange.objects.filter(trial=trial, kind=TrialChange.Kind.LOST)
    seen = {
        user.username: set(lost.within(scope_of(user, "assessment.read_dossiers")).values_list("dossier", flat=True))
        for user in (world.minh, world.son, world.hoa)
    }
    assert seen[world.minh.username] == {dossiers[1].pk}
    assert seen[world.son.username] == {dossiers[2].pk}
    assert seen[world.hoa.username] == {dossiers[1].pk, dossiers[2].pk}


def test_a_lower_floor_lets_in_who_one_criterion_kept_out(world: World, draft: Version) -> None:
    dossiers = decide_five(world)
    at_first = tried(draft, world)
    assert (at_first.result["low"], at_first.result["blocking"]) == ([0] * 9 + [1], [0] * 9 + [1])
    mark(draft, 80, min_each=4)
    trial = tried(draft, world)
    assert trial.result["years"][0][1] == [1, 1, 0, 3]
    assert trial.changes.get(kind=TrialChange.Kind.GAINED).dossier_id == dossiers[4].pk


def test_weights_questions_and_groups_of_the_draft_count(world: World, draft: Version) -> None:
    decide_five(world)
    drop_criterion(draft.criteria.get(position=10), actor=None)
    weigh_criterion(draft.criteria.get(position=1), max_points=20, actor=None)
    trial = tried(draft, world)
    totals = dict(trial.changes.values_list("kind", "total_after"))
    assert totals == {TrialChange.Kind.GAINED: 100}, "without its low answer 90 points, ten of them twice"
    added = add_criterion(
        draft.competences.get(position=1), text="Câu mới", max_points=10, source="", certainty="seen", actor=None
    )
    assert added.position == 5
    trial = tried(draft, world, new_answers="none")
    assert trial.result["new"] == [4]
    assert trial.result["years"][0][1] == [2, 0, 3, 0], "nobody reaches the floor of a question that gives nothing"
    group = draft.applicant_groups.order_by("position")[0]
    drop_applicant_group(group, actor=None)
    other = draft.applicant_groups.order_by("position")[0]
    assert tried(draft, world).result["groups"] == [["", [2, 0, 3, 0]]]
    regrouped = tried(draft, world, regrouped={group.code: other.code})
    assert regrouped.result["groups"][0][0] == other.code


def test_the_mark_of_an_area_class_holds_where_people_lived_on_the_reading_day(world: World, draft: Version) -> None:
    decide_five(world)
    mark(draft, 70, area_class="remote")
    mark_area(world.commune, "remote", LONG_AGO)
    trial = tried(draft, world)
    assert ["remote", [1, 1, 0, 2]] in trial.result["areas"]


def test_a_result_says_when_it_no_longer_holds(world: World, draft: Version) -> None:
    dossiers = decide_five(world)
    trial = tried(draft, world)
    assert why_stale(trial) == ""
    return_dossier(dossiers[0], note="Bổ sung", actor=None)
    assert why_stale(trial) == "dossiers"
    again = tried(draft, world)
    assert (why_stale(again), again.result["tried"]) == ("", 4)
    assert (trial.changes.count(), again.changes.count()) == (0, 1), "only the latest trial of a year keeps its list"
    last = tried(draft, world)
    assert why_stale(again) == "newer"
    assert why_stale(last) == ""
    assert again.digest != trial.digest
    mark(draft, 81)
    assert why_stale(again) == "version"


def test_a_trial_is_cancelled_once_and_keeps_nothing(world: World, draft: Version) -> None:
    decide_five(world)
    mark(draft, 85)
    trial = ask_trial(draft, [world.round.year], actor=world.hoa)
    assert cancel_trial(trial, actor=world.hoa).status == Trial.Status.CANCELLED
    assert cancel_trial(trial, actor=world.hoa).status == Trial.Status.CANCELLED
    count_asked_trial(trial.pk)
    trial.refresh_from_db()
    assert (trial.status, trial.result, trial.changes.count()) == (Trial.Status.CANCELLED, {}, 0)


def test_a_trial_that_lost_its_worker_says_so_and_runs_again(world: World, draft: Version) -> None:
    decide_five(world)
    trial = ask_trial(draft, [world.round.year], actor=None)
    Trial.objects.filter(pk=trial.pk).update(
        status=Trial.Status.COUNTING, touched_at=timezone.now() - timedelta(hours=1)
    )
    trial.refresh_from_db()
    assert is_interrupted(trial)
    count_asked_trial(trial.pk)
    trial.refresh_from_db()
    assert (trial.status, trial.result["tried"]) == (Trial.Status.DONE, 5)


def test_a_job_that_comes_a_second_time_leaves_the_result_and_its_list(world: World, draft: Version) -> None:
    decide_five(world)
    mark(draft, 85)
    trial = tried(draft, world)
    listed = list(trial.changes.order_by("pk").values_list("pk", flat=True))
    count_asked_trial(trial.pk)
    assert list(trial.changes.order_by("pk").values_list("pk", flat=True)) == listed != []
    assert Trial.objects.get(pk=trial.pk).done_at == trial.done_at


def test_only_the_province_tries_and_only_what_can_be_judged(world: World, draft: Version) -> None:
    with pytest.raises(PermissionDenied):
        ask_trial(draft, [world.round.year], actor=world.minh)
    with refused("no_year"):
        ask_trial(draft, [1999], actor=world.hoa)
    mark(draft, 101)
    with refused("total_out_of_reach"):
        ask_trial(draft, [world.round.year], actor=world.hoa)


def test_rows_that_do_not_fit_their_criteria_are_left_out_and_nobody_shifts(world: World, draft: Version) -> None:
    dossiers = decide_five(world)
    Dossier.objects.filter(pk=dossiers[0].pk).update(final_points=[9] * 9)
    Dossier.objects.filter(pk=dossiers[1].pk).update(final_points=[None, *[9] * 9])
    Residence.objects.filter(citizen=dossiers[2].citizen_id).delete()
    mark(draft, 85)
    trial = tried(draft, world)
    assert trial.result["years"] == [[world.round.year, [2, 0, 1, 0]]]
    assert trial.changes.get(kind=TrialChange.Kind.LOST).dossier_id == dossiers[2].pk
    places = {place: sum(outcome) for place, _year, outcome in trial.result["communes"]}
    assert places == {world.commune.pk: 2, world.other_commune.pk: 1}, "without a stay, the home on record"


def test_counting_stops_at_the_next_run_when_it_is_cancelled(world: World, draft: Version) -> None:
    decide_five(world)
    trial = ask_trial(draft, [world.round.year], actor=None)
    going = one_by_one(trial, [*begin(trial), (10**9, 10**9 + 1)])
    next(going)
    cancel_trial(Trial.objects.get(pk=trial.pk), actor=None)
    with pytest.raises(CountingCancelled):
        next(going)
    trial.refresh_from_db()
    assert trial.status == Trial.Status.CANCELLED


def test_how_far_it_is_can_be_seen_while_it_counts(world: World, draft: Version) -> None:
    dossiers = decide_five(world)
    trial = ask_trial(draft, [world.round.year], actor=None)
    going = one_by_one(trial, [*begin(trial), (10**9, 10**9 + 1)])
    next(going)
    next(going)
    seen = Trial.objects.get(pk=trial.pk)
    assert (seen.status, seen.rows_done) == (Trial.Status.COUNTING, dossiers[-1].pk - dossiers[0].pk + 1)
    assert not is_interrupted(seen)
