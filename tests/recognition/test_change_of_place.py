"""Dossiers and lists in progress when the map changes; what was decided stays."""

from datetime import date

import pytest

from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.actions import review_dossier
from hieuhoc.assessment.models import Dossier
from hieuhoc.people.actions import assign_waiting
from hieuhoc.people.models import WaitingEntry
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.drafting import Draft
from hieuhoc.places.models import ChangeOrder, Place
from hieuhoc.recognition.actions import issue_decision, make_proposal, send_proposal
from hieuhoc.recognition.models import Proposal, Title
from tests.assessment.makers import make_passed, make_submitted, mark_area
from tests.cast import World
from tests.people.makers import make_citizen
from tests.places.small_map import new
from tests.recognition.test_recognise import decision_text

DAY = date(2026, 3, 1)


def applied(*steps: Draft) -> ChangeOrder:
    order = draft_order("1/NQ", "Sắp xếp", DAY, list(steps), actor=None)
    apply_change_order(order, actor=None)
    return order


def made_by(order: ChangeOrder, key: str) -> Place:
    place = order.steps.get(verb="make", attributes__key=key).place
    assert place is not None
    return place


@pytest.fixture
def merge(world: World) -> list[Draft]:
    return drafting.merge([world.commune.pk, world.other_commune.pk], new("Cư Né Mới", world.province))


def test_what_is_in_progress_goes_to_the_whole_successor_and_comes_back(world: World, merge: list[Draft]) -> None:
    ba = make_citizen("Y Ba", world.commune)
    dossier = make_submitted(ba, world.round)
    make_passed(world.lan, world.round)
    proposal = make_proposal(world.round, world.commune, actor=world.minh)
    order = applied(*merge)
    successor = made_by(order, "Cư Né Mới")
    assert Dossier.objects.get(pk=dossier.pk).place == successor
    assert Proposal.objects.get(pk=proposal.pk).place == successor
    assert Dossier.objects.get(citizen=world.lan).place == world.village
    undo_change_order(order, actor=None)
    assert Dossier.objects.get(pk=dossier.pk).place == world.commune
    assert Proposal.objects.get(pk=proposal.pk).place == world.commune


def test_titles_and_decided_lists_stay_where_they_were_made(world: World, merge: list[Draft]) -> None:
    make_passed(make_citizen("Y Ba", world.commune), world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=world.minh), actor=world.minh)
    issue_decision(proposal, decision_text(), actor=world.hoa)
    applied(*merge)
    assert Title.objects.get().place == world.commune
    assert Proposal.objects.get().place == world.commune


def test_a_dossier_of_a_cut_ward_waits_at_the_province_and_follows_the_person(world: World) -> None:
    ba = make_citizen("Y Ba", world.commune)
    dossier = make_submitted(ba, world.round)
    parts = [new("Cư Né Đông", world.province), new("Cư Né Tây", world.province)]
    order = applied(*drafting.split(world.commune.pk, parts))
    assert list(Dossier.objects.within(scope_of(world.hoa, "assessment.read_dossiers"))) == [dossier]
    assert Dossier.objects.get().place == world.commune
    west = made_by(order, "Cư Né Tây")
    assign_waiting(list(WaitingEntry.objects.filter(citizen=ba)), west, actor=None)
    assert Dossier.objects.get().place == west


def test_the_area_class_of_the_new_commune_decides_after_the_move(world: World, merge: list[Draft]) -> None:
    dossier = make_submitted(make_citizen("Y Ba", world.commune), world.round, [7] * 10)
    successor = made_by(applied(*merge), "Cư Né Mới")
    mark_area(successor, "ethnic_minority", DAY)
    assert review_dossier(dossier, [7] * 10, actor=world.hoa).status == "passed"
