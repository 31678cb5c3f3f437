"""Two communes become one: what goes on lies with it, what was done stays where it was, nothing is done twice; and back."""

from datetime import date

import pytest
from django.utils import timezone

from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order, undo_change_order
from hieuhoc.places.models import ChangeOrder, Place
from hieuhoc.plans.actions import count_task
from hieuhoc.plans.models import PlanTask, ProgrammePlan
from tests.cast import Cast
from tests.places.small_map import new
from tests.plans.makers import make_derived, make_plan, task_words
from tests.reported.makers import make_locked

pytestmark = pytest.mark.django_db


def merged(cast: Cast) -> tuple[ChangeOrder, Place]:
    steps = drafting.merge([cast.commune.pk, cast.other_commune.pk], new("Cư Né Mới", cast.province))
    order = draft_order("9/NQ", "Sắp xếp", date(2025, 7, 1), list(steps), actor=None)
    apply_change_order(order, actor=None)
    made = order.steps.get(verb="make").place
    assert made is not None
    return order, made


def kept() -> list[tuple[object, ...]]:
    rows = PlanTask.objects.order_by("pk").values_list("pk", "place", "status", "note", "finished_on")
    return [*rows, *ProgrammePlan.objects.order_by("pk").values_list("pk", "place", "status")]


@pytest.mark.parametrize("done", [[False, False], [True, False], [False, True], [True, True]])
def test_the_successor_takes_over_what_goes_on(cast: Cast, done: list[bool]) -> None:
    given_to_all = task_words(cast.province, owner=PlanTask.Owner.COMMUNE)
    upper = make_plan(cast.province, given_to_all)
    below = [make_derived(upper, place) for place in (cast.commune, cast.other_commune)]
    parts = [upper.tasks.get(place=plan.place) for plan in below]
    for part, is_done in zip(parts, done, strict=True):
        if is_done:
            PlanTask.objects.filter(pk=part.pk).update(status="finished", finished_on=timezone.localdate())
    before = kept()
    order, successor = merged(cast)
    assert set(ProgrammePlan.objects.exclude(pk=upper.pk).values_list("place", flat=True)) == {successor.pk}
    running = upper.tasks.filter(is_part=True, status="assigned")
    assert list(running.values_list("place", flat=True)) == [successor.pk] * min(1, 2 - sum(done))
    for part, is_done in zip(parts, done, strict=True):
        where = part.place_id
        part.refresh_from_db()
        assert (part.place_id == where) == is_done
    undo_change_order(order, actor=None)
    assert kept() == before


def test_what_went_whole_into_a_place_has_reported_for_it(cast: Cast) -> None:
    """Of a year before the merger: each on the map of that day."""
    make_locked(cast.commune, 2024)
    _order, successor = merged(cast)
    words = task_words(successor, product_code="reported", product_choice="year", product_year=2024)
    task = count_task(make_plan(cast.province, words).tasks.get(), actor=None)
    assert (task.count, task.needed, task.status) == (1, 2, "assigned")
    make_locked(cast.other_commune, 2024)
    assert count_task(task, actor=None).status == "finished"
