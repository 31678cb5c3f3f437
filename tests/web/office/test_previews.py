"""What an import's page shows before anything is written: the rows as read, changes in words, what will be made, what is
asked; and afterwards the people."""

import html
import io
import re
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hieuhoc.accounts.models import Role, User
from hieuhoc.audit.models import Reading
from hieuhoc.people.models import Citizen, Group
from hieuhoc.places.models import Tier
from hieuhoc.sheets.actions import answer_questions, check_batch, confirm_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.tables import TableSheet
from tests.cast import officer
from tests.made_once import made_once
from tests.people.makers import Land, make_land
from tests.places.small_map import put
from tests.sheets.files import ROSTER, csv_of, imported, received

pytestmark = pytest.mark.django_db
SINCE: dict[str, Any] = {"since": "2024-01-01"}
LANH = ["Trần Văn Lành", "05/03/1980", "Nam", "066080000102", "0905100102", "Buôn Alê", "A01", "Niê", ""]
WRONG = ["Y Bin Mlô", "31/02/1980", "Nam", "12345", "", "Buôn Alê", "", "", ""]


@made_once
def land() -> Land:
    land = make_land()
    put("3", Tier.VILLAGE, land.near, kind="Tổ dân phố")
    put("Alê", Tier.VILLAGE, land.near, kind="Buôn")
    put("Krông", Tier.VILLAGE, land.near, kind="Buôn")
    return land


@pytest.fixture
def minh(land: Land) -> User:
    return officer("minh", Role.COMMUNE, land.near)


@pytest.fixture
def office(minh: User, client: Client) -> Client:
    client.force_login(minh)
    return client


def text_of(client: Client, name: str, batch: Batch, **query: str) -> str:
    """The page as it is read: words, without tags, one space between."""
    page = client.get(reverse(f"office:{name}", args=[batch.pk]), query).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_the_rows_stand_there_as_they_were_read(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [LANH, WRONG]), land.near, actor=minh, **SINCE)
    page = text_of(office, "batch", batch)
    assert "2 Trần Văn Lành mới 05/03/1980 Nam 066080000102 0905100102 Buôn Alê A01" in page
    assert "3 Y Bin Mlô không nhận" in page
    assert "31/02/1980" in page
    assert Reading.objects.get(purpose="sheets.preview").person_count == 2


def test_each_count_leads_to_its_rows(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [LANH, WRONG]), land.near, actor=minh, **SINCE)
    page = text_of(office, "batch", batch, show="refused")
    assert "Y Bin Mlô không nhận" in page
    assert "Trần Văn Lành" not in page
    shown = office.get(reverse("office:batch", args=[batch.pk])).content.decode()
    assert "?show=refused#rows" in shown
    assert "?show=same" not in shown


def test_many_rows_are_paged_by_their_number(land: Land, office: Client, minh: User) -> None:
    rows = [[f"Trần Văn Số {n}", "1980", "Nam", "", "", "Buôn Alê", "", "", ""] for n in range(1, 61)]
    batch = received("roster", csv_of(ROSTER, rows), land.near, actor=minh, **SINCE)
    first, second = text_of(office, "batch", batch), text_of(office, "batch", batch, after="51")
    assert "Trần Văn Số 50 mới" in first
    assert "Trần Văn Số 51 mới" not in first
    assert "Trần Văn Số 51 mới" in second
    assert "50 dòng trên trang này, tất cả 60" in first
    assert text_of(office, "batch", batch, before="52") == first


def test_changes_are_said_in_words_with_the_person_named(land: Land, office: Client, minh: User) -> None:
    imported("roster", csv_of(ROSTER, [LANH]), land.near, **SINCE)
    other = [LANH[0], "15/03/1980", "Nữ", LANH[3], "0905100999", "TDP03", "A77", "Mlô", "01/07/2025"]
    batch = received("roster", csv_of(ROSTER, [other]), land.near, actor=minh, **SINCE)
    page = text_of(office, "batch", batch)
    assert "2 Trần Văn Lành thay đổi" in page
    for change in (
        "Ngày sinh: 05/03/1980 → 15/03/1980",
        "Giới tính: Nam → Nữ",
        "Điện thoại: ••• → 0905100999",
        "Nơi ở: Buôn Alê → Tổ dân phố 3",
        "Mã hộ: A01 → A77",
        "Dòng họ: Dòng họ Niê → Mlô",
    ):
        assert change in page, change
    assert "1980-03" not in page
    assert "…" not in page


def test_every_value_a_sheet_can_change_has_words(db: None) -> None:
    """The kind: no column of a table changes without a title, and no id is shown."""
    sheets = [one for one in all_sheets() if isinstance(one, TableSheet)]
    assert len(sheets) > 6
    nameless = [
        (sheet.code, source)
        for sheet in sheets
        for target in sheet.targets
        for source in target.values.values()
        if source not in {column.key for column in sheet.columns}
        and source not in {*target.unsaid, *sheet.change_names}
        and target.said_by.get(source, ("",))[0] not in {column.key for column in sheet.columns}
    ]
    assert nameless == [("scores", "self_points")]  # said criterion by criterion


def test_what_is_made_beside_people_stands_on_the_page_before_it_is_made(
    land: Land, office: Client, minh: User
) -> None:
    imported("roster", csv_of(ROSTER, [LANH]), land.near, **SINCE)
    rows = [
        ["Lê Thị Ba", "1981", "Nữ", "", "", "Buôn Ea Sar", "H1", "Nie", ""],
        ["Lê Thị Tư", "1982", "Nữ", "", "", "buôn ea sar", "H1", "Êban", ""],
        ["Lê Thị Năm", "1983", "Nữ", "", "", "Buôn Alê", "A1", "", ""],
    ]
    batch = received("roster", csv_of(ROSTER, rows), land.near, actor=minh, make_villages=True, **SINCE)
    for page in (text_of(office, "batch", batch), text_of(office, "batch-confirm", batch)):
        assert "Thôn, buôn mới: 1, cho 2 người" in page
        assert "Buôn Ea Sar : 2 người" in page
        assert "Dòng họ mới: 1, cho 1 người" in page
        assert "Hộ mới: 2, cho 3 người" in page
        assert "H1 , Buôn Ea Sar: 2 người" in page
        assert "A1 , Buôn Alê: 1 người; gần giống A01" in page


def test_the_same_village_in_another_spelling_is_read_and_a_near_one_is_asked(
    land: Land, office: Client, minh: User
) -> None:
    names = ["TDP3", "Tổ 3", "Tổ 03", "tổ dân phố số 3", "Tổ dân phố Ba", "Buôn Krôngg"]
    rows = [[f"Lê Thị {n}", "1981", "Nữ", "", "", name, "", "", ""] for n, name in zip("ABCDEG", names, strict=True)]
    batch = received("roster", csv_of(ROSTER, rows), land.near, actor=minh, make_villages=True, **SINCE)
    page = text_of(office, "batch", batch)
    assert "Thôn, buôn ghi “TDP3” được đọc là Tổ dân phố 3: 1 dòng." in page
    assert "1 dòng ghi thôn, buôn “Tổ dân phố Ba”: có phải Tổ dân phố 3 không?" in page
    assert "1 dòng ghi thôn, buôn “Buôn Krôngg”: có phải Buôn Krông không?" in page
    assert office.post(reverse("office:batch-confirm", args=[batch.pk])).url.endswith("#questions")  # type: ignore[attr-defined]
    assert not ProcrastinateJob.objects.filter(task_name="sheets.confirm_batch").exists()
    answers = {"answer.near_village.to dan pho ba": "change", "answer.near_village.buon krongg": "keep"}
    office.post(reverse("office:batch-answers", args=[batch.pk]), answers)
    assert ProcrastinateJob.objects.filter(task_name="sheets.check_batch").exists()
    ProcrastinateJob.objects.all()._raw_delete("default")
    batch = check_batch(Batch.objects.get(pk=batch.pk), actor=minh)
    assert "Thôn, buôn mới: 1, cho 1 người" in text_of(office, "batch-confirm", batch)
    confirm_batch(batch, workers=1, actor=minh)
    assert Citizen.objects.filter(home__spells__name="3").count() == 5


def test_an_answer_has_to_be_given(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [LANH]), land.near, actor=minh, **SINCE)
    assert office.post(reverse("office:batch-answers", args=[batch.pk]), {}).status_code == 409
    assert office.get(reverse("office:batch-answers", args=[batch.pk])).status_code == 302


def test_the_confirm_page_says_what_goes_in_and_what_is_left_out(land: Land, office: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [LANH, WRONG]), land.near, actor=minh, **SINCE)
    page = text_of(office, "batch-confirm", batch)
    assert "Ghi 1 dòng, bỏ 1" in page
    assert "1 dòng không nhận, sẽ không được ghi" in page
    assert "1 dòng: Trong lịch không có ngày này" in page


def test_a_written_list_leads_to_its_people_and_on(land: Land, office: Client, minh: User) -> None:
    batch = imported("roster", csv_of(ROSTER, [LANH, WRONG]), land.near, actor=minh, **SINCE)
    page = text_of(office, "batch", batch)
    assert "Xem người của lần nhập này" in page
    assert "Nhập danh sách khác của bảng này" in page
    people = text_of(office, "batch-people", batch)
    assert "Trần Văn Lành, 05/03/1980 Buôn Alê" in people
    assert "Y Bin Mlô" not in people
    assert Group.objects.filter(code="A01").exists()


def test_rows_of_several_sheets_say_which(land: Land, office: Client, minh: User) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for number, title in enumerate(("Tổ 1", "Tổ 2")):
            page = book.add_worksheet(title)
            page.write_row(0, 0, ROSTER)
            page.write_row(1, 0, [f"Trần Văn {title}", "31/02/1980", *LANH[2:3], f"06608000010{number}", *LANH[4:]])
    batch = received("roster", content.getvalue(), land.near, name="hai-trang.xlsx", actor=minh, **SINCE)
    batch = check_batch(answer_questions(batch, {"sheets": "*"}, actor=None), actor=minh)
    page = text_of(office, "batch", batch)
    assert "Tổ 1: 2 Trần Văn Tổ 1 không nhận" in page
    assert "Tổ 2: 2 Trần Văn Tổ 2 không nhận" in page
    assert "Tổ 1: B2, Tổ 2: B2" in page


def test_rows_of_a_sheet_are_for_who_may_import_it(land: Land, client: Client, minh: User) -> None:
    batch = received("roster", csv_of(ROSTER, [LANH]), land.near, actor=minh, **SINCE)
    client.force_login(officer("thanh", Role.EDUCATION, land.province))
    assert client.get(reverse("office:batch", args=[batch.pk])).status_code in {403, 404}


def test_who_enters_skills_only_sees_the_files_they_sent(land: Land, client: Client, minh: User) -> None:
    thanh = officer("thanh", Role.EDUCATION, land.province)
    content = csv_of(["Họ và tên", "Ngày sinh"], [["Ai", "1980"]])
    theirs = received("skills", content, land.near, actor=minh)
    own = received("skills", content, land.province, actor=thanh)
    client.force_login(thanh)
    assert client.get(reverse("office:batch", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("office:batch", args=[own.pk])).status_code == 200
