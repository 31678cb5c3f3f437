"""Tasks close themselves from the records, with the day it was reached, and run again when the records fall in time."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from hieuhoc.audit.models import Entry
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.learning.actions import cancel_activity
from hieuhoc.outbox.models import Message
from hieuhoc.places.models import Place
from hieuhoc.plans.actions import count_task, report_task
from hieuhoc.plans.counting import count_everything
from hieuhoc.plans.models import PlanTask
from hieuhoc.recognition.actions import make_proposal, send_proposal
from hieuhoc.reported.actions import accept_period, hand_in_period, open_period, return_period
from tests.assessment.makers import make_passed, make_round
from tests.cast import Cast
from tests.learning.makers import make_activity
from tests.plans.makers import due_on, make_plan, task_words, this_year
from tests.refusals import refused
from tests.reported.makers import entry, type_in

pytestmark = pytest.mark.django_db


def counted(cast: Cast, place: Place, **values: object) -> PlanTask:
    """Given by the province; due on the last day of the year."""
    return make_plan(cast.province, task_words(place, **values), actor=cast.hoa).tasks.get(is_part=False)


def again(task: PlanTask, today: date | None = None) -> PlanTask:
    count_everything(today or timezone.localdate())
    task.refresh_from_db()
    return task


def figure(place: Place, numerator: int, denominator: int) -> Figure:
    Revision.objects.get_or_create(year=this_year(), number=0, defaults={"counted_at": timezone.now()})
    return Figure.objects.update_or_create(
        indicator="T1",
        reading="trained",
        place=place,
        year=this_year(),
        defaults={"numerator": numerator, "denominator": denominator, "computed_at": timezone.now()},
    )[0]


def test_a_share_that_is_reached_closes_the_task_and_one_that_falls_opens_it(cast: Cast) -> None:
    task = counted(cast, cast.commune, product_code="figure", product_choice="T1", product_number=Decimal(90))
    assert again(task).status == PlanTask.Status.ASSIGNED
    figure(cast.commune, 8, 10)
    assert (again(task).count, task.needed, task.status) == (8, 9, PlanTask.Status.ASSIGNED)
    figure(cast.commune, 9, 10)
    assert (again(task).status, task.by_records, task.finished_on) == ("finished", True, timezone.localdate())
    assert Entry.objects.filter(deed="plans.finish_task", subject_id=task.pk).count() == 1
    figure(cast.commune, 3, 10)
    again(task, task.due_on + timedelta(days=1))
    assert task.status == PlanTask.Status.FINISHED  # its day is over: it was reached in time
    assert (again(task, task.due_on).status, task.finished_on) == ("assigned", None)
    assert Message.objects.filter(recipient=cast.minh, key__startswith=f"plans.reopened.{task.pk}").exists()


def test_activities_are_counted_where_they_are_told_and_not_when_called_off(cast: Cast) -> None:
    year = timezone.localdate() + timedelta(days=2)
    words = {"product_code": "activities", "product_number": Decimal(1), "product_year": year.year}
    task = counted(cast, cast.commune, **words)
    other = counted(cast, cast.other_commune, **words)
    activity = make_activity(cast.village)
    assert (again(task).status, again(other).status) == ("finished", "assigned")
    cancel_activity(activity, reason="Mưa", actor=None)
    assert again(task).status == PlanTask.Status.ASSIGNED


def test_a_round_that_is_opened_closes_its_task_on_demand(cast: Cast) -> None:
    task = counted(cast, cast.province, product_code="round", product_year=this_year())
    assert count_task(task, actor=cast.hoa).status == PlanTask.Status.ASSIGNED
    make_round()
    assert count_task(task, actor=cast.hoa).status == PlanTask.Status.FINISHED


def test_a_list_handed_in_closes_the_task_of_its_commune(cast: Cast) -> None:
    task = counted(cast, cast.commune, product_code="proposal", product_year=this_year())
    round_ = make_round()
    make_passed(cast.lan, round_)
    sent = make_proposal(round_, cast.commune, actor=None)
    assert again(task).status == PlanTask.Status.ASSIGNED
    send_proposal(sent, actor=None)
    assert again(task).status == PlanTask.Status.FINISHED


def test_a_period_that_is_handed_in_closes_its_task_and_one_given_back_opens_it(cast: Cast) -> None:
    words = {"product_code": "reported", "product_choice": "year", "product_year": this_year() - 1}
    task, other = counted(cast, cast.commune, **words), counted(cast, cast.other_commune, **words)
    period = open_period(cast.commune, this_year() - 1, "year", actor=cast.minh)
    type_in(period, "population", entry(8_000))
    assert (again(task).count, task.needed, task.status) == (0, 1, PlanTask.Status.ASSIGNED)
    hand_in_period(period, actor=cast.minh)
    assert (again(task).status, again(other).status) == ("finished", "assigned")
    return_period(period, note="Xem lại dân số", actor=cast.hoa)
    assert again(task).status == PlanTask.Status.ASSIGNED
    hand_in_period(period, actor=cast.minh)
    accept_period(period, actor=cast.hoa)
    assert again(task).status == PlanTask.Status.FINISHED
    with refused("no_product_choice"):
        counted(cast, cast.commune, product_code="reported", product_choice="T1")


def test_what_every_commune_was_given_is_done_when_all_have_done_it(cast: Cast) -> None:
    common = counted(cast, cast.province, owner=PlanTask.Owner.COMMUNE)
    for place, status in ((cast.commune, "assigned"), (cast.other_commune, "finished")):
        part = common.parts.get(place=place)
        PlanTask.objects.filter(pk=part.pk).update(status="finished", finished_on=timezone.localdate())
        assert again(common).status == status
    assert (common.count, common.needed) == (2, 2)


def test_what_people_report_is_not_counted(cast: Cast) -> None:
    task = counted(cast, cast.commune)
    with refused("not_counted"):
        count_task(task, actor=cast.minh)
    report_task(task, text="Đã làm", actor=cast.minh)
    assert again(task).status == PlanTask.Status.REPORTED


def test_a_late_task_still_closes(cast: Cast) -> None:
    task = counted(cast, cast.commune, product_code="figure", product_choice="T1", product_number=Decimal(50))
    due_on(task, timezone.localdate() - timedelta(days=30))
    figure(cast.commune, 1, 1)
    assert again(task).status == PlanTask.Status.FINISHED
