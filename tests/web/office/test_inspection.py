"""A year is inspected on the pages: plan, sample, an inspector of another commune with the checklist, findings, the estimate."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.inspection.actions import check_title, draw_sample, plan_visit
from hieuhoc.inspection.checklist import QUESTIONS
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan, VisitPhoto
from tests.cast import Cast
from tests.inspection.makers import RIGHT, last_year, make_inspection_plan, make_titles, make_visit
from tests.inspection.test_inspect import WISH
from tests.lib.strangers_files import picture

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
    report = page(client, "inspection-report-page", plan.pk)
    for words in (plan.samples.get().seed, "Ước tính 100,0%", "Đã kết luận 1 cuộc kiểm tra", "Sổ không khớp"):
        assert words in report
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


@pytest.fixture
def held(cast: Cast, client: Client) -> tuple[Inspection, str]:
    """A visit of one title that Sơn holds on his telephone, and the title's name there."""
    visit = make_visit(make_inspection_plan(cast.province), cast.commune, make_titles(cast.village, 1))
    plan_visit(visit, [cast.son], planned_on=timezone.localdate(), actor=None)
    client.force_login(cast.son)
    opened = client.get(reverse("office:visit-phone", args=[visit.pk]))
    assert opened.headers["X-Kept-On-Device"] == "yes"
    (key,) = re.findall(r'data-title="([^"]+)"', opened.content.decode())
    return visit, key


def sent(client: Client, visit: Inspection, key: UUID, **fields: object) -> str:
    """What the telephone hears, with the reason of a refusal."""
    about = {"key": str(key), "said_at": int(timezone.now().timestamp() * 1000)}
    answer = client.post(reverse("office:visit-entry", args=[visit.pk]), about | fields)
    return " ".join(answer.json().values())


def test_a_telephone_sends_each_entry_once_and_hears_why_one_is_refused(
    held: tuple[Inspection, str], client: Client
) -> None:
    visit, title = held
    key, words = uuid4(), YES | {"verdict": "merited", "kind": "check", "title": title}
    assert "Kết luận về danh hiệu:" in sent(client, visit, key, **words | {"verdict": "perhaps"})
    assert [sent(client, visit, key, **words) for _time in range(2)] == ["taken ", "known "]
    key, finding = uuid4(), {"kind": "finding", "finding-text": "Sổ không khớp", "finding-action": "Sửa sổ"}
    assert "Hạn khắc phục:" in sent(client, visit, key, **finding, **{"finding-due_on": "31/02/2020"})
    finding["finding-due_on"] = f"{timezone.localdate():%d/%m/%Y}"
    assert [sent(client, visit, key, **finding) for _time in range(2)] == ["taken ", "known "]
    assert (visit.checked_titles.get().verdict, visit.findings.count()) == ("merited", 1)
    for fields in ({"kind": "photo"}, {"kind": "check"}, {"kind": "rhyme"}, {"kind": "check", "title": "no"}):
        assert sent(client, visit, uuid4(), **fields) == "entry"


def test_a_photo_is_seen_and_the_telephone_hears_when_the_visit_is_over(
    held: tuple[Inspection, str], client: Client
) -> None:
    visit, title = held
    photo = SimpleUploadedFile("anh.jpg", picture("JPEG"), "image/jpeg")
    assert sent(client, visit, uuid4(), kind="photo", title=title, photo=photo) == "taken "
    kept = VisitPhoto.objects.get()
    address = reverse("office:visit-photo", args=[kept.pk])
    assert address in page(client, "inspection", visit.pk)
    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    assert send(client, "visit-photo-remove", kept.pk) == 302
    assert not VisitPhoto.objects.exists()
    check_title(visit.checked_titles.get(), RIGHT, actor=None)
    standing = reverse("office:visit-standing", args=[visit.pk])
    assert client.get(standing).json()["is_open"] is True
    assert send(client, "visit-conclude", visit.pk, summary="Đúng") == 302
    assert client.get(standing).json()["is_open"] is False
    assert "data-visit-over" in page(client, "inspection", visit.pk)
    assert "X-Kept-On-Device" not in client.get(reverse("office:visit-phone", args=[visit.pk])).headers
