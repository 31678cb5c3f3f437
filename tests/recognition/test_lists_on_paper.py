"""The reviewed list and the proposal as papers: who, born when, living where, by village and given name."""

import io
from datetime import date

import openpyxl
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from hieuhoc.assessment.lists_on_paper import COLUMNS, people_of
from hieuhoc.assessment.models import Dossier
from hieuhoc.assessment.review_lists_on_paper import reviewed_paper
from hieuhoc.audit.models import Reading
from hieuhoc.documents import layout
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.people.models import WorkUnit
from hieuhoc.places.models import PlaceSpell, Tier
from hieuhoc.recognition.actions import make_proposal, strike_line
from hieuhoc.recognition.models import Proposal
from tests.assessment.makers import make_held, make_passed, make_submitted
from tests.cast import World
from tests.documents import pdf_layout
from tests.documents.pdf_layout import text_of
from tests.documents.test_official_papers import docx_text
from tests.people.makers import add
from tests.places.small_map import put


@pytest.fixture
def proposal(world: World) -> Proposal:
    """Four people of two villages; one is struck."""
    tenth, second = (put(f"{number}", Tier.VILLAGE, world.commune, kind="Thôn") for number in (10, 2))
    for village, name, born in (
        (tenth, "Trần Văn An", date(1980, 3, 5)),
        (second, "Lê Thị Đào", date(1991, 12, 1)),
        (second, "Phạm Dũng", date(1975, 7, 7)),
        (second, "Vũ Bỏ", date(1970, 1, 1)),
    ):
        make_passed(add(village, name, birth_date=born, sex="f" if "Thị" in name else "m"), world.round)
    proposal = make_proposal(world.round, world.commune, actor=None)
    strike_line(proposal.lines.get(dossier__citizen__name="Vũ Bỏ"), reason="Chuyển đi", actor=None)
    return proposal


IN_ORDER = [("Phạm Dũng", "07/07/1975"), ("Lê Thị Đào", "01/12/1991"), ("Trần Văn An", "05/03/1980")]


def content_of(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_people_are_told_with_birth_and_home_by_village_and_given_name(proposal: Proposal) -> None:
    people = people_of(Dossier.objects.filter(proposal_lines__proposal=proposal, proposal_lines__is_struck=False))
    assert [(person.name, person.birth) for person in people] == IN_ORDER
    assert [person.home.split(", ")[0] for person in people] == ["Thôn 2", "Thôn 2", "Thôn 10"]
    assert [person.sex for person in people] == ["Nam", "Nữ", "Nam"]


def test_the_proposal_is_a_letter_and_a_list(proposal: Proposal, world: World, client: Client) -> None:
    client.force_login(world.minh)
    content = content_of(client, reverse("office:proposal-paper", args=[proposal.pk]))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        upright, across = (page.mediabox for page in pdf.pages)
        assert upright[3] > upright[2]
        assert across[2] > across[3]
    text = text_of(content)
    assert text.index("TỜ TRÌNH") < text.index("cho 3 người") < text.index("DANH SÁCH ĐỀ NGHỊ")
    assert [text.index(name) for name, _born in IN_ORDER] == sorted(text.index(name) for name, _born in IN_ORDER)
    assert all(born in text for _name, born in IN_ORDER)
    assert "Vũ Bỏ" not in text
    assert "Cư Né, ngày …… tháng" in text
    assert Reading.objects.filter(purpose="recognition.export_proposal", person_count=3).exists()


def test_letter_and_minutes_bear_the_number_and_day_of_the_register(
    proposal: Proposal, world: World, client: Client
) -> None:
    client.force_login(world.minh)
    for page, symbol in (("letter-number", "TTr-HKH"), ("minutes-number", "BB-HKH")):
        address = reverse(f"office:{page}", args=[proposal.pk])
        form = client.get(address).context["form"]
        sent = form.initial | {"signed_on": "05/03/2026", "signatory": "Y Sam Niê", "symbol": symbol}
        assert client.post(address, sent).status_code == 302
    for page, number in (("proposal-paper", "01/TTr-HKH"), ("minutes-paper", "01/BB-HKH")):
        text = text_of(content_of(client, reverse(f"office:{page}", args=[proposal.pk])))
        assert f"Số: {number}" in text
    assert "HỘI KHUYẾN HỌC XÃ CƯ NÉ" in text_of(
        content_of(client, reverse("office:proposal-paper", args=[proposal.pk]))
    )
    shown = client.get(reverse("office:proposal", args=[proposal.pk])).content.decode()
    assert "01/TTr-HKH" in shown
    register = client.get(reverse("office:paper-number-list")).content.decode()
    assert "01/BB-HKH" in register
    docx_file = content_of(client, reverse("office:proposal-paper-docx", args=[proposal.pk]))
    assert layout.faults_of(docx_file) == []


def test_the_same_people_stand_in_the_table_and_on_the_page(proposal: Proposal, world: World, client: Client) -> None:
    client.force_login(world.minh)
    content = content_of(client, reverse("office:proposal-table", args=[proposal.pk]))
    heads, *rows = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    assert heads == COLUMNS
    assert [(row[1], row[2]) for row in rows] == IN_ORDER
    page = client.get(reverse("office:proposal", args=[proposal.pk])).content.decode()
    assert "01/12/1991" in page
    assert "Thôn 10" in page


def test_the_reviewed_list_is_a_paper_of_the_rows_shown(proposal: Proposal, world: World, client: Client) -> None:
    PlaceSpell.objects.filter(place=world.commune).update(kind="Phường", name="5")
    client.force_login(world.minh)
    asked = f"?status=proposed&year={world.round.year}"
    text = text_of(content_of(client, reverse("office:dossier-paper") + asked))
    docx_file = content_of(client, reverse("office:dossier-paper-docx") + asked)
    for words in (text, docx_text(docx_file)):
        assert [words.index(name) for name, _born in IN_ORDER] == sorted(words.index(name) for name, _born in IN_ORDER)
        assert "Phường 5, ngày" in words
        assert "Danh sách này có 3 người./." in words
    assert "HỘI KHUYẾN HỌC PHƯỜNG 5" in text
    assert "DANH SÁCH TRÍCH NGANG" in text
    assert layout.faults_of(docx_file) == []


def test_a_long_list_runs_over_pages_that_repeat_the_titles(proposal: Proposal, world: World) -> None:
    people = people_of(Dossier.objects.filter(proposal_lines__proposal=proposal)) * 40
    paper = reviewed_paper(people, place=world.commune.pk, year=None, is_waiting=True)
    content = pdf_of(paper)
    assert pdf_layout.faults_of(content) == []
    text = text_of(content)
    assert "DANH SÁCH TRÌNH XÉT" in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) > 3
        assert all(page.mediabox[2] > page.mediabox[3] for page in pdf.pages)
        assert text.count("Họ và tên") >= len(pdf.pages) - 1  # the last may hold signatures alone


def test_what_is_laid_before_a_council_is_a_list_to_write_on(world: World, client: Client) -> None:
    meeting = make_held(world.round, world.commune, make_submitted(add(world.village, "Vũ Bỏ"), world.round))
    meeting.lines.create(dossier=make_submitted(world.lan, world.round))
    client.force_login(world.minh)
    for page, words_in in (("meeting-paper", text_of), ("meeting-paper-docx", docx_text)):
        text = words_in(content_of(client, reverse(f"office:{page}", args=[meeting.pk])))
        assert "Thiếu" in text  # of the reason, which a PDF breaks into lines
        assert world.lan.name in text
        assert "trình Hội đồng xét duyệt" in text
    assert Reading.objects.filter(purpose="assessment.export_dossiers", person_count=2).count() == 2


def test_the_list_of_a_unit_bears_its_name() -> None:
    unit = WorkUnit(name="Trường Tiểu học Kim Đồng")
    paper = reviewed_paper([], unit=unit, year=2025)
    assert (paper.organ, paper.signatures[1].authority) == (unit.name, ("Thủ trưởng đơn vị",))
