"""The certificate: rendered by its job, stored with its hash, one line for the name, a code that leads to its page."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.conf import settings

from hieuhoc.audit.models import Entry
from hieuhoc.documents.actions import read_file
from hieuhoc.documents.checking import broken_files
from hieuhoc.documents.documents import TEMPLATES
from hieuhoc.documents.drum import drawings
from hieuhoc.documents.models import Document
from hieuhoc.people.models import Citizen
from hieuhoc.places.models import PlaceSpell
from hieuhoc.places.reads import PlaceLabel, label_of
from hieuhoc.recognition.documents import certificate_text, drawn_paper, name_fonts, paper_of, render_waiting
from hieuhoc.recognition.models import Certificate
from hieuhoc.recognition.qr_codes import qr_svg
from hieuhoc.recognition.tasks import render_certificates
from tests.cast import World
from tests.recognition.test_recognise import recognised

LONG = "H’Ƀhiŭ Ayŭn Buôn Krông Niê Kđăm Êban Mlô Duôn Du Ksơr Hwing Ktla Adrơng Kbuôr"


@pytest.fixture
def certificate(world: World) -> Certificate:
    return recognised(world).certificate


def drawn_page(content: bytes) -> tuple[str, bytes]:
    """The title of the file, which holds the name, and what is drawn on its page."""
    with pikepdf.open(BytesIO(content)) as pdf:
        parts = pdf.pages[0].Contents.as_list()
        return str(pdf.docinfo["/Title"]), b"".join(part.read_bytes() for part in parts)


def words(certificate: Certificate, **more: Any) -> dict[str, Any]:
    decision = certificate.title.decision
    seat = label_of(decision.place_id, decision.signed_on)
    return certificate_text(certificate, decision, seat, "Buôn Drăh, Xã Cư Né") | more


def test_the_job_renders_it_and_its_hash_is_kept(certificate: Certificate) -> None:
    render_certificates(certificate.title.decision_id)
    certificate.refresh_from_db()
    assert certificate.document is not None
    content = read_file(certificate.document)
    assert content.startswith(b"%PDF-")
    assert bytes(certificate.document.sha256) == hashlib.sha256(content).digest()
    assert certificate.rendered_at is not None


def test_running_the_job_again_renders_nothing(certificate: Certificate) -> None:
    assert render_waiting(certificate.title.decision_id) == 1
    assert render_waiting(certificate.title.decision_id) == 0


def test_it_is_one_page_of_a4_landscape_also_for_a_very_long_name(certificate: Certificate) -> None:
    for name in (certificate.title.citizen.name, LONG, LONG[:60] * 2):
        content = drawn_paper(words(certificate, name=name, name_fonts=name_fonts(name)))
        assert b"/Count 1" in content
        assert b"/MediaBox[0 0 841.8898 595.2756]" in content


def test_the_words_say_who_what_when_and_by_which_decision(certificate: Certificate) -> None:
    text = words(certificate)
    day = certificate.title.decision.signed_on
    assert (text["name"], text["year"]) == (certificate.title.citizen.name, f"Năm {certificate.title.year}")
    assert text["decision"] == f"Quyết định số 112/QĐ-UBND ngày {day:%d/%m/%Y}"
    assert text["place_and_day"].endswith(f"ngày {day:%d} tháng {day:%m} năm {day:%Y}")
    assert text["code"].replace("-", "") == certificate.code


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    [
        ("Xã", "Cư Né", "Cư Né"),
        ("Phường", "1", "Phường 1"),
        ("Phường", "IV", "Phường IV"),
        ("Phường", "Vĩnh Hòa", "Vĩnh Hòa"),
        ("Quận", "10", "Quận 10"),
    ],
)
def test_the_place_before_the_day_names_its_kind_where_the_name_is_a_number(kind: str, name: str, line: str) -> None:
    label = PlaceLabel(id=1, name=name, kind=kind, tier="commune", code="", parent=None, path=name)
    assert label.on_papers == line


def test_the_certificate_of_a_numbered_ward_begins_its_line_with_the_ward(certificate: Certificate) -> None:
    PlaceSpell.objects.filter(place=certificate.title.decision.place_id).update(kind="Phường", name="1")
    assert words(certificate)["place_and_day"].startswith("Phường 1, ngày ")


def test_a_lost_or_damaged_file_is_drawn_again_with_the_words_that_were_on_it(certificate: Certificate) -> None:
    render_waiting(certificate.title.decision_id)
    certificate.refresh_from_db()
    drawn = paper_of(certificate)
    assert not drawn.is_drawn_again
    Citizen.objects.filter(pk=certificate.title.citizen_id).update(name="Tên Đã Sửa")
    for break_file in (Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9] + b"123456789")):
        certificate.refresh_from_db()
        assert certificate.document is not None
        broken = certificate.document
        break_file(Path(settings.DATA_DIR) / broken.path)
        again = paper_of(certificate)
        assert again.is_drawn_again
        assert again.name == drawn.name
        assert drawn_page(again.content) == drawn_page(drawn.content)
        assert not Document.objects.filter(pk=broken.pk).exists()
        assert not paper_of(certificate).is_drawn_again
    entries = Entry.objects.filter(deed="recognition.draw_again", subject_id=certificate.title_id)
    assert entries.count() == 2
    assert list(broken_files()) == []


def test_a_name_with_highland_letters_is_set_in_one_font() -> None:
    assert name_fonts("H’Ƀhiŭ Niê")[0] == "Noto Sans"
    assert name_fonts("Nguyễn Thị Thuỳ Dương")[0] == "Be Vietnam Pro"


def test_the_code_leads_to_the_public_page(certificate: Certificate) -> None:
    assert words(certificate)["link"] == f"{settings.PUBLIC_URL}/verify/{certificate.code}"


def test_the_qr_is_an_svg_without_margin() -> None:
    assert qr_svg("https://hieuhoc.daklak.gov.vn/verify/7K3M9QXT2B4P").startswith("<svg")


def test_the_drawings_are_those_of_the_code() -> None:
    for name, drawing in drawings().items():
        assert (TEMPLATES / name).read_text(encoding="utf-8") == drawing
