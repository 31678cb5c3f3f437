"""Two officers, a double click, a re-sent request: one result, the other told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection

from hieuhoc.assessment.actions import (
    add_evidence,
    confirm_dossiers,
    return_dossier,
    review_dossier,
    save_self_scores,
    submit_dossier,
)
from hieuhoc.assessment.models import Dossier, Evidence, Scoring
from hieuhoc.audit.models import Entry, EntryRow
from hieuhoc.lib.errors import Refusal
from tests.assessment.makers import EIGHTY, make_dossier, make_submitted
from tests.cast import World, make_world
from tests.people.makers import make_citizen
from tests.refusals import refused


def outcomes(deeds: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run the deeds at once, each on its own connection; results and refusals in their order."""

    def attempt(deed: Callable[[], Any]) -> object:
        try:
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(attempt, deeds))


def test_the_second_officer_is_told_who_was_first_and_when(world: World) -> None:
    dossier = make_submitted(world.lan, world.round)
    seen = dossier.edition
    review_dossier(dossier, EIGHTY, edition=seen, actor=world.hoa)
    with pytest.raises(Refusal, match=r"Hoà đã cập nhật hồ sơ này lúc \d\d:\d\d \d\d/\d\d/\d{4}"):
        review_dossier(dossier, [9] * 10, reasons=dict.fromkeys(range(1, 11), "Tốt"), edition=seen, actor=world.minh)
    assert Dossier.objects.get().final_points == EIGHTY


def test_a_request_sent_again_gets_the_result_that_is_there(world: World) -> None:
    dossier = save_self_scores(make_dossier(world.lan, world.round), EIGHTY, edition=0, actor=world.lan_user)
    assert save_self_scores(dossier, EIGHTY, edition=0, actor=world.lan_user).edition == 1
    first = submit_dossier(dossier, edition=1, actor=world.lan_user)
    second = submit_dossier(dossier, edition=1, actor=world.lan_user)
    assert (first.submitted_at, first.edition) == (second.submitted_at, second.edition)


def test_the_same_person_with_other_points_from_an_old_page_is_told(world: World) -> None:
    dossier = save_self_scores(make_dossier(world.lan, world.round), EIGHTY, edition=0, actor=world.lan_user)
    with refused("changed_meanwhile"):
        save_self_scores(dossier, [1] * 10, edition=0, actor=world.lan_user)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_leave_one_review() -> None:
    world = make_world()
    dossier = make_submitted(world.lan, world.round)
    nine = dict.fromkeys(range(1, 11), "Tốt")
    results = outcomes(
        [
            lambda: review_dossier(dossier, EIGHTY, edition=dossier.edition, actor=world.minh),
            lambda: review_dossier(dossier, [9] * 10, reasons=nine, edition=dossier.edition, actor=world.hoa),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Dossier", "Refusal"]
    assert Scoring.objects.filter(stage="review").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_reviews_once_and_both_clicks_see_it() -> None:
    world = make_world()
    dossier = make_submitted(world.lan, world.round)
    results = outcomes([lambda: review_dossier(dossier, EIGHTY, edition=dossier.edition, actor=world.minh)] * 2)
    assert [result.status for result in results] == ["passed", "passed"]
    assert Scoring.objects.filter(stage="review").count() == 1


@pytest.mark.django_db(transaction=True)
def test_opening_twice_at_the_same_moment_makes_one_dossier() -> None:
    world = make_world()
    results = outcomes([lambda: make_dossier(world.lan, world.round, actor=world.lan_user)] * 2)
    assert results[0] == results[1]
    assert Dossier.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_submits_once_and_two_officers_submit_once() -> None:
    world = make_world()
    dossier = save_self_scores(make_dossier(world.lan, world.round), EIGHTY, actor=None)
    results = outcomes([lambda: submit_dossier(dossier, edition=dossier.edition, actor=world.lan_user)] * 2)
    assert [result.status for result in results] == ["submitted", "submitted"]
    assert Dossier.objects.get().edition == dossier.edition + 1
    returned = return_dossier(dossier, note="Thiếu minh chứng", actor=world.hoa)
    results = outcomes(
        [
            partial(submit_dossier, returned, edition=returned.edition, actor=officer)
            for officer in (world.minh, world.hoa)
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Dossier", "Refusal"]


@pytest.mark.django_db(transaction=True)
def test_reviewing_and_returning_at_the_same_moment_does_one_of_the_two() -> None:
    world = make_world()
    dossier = make_submitted(world.lan, world.round)
    results = outcomes(
        [
            lambda: review_dossier(dossier, EIGHTY, edition=dossier.edition, actor=world.minh),
            lambda: return_dossier(dossier, note="Thiếu", edition=dossier.edition, actor=world.hoa),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Dossier", "Refusal"]
    kept = Dossier.objects.get()
    assert (kept.status == "passed") == (kept.final_points == EIGHTY)


@pytest.mark.django_db(transaction=True)
def test_the_person_and_an_officer_saving_points_at_the_same_moment_keep_one_and_the_other_is_told() -> None:
    world = make_world()
    dossier = make_dossier(world.lan, world.round)
    results = outcomes(
        [
            lambda: save_self_scores(dossier, EIGHTY, edition=dossier.edition, actor=world.lan_user),
            lambda: save_self_scores(dossier, [9] * 10, edition=dossier.edition, actor=world.minh),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Dossier", "Refusal"]
    assert Scoring.objects.get().points == Dossier.objects.get().self_points


@pytest.mark.django_db(transaction=True)
def test_the_same_evidence_sent_twice_at_once_is_kept_once() -> None:
    world = make_world()
    dossier = make_dossier(world.lan, world.round)
    criterion = world.round.version.criteria.get(position=1)
    add: list[Callable[[], Any]] = [lambda: add_evidence(dossier, criterion, text="Đọc báo", actor=world.lan_user)]
    results = outcomes(add * 2)
    assert results[0] == results[1] == Evidence.objects.get()


@pytest.mark.django_db(transaction=True)
def test_two_officers_confirming_the_same_dossiers_review_each_once_with_one_entry_per_batch() -> None:
    world = make_world()
    rows = [make_submitted(make_citizen(f"Y Số {n}", world.commune), world.round) for n in range(3)]
    confirm = [
        partial(confirm_dossiers, rows, actor=world.minh),
        partial(confirm_dossiers, rows[::-1], actor=world.hoa),
    ]
    results = outcomes(confirm)
    assert sorted(len(result.done) for result in results) == [0, 3]
    assert sorted(len(result.left) for result in results) == [0, 3]
    assert Scoring.objects.filter(stage="review").count() == 3
    entry = Entry.objects.get(deed="assessment.review_dossier")
    assert (entry.rows_touched, EntryRow.objects.filter(entry=entry).count()) == (3, 3)
