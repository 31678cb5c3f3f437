"""Whatever leaves the product as a table, as workbook or CSV: no cell of it can become a formula."""

import ast
import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.assessment.models import Round
from hieuhoc.config.environment import ROOT
from hieuhoc.criteria.actions import draft_version, load_criteria
from hieuhoc.criteria.models import Version
from hieuhoc.indicators.actions import publish_revision
from hieuhoc.indicators.models import Figure, Revision
from hieuhoc.lib.workbook_writing import FORMULA_STARTS
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import PlaceSpell
from hieuhoc.sheets.registry import all_sheets
from hieuhoc.sheets.workbooks import write_annotated, write_export, write_template
from tests.assessment.makers import make_submitted
from tests.cast import make_world
from tests.collectives.makers import ADULTS_HOLD, make_criteria
from tests.funds.makers import make_fund
from tests.made_once import made_once
from tests.people.makers import Land, make_land
from tests.plans.makers import make_plan, this_year
from tests.sheets.files import ROSTER, csv_of, imported, received

pytestmark = pytest.mark.django_db
NAMES = ["=Nguyễn Văn An", "+Trần Thị Bé", "-Lê Cúc", "@Phạm Dần"]
WHO = ["Số định danh", "Họ và tên", "Ngày sinh"]
LAN = ["066180001230", NAMES[0], "1980"]
SINCE: dict[str, Any] = {"since": "2024-01-01"}


def cells_of(content: bytes) -> Iterator[str]:
    """Every text of the table; that of a workbook is text, not a formula."""
    if content.startswith(b"PK"):
        for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
            for cell in (cell for row in page.iter_rows() for cell in row):
                assert cell.data_type != "f"
                if isinstance(cell.value, str):
                    yield cell.value
    else:
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"):
            yield from row


def assert_guarded(content: bytes) -> None:
    cells = list(cells_of(content))
    assert any(cell.startswith("'") for cell in cells), cells
    assert [cell for cell in cells if cell.startswith(FORMULA_STARTS)] == []


@made_once
def filled() -> Land:
    """Something dangerous in every sheet."""
    land = make_land()
    make_fund(land.near)
    plan = make_plan(land.near, is_issued=False)
    load_criteria(actor=None)
    make_criteria("unit", {**ADULTS_HOLD, "of": "staff"})
    version = Version.objects.filter(status="in_force").order_by("-issued_on")[0]
    draft_version(version, number="Dự thảo", actor=None)
    days = {"opens_on": date(2025, 1, 1), "closes_on": date(2025, 12, 31), "submit_by": date(2025, 12, 15)}
    ends = {"review_by": date(2026, 2, 28), "reference_on": date(2025, 12, 31), "status": Round.Status.OPEN}
    Round.objects.create(year=2025, version=version, **days, **ends)
    people = [
        [name, "1980", "Nam", f"06618000123{at}", "", "Buôn Drăh", "H1", "Niê", ""] for at, name in enumerate(NAMES)
    ]
    unit = ["=U1", "=Trường Một", "Cấp xã", "Cơ sở giáo dục"]
    tables: list[tuple[str, list[str], list[list[str]], dict[str, Any]]] = [
        ("roster", ROSTER, people, SINCE),
        ("groups", ["Loại", "Mã", "Tên"], [["Dòng họ", "DH1", "=Dòng họ Mlô"]], SINCE),
        ("units", ["Mã đơn vị", "Tên đơn vị", "Cấp", "Loại hình"], [unit], SINCE),
        ("recognitions", ["Năm", "Loại", "Mã", "Tình trạng", "Số quyết định"],
         [["2024", "Đơn vị", "=U1", "Đã công nhận", "=12/QĐ"]], {}),
        ("model_registrations", ["Năm", "Loại", "Mã"], [["2023", "Đơn vị", "=U1"]], {}),
        ("trainings", ["Mã lớp", "Tên lớp", "Bộ tiêu chí", "Ngày tổ chức", "Đơn vị tổ chức"],
         [["TH1", "=Lớp một", version.number, "15/03/2025", "@Hội"]], {}),
        ("attendances", ["Mã lớp", *WHO], [["TH1", *LAN]], {}),
        ("class_lists", ["Mã trường", "Năm học bắt đầu", "Lớp", *WHO, "Cha mẹ, người giám hộ đồng ý", "Ngày đồng ý"],
         [["=U1", "2025", "=10A1", *LAN, "@Mẹ", "01/09/2025"]], {}),
        ("skills", [*WHO, "Kỹ năng", "Căn cứ", "Số giấy xác nhận", "Từ ngày"],
         [[*LAN, "Có kỹ năng số", "Cán bộ xác nhận", "-15", "01/03/2025"]], {}),
        ("activities", ["Mã hoạt động", "Tên hoạt động", "Chủ đề", "Thôn, buôn", "Các ngày", "Giờ bắt đầu",
          "Số phút mỗi buổi", "Đơn vị tổ chức"],
         [["HD1", "=Lớp một", "Kỹ năng số, dịch vụ công trực tuyến", "Buôn Drăh", "05/03/2035", "19:00", "90", "@Hội"]], {}),
        ("criteria", ["Số của bộ tiêu chí", "Dòng này là", "Số thứ tự", "Nội dung", "Năng lực số"],
         [["Dự thảo", "Chỉ số", "11", "=Câu mới", "3"]], {}),
        ("wishes", ["Năm", *WHO, "Muốn học", "Điều khác muốn học"],
         [[str(timezone.localdate().year), *LAN, "Nghề, tay nghề, khởi nghiệp", "=Sửa máy cày"]], {}),
        ("area_classes", ["Phân loại", "Từ ngày", "Căn cứ pháp lý"], [["Vùng sâu, vùng xa", "01/01/2022", "=QĐ 1"]], {}),
        ("gifts", ["Quỹ", "Số chứng từ", "Ai ủng hộ", "Tên người, nơi ủng hộ", "Ủng hộ bằng", "Số tiền hoặc giá trị (đồng)",
          "Ngày ủng hộ"], [["Quỹ khuyến học", "=PT1", "Cá nhân", "=Bà Năm", "Tiền", "500000", "01/03/2026"]], {}),
        ("plan_tasks", ["Kế hoạch", "Mã nhiệm vụ", "Nhiệm vụ", "Giao cho", "Từ ngày", "Hạn", "Sản phẩm"],
         [[plan.title, "=NV1", "=Tập huấn", "Hội Khuyến học", f"01/03/{this_year()}", f"30/06/{this_year()}", "@Báo cáo"]], {}),
        ("reported_figures", ["Loại số liệu", "Năm", "Kỳ", "Số", "Tài liệu nguồn"],
         [["Dân số", "2024", "Cả năm", "8000", "=Niên giám 2024"]], {}),
        ("scores", [*WHO, "Nhóm đối tượng"], [[*LAN, version.applicant_groups.order_by("position")[0].code]], {"year": 2025}),
    ]  # fmt: skip
    for code, headers, rows, settings in tables:
        assert imported(code, csv_of(headers, rows), land.near, **settings).counts["new"] == len(rows)
    assert {code for code, *_rest in tables} == {sheet.code for sheet in all_sheets()}
    return land


def test_every_sheet_is_exported_without_formulas_as_workbook_and_csv(filled: Land) -> None:
    for sheet in all_sheets():
        for as_csv in (False, True):
            target = io.BytesIO()
            write_export(sheet.code, filled.near, target, as_csv=as_csv, on=date(2025, 12, 31), actor=None)
            assert_guarded(target.getvalue())


def test_what_begins_with_a_tab_or_a_line_break_is_guarded_too(filled: Land) -> None:
    for start in ("\t", "\r", "\n"):
        Citizen.objects.update(name=f"{start}=An")
        for as_csv in (False, True):
            target = io.BytesIO()
            write_export("roster", filled.near, target, as_csv=as_csv, on=date(2025, 12, 31), actor=None)
            assert_guarded(target.getvalue())


def test_the_rows_that_come_back_with_their_problems_hold_no_formula(filled: Land) -> None:
    rows = [[name, "31/02/1980", "Nam", f"@{at}", *[""] * 5] for at, name in enumerate(NAMES)]
    batch = received("roster", csv_of(ROSTER, rows), filled.near, **SINCE)
    target = io.BytesIO()
    write_annotated(batch, target, actor=None)
    assert_guarded(target.getvalue())


def test_the_choices_of_a_template_hold_no_formula(filled: Land) -> None:
    PlaceSpell.objects.filter(place=filled.near_village).update(kind="=Buôn", name="Drăh")
    target = io.BytesIO()
    write_template("roster", filled.near, target, actor=None)
    assert_guarded(target.getvalue())


def test_the_lists_and_figures_of_the_office_and_the_open_figures_hold_no_formula(client: Client) -> None:
    world = make_world()
    year = world.round.year
    make_submitted(world.lan, world.round)
    Citizen.objects.update(name="=Lan")
    PlaceSpell.objects.filter(place=world.commune).update(kind="=Xã", name="Cư Né")
    revision = Revision.objects.get(year=year, number=0)
    Revision.objects.update(counted_at=timezone.now(), is_open=False)
    for place, counts in ((world.province, (425, 1062)), (world.commune, (412, 1038))):
        common = {"indicator": "T2", "reading": "registered", "year": year, "computed_at": timezone.now()}
        Figure.objects.create(place=place, numerator=counts[0], denominator=counts[1], **common)
    client.force_login(world.hoa)
    for name, arguments in (("citizen-export", []), ("dossier-export", []), ("figures-export", [world.province.pk])):
        answer = client.get(reverse(f"office:{name}", args=arguments), {"year": year})
        assert_guarded(b"".join(answer.streaming_content) if answer.streaming else answer.content)  # type: ignore[attr-defined]
    publish_revision(revision, actor=None)
    assert_guarded(client.get(reverse("public:figures-download", args=[world.province.pk])).content)


def test_tables_are_written_in_one_place_only() -> None:
    """What is tested above holds for the next export too: there is no other way to write one."""
    found = set()
    for path in (ROOT / "hieuhoc").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        if named & {"xlsxwriter", "openpyxl", "csv"}:
            found.add(path.relative_to(ROOT / "hieuhoc").as_posix())
    reading, invented_files = "lib/text_decoding.py", "demo/roster.py"
    assert found - {reading, invented_files} == {"lib/workbook_writing.py"}
