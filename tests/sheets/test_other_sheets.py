"""Groups, units, recognitions, trainings, attendances, skills, area classes and scores: in, the same again, back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from hieuhoc.assessment.models import Dossier, Round, Scoring
from hieuhoc.criteria.actions import load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.indicators.actions import open_year
from hieuhoc.indicators.models import StaleMark
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.people.models import AssociationBranch, BranchSpell, Citizen, Group, Membership, UnitSpell, WorkUnit
from hieuhoc.places import drafting
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.models import AreaClassSpell
from hieuhoc.recognition.models import GroupRecognition
from hieuhoc.sheets.actions import confirm_batch, undo_batch
from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.workbooks import write_export
from hieuhoc.skills.models import SkillFact
from tests.made_once import made_once
from tests.people.makers import Land, make_land
from tests.places.small_map import REFORM, new
from tests.refusals import refused
from tests.sheets.files import ROSTER, causes, csv_of, imported, outcomes, received

pytestmark = pytest.mark.django_db
HHEN = ["H'Hen Niê", "05/03/1980", "Nữ", "066180001234", "", "Buôn Drăh", "H01", "Niê", ""]
AN = ["Nguyễn Văn An", "12/12/2001", "Nam", "066201000077", "", "", "", "", ""]
SINCE: dict[str, Any] = {"since": "2024-01-01"}


@made_once
def land() -> Land:
    land = make_land()
    imported("roster", csv_of(ROSTER, [HHEN, AN]), land.near, **SINCE)
    return land


def same_again(
    sheet: str, content: bytes, land: Land, tmp_path: Path, *, on: date | None = None, **settings: Any
) -> None:
    """The file again, and its own export, change nothing."""
    rows = imported(sheet, content, land.near, **settings).counts["rows"]
    assert outcomes(received(sheet, content, land.near, **settings)) == {"same": rows}
    target = tmp_path / f"{sheet}.xlsx"
    count = write_export(sheet, land.near, target, on=on or timezone.localdate(), actor=None)
    again = received(sheet, target.read_bytes(), land.near, name=target.name, **settings)
    assert outcomes(again) == {"same": count}, again.counts


def test_groups(land: Land, tmp_path: Path) -> None:
    headers = ["Loại", "Mã", "Tên", "Thôn, buôn"]
    rows = [["Gia đình", "H01", "Gia đình bà H'Hen", "Buôn Drăh"], ["dòng họ", "DH7", "Dòng họ Mlô", ""]]
    batch = imported("groups", csv_of(headers, rows), land.near, **SINCE)
    assert outcomes(batch) == {"new": 1, "changed": 1}
    assert Group.objects.get(code="H01").name == "Gia đình bà H'Hen"
    undo_batch(batch, actor=None)
    assert Group.objects.get(code="H01").name == "Hộ H01"
    assert not Group.objects.filter(code="DH7").exists()
    same_again("groups", csv_of(headers, rows), land, tmp_path, **SINCE)


def test_units_keep_their_history(land: Land, tmp_path: Path) -> None:
    headers = ["Mã đơn vị", "Tên đơn vị", "Cấp", "Loại hình", "Từ ngày"]
    first = csv_of(headers, [["thcs 1", "Trường THCS Một", "Cấp xã", "Cơ sở giáo dục", "01/01/2022"]])
    same_again("units", first, land, tmp_path, **SINCE)
    raised = csv_of(headers, [["THCS1", "Trường THCS Một", "Cấp tỉnh", "Cơ sở giáo dục", "01/07/2025"]])
    batch = imported("units", raised, land.near, **SINCE)
    unit = WorkUnit.objects.get(code="THCS1")
    spells = list(UnitSpell.objects.filter(unit=unit).order_by("since").values_list("level", "since", "until"))
    assert spells == [("commune", date(2022, 1, 1), date(2025, 7, 1)), ("province", date(2025, 7, 1), None)]
    undo_batch(batch, actor=None)
    assert UnitSpell.objects.get(unit=unit).until is None
    assert causes(received("units", raised, land.far, **SINCE)) == {"elsewhere"}


def test_recognitions_of_all_four_kinds(land: Land, tmp_path: Path) -> None:
    imported(
        "units",
        csv_of(
            ["Mã đơn vị", "Tên đơn vị", "Cấp", "Loại hình"], [["U1", "UBND xã", "Cấp xã", "Cơ quan, đơn vị sự nghiệp"]]
        ),
        land.near,
        **SINCE,
    )
    headers = ["Năm", "Loại", "Mã", "Thôn, buôn", "Tình trạng", "Số quyết định", "Ngày quyết định"]
    rows = [
        ["2024", "Gia đình", "H01", "Buôn Drăh", "Đã công nhận", "12/QĐ-UBND", "20/12/2024"],
        ["2024", "Dòng họ", "nie", "", "Đã đăng ký", "", ""],
        ["2024", "Cộng đồng", "", "Buôn Drăh", "Đã đăng ký", "", ""],
        ["2024", "Đơn vị", "U1", "", "Đã đăng ký", "", ""],
        ["2024", "Đơn vị", "U9", "", "Đã đăng ký", "", ""],
        ["2024", "Gia đình", "H01", "", "Đã công nhận", "", ""],
    ]
    batch = received("recognitions", csv_of(headers, rows), land.near)
    assert causes(batch) >= {"no_subject", "decision_number"}
    good = csv_of(headers, rows[:4])
    batch = imported("recognitions", good, land.near)
    assert outcomes(batch) == {"new": 4}
    assert GroupRecognition.objects.filter(status="recognised").get().decision_number == "12/QĐ-UBND"
    undo_batch(batch, actor=None)
    assert not GroupRecognition.objects.exists()
    same_again("recognitions", good, land, tmp_path)


def test_trainings_and_who_came(land: Land, tmp_path: Path) -> None:
    load_criteria(actor=None)
    version = Version.objects.filter(status="in_force").order_by("pk").first()
    assert version is not None
    held = csv_of(
        ["Mã lớp", "Tên lớp", "Bộ tiêu chí", "Ngày tổ chức"], [["TH1", "Lớp một", version.number, "15/03/2025"]]
    )
    same_again("trainings", held, land, tmp_path)
    assert Training.objects.get().place_id == land.near.pk
    headers = ["Mã lớp", "Số định danh", "Họ và tên", "Ngày sinh", "Hoàn thành"]
    came = csv_of(
        headers, [["TH1", "066180001234", "H'Hen Niê", "1980", "x"], ["TH1", "", "Nguyễn Văn An", "2001", ""]]
    )
    same_again("attendances", came, land, tmp_path)
    assert set(Attendance.objects.values_list("citizen__name", "completed")) == {
        ("H'Hen Niê", True),
        ("Nguyễn Văn An", False),
    }
    strangers = csv_of(headers, [["TH1", "066180001234", "H'Hen Niê", "1980", ""], ["TH9", "", "Ai Đó", "1990", ""]])
    assert causes(received("attendances", strangers, land.far)) == {"nobody", "unknown_training"}


def test_skills_are_corrected_in_place_and_taken_back(land: Land, tmp_path: Path) -> None:
    headers = ["Số định danh", "Họ và tên", "Ngày sinh", "Kỹ năng", "Căn cứ", "Số giấy xác nhận", "Từ ngày"]
    row = ["066180001234", "H'Hen Niê", "1980", "Có kỹ năng số", "Cán bộ xác nhận", "", "01/03/2025"]
    same_again("skills", csv_of(headers, [row]), land, tmp_path)
    batch = imported("skills", csv_of(headers, [[*row[:5], "15/XN", row[6]]]), land.near)
    assert outcomes(batch) == {"changed": 1}
    assert SkillFact.objects.get().note == "15/XN"
    undo_batch(batch, actor=None)
    assert SkillFact.objects.get().note == ""
    assert causes(received("skills", csv_of(headers, [[*row[:6], "01/04/2025"]]), land.near)) == {"held"}
    SkillFact.objects.update(until=date(2025, 6, 1))
    assert causes(received("skills", csv_of(headers, [[*row[:6], "01/05/2025"]]), land.near)) == {"ended"}
    assert outcomes(imported("skills", csv_of(headers, [[*row[:6], "01/06/2025"]]), land.near)) == {"new": 1}


def test_a_sheet_makes_nobody_proficient_who_has_no_digital_skills(land: Land) -> None:
    headers = ["Số định danh", "Họ và tên", "Ngày sinh", "Kỹ năng", "Căn cứ", "Số giấy xác nhận", "Từ ngày"]
    who, basis = ["066180001234", "H'Hen Niê", "1980"], ["Cán bộ xác nhận", ""]
    proficient = [*who, "Thành thạo kỹ năng số", *basis, "01/03/2025"]
    assert causes(received("skills", csv_of(headers, [proficient]), land.near)) == {"not_digital"}
    later = [*who, "Có kỹ năng số", *basis, "01/04/2025"]
    assert causes(received("skills", csv_of(headers, [later, proficient]), land.near)) == {"not_digital"}
    same_day = [*who, "Có kỹ năng số", *basis, "01/03/2025"]
    assert outcomes(imported("skills", csv_of(headers, [proficient, same_day]), land.near)) == {"new": 2}


def test_a_skill_or_training_from_a_sheet_also_counts_where_the_title_and_the_branch_are(land: Land) -> None:
    branch = AssociationBranch.objects.create(code="CH1", name="Chi hội", folded_name="chi hoi")
    BranchSpell.objects.create(branch=branch, place=land.far)
    citizen = Citizen.objects.get(name="H'Hen Niê")
    Membership.objects.create(citizen=citizen, branch=branch, role="member", is_main=True, since=date(2024, 1, 1))
    open_year(2025, actor=None)
    headers = ["Số định danh", "Họ và tên", "Ngày sinh", "Kỹ năng", "Căn cứ", "Từ ngày"]
    row = ["066180001234", "H'Hen Niê", "1980", "Có kỹ năng số", "Cán bộ xác nhận", "01/03/2025"]
    imported("skills", csv_of(headers, [row]), land.near)
    assert set(StaleMark.objects.values_list("place", flat=True)) == {land.near.pk, land.far.pk}


def test_area_classes_with_legal_basis_and_dates(land: Land, tmp_path: Path) -> None:
    headers = ["Thôn, buôn", "Phân loại", "Từ ngày", "Căn cứ pháp lý"]
    content = csv_of(
        headers,
        [
            ["", "Vùng sâu, vùng xa", "01/01/2022", "QĐ 1"],
            ["Buôn Drăh", "Vùng đặc biệt khó khăn", "01/01/2022", "QĐ 2"],
        ],
    )
    same_again("area_classes", content, land, tmp_path)
    later = imported("area_classes", csv_of(headers, [["", "Vùng sâu, vùng xa", "01/01/2026", "QĐ 3"]]), land.near)
    spells = AreaClassSpell.objects.filter(place=land.near).order_by("since").values_list("legal_basis", "until")
    assert list(spells) == [("QĐ 1", date(2026, 1, 1)), ("QĐ 3", None)]
    undo_batch(later, actor=None)
    assert AreaClassSpell.objects.get(place=land.near).until is None


@pytest.fixture
def round_() -> Round:
    load_criteria(actor=None)
    version = Version.objects.filter(status="in_force").order_by("-issued_on").first()
    assert version is not None
    return Round.objects.create(
        year=2025,
        version=version,
        opens_on=date(2025, 1, 1),
        closes_on=date(2025, 12, 31),
        submit_by=date(2025, 12, 15),
        review_by=date(2026, 2, 28),
        reference_on=date(2025, 12, 31),
        status=Round.Status.OPEN,
    )


def test_score_sheets_make_dossiers_and_send_the_full_ones(land: Land, round_: Round, tmp_path: Path) -> None:
    group = round_.version.applicant_groups.order_by("position").first()
    assert group is not None
    headers = [
        "Số định danh",
        "Họ và tên",
        "Ngày sinh",
        "Nhóm đối tượng",
        *(f"Chỉ số {number}" for number in range(1, 11)),
    ]
    full = ["066180001234", "H'Hen Niê", "1980", group.name.replace(";", ","), *["8"] * 10]
    partly = ["", "Nguyễn Văn An", "2001", group.code, *["7"] * 9, ""]
    settings: dict[str, Any] = {"year": 2025, "submit": True}
    batch = imported("scores", csv_of(headers, [full, partly]), land.near, **settings)
    assert outcomes(batch) == {"new": 2}, batch.counts
    sent = Dossier.objects.get(citizen__name="H'Hen Niê")
    assert (sent.status, sent.self_points, sent.is_assisted) == ("submitted", [8] * 10, True)
    assert sent.submitted_at is not None
    draft = Dossier.objects.get(citizen__name="Nguyễn Văn An")
    assert (draft.status, draft.self_points[9]) == ("draft", None)
    assert Scoring.objects.filter(stage="sheet").count() == 2
    assert outcomes(received("scores", csv_of(headers, [full, partly]), land.near, **settings)) == {"same": 2}
    finished = imported("scores", csv_of(headers, [[*partly[:-1], "9"]]), land.near, **settings)
    assert outcomes(finished) == {"changed": 1}
    draft.refresh_from_db()
    assert (draft.status, draft.self_points[9], draft.edition) == ("submitted", 9, 1)
    refused = received(
        "scores",
        csv_of(headers, [[*full[:-1], "1"], ["", "Nguyễn Văn An", "2001", "?", *["11"] * 10]]),
        land.near,
        **settings,
    )
    assert causes(refused) == {"not_editable", "unknown_group", "out_of_bounds"}
    undo_batch(finished, actor=None)
    draft.refresh_from_db()
    assert (draft.status, draft.self_points[9], draft.edition) == ("draft", None, 0)


def test_who_waits_after_a_cut_is_scored_by_sheet_as_on_the_page(land: Land, round_: Round) -> None:
    parts = [new("Phần Một", land.province), new("Phần Hai", land.province)]
    order = draft_order("1660/NQ-UBTVQH15", "Sắp xếp", REFORM, drafting.split(land.near.pk, parts), actor=None)
    apply_change_order(order, actor=None)
    headers = ["Số định danh", "Họ và tên", "Ngày sinh", "Nhóm đối tượng", "Chỉ số 1"]
    an = ["066201000077", "Nguyễn Văn An", "12/12/2001", round_.version.applicant_groups.all()[0].code, "7"]
    batch = imported("scores", csv_of(headers, [an]), land.province, year=2025)
    assert outcomes(batch) == {"new": 1}, causes(batch)
    assert Dossier.objects.get().place_id == land.near.pk


def test_no_scores_for_a_closed_round(land: Land, round_: Round) -> None:
    Round.objects.update(status=Round.Status.CLOSED)
    batch = received("scores", csv_of(["Họ và tên", "Nhóm đối tượng"], [["A", "B"]]), land.near, year=2025)
    assert (batch.status, batch.refusal) == (Batch.Status.REFUSED, "Đợt năm 2025 không mở.")


def test_an_unchecked_batch_is_not_written(land: Land) -> None:
    batch = received("groups", csv_of(["Loại", "Mã"], [["Gia đình", "1"]]), land.near, **SINCE)
    assert "Tên" in batch.refusal
    with refused("wrong_step"):
        confirm_batch(batch, actor=None)
    assert Citizen.objects.count() == 2
