"""The report of a plan: how the sample was drawn, what was held and found, the estimate beside what is reported."""

import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.inspection.actions import check_title, conclude_inspection, draw_sample
from hieuhoc.inspection.report_on_paper import report_paper
from tests.cast import Cast
from tests.inspection.makers import RIGHT, make_concluded, make_inspection_plan, make_titles
from tests.inspection.test_inspect import WISH

pytestmark = pytest.mark.django_db


def test_it_says_the_plan_the_sample_with_its_seed_the_visits_and_what_has_to_be_done(cast: Cast) -> None:
    titles = make_titles(cast.village, 3)
    plan = make_inspection_plan(cast.province, purpose="Xác minh tại chỗ")
    sample = draw_sample(plan, WISH, actor=None)
    visit = plan.inspections.get()
    for checked in visit.checked_titles.all():
        check_title(checked, RIGHT, actor=None)
    conclude_inspection(visit, summary="Đúng cả", actor=None)
    make_concluded(plan, cast.commune, titles[:1])
    paper = report_paper(plan)
    words = " ".join(part.text for part in paper.body)
    assert "Xác minh tại chỗ" in words
    assert "rút 3 trong 3 danh hiệu" in words
    assert sample.seed in words.replace(" ", "")
    assert "Ước tính 100,0% danh hiệu là đúng" in words
    assert "Đã kết luận 2 cuộc kiểm tra" in words
    table = next(part.table for part in paper.body if part.table)
    assert [row[3:] for row in table.rows] == [["Theo mẫu đã rút", "3", "0"], ["Theo dấu hiệu, phản ánh", "1", "1"]]
    assert paper.annex is not None
    assert [row[2:4] for row in paper.annex.table.rows] == [["Minh chứng sai", "Rà soát lại"]]


def test_without_a_sample_it_says_why_nothing_is_estimated(cast: Cast) -> None:
    paper = report_paper(make_inspection_plan(cast.province))
    assert "Không rút mẫu" in " ".join(part.text for part in paper.body)
    assert paper.annex is None


def test_it_is_taken_along_as_pdf_and_word(cast: Cast, client: Client) -> None:
    plan = make_inspection_plan(cast.province)
    client.force_login(cast.hoa)
    at_plan = client.get(reverse("office:inspection-plan", args=[plan.pk])).content.decode()
    for name, begins in (("inspection-report", b"%PDF"), ("inspection-report-docx", b"PK")):
        address = reverse(f"office:{name}", args=[plan.pk])
        assert address in at_plan
        assert client.get(address).content.startswith(begins)
