"""Whoever has a task reports on it; whoever gave it accepts or returns; nobody accepts what they reported themselves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hieuhoc.documents.actions import read_file
from hieuhoc.outbox.models import Message
from hieuhoc.people.actions import NewUnit, add_unit, join_unit
from hieuhoc.people.models import Membership
from hieuhoc.plans.actions import accept_report, close_plan, report_task, return_report
from hieuhoc.plans.models import PlanTask
from tests.cast import Cast
from tests.lib.strangers_files import picture
from tests.people.makers import LONG_AGO
from tests.plans.makers import make_plan, task_words
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def given_to(cast: Cast) -> PlanTask:
    """By the province to Minh's commune."""
    words = task_words(cast.commune, owner=PlanTask.Owner.COMMUNE)
    return make_plan(cast.province, words, actor=cast.hoa).tasks.get()


def test_a_report_is_returned_and_then_accepted(cast: Cast) -> None:
    task = given_to(cast)
    first = report_task(task, text="Đã làm", actor=cast.minh)
    assert report_task(task, text="Đã làm", actor=cast.minh).pk == first.pk
    assert Message.objects.filter(recipient=cast.hoa, key__startswith="plans.reported").count() == 1
    with refused("no_reason"):
        return_report(first, answer=" ", actor=cast.hoa)
    return_report(first, answer="Thiếu ảnh", actor=cast.hoa)
    task.refresh_from_db()
    assert task.status == PlanTask.Status.ASSIGNED
    assert Message.objects.filter(recipient=cast.minh, key__startswith="plans.answered").count() == 1
    second = report_task(task, text="Có ảnh", content=picture("PNG"), file_name="anh.png", actor=cast.minh)
    assert second.document is not None
    assert read_file(second.document)
    accept_report(second, actor=cast.hoa)
    task.refresh_from_db()
    assert (task.status, task.finished_on) == (PlanTask.Status.FINISHED, timezone.localdate())
    with refused("already_answered"):
        accept_report(second, actor=cast.hoa)
    with refused("task_ended"):
        report_task(task, text="Nữa", actor=cast.minh)


def test_nobody_accepts_their_own_report_and_no_other_commune_reports(cast: Cast) -> None:
    task = given_to(cast)
    report = report_task(task, text="Đã làm", actor=cast.hoa)
    with refused("own_report"):
        accept_report(report, actor=cast.hoa)
    with pytest.raises(PermissionDenied):
        report_task(task, text="Đã làm", actor=cast.son)
    with pytest.raises(PermissionDenied):
        accept_report(report, actor=cast.minh)


def test_ones_own_task_is_done_by_the_report(cast: Cast) -> None:
    task = make_plan(cast.commune, actor=cast.minh).tasks.get()
    report_task(task, text="Đã họp", actor=cast.minh)
    task.refresh_from_db()
    assert task.status == PlanTask.Status.FINISHED


def test_a_staff_officer_reports_for_the_unit(cast: Cast) -> None:
    unit = add_unit(NewUnit("TH1", "Trường Một", cast.commune, "commune", "school", LONG_AGO), actor=None)
    join_unit(cast.lan, unit, since=LONG_AGO, role=Membership.Role.HR, actor=None)
    words = task_words(cast.commune, owner=PlanTask.Owner.UNIT, unit=unit)
    task = make_plan(cast.commune, words, actor=cast.minh).tasks.get()
    report = report_task(task, text="Đã học", actor=cast.lan_user)
    accept_report(report, answer="Tốt", actor=cast.minh)
    task.refresh_from_db()
    assert task.status == PlanTask.Status.FINISHED
    assert Message.objects.filter(recipient=cast.lan_user, key__startswith="plans.answered").exists()


def test_what_cannot_be_reported_is_refused(cast: Cast) -> None:
    task = given_to(cast)
    with refused("no_words"):
        report_task(task, text="  ", actor=cast.minh)
    with refused("file_kind"):
        report_task(task, text="Tệp", content=b"not a picture", file_name="x.exe", actor=cast.minh)
    common = make_plan(cast.province, task_words(cast.province, owner=PlanTask.Owner.COMMUNE)).tasks.get(is_part=False)
    with refused("done_by_its_parts"):
        report_task(common, text="Xong", actor=cast.hoa)
    close_plan(task.plan, reason="Hết", actor=cast.hoa)
    with refused("plan_not_issued"):
        report_task(task, text="Muộn", actor=cast.minh)
