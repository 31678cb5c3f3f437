"""A roster as a commune officer makes it by hand: what is understood, what is said about it, what is set right."""

import io
import unicodedata
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from hieuhoc.people.models import Citizen, Group, Membership
from hieuhoc.sheets.actions import confirm_batch
from hieuhoc.sheets.models import Batch
from tests.people.makers import Land
from tests.sheets.files import ROSTER, causes, csv_of, imported, outcomes, received, xlsx_of

pytestmark = pytest.mark.django_db
SINCE: dict[str, Any] = {"since": "2024-01-01"}
HEADERS = ["STT", "HỌ VÀ TÊN ", "Năm sinh", "Nam", "Nữ", "Số CCCD", "SĐT", "Hộ số", "Thôn/buôn/TDP", "Ghi chú"]
PEOPLE: list[list[Any]] = [
    ["NGUYỄN  VĂN AN", date(1980, 3, 5), "x", "", 66080001234, "0905.123.456", "H01", "Buôn Drăh"],
    ["H'HEN NIÊ", "5/3/1985", "", "X", "066185001235", 905123457, "", "Buôn Drăh"],
    [unicodedata.normalize("NFD", "Y Blŏk Êban"), "05-03-1985", "x", "", "", "", "", unicodedata.normalize("NFD", "Buôn Drăh")],
    ["trần thị lan", 1950, "", "x", "", "", "H02", "buôn  drah"],
    ["Lê Văn Bảy", "00/00/1948", "x", "", "", "", "H02", "Buôn Drăh"],
    ["Phạm Thị Hoà", 31111, "", "x", "", "", "H03", "Buôn Drăh"],
]  # fmt: skip


def handmade() -> bytes:
    """Titles above, the header in row 5, column numbers below it, a merged household, a blank row, totals, signatures."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page, day = book.add_worksheet("DS"), book.add_format({"num_format": "dd/mm/yyyy"})
        page.merge_range(0, 0, 0, 3, "UBND XÃ CƯ NÉ")
        page.merge_range(2, 0, 2, 9, "DANH SÁCH NHÂN KHẨU NĂM 2025")
        page.write_row(4, 0, HEADERS)
        page.write_row(5, 0, [f"({number})" for number in range(1, 11)])
        for number, person in enumerate(PEOPLE):
            row = number + (6 if number < 4 else 7)
            page.write_row(row, 0, [number + 1, *person])
            if isinstance(person[1], date):
                page.write_datetime(row, 2, person[1], day)
        page.merge_range(6, 7, 8, 7, "H01")
        page.write_row(13, 1, ["Tổng cộng: 6 người", "", 3, 3])
        page.write_string(15, 6, "Cư Né, ngày 05 tháng 3 năm 2025")
        page.write_string(16, 1, "NGƯỜI LẬP BIỂU")
    return target.getvalue()


@pytest.fixture
def batch(land: Land) -> Batch:
    return received("roster", handmade(), land.near, name="ds.xlsx", **SINCE)


def told(batch: Batch) -> str:
    return " ".join(batch.notes)


def test_a_handmade_list_is_understood(batch: Batch) -> None:
    assert outcomes(batch) == {"new": 4, "refused": 2}
    confirm_batch(batch, workers=1, actor=None)
    people = {one.name: one for one in Citizen.objects.all()}
    assert set(people) == {"H'Hen Niê", "Y Blŏk Êban", "Trần Thị Lan", "Lê Văn Bảy"}
    assert {one.sex for one in people.values()} == {"m", "f"}
    assert people["Y Blŏk Êban"].birth_date == people["H'Hen Niê"].birth_date == date(1985, 3, 5)
    assert (people["Lê Văn Bảy"].birth_date, people["Lê Văn Bảy"].birth_year) == (None, 1948)
    homes = {one.home_id for one in people.values()}
    assert len(homes) == 1


def test_a_merged_household_belongs_to_all_its_rows(batch: Batch) -> None:
    confirm_batch(batch, workers=1, actor=None)
    members = Membership.objects.filter(group=Group.objects.get(code="H01"))
    assert set(members.values_list("citizen__name", flat=True)) == {"H'Hen Niê", "Y Blŏk Êban"}
    assert "ô gộp dọc" in told(batch)


def test_what_excel_spoiled_is_named(batch: Batch) -> None:
    lost = batch.problems.get(cause="number_length")
    assert (lost.row_number, "11 chữ số" in lost.sentence, "bỏ số 0" in lost.sentence) == (7, True, True)
    assert "số đếm ngày của Excel" in batch.problems.get(cause="date_as_number").sentence
    rounded = [["Lê A", "1980", "Nam", "6.60800012E+10", "", "", "", "", ""]]
    spoiled = received("roster", csv_of(ROSTER, rounded), batch.place, **SINCE)
    assert "Excel đã đổi số định danh" in spoiled.problems.get(column="number").sentence


def test_rows_that_are_no_data_are_left_out_and_told(batch: Batch) -> None:
    assert "Bỏ qua 4 dòng không phải dữ liệu" in told(batch)
    assert "6, 14, 16, 17" in told(batch)
    assert batch.counts["letters"]["number"] == "F"
    assert "Dòng tiêu đề được tìm thấy ở dòng 5" in told(batch)


def test_what_was_read_otherwise_than_written_is_told(batch: Batch) -> None:
    assert "3 họ tên viết toàn chữ hoa hoặc toàn chữ thường" in told(batch)
    assert "Cột “Nữ”: ô có dấu x" in told(batch)
    assert "Cột “Ghi chú” không dùng" in told(batch)


@pytest.mark.parametrize("name", ["Tống Văn Cộng", "Công Tằng Tôn Nữ", "Tổng Thị Ngày"])
def test_a_person_is_never_taken_for_a_total(land: Land, name: str) -> None:
    assert outcomes(received("roster", csv_of(["Họ và tên", "Năm sinh"], [[name, "1980"]]), land.near, **SINCE)) == {
        "new": 1
    }


def test_titles_may_be_written_in_any_way(land: Land) -> None:
    """Another order, capitals, no marks, spaces around, marks apart, the tone on the other vowel, and columns of one's own."""
    headers = ["Nghề nghiệp", "thôn, buôn ", unicodedata.normalize("NFD", "SỐ ĐỊNH DANH"), " Ho va ten", "NGÀY SINH *"]
    row = ["nông", "Buôn Drăh", "066185001235", "H'Hen Niê", "05/03/1985"]
    assert outcomes(received("roster", xlsx_of(headers, [row]), land.near, name="ds.xlsx", **SINCE)) == {"new": 1}
    moved = ["Dòng họ", "Họ và tên", "Năm sinh", "Số điện thọai"]
    assert outcomes(received("roster", csv_of(moved, [["Niê", "H'Hen Niê", "1985", ""]]), land.near, **SINCE)) == {
        "new": 1
    }


def test_a_list_in_capitals_is_the_same_list(land: Land) -> None:
    headers = ["Họ và tên", "Năm sinh", "Giới tính", "Thôn, buôn"]
    imported("roster", csv_of(headers, [["Nguyễn Văn An", "1980", "Nam", "Buôn Drăh"]]), land.near, **SINCE)
    again = received("roster", csv_of(headers, [["NGUYỄN VĂN AN", "1980", "NAM", "BUÔN DRĂH"]]), land.near, **SINCE)
    assert outcomes(again) == {"same": 1}, causes(again)


def test_the_sex_of_a_fact_is_compared_with_the_number(land: Land) -> None:
    imported(
        "roster", csv_of(ROSTER, [["H'Hen Niê", "1985", "Nữ", "066185001235", "", "", "", "", ""]]), land.near, **SINCE
    )
    headers = ["Số định danh", "Họ và tên", "Ngày sinh", "Giới tính", "Kỹ năng", "Căn cứ", "Từ ngày"]
    row = ["066185001235", "H'Hen Niê", "1985", "nữ", "có kỹ năng số", "Cán bộ xác nhận", "01/03/2025"]
    assert causes(received("skills", csv_of(headers, [row]), land.near)) == set()
