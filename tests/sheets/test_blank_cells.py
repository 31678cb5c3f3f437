"""A sheet sent again with its optional cells blank leaves everything as it is, whichever sheet it is."""

from datetime import date
from typing import Any

import pytest

from hieuhoc.assessment.models import Dossier, Round
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.people.models import Citizen, Group, Membership, Residence, UnitSpell
from hieuhoc.places.models import AreaClassSpell
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.sheets.actions import undo_batch
from hieuhoc.skills.models import SkillFact
from tests.made_once import made_once
from tests.people.makers import Land, make_land
from tests.sheets.files import ROSTER, causes, csv_of, imported, outcomes, received

pytestmark = pytest.mark.django_db
HHEN = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "0905123456", "Buôn Drăh", "H01", "Niê", ""]
WHO = ["066180001234", "H'Hen Niê", "1980"]
PERSON = ["Số định danh", "Họ và tên", "Ngày sinh"]
SINCE: dict[str, Any] = {"since": "2024-01-01"}


@made_once
def land() -> Land:
    land = make_land()
    imported("roster", csv_of(ROSTER, [HHEN]), land.near, **SINCE)
    return land


@pytest.fixture
def version(db: None) -> Version:
    load_criteria(actor=None)
    return Version.objects.filter(status="in_force").order_by("-issued_on")[0]


def test_a_roster_keeps_home_phone_family_clan_and_exact_birth(land: Land) -> None:
    blank = ["H'Hen Niê", "1980", "", "066180001234", "", "", "", "", ""]
    assert outcomes(received("roster", csv_of(ROSTER, [blank]), land.near, **SINCE)) == {"same": 1}
    renamed = ["H'Hen Niê Kdăm", *blank[1:]]
    assert outcomes(imported("roster", csv_of(ROSTER, [renamed]), land.near, **SINCE)) == {"changed": 1}
    citizen = Citizen.objects.get()
    assert (citizen.birth_date, citizen.sex, citizen.home_id) == (date(1980, 3, 5), "f", land.near_village.pk)
    assert citizen.phone is not None
    assert Residence.objects.get().place_id == land.near_village.pk
    assert Membership.objects.filter(until=None).count() == 2


def test_a_group_keeps_its_first_day(land: Land) -> None:
    headers = ["Loại", "Mã", "Tên", "Thôn, buôn", "Từ ngày"]
    row = ["Dòng họ", "DH7", "Dòng họ Mlô", "", "01/01/2022"]
    imported("groups", csv_of(headers, [row]), land.near, **SINCE)
    assert outcomes(received("groups", csv_of(headers, [[*row[:4], ""]]), land.near, **SINCE)) == {"same": 1}
    assert Group.objects.get(code="DH7").since == date(2022, 1, 1)


def test_a_unit_keeps_its_seat_also_when_its_level_is_raised_later(land: Land) -> None:
    headers = ["Mã đơn vị", "Tên đơn vị", "Cấp", "Loại hình", "Mã nơi đặt trụ sở", "Từ ngày"]
    row = ["U1", "Trường THCS Một", "Cấp xã", "Cơ sở giáo dục", "24001", "01/01/2022"]
    imported("units", csv_of(headers, [row]), land.province, **SINCE)
    blank = [*row[:4], "", ""]
    assert outcomes(received("units", csv_of(headers, [blank]), land.province, **SINCE)) == {"same": 1}
    raised = ["U1", "Trường THCS Một", "Cấp tỉnh", "Cơ sở giáo dục", "", "01/07/2025"]
    assert outcomes(imported("units", csv_of(headers, [raised]), land.province, **SINCE)) == {"changed": 1}
    assert set(UnitSpell.objects.values_list("level", "place")) == {
        ("commune", land.near.pk),
        ("province", land.near.pk),
    }


def test_a_new_unit_without_a_seat_sits_where_it_is_entered(land: Land) -> None:
    row = ["U2", "UBND xã", "Cấp xã", "Cơ quan, đơn vị sự nghiệp", ""]
    headers = ["Mã đơn vị", "Tên đơn vị", "Cấp", "Loại hình", "Mã nơi đặt trụ sở"]
    imported("units", csv_of(headers, [row]), land.near, **SINCE)
    assert UnitSpell.objects.get().place_id == land.near.pk
    assert causes(received("units", csv_of(headers, [[*row[:4], "99999"]]), land.near, **SINCE)) == {"unknown_seat"}


def test_a_recognition_keeps_its_decision(land: Land) -> None:
    headers = ["Năm", "Loại", "Mã", "Thôn, buôn", "Tình trạng", "Số quyết định", "Ngày quyết định"]
    row = ["2024", "Gia đình", "H01", "Buôn Drăh", "Đã công nhận", "12/QĐ-UBND", "20/12/2024"]
    imported("recognitions", csv_of(headers, [row]), land.near)
    blank = [*row[:5], "", ""]
    assert outcomes(received("recognitions", csv_of(headers, [blank]), land.near)) == {"same": 1}
    other = imported("recognitions", csv_of(headers, [[*row[:5], "13/QĐ-UBND", ""]]), land.near)
    kept = GroupRecognition.objects.get()
    assert (kept.decision_number, kept.decided_on) == ("13/QĐ-UBND", date(2024, 12, 20))
    undo_batch(other, actor=None)
    assert GroupRecognition.objects.get().decision_number == "12/QĐ-UBND"


def test_a_recognition_needs_a_decision_only_where_none_is_kept(land: Land) -> None:
    headers = ["Năm", "Loại", "Mã", "Thôn, buôn", "Tình trạng", "Số quyết định"]
    registered = ["2024", "Gia đình", "H01", "Buôn Drăh", "Đã đăng ký", ""]
    imported("recognitions", csv_of(headers, [registered]), land.near)
    assert GroupRecognition.objects.get().decision_number == ""
    recognised = [*registered[:4], "Đã công nhận", ""]
    assert causes(received("recognitions", csv_of(headers, [recognised]), land.near)) == {"decision_number"}


def test_a_training_keeps_its_organiser_and_takes_another(land: Land, version: Version) -> None:
    headers = ["Mã lớp", "Tên lớp", "Bộ tiêu chí", "Ngày tổ chức", "Đơn vị tổ chức"]
    row = ["TH1", "Lớp một", version.number, "15/03/2025", "Hội Khuyến học xã"]
    imported("trainings", csv_of(headers, [row]), land.near)
    assert outcomes(received("trainings", csv_of(headers, [[*row[:4], ""]]), land.near)) == {"same": 1}
    assert outcomes(imported("trainings", csv_of(headers, [[*row[:4], "Hội tỉnh"]]), land.near)) == {"changed": 1}
    assert Training.objects.get().organiser == "Hội tỉnh"


def test_an_attendance_keeps_who_completed(land: Land, version: Version) -> None:
    held = ["TH1", "Lớp một", version.number, "15/03/2025"]
    imported("trainings", csv_of(["Mã lớp", "Tên lớp", "Bộ tiêu chí", "Ngày tổ chức"], [held]), land.near)
    headers = ["Mã lớp", *PERSON, "Tham dự", "Hoàn thành"]
    imported("attendances", csv_of(headers, [["TH1", *WHO, "Có", "Có"]]), land.near)
    assert outcomes(received("attendances", csv_of(headers, [["TH1", *WHO, "", ""]]), land.near)) == {"same": 1}
    away = received("attendances", csv_of(headers, [["TH1", *WHO, "Không", ""]]), land.near)
    assert causes(away) == {"completed"}, "who is kept as completed was there"
    imported("attendances", csv_of(headers, [["TH1", *WHO, "", "Không"]]), land.near)
    assert Attendance.objects.values_list("attended", "completed").get() == (True, False)


def test_a_skill_keeps_the_number_of_its_paper(land: Land) -> None:
    headers = [*PERSON, "Kỹ năng", "Căn cứ", "Số giấy xác nhận", "Từ ngày"]
    row = [*WHO, "Có kỹ năng số", "Cán bộ xác nhận", "15/XN", "01/03/2025"]
    imported("skills", csv_of(headers, [row]), land.near)
    assert outcomes(received("skills", csv_of(headers, [[*row[:5], "", row[6]]]), land.near)) == {"same": 1}
    assert SkillFact.objects.get().note == "15/XN"


def test_an_area_class_keeps_its_last_day_and_takes_one_later(land: Land) -> None:
    headers = ["Thôn, buôn", "Phân loại", "Từ ngày", "Đến trước ngày", "Căn cứ pháp lý"]
    row = ["", "Vùng sâu, vùng xa", "01/01/2022", "", "QĐ 1"]
    imported("area_classes", csv_of(headers, [row]), land.near)
    ended = csv_of(headers, [[*row[:3], "01/01/2025", "QĐ 1"]])
    assert outcomes(imported("area_classes", ended, land.near)) == {"changed": 1}
    assert AreaClassSpell.objects.get().until == date(2025, 1, 1)
    for again in (ended, csv_of(headers, [row])):
        assert outcomes(received("area_classes", again, land.near)) == {"same": 1}


def test_a_score_sheet_keeps_the_points_it_does_not_name(land: Land, version: Version) -> None:
    Round.objects.create(
        year=2025,
        version=version,
        opens_on=date(2025, 1, 1),
        closes_on=date(2025, 12, 31),
        submit_by=date(2025, 12, 15),
        review_by=date(2026, 2, 28),
        reference_on=date(2025, 12, 31),
        status=Round.Status.OPEN,
    )
    group = version.applicant_groups.order_by("position")[0].code
    headers = [*PERSON, "Nhóm đối tượng", *(f"Chỉ số {number}" for number in range(1, 11))]
    settings: dict[str, Any] = {"year": 2025, "submit": True}
    imported("scores", csv_of(headers, [[*WHO, group, *["7"] * 9, ""]]), land.near, **settings)
    blank = csv_of(headers, [[*WHO, group, *[""] * 10]])
    assert outcomes(received("scores", blank, land.near, **settings)) == {"same": 1}
    last = csv_of(headers, [[*WHO, group, *[""] * 9, "9"]])
    imported("scores", last, land.near, **settings)
    dossier = Dossier.objects.get()
    assert (dossier.self_points, dossier.status) == ([*[7] * 9, 9], "submitted"), "complete with what was kept"
