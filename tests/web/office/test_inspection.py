"""A year is inspected on the pages: plan, sample, an inspector of another commune with the checklist, findings, the estimate."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.inspection.actions import draw_sample, plan_visit
from hieuhoc.inspection.checklist import QUESTIONS
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan
from tests.cast import Cast
from tests.inspection.makers import last_year, make_inspection_plan, make_titles
from tests.inspection.test_inspect import WISH

pytestmark = pytest.mark.django_db
YES = {f"asked_{question.code}": "yes" for question in QUESTIONS}


def page(client: Client, name: str, *ids: int) -> str:
    return client.get(reverse(f"office:{name}", args=ids)).content.decode()


def send(client: Client, name: str, *ids: int, **fields: object) -> int:
    return client.post(reverse(f"office:{name}", args=ids), fields).status_code


def test_from_the_plan_to_the_sample_and_who_may_go(cast: Cast, client: Client) -> None:
    make_titles(cast.village, 3)
    today = timezone.localdate()
    client.force_login(cast.hoa)
    days = {"starts_on": f"1/1/{today.year}", "ends_on": f"31/12/{today.year}"}
    words = {"place": cast.province.pk, "title": "Kiểm tra năm", "organ": "Hội tỉnh", "year": last_year()}
    assert send(client, "inspection-plan-new", **words, **days) == 302
    plan = InspectionPlan.objects.get()
    assert send(client, "sample-draw", plan.pk, method="from_each", margin="20", expected="90") == 302
    assert "ra đúng những danh hiệu này" in page(client, "sample", plan.samples.get().pk)
    visit = plan.inspections.get()
    offered = page(client, "visit-plan", visit.pk)
    assert "Minh: là cán bộ của nơi được kiểm tra" in offered
    day = f"{today:%d/%m/%Y}"
    assert send(client, "visit-plan", visit.pk, planned_on=day, users=[cast.son.pk]) == 302
    assert visit.inspectors.get().user == cast.son


def test_an_inspector_of_another_commune_fills_the_checklist_and_the_place_answers(cast: Cast, client: Client) -> None:
    make_titles(cast.village, 3)
    today = timezone.localdate()
    plan = make_inspection_plan(cast.province)
    draw_sample(plan, WISH, actor=None)
    visit = plan.inspections.get()
    plan_visit(visit, [cast.son], planned_on=today, actor=None)
    client.force_login(cast.son)
    assert reverse("office:inspection", args=[visit.pk]) in page(client, "inspection-list")
    for number, checked in enumerate(visit.checked_titles.order_by("pk")):
        said = {"verdict": "unreached", "note": "Đi làm xa"} if number == 2 else {**YES, "verdict": "merited"}
        assert send(client, "title-check", checked.pk, **said) == 302
    due = f"{today + timedelta(days=9):%d/%m/%Y}"
    finding = {"text": "Sổ không khớp", "action": "Sửa sổ", "due_on": due}
    assert send(client, "finding-new", visit.pk, **finding) == 302
    client.force_login(cast.minh)
    assert client.get(reverse("office:inspection", args=[visit.pk])).status_code == 404
    client.force_login(cast.son)
    assert send(client, "visit-conclude", visit.pk, summary="Đúng") == 302

    client.force_login(cast.minh)
    assert "Sổ không khớp" in page(client, "inspection", visit.pk)
    assert "Kiến nghị kiểm tra chờ khắc phục" in page(client, "home")
    assert send(client, "finding-settle", Finding.objects.get().pk, answer="Đã sửa") == 302
    client.force_login(cast.hoa)
    said_of_all = page(client, "inspection-plan", plan.pk)
    assert "Đã kết luận 2/3 danh hiệu của mẫu, 2 đúng." in said_of_all
    assert "Ước tính 100,0% danh hiệu là đúng" in said_of_all
    assert send(client, "visit-repeat", visit.pk) == 302
    assert Inspection.objects.filter(repeats=visit).count() == 1


def test_a_visit_is_ordered_by_the_codes_of_certificates_and_called_off(cast: Cast, client: Client) -> None:
    plan = make_inspection_plan(cast.province)
    client.force_login(cast.hoa)
    wrong = client.post(
        reverse("office:inspection-new", args=[plan.pk]),
        {"place": cast.commune.pk, "reason": "Phản ánh", "codes": "KHONGCO"},
    )
    assert wrong.status_code == 409
    assert "KHONGCO" in wrong.content.decode()
    assert not CheckedTitle.objects.exists()
    assert send(client, "inspection-plan-close", plan.pk, summary="Không có gì") == 302
