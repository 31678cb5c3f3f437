"""A year on the pages: the plan issued, the commune's derived, a task reported and accepted, what is late, the calendar."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.funds.actions import pay_use
from hieuhoc.lib.opaque import public_id
from hieuhoc.plans.actions import issue_plan
from hieuhoc.plans.models import PlanTask, ProgrammePlan, TaskFeed
from tests.cast import Cast
from tests.funds.makers import make_approved, make_fund
from tests.plans.makers import due_on, make_plan, paper, task_words, this_year

pytestmark = pytest.mark.django_db


def page(client: Client, name: str, *ids: int, query: str = "") -> str:
    return client.get(reverse(f"office:{name}", args=ids) + query).content.decode()


def signed_in(client: Client, user: object) -> Client:
    client.force_login(user)  # type: ignore[arg-type]
    return client


def test_from_the_plan_of_the_province_to_a_task_that_is_accepted(cast: Cast, client: Client) -> None:
    hoa, year = signed_in(client, cast.hoa), this_year()
    words = {"title": "Kế hoạch năm", "organ": "UBND tỉnh", "starts_on": f"1/1/{year}", "ends_on": f"31/12/{year}"}
    hoa.post(reverse("office:plan-new"), words | {"place": cast.province.pk})
    plan = ProgrammePlan.objects.get()
    hoa.post(reverse("office:plan-target-new", args=[plan.pk]), {"indicator": "T2", "year": year, "number": "45,5"})
    task = {"title": "Tuyên truyền", "owner": "communes", "place": cast.province.pk}
    days = {"starts_on": f"1/1/{year}", "due_on": f"31/12/{year}"}
    hoa.post(reverse("office:task-new", args=[plan.pk]), task | days)
    today = f"{timezone.localdate():%d/%m/%Y}"
    hoa.post(
        reverse("office:plan-issue", args=[plan.pk]),
        {"number": "12/KH-UBND", "signed_on": today, "signatory_title": "Chủ tịch"},
    )
    assert "45,5%" in page(hoa, "plan", plan.pk)
    paper = hoa.get(reverse("office:plan-paper", args=[plan.pk]))
    assert paper.content.startswith(b"%PDF")
    minh = signed_in(client, cast.minh)
    assert "12/KH-UBND" in page(minh, "plan-list")
    minh.post(
        reverse("office:plan-derive", args=[plan.pk]),
        words | {"place": cast.commune.pk, "organ": "UBND xã", "title": "Kế hoạch của xã"},
    )
    derived = ProgrammePlan.objects.get(place=cast.commune)
    lower = reverse("office:plan-target", args=[derived.targets.get().pk])
    assert minh.post(lower, {"number": "30"}).status_code == 409
    minh.post(lower, {"number": "30", "reason": "Mới sáp nhập"})
    given = plan.tasks.get(place=cast.commune)
    assert "Tuyên truyền" in page(minh, "task-list", query="?whose=mine")
    minh.post(reverse("office:task-report", args=[given.pk]), {"text": "Đã phát loa 12 buổi"})
    hoa = signed_in(client, cast.hoa)
    assert "Mới sáp nhập" in page(hoa, "plan-below", plan.pk)
    assert "Báo cáo kết quả chờ nghiệm thu" in page(hoa, "home")
    hoa.post(reverse("office:report-accept", args=[given.reports.get().pk]), {"answer": "Tốt"})
    assert "Đã xong" in page(hoa, "task", given.pk)


def test_what_is_late_is_seen_in_every_way_of_looking(cast: Cast, client: Client) -> None:
    today = timezone.localdate()
    plan = make_plan(cast.commune, task_words(cast.commune, title="Việc trễ"), actor=cast.minh)
    due_on(plan.tasks.get(), today - timedelta(days=5))
    minh = signed_in(client, cast.minh)
    for name in ("task-list", "task-board", "task-timeline", "task-late"):
        assert "Việc trễ" in page(minh, name), name
        assert "Quá hạn 5 ngày" in page(minh, name) or name == "task-late"
    month = f"?month={today - timedelta(days=5):%Y-%m}"
    assert "Việc trễ" in page(minh, "task-calendar", query=month)
    assert "Nhiệm vụ quá hạn" in page(minh, "home")
    assert "Việc trễ" in page(minh, "task-list", query=f"?state=late&plan={public_id('plan', plan.pk)}")
    assert "Việc trễ" not in page(minh, "task-list", query="?state=done")
    assert "1/1 việc đang làm đã quá hạn, ở 1 nơi" in page(signed_in(client, cast.hoa), "task-late")
    assert "Việc trễ" not in page(signed_in(client, cast.son), "task-list")


def test_a_telephone_asks_for_the_calendar_without_signing_in(cast: Cast, client: Client) -> None:
    task = make_plan(cast.commune, task_words(cast.commune, title="Họp tổng kết"), actor=cast.minh).tasks.get()
    minh = signed_in(client, cast.minh)
    minh.post(reverse("office:task-feed"))
    secret = TaskFeed.objects.get(user=cast.minh).secret
    assert reverse("public:task-calendar", args=[secret]) in page(minh, "task-feed")
    stranger = Client()
    feed = stranger.get(reverse("public:task-calendar", args=[secret]))
    assert feed["Content-Type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(feed.content).walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtstart")) == ("Hạn: Họp tổng kết", task.due_on)
    assert stranger.get(reverse("public:task-calendar", args=["khong-co"])).status_code == 404
    PlanTask.objects.update(status="finished", finished_on=timezone.localdate())
    again = stranger.get(reverse("public:task-calendar", args=[secret]))
    assert list(icalendar.Calendar.from_ical(again.content).walk("VEVENT")) == []


def test_money_is_planned_spent_and_seen_where_it_is_asked_about(cast: Cast, client: Client) -> None:
    plan = make_plan(cast.commune, is_issued=False, actor=cast.minh)
    task, minh = plan.tasks.get(), signed_in(client, cast.minh)
    new = reverse("office:budget-line-new", args=[task.pk])
    assert new in page(minh, "task", task.pk)
    minh.post(new, {"source": "study_fund", "amount": "2.500.000", "about": "Khen thưởng"})
    line = task.budget_lines.get()
    minh.post(reverse("office:budget-line-change", args=[line.pk]), {"source": "study_fund", "amount": "2.000.000"})
    issue_plan(plan, paper(), actor=cast.minh)
    use = make_approved(make_fund(cast.commune, holds=5_000_000), 1_200_000, cast.lan)
    use = pay_use(use, on=timezone.localdate(), actor=None)
    attach = reverse("office:budget-use-attach", args=[line.pk])
    assert "1.200.000 đồng · Học bổng" in page(minh, "budget-use-attach", line.pk)
    minh.post(attach, {"use": use.pk})
    shown = page(minh, "task", task.pk)
    assert reverse("office:use", args=[use.pk]) in shown
    assert cast.lan.name not in shown.replace("&#x27;", "'")
    for name, ids in (("task", [task.pk]), ("plan", [plan.pk])):
        assert {"2.000.000", "1.200.000", "800.000"} <= set(re.findall(r"[\d.]+", page(minh, name, *ids))), name
    assert "Kinh phí đã chi 1.200.000/2.000.000 đồng" in page(minh, "task-late")
    minh.post(reverse("office:budget-use-detach", args=[line.uses.get().pk]))
    assert "1.200.000" not in page(minh, "plan", plan.pk)
    dropped = minh.post(reverse("office:budget-line-drop", args=[line.pk]))
    assert dropped.status_code == 409, "the plan is issued"
