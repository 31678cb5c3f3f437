"""Every list asks the database as many questions for more than a page of rows as for one row, and how many is pinned."""

import pytest
from django.urls import get_resolver
from django.utils import timezone

from hieuhoc.accounts.models import Happened, SecurityEvent, SignInRule
from hieuhoc.audit.actions import record_reading
from hieuhoc.collectives.actions import register_models
from hieuhoc.indicators import rows
from hieuhoc.indicators.models import TargetSet
from hieuhoc.learning.models import Lesson
from hieuhoc.people.actions import join_branch
from hieuhoc.people.models import AssociationBranch, Group, WorkUnit
from hieuhoc.places.models import ChangeOrder, ChangeStep, Place
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from hieuhoc.recognition.models import Certificate, GroupRecognition
from hieuhoc.sheets.models import Batch
from tests import house
from tests.assessment.makers import make_passed
from tests.collectives.makers import make_criteria
from tests.counting import asked_anew
from tests.house_lists import paged_lists
from tests.made_once import made_once
from tests.people.makers import LONG_AGO, add
from tests.plans.makers import make_derived
from tests.web.access.addresses import addresses, filled
from tests.web.access.browsing import Browser, text_of
from tests.web.access.world import BothSides, make_access_world
from tests.web.budgets.crowd import make_crowd, write_people
from tests.web.budgets.pinned import BUDGETS

NARROWED = {"office:history": "?room=learning", "office:place-list": "?name=drah"}  # to one row, and later to many


@made_once
def world() -> BothSides:
    """The world of the access tests, with a first row where a list of it is empty."""
    made = make_access_world()
    near, rows = made.near, made.near.rows
    order = ChangeOrder.objects.get(pk=rows["order"])
    ChangeStep.objects.create(order=order, position=1, verb="amend", place=near.commune, attributes={"name": "Mới"})
    join_branch(near.people.listed, AssociationBranch.objects.get(pk=rows["branch"]), since=LONG_AGO, actor=None)
    unit = WorkUnit.objects.get(pk=rows["unit"])
    make_passed(add(near.village, "Y Tuân Mlô"), made.round, unit=unit)
    for model in ({"unit": unit}, {"village": near.village}):
        GroupRecognition.objects.create(year=made.round.year, status=GroupRecognition.Status.REGISTERED, **model)
    make_criteria()
    register_models("family", [Group.objects.get(place=near.village, kind="family")], made.round.year, actor=None)
    Lesson.objects.get(pk=rows["lesson"]).trainers.add(made.cast.hoa)
    TargetSet.objects.create(code="xa", name="Kế hoạch của xã", document="KH 1", place=near.commune)
    SecurityEvent.objects.create(user=made.cast.minh, happened=Happened.SIGNED_IN, by=made.cast.hoa)
    SignInRule.objects.create(since=LONG_AGO, set_by=made.cast.hoa)
    _plan(rows, near.village)
    Certificate.objects.filter(title=rows["title"]).update(printed_name="Tên Cũ")
    write_people(Batch.objects.get(pk=rows["batch"]), [near.people.listed.pk])
    record_reading(
        "people.read_citizens",
        actor=made.cast.minh,
        subject_kind="citizen",
        subject_id=made.cast.lan.pk,
        place=near.commune.pk,
        person_count=1,
    )
    return made


def _plan(rows: dict[str, int], village: Place) -> None:
    """A plan derived from the one there is, a late task, and one that is due today."""
    plan, task = ProgrammePlan.objects.get(pk=rows["plan"]), PlanTask.objects.get(pk=rows["plantask"])
    make_derived(plan, village)
    for code, due in (("T1", LONG_AGO), ("T2", timezone.localdate())):
        task.pk, task.code, task.status, task.starts_on, task.due_on = None, code, "assigned", LONG_AGO, due
        task.save()


def asked(world: BothSides) -> tuple[dict[str, int], set[str]]:
    """Address → how many questions; and the addresses that offer a further page."""
    hoa, lan = Browser(world.people["hoa"]), Browser(world.people["lan"])
    counts, going_on = {}, set()
    for one in addresses():
        if one.full_name not in BUDGETS:
            continue
        browser = lan if one.face == "citizen" else hoa
        address = filled(one, world, world.near) + NARROWED.get(one.full_name, "")
        browser.get(address)  # what is kept from one request to the next is kept by now
        with asked_anew() as caught:
            answer = browser.get(address)
        assert answer.status_code == 200, one.full_name
        counts[one.full_name] = len(caught)
        going_on |= {one.full_name} if "after=" in text_of(answer) else set()
    return counts, going_on


def test_every_list_asks_the_same_for_one_row_and_for_more_than_a_page(
    world: BothSides, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FIRST_WINDOW", 10**9)  # how many windows are looked through is the ids' doing
    few, longer_than_a_page = asked(world)
    assert longer_than_a_page == set()
    make_crowd(world)
    many, longer_than_a_page = asked(world)
    assert longer_than_a_page == paged_lists(house.modules(), get_resolver().url_patterns) & set(BUDGETS)
    assert {name: count for name, count in many.items() if count > few[name]} == {}
    assert {name: count for name, count in few.items() if count > BUDGETS[name]} == {}
    assert set(few) == set(BUDGETS)
