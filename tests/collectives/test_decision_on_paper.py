"""A decision on learning models as a paper: it lists families, villages and communes, never people."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hieuhoc.audit.models import Reading
from hieuhoc.collectives.actions import revoke_model
from hieuhoc.collectives.decisions_on_paper import is_of_models, listed_models, model_decision_paper
from hieuhoc.collectives.models import Registration
from hieuhoc.documents import layout
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.pades_reading import signatures_of
from hieuhoc.documents.writing import written_paper
from hieuhoc.recognition.actions import issue_decision, make_proposal, revoke_title, send_proposal, sign_decision
from hieuhoc.recognition.models import Decision, Title
from tests.assessment.makers import make_passed
from tests.cast import World
from tests.collectives.makers import YEAR, decision_text, make_recognised_models
from tests.documents import pdf_layout
from tests.documents.certificates import certified
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(world: World) -> Decision:
    return make_recognised_models(world)


def fallen_family() -> Registration:
    row = Registration.objects.get(recognition__group__code="LAN")
    Registration.objects.filter(pk=row.pk).update(standing="not_met", grade=0, failing=[0])
    return row


def test_its_list_says_name_kind_place_grade_points_and_year(decision: Decision) -> None:
    listed = {model.name: model.cells[1:] for model in listed_models(decision)}
    assert listed == {
        "Gia đình LAN": [
            "Gia đình học tập",
            "Buôn Buôn Drăh, Xã Cư Né, Huyện Krông Búk",
            "Đạt",
            "84/100",
            str(YEAR),
        ],
        "Buôn Buôn Drăh": [
            "Cộng đồng học tập (thôn, buôn, tổ dân phố)",
            "Xã Cư Né, Huyện Krông Búk",
            "Đạt",
            "–",
            str(YEAR),
        ],
        "Xã Cư Né": ["Cộng đồng học tập cấp xã", "Huyện Krông Búk", "Mức 1", "–", str(YEAR)],
    }


def test_points_stay_as_they_were_decided(decision: Decision) -> None:
    Registration.objects.update(answers={"points": 12})
    assert "84/100" in {model.points for model in listed_models(decision)}


def test_what_it_decides_is_said_of_models(decision: Decision) -> None:
    paper = model_decision_paper(decision, listed_models(decision))
    assert paper.about == f"Về việc công nhận mô hình học tập năm {YEAR}"
    assert paper.body[0].text == f"Công nhận 3 mô hình học tập năm {YEAR} có tên trong danh sách kèm theo."
    assert paper.annex is not None
    assert paper.annex.closing == "Danh sách này có 3 mô hình."
    assert (paper.number, paper.day) == ("15/QĐ-UBND", decision.signed_on)


def test_its_page_hands_it_out_as_word_and_pdf(world: World, decision: Decision, client: Client) -> None:
    client.force_login(world.minh)
    page = client.get(reverse("office:decision", args=[decision.pk])).content.decode()
    assert "Quyết định công nhận, điều chỉnh, thu hồi, khôi phục mô hình học tập" in page
    assert "Công nhận 3 mô hình học tập." in page
    assert reverse("office:notice-paper", args=[decision.pk]) not in page
    word = client.get(reverse("office:decision-paper-docx", args=[decision.pk])).getvalue()
    assert layout.faults_of(word) == []
    (table,) = docx.Document(BytesIO(word)).tables[-1:]
    assert "Gia đình LAN" in {cell.text for row in table.rows for cell in row.cells}
    pdf = client.get(reverse("office:decision-paper", args=[decision.pk])).getvalue()
    assert "84/100" in pdf_layout.text_of(pdf)
    assert set(
        Reading.objects.filter(purpose="recognition.export_decision").values_list("person_count", flat=True)
    ) == {1}


def test_it_is_signed_by_certificate_as_that_paper(
    world: World, decision: Decision, settings: Settings, tmp_path: Path
) -> None:
    settings.SIGNING_KEYS = str(certified().write(tmp_path, decision.issuer))
    signed = read_file(sign_decision(decision, is_public=False, actor=world.hoa).document)
    (signature,) = signatures_of(signed, roots=str(tmp_path / "root.pem"))
    assert (signature.is_intact, signature.is_whole, signature.is_trusted) == (True, True, True)
    text = pdf_layout.text_of(signed)
    assert "Gia đình LAN" in text
    assert f"Công nhận 3 mô hình học tập năm {YEAR}" in text


def test_the_decision_that_takes_one_back_lists_it(world: World, decision: Decision, client: Client) -> None:
    row = revoke_model(fallen_family(), decision_text("16/QĐ-UBND"), reason="Thiếu điểm", actor=None)
    assert row.revoked_by is not None
    paper = model_decision_paper(row.revoked_by, listed_models(row.revoked_by))
    assert paper.about == f"Về việc thu hồi công nhận mô hình học tập năm {YEAR}"
    assert paper.annex is not None
    assert [cells[1] for cells in paper.annex.table.rows] == ["Gia đình LAN"]
    assert layout.faults_of(written_paper(paper, "docx")) == []
    client.force_login(world.minh)
    assert (
        "Thu hồi công nhận 1 mô hình"
        in client.get(reverse("office:decision", args=[row.revoked_by.pk])).content.decode()
    )


def test_one_decision_takes_back_people_or_models_not_both(world: World, decision: Decision) -> None:
    make_passed(world.lan, world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=None), actor=None)
    issue_decision(proposal, decision_text("20/QĐ-UBND"), actor=None)
    title = revoke_title(Title.objects.get(), decision_text("21/QĐ-UBND"), reason="Khai sai", actor=None)
    assert title.revoked_by is not None
    assert not is_of_models(title.revoked_by)
    with refused("number_taken"):
        revoke_model(fallen_family(), decision_text("21/QĐ-UBND"), reason="Thiếu điểm", actor=None)


def test_a_title_is_not_taken_back_by_a_decision_on_models(world: World, decision: Decision) -> None:
    revoke_model(fallen_family(), decision_text("16/QĐ-UBND"), reason="Thiếu điểm", actor=None)
    make_passed(world.lan, world.round)
    proposal = send_proposal(make_proposal(world.round, world.commune, actor=None), actor=None)
    issue_decision(proposal, decision_text("20/QĐ-UBND"), actor=None)
    with refused("number_taken"):
        revoke_title(Title.objects.get(), decision_text("16/QĐ-UBND"), reason="Khai sai", actor=None)
