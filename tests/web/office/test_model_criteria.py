"""Criteria of learning models as office pages: composed part by part, read back as sentences."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.collectives.actions import draft_model_criteria, load_model_criteria
from hieuhoc.collectives.models import ModelCriteria
from hieuhoc.collectives.rules import AnyRule
from tests.cast import Cast

pytestmark = pytest.mark.django_db

SEEN = {"source": "Hướng dẫn 01/HD-HKH", "certainty": "seen"}


@pytest.fixture
def hoa(cast: Cast, client: Client) -> Client:
    client.force_login(cast.hoa)
    return client


def address(name: str, criteria: ModelCriteria, *position: int) -> str:
    return reverse(f"office:{name}", args=[criteria.pk, *position])


def page_of(client: Client, criteria: ModelCriteria) -> str:
    return client.get(address("model-criteria", criteria)).content.decode()


def test_an_officer_composes_a_table_and_puts_it_in_force(hoa: Client) -> None:
    given = {"kind": "unit", "unit_level": "commune", "number": "01/HD-HKH", "title": "Đơn vị học tập cấp xã"}
    hoa.post(reverse("office:model-criteria-new"), given)
    draft = ModelCriteria.objects.get(number="01/HD-HKH")
    assert "Ban hành" not in page_of(hoa, draft)

    hoa.post(address("model-grades", draft), {"name_1": "Mức độ 1", "name_2": "Mức độ 2"})
    hoa.post(address("model-criterion-new", draft), {"name": "Kết quả", **SEEN})
    shares = {"text": "Có danh hiệu", "of": "staff", "holding": "title", "grade_1": "90", "grade_2": "95,5", **SEEN}
    hoa.post(address("model-requirement", draft, 1) + "?asks=share", shares)
    asked = {"text": "Thi đua", "question": "Tập thể lao động tiên tiến", "grade_1": "on", **SEEN}
    hoa.post(address("model-requirement", draft, 1) + "?asks=yes", asked)
    other = {"text": "Thi đua", "question": "Được khen thưởng", "grade_1": "on", **SEEN}
    hoa.post(address("model-requirement", draft, 1) + "?asks=yes&requirement=2&or=1", other)
    learners = {"text": "Người học", "question": "Người học", "grade_1": "95", "schools_only": "on", **SEEN}
    hoa.post(address("model-requirement", draft, 1) + "?asks=declared", learners)

    page = page_of(hoa, draft)
    assert "Ít nhất 90% số cán bộ, người lao động có danh hiệu Công dân học tập của năm." in page
    assert "Ít nhất 95,5% số cán bộ" in page
    assert "Được xác nhận: Tập thể lao động tiên tiến, hoặc được xác nhận: Được khen thưởng." in page
    draft.refresh_from_db()
    assert isinstance(draft.table.criteria[0].requirements[1].rules[0], AnyRule)

    hoa.post(address("model-criteria-promulgate", draft), {"since": "2026-01-01"})
    draft.refresh_from_db()
    assert draft.status == "in_force"
    hoa.post(address("model-criteria-retire", draft), {"until": "2027-01-01"})
    draft.refresh_from_db()
    assert draft.status == "retired"


def test_a_table_of_points_is_composed(hoa: Client) -> None:
    draft = draft_model_criteria(kind="family", number="Bảng điểm", title="Gia đình học tập", actor=None)
    hoa.post(address("model-criterion-new", draft), {"name": "Việc học của con em", **SEEN})
    hoa.post(address("model-points", draft, 1), {"text": "Đều đi học", "most": "20", **SEEN})
    hoa.post(address("model-points", draft, 1) + "?item=1", {"text": "Đều đi học", "most": "10", **SEEN})
    points = {"text": "Góc học tập", "question": "Góc học tập", "most": "10", "grade_1": "5", **SEEN}
    hoa.post(address("model-requirement", draft, 1) + "?asks=points", points)
    hoa.post(address("model-grades", draft), {"name_1": "Đạt", "points_1": "8"})

    page = page_of(hoa, draft)
    assert "từ 8/10 điểm" in page
    assert "Chấm từ 0 đến 10 điểm." in page
    assert "Ít nhất 5 điểm cho: Góc học tập." in page


def test_a_part_is_changed_and_dropped(hoa: Client) -> None:
    load_model_criteria(actor=None)
    draft = ModelCriteria.objects.get(kind="unit")
    form = hoa.get(address("model-requirement", draft, 2) + "?asks=share&requirement=1").content.decode()
    assert 'value="90"' in form

    hoa.post(address("model-criterion", draft, 3), {"name": "Tác dụng của việc học", **SEEN})
    assert "Mức độ chuyển đổi số" in hoa.get(address("model-part-drop", draft, 3) + "?requirement=2").content.decode()
    hoa.post(address("model-part-drop", draft, 3) + "?requirement=2")
    draft.refresh_from_db()
    assert draft.table.criteria[2].name == "Tác dụng của việc học"
    assert [row.text for row in draft.table.criteria[2].requirements] == ["Danh hiệu thi đua của tập thể."]
    assert "digital-good" not in {question.code for question in draft.table.questions}
    hoa.post(address("model-part-drop", draft, 3))
    draft.refresh_from_db()
    assert len(draft.table.criteria) == 2


@pytest.mark.parametrize(
    ("name", "position", "asked"),
    [
        ("model-criterion", 9, ""),
        ("model-part-drop", 1, "?requirement=9"),
        ("model-requirement", 1, "?asks=magic"),
        ("model-requirement", 1, "?requirement=9"),
        ("model-points", 1, "?item=9"),
    ],
)
def test_a_part_that_is_not_there_is_not_found(hoa: Client, name: str, position: int, asked: str) -> None:
    load_model_criteria(actor=None)
    criteria = ModelCriteria.objects.get(kind="unit")
    assert hoa.get(address(name, criteria, position) + asked).status_code == 404


def test_a_requirement_of_no_grade_is_asked_again(hoa: Client) -> None:
    load_model_criteria(actor=None)
    draft = ModelCriteria.objects.get(kind="unit")
    given = {"text": "Có danh hiệu", "of": "staff", "holding": "title", **SEEN}
    answer = hoa.post(address("model-requirement", draft, 1) + "?asks=share", given)
    assert "Ghi cho ít nhất một mức." in answer.content.decode()


def test_what_no_source_tells_is_named_and_not_put_in_force(hoa: Client) -> None:
    load_model_criteria(actor=None)
    page = page_of(hoa, ModelCriteria.objects.get(kind="commune"))
    assert "Có phần chưa có quy tắc" in page
    assert "Chưa có quy tắc" in page
    assert "/promulgate/" not in page


def test_a_draft_is_described_and_copied(hoa: Client) -> None:
    load_model_criteria(actor=None)
    draft = ModelCriteria.objects.get(kind="unit")
    hoa.post(address("model-criteria-describe", draft), {"title": "Chép từ bản gốc", "note": "", **SEEN})
    hoa.post(address("model-criteria-draft", draft), {"number": draft.number, "title": "Bản chép lại"})
    assert list(ModelCriteria.objects.filter(kind="unit").order_by("edition").values_list("title", "edition")) == [
        ("Chép từ bản gốc", 1),
        ("Bản chép lại", 2),
    ]
    assert "Bản chép lại" in hoa.get(reverse("office:model-criteria-list")).content.decode()
