"""Learning models go through a review chain of their own before they are decided on; without one, straight to the decision."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.reads import history_of
from hieuhoc.chains.models import Passage
from hieuhoc.chains.rules import Act, ReviewChain, Who, gaps
from hieuhoc.collectives.actions import agree_models, decide_models, register_models, return_model
from hieuhoc.collectives.chains import ACTS, KINDS, OFFICES
from hieuhoc.collectives.models import Registration
from hieuhoc.collectives.steps import steps_of, waiting_for
from hieuhoc.lib.opaque import public_id
from hieuhoc.lib.scope import whole_system
from hieuhoc.outbox.models import Message
from tests.cast import Cast, officer
from tests.chains.makers import make_chain, second_officer, shipped, step
from tests.collectives.makers import decision_text, give_titles, make_criteria, make_family
from tests.counting import asked_anew
from tests.people.makers import make_citizen
from tests.recognition.kin import own_of
from tests.refusals import refused

COLLECT = step("village", "collect", days=5)
AGREE = step("association", "agree", may_return=True)
DECIDE = step("commune", "decide", may_return=True)


@pytest.mark.parametrize("kind", ["family_model", "unit_model"])
def test_what_is_shipped_can_be_put_in_force(kind: str) -> None:
    known = next(row for row in KINDS if row.code == kind)
    assert gaps(ReviewChain.model_validate(shipped(kind)), known.whos, known.acts) == ()


def test_nobody_gives_points_to_a_model() -> None:
    chain = ReviewChain.model_validate({"steps": [step("commune", "score"), DECIDE]})
    assert gaps(chain, OFFICES, ACTS) == ("foreign_act",)
    assert Act.PROPOSE not in ACTS
    assert Who.COUNCIL not in OFFICES


in_database = pytest.mark.django_db


def met(cast: Cast, *steps: dict) -> Registration:
    """A family of Lan alone, who holds the title, registered where that chain is in force."""
    year = timezone.localdate().year
    make_criteria("family")
    make_chain(cast.commune, *(steps or (COLLECT, AGREE, DECIDE)), kind="family_model")
    give_titles(cast.lan, year=year)
    family = make_family(cast.village, "LAN", cast.lan)
    return register_models("family", [family], year, actor=None)[0]


def village_of(cast: Cast) -> User:
    return officer("Sâm", Role.VILLAGE, cast.village)


def position(row: Registration) -> int:
    return steps_of([row.pk])[row.pk].position


@in_database
def test_a_family_goes_from_the_village_to_the_decision(cast: Cast) -> None:
    row, sam, binh = met(cast), village_of(cast), second_officer(cast.commune)
    assert position(row) == 1
    assert list(waiting_for(sam, whole_system(timezone.localdate()))) == [row]
    with refused("under_review"):
        decide_models([row.pk], cast.commune, decision_text(), actor=None)
    assert "do thôn" in agree_models([row.pk], actor=cast.minh).left[0][1]
    assert agree_models([row.pk], actor=sam).done == (row,)
    assert agree_models([row.pk], reason="Đúng thực tế", actor=binh).done == (row,)
    with refused("acted_before"):
        decide_models([row.pk], cast.commune, decision_text(), actor=binh)
    with refused("not_their_step"):
        decide_models([row.pk], cast.commune, decision_text(), actor=cast.hoa)
    decide_models([row.pk], cast.commune, decision_text(), actor=cast.minh)
    assert steps_of([row.pk]) == {}
    deeds = [entry.deed for entry in history_of("registration", row.pk)]
    assert deeds == ["collectives.decide_models", *["collectives.agree_models"] * 2, "collectives.register_models"]


@in_database
def test_sent_back_it_begins_anew_and_who_sends_it_on_is_told(cast: Cast) -> None:
    row, sam = met(cast), village_of(cast)
    agree_models([row.pk], actor=sam)
    with pytest.raises(PermissionDenied):
        return_model(row, note="Thiếu", actor=cast.son)
    with refused("no_note"):
        return_model(row, note=" ", actor=cast.minh)
    return_model(row, note="Thiếu danh sách", actor=cast.minh)
    assert position(row) == 1
    assert Message.objects.get(recipient=sam).body == "Thiếu danh sách"
    with refused("wrong_step"):
        return_model(row, note="Thiếu", actor=sam)
    assert agree_models([row.pk], actor=sam).done == (row,)  # no hand of the first time counts


@in_database
def test_what_does_not_meet_its_criteria_or_is_ones_own_family_is_left(cast: Cast) -> None:
    row = met(cast, step("commune", "agree"), DECIDE)
    group = row.recognition.group if row.recognition else None
    assert group is not None
    group.memberships.create(citizen=own_of(cast, cast.minh), since=timezone.localdate())
    left = agree_models([row.pk], actor=cast.minh).left
    assert "gia đình mình" in left[0][1]
    left = agree_models([row.pk], actor=second_officer(cast.commune)).left
    assert "tiêu chí" in left[0][1]


@in_database
def test_a_level_that_is_not_there_is_skipped_and_two_people_may_be_needed(cast: Cast) -> None:
    two = step("commune", "agree", reviewers=2)
    row, binh = met(cast, step("association", "agree", skipped_without=True), two, DECIDE), second_officer(cast.commune)
    assert position(row) == 2
    agree_models([row.pk], actor=binh)
    assert "Mình đã làm" in agree_models([row.pk], actor=binh).left[0][1]
    agree_models([row.pk], actor=cast.minh)
    assert position(row) == 3


@in_database
def test_elsewhere_models_go_straight_to_the_decision(cast: Cast) -> None:
    make_criteria("family")
    make_chain(cast.other_commune, COLLECT, AGREE, DECIDE, kind="family_model")
    give_titles(cast.lan, year=timezone.localdate().year)
    family = make_family(cast.village, "LAN", cast.lan)
    row = register_models("family", [family], timezone.localdate().year, actor=None)[0]
    assert not Passage.objects.exists()
    assert "không chờ bước" in agree_models([row.pk], actor=cast.minh).left[0][1]
    with refused("wrong_step"):
        return_model(row, note="Thiếu", actor=cast.minh)
    decide_models([row.pk], cast.commune, decision_text(), actor=cast.minh)


@in_database
def test_the_list_of_a_step_costs_the_same_for_few_and_for_many(cast: Cast, client: Client) -> None:
    met(cast, step("commune", "agree"), DECIDE)
    client.force_login(cast.minh)
    counts = []
    for many in (2, 9):
        people = [make_citizen(f"Người {many} {number}", cast.village) for number in range(many)]
        families = [make_family(cast.village, f"H{many}{number}", one) for number, one in enumerate(people)]
        register_models("family", families, timezone.localdate().year, actor=None)
        with asked_anew() as caught:
            assert "Gia đình H21" in client.get(reverse("office:model-step-list")).content.decode()
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 20


@in_database
def test_the_pages_of_a_step(cast: Cast, client: Client) -> None:
    row = met(cast, step("commune", "agree", may_return=True), DECIDE)
    client.force_login(cast.minh)
    assert reverse("office:model-step-list") in client.get(reverse("office:home")).content.decode()
    assert "Gia đình LAN" in client.get(reverse("office:model-step-list")).content.decode()
    page = client.get(reverse("office:model", args=[row.pk])).content.decode()
    assert reverse("office:model-agree", args=[row.pk]) in page
    chosen = {"chosen": [public_id("registration", row.pk)]}
    assert "Đã đồng ý với 1 mô hình" in client.post(reverse("office:model-step-agree"), chosen).content.decode()
    client.post(reverse("office:model-return", args=[row.pk]), {"note": "Thiếu"})
    assert position(row) == 1
    client.post(reverse("office:model-agree", args=[row.pk]), {"reason": ""})
    page = client.get(reverse("office:model", args=[row.pk])).content.decode()
    assert "trả lại" in page
    assert "ra quyết định" in page
