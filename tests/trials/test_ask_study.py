"""Each criterion in force is measured on the dossiers it decided."""

import pytest

from hieuhoc.assessment.actions import return_dossier, review_dossier, submit_dossier
from hieuhoc.criteria.actions import draft_version
from hieuhoc.trials.actions import ask_study, cancel_study
from hieuhoc.trials.models import Study
from hieuhoc.trials.tasks import count_asked_study
from hieuhoc.trials.work import why_stale
from tests.cast import World, account
from tests.people.makers import add
from tests.refusals import refused
from tests.trials.makers import digest_of_dossiers, make_decided

pytestmark = pytest.mark.django_db


def measured(world: World) -> Study:
    study = ask_study(world.round.version, [world.round.year], actor=world.hoa)
    count_asked_study(study.pk)
    study.refresh_from_db()
    return study


def test_points_changes_and_agreement_are_counted(world: World) -> None:
    make_decided(world.lan, world.round, [10] + [8] * 9, [9] + [8] * 9)
    make_decided(world.khoa, world.round, [10] * 10)
    make_decided(add(world.land.far_village, "Trần Thị Ngà"), world.round, [10] + [0] * 9, [10] + [2] * 9)
    before = digest_of_dossiers()
    study = measured(world)
    assert digest_of_dossiers() == before
    whole = next(part for part in study.result["parts"] if part["kind"] == "all")
    assert (whole["count"], whole["declared"]) == (3, 3)
    assert whole["often"][0] == [0] * 9 + [1, 2]
    assert (whole["changed"][0], whole["raised"][0], whole["apart"][0]) == (1, 0, 1)
    assert (whole["changed"][1], whole["raised"][1], whole["apart"][1]) == (1, 1, 2)
    assert whole["alpha"] == pytest.approx(0.93, abs=0.1)
    assert whole["rest"][1] > 0.9
    assert whole["agreement"][0]["pairs"] == 0
    assert {part["code"] for part in study.result["parts"] if part["kind"] == "group"} == {"residents"}


def test_two_reviews_of_one_dossier_by_two_people_are_compared(world: World) -> None:
    first, second = account("Một"), account("Hai")
    dossier = make_decided(world.lan, world.round, [8] * 10)
    dossier.scorings.filter(stage="review").update(given_by=first)
    again = submit_dossier(return_dossier(dossier, note="Bổ sung", actor=None), actor=None)
    review_dossier(again, [8] * 9 + [6], reasons={10: "Thiếu minh chứng"}, actor=None)
    dossier.scorings.filter(stage="review", given_by=None).update(given_by=second)
    study = measured(world)
    told = {part["kind"]: part["agreement"] for part in study.result["parts"]}
    for agreed in (told["all"], told["group"]):
        assert [row["same"] for row in agreed] == [1] * 9 + [0]
        assert (agreed[9]["pairs"], agreed[9]["points_apart"]) == (1, 2)


def test_a_version_is_measured_in_the_years_it_was_used_and_the_counting_stops_when_told(world: World) -> None:
    draft = draft_version(world.round.version, number="Dự thảo", actor=None)
    with refused("other_version"):
        ask_study(draft, [world.round.year], actor=world.hoa)
    study = ask_study(world.round.version, [world.round.year], actor=world.hoa)
    assert cancel_study(study, actor=world.hoa).status == Study.Status.CANCELLED
    count_asked_study(study.pk)
    study.refresh_from_db()
    assert study.result == {}
    assert why_stale(study) == ""
