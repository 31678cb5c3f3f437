"""Sheets as office pages: template, upload, preview, confirm, result, undo."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.accounts.models import Role, User
from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.lib.opaque import public_id
from hieuhoc.people.actions import move_citizen
from hieuhoc.people.models import Citizen
from hieuhoc.sheets.actions import check_batch, confirm_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.tasks import undo
from tests.cast import officer
from tests.people.makers import Land, add
from tests.sheets.files import ROSTER, csv_of, received

pytestmark = pytest.mark.django_db
HHEN = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]
WRONG = ["Y Bin Mlô", "31/02/1980", "Nam", "12345", "", "Buôn Drăh", "", "", ""]
SINCE: dict[str, Any] = {"since": "2024-01-01"}


@pytest.fixture
def minh(land: Land) -> User:
    return officer("minh", Role.COMMUNE, land.near)


@pytest.fixture
def office(minh: User, client: Client) -> Client:
    client.force_login(minh)
    return client


def upload(client: Client, land: Land, content: bytes, name: str = "danh-sach.csv") -> Any:
    given = {"file": SimpleUploadedFile(name, content), "place": land.near.pk, "setting_since": "2024-01-01"}
    return client.post(reverse("office:sheet", args=["roster"]), given)


def page_of(client: Client, batch: Batch) -> str:
    return client.get(reverse("office:batch", args=[batch.pk])).content.decode()


def test_the_home_of_sheets_says_what_each_is_for(office: Client) -> None:
    page = office.get(reverse("office:sheet-list")).content.decode()
    assert "Danh sách dân cư" in page
    assert "Phân loại khu vực" not in page  # the province alone enters area classes


def test_the_blank_template_and_the_export_are_workbooks(land: Land, office: Client) -> None:
    add(land.near_village)
    for name in ("sheet-template", "sheet-export"):
        answer = office.get(reverse(f"office:{name}", args=["roster"]), {"place": public_id("place", land.near.pk)})
        assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_scores_are_exported_for_the_round_that_is_chosen(land: Land, office: Client) -> None:
    load_criteria(actor=None)
    version = Version.objects.filter(status="in_force").order_by("-issued_on")[0]
    group = version.applicant_groups.order_by("position")[0]
    for year, name in ((2024, "H'Hen Niê"), (2025, "Y Bin Mlô")):
        round_ = Round.objects.create(
            year=year,
            version=version,
            opens_on=date(year, 1, 1),
            closes_on=date(year, 12, 31),
            submit_by=date(year, 12, 15),
            review_by=date(year + 1, 2, 28),
            reference_on=date(year, 12, 31),
        )
        citizen = add(land.near_village, name)
        Dossier.objects.create(citizen=citizen, round=round_, applicant_group=group, place=land.near, self_points=[5])
    page = office.get(reverse("office:sheet", args=["scores"])).content.decode()
    assert page.index('value="2025"') < page.index('value="2024"')
    near = {"place": public_id("place", land.near.pk)}
    address = reverse("office:sheet-export", args=["scores"])
    for asked, names in (({"year": "2024"}, ["H'Hen Niê"]), ({"year": "2025"}, ["Y Bin Mlô"]), ({}, ["Y Bin Mlô"])):
        answer = office.get(address, near | asked)
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        assert [row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)] == names
    assert office.get(address, near | {"year": "1999"}).status_code == 404
    assert "Dữ liệu của năm" not in office.get(reverse("office:sheet", args=["roster"])).content.decode()


def test_scores_are_not_sent_without_saying_how_people_agreed(land: Land, office: Client) -> None:
    given = {
        "file": SimpleUploadedFile("a.csv", csv_of(["Họ và tên", "Nhóm đối tượng"], [["A", "B"]])),
        "place": land.near.pk,
        "setting_year": "2025",
    }
    address = reverse("office:sheet", args=["scores"])
    answer = office.post(address, given | {"setting_consent_way": ""})
    assert "setting_consent_way" in answer.context["form"].errors
    assert not Batch.objects.exists()


def test_a_cause_names_what_was_found_and_how_often(land: Land, office: Client, minh: User) -> None:
    numbers = ["06618000123", "06618000124", "0661800013", "0661800", "066180", "066189"]
    rows = [[*HHEN[:3], number, *HHEN[4:]] for number in numbers]
    batch = received("roster", csv_of(ROSTER, rows), land.near, actor=minh, **SINCE)
    page = " ".join(page_of(office, batch).split())
    assert "Số định danh có 11 hoặc 10 chữ số; cần 12. Có thể Excel" in page
    assert "11 (2 dòng), 10 (1 dòng)" in page
    assert "Số định danh có 6 hoặc 7 chữ số; cần 12 (hoặc 9" in page
    assert "D2, D3, D4</td>" in page


def test_another_commune_cannot_be_exported_or_imported_for(land: Land, office: Client) -> None:
    far = {"place": public_id("place", land.far.pk)}
    assert office.get(reverse("office:sheet-export", args=["roster"]), far).status_code == 404
    given = {
        "file": SimpleUploadedFile("a.csv", csv_of(ROSTER, [HHEN])),
        "place": land.far.pk,
        "setting_since": "2024-01-01",
    }
    assert office.post(reverse("office:sheet", args=["roster"]), given).status_code == 200
    assert not Batch.objects.exists()


def test_a_file_is_received_and_its_check_waits_for_the_worker(land: Land, office: Client) -> None:
    answer = upload(office, land, csv_of(ROSTER, [HHEN]))
    batch = Batch.objects.get()
    assert answer.url == reverse("office:batch", args=[batch.pk])
    assert ProcrastinateJob.objects.filter(task_name="sheets.check_batch", args__batch_id=batch.pk).exists()
    assert "hx-trigger" in page_of(office, batch)


def test_progress_ends_by_loading_the_page_again(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN]), land.near, actor=minh, **SINCE)
    answer = office.get(reverse("office:batch-progress", args=[batch.pk]))
    assert answer["HX-Refresh"] == "true"
    assert "hx-trigger" not in answer.content.decode()


def test_the_preview_counts_and_says_what_is_wrong_where(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN, WRONG]), land.near, actor=minh, **SINCE)
    page = page_of(office, batch)
    assert "Trong lịch không có ngày này" in page
    assert "Ghi danh sách" in page
    answer = office.get(reverse("office:batch-annotated", args=[batch.pk]))
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]


def test_confirming_hands_the_writing_to_the_worker_and_the_result_can_be_undone(
    land: Land, office: Client, minh: User
) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN]), land.near, actor=minh, **SINCE)
    address = reverse("office:batch-confirm", args=[batch.pk])
    assert "1 dòng mới" in office.get(address).content.decode()
    office.post(address)
    office.post(address)  # a double click asks once
    assert ProcrastinateJob.objects.filter(task_name="sheets.confirm_batch").count() == 1
    ProcrastinateJob.objects.all()._raw_delete("default")
    confirm_batch(batch, workers=1, actor=minh)
    assert "Đã ghi 1 dòng" in page_of(office, batch)
    office.post(reverse("office:batch-undo", args=[batch.pk]))
    assert ProcrastinateJob.objects.filter(task_name="sheets.undo_batch").exists()


def test_an_undo_that_is_refused_tells_why(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN]), land.near, actor=minh, **SINCE)
    confirm_batch(batch, workers=1, actor=minh)
    move_citizen(Citizen.objects.get(name="H'Hen Niê"), land.far_village, since=batch.created_at.date(), actor=None)
    undo.func(batch_id=batch.pk, user_id=minh.pk)
    batch.refresh_from_db()
    assert batch.status == Batch.Status.DONE
    assert batch.refusal
    assert batch.refusal.split()[0] in page_of(office, batch)


def test_an_unreadable_file_is_refused_in_a_sentence(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", b"\x00\x01 not a table", land.near, name="anh.xlsx", actor=minh, **SINCE)
    page = page_of(office, batch)
    assert "Chọn tệp khác" in page
    assert batch.refusal in page


def test_an_import_can_be_cancelled_before_it_is_written(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN]), land.near, actor=minh, **SINCE)
    office.post(reverse("office:batch-cancel", args=[batch.pk]))
    batch.refresh_from_db()
    assert batch.status == Batch.Status.CANCELLED
    assert office.post(reverse("office:batch-confirm", args=[batch.pk])).status_code == 409


def test_the_officer_says_who_an_ambiguous_row_is(land: Land, office: Client, minh: User) -> None:
    there = add(land.near_village, "H'Hen Niê", birth_date=None, birth_year=1980, sex="f")
    row = ["H'Hen Niê", "1980", "Nữ", "", "", "Buôn Drăh", "", "", ""]
    batch = received("roster", csv_of(ROSTER, [row]), land.near, actor=minh, **SINCE)
    assert batch.counts["ambiguous"] == 1
    choices = reverse("office:choice-list", args=[batch.pk])
    page = " ".join(office.get(choices).content.decode().split())
    assert "<strong>H&#x27;Hen Niê</strong>, sinh 1980, Nữ, Buôn Drăh, không có số định danh" in page
    assert "Còn 1 dòng chưa chọn" in page
    assert "cần chọn người" in page_of(office, batch)
    problem = batch.problems.get(severity="ambiguous")
    office.post(reverse("office:choice", args=[problem.pk]), {"person": public_id("citizen", there.pk)})
    assert "Đã chọn" in office.get(choices).content.decode()
    assert check_batch(batch, actor=minh).counts.get("ambiguous", 0) == 0


def test_what_was_left_out_is_said_with_what_to_do_next(land: Land, office: Client, minh: User) -> None:
    add(land.near_village, "H'Hen Niê", birth_date=None, birth_year=1980, sex="f")
    alike = ["H'Hen Niê", "1980", "Nữ", "", "", "Buôn Drăh", "", "", ""]
    batch = received("roster", csv_of(ROSTER, [HHEN, WRONG, alike]), land.near, actor=minh, **SINCE)
    confirm_batch(batch, workers=1, actor=minh)
    page = page_of(office, batch)
    assert "Đã ghi 0 dòng. 1 dòng không nhận: sửa rồi gửi lại. 2 dòng chưa chọn người: chọn rồi gửi lại tệp." in page
    assert "Tải lại tệp có ghi lỗi" in page
    choices = office.get(reverse("office:choice-list", args=[batch.pk])).content.decode()
    assert "gửi lại chính tệp đó" in choices
    assert reverse("office:batch-check", args=[batch.pk]) not in choices


def test_an_officer_of_another_commune_does_not_see_the_import(land: Land, client: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [HHEN]), land.near, actor=minh, **SINCE)
    client.force_login(officer("son", Role.COMMUNE, land.far))
    for name in ("batch", "batch-progress", "batch-annotated", "batch-confirm", "batch-undo", "choice-list"):
        assert client.get(reverse(f"office:{name}", args=[batch.pk])).status_code == 404
