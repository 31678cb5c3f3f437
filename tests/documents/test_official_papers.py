"""Every kind of official paper, written of real records as DOCX and as PDF, keeps to the layout of Decree 30/2020/NĐ-CP."""

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pikepdf
import pytest
from docx.shared import Mm, Pt

from hieuhoc.documents import layout
from hieuhoc.documents.default_templates import default_template
from hieuhoc.documents.kinds import PaperKind, all_kinds, kind_of
from hieuhoc.documents.papers_in_docx import docx_of
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperColumn,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
    day_words,
    number_line,
    number_text,
    recipient_lines,
    with_stops,
)
from hieuhoc.documents.writing import written_paper
from tests.assessment.makers import make_held
from tests.cast import World
from tests.collectives.makers import make_recognised_models
from tests.consultations.makers import make_comment, make_consultation
from tests.documents import pdf_layout
from tests.funds.makers import make_fund
from tests.inspection.makers import make_concluded, make_inspection_plan
from tests.people.makers import add
from tests.plans.makers import make_plan
from tests.recognition.corrections import make_correction
from tests.recognition.test_recognise import recognised

COLUMNS = (PaperColumn("stt", "STT", 0, is_centred=True), PaperColumn("ho_ten", "Họ và tên", 1))
LONG = PaperKind("long", "Quyết định", "QĐ", lambda _user: None, annex=COLUMNS, has_verdict=True)


def long_paper() -> OfficialPaper:
    """Three pages of text and a list of three pages, with letters of Ê Đê and signs that XML and Jinja know."""
    words = "Những người có tên trong danh sách kèm theo thi hành Quyết định này; R&D <b> {{ 1 }} {% x %}. " * 4
    rows = [[str(number), "H'Lan Niê Kƀuôr & Ƀing"] for number in range(1, 90)]
    day = date(2026, 3, 5)
    return OfficialPaper(
        kind="long",
        organ="Ủy ban nhân dân xã Cư Né",
        parent_organ="Tỉnh Đắk Lắk",
        heading="Quyết định",
        about="Về việc công nhận danh hiệu Công dân học tập năm 2026",
        place="Cư Né",
        number="05/QĐ-UBND",
        day=day,
        authority="Chủ tịch Ủy ban nhân dân xã Cư Né",
        bases=("Căn cứ Quyết định số 677/QĐ-TTg.", "Căn cứ Quyết định số 324/QĐ-KHVN;"),
        verdict="Quyết định:",
        body=tuple(PaperPart(words, f"Điều {number}.") for number in range(1, 16)),
        signatures=(SignatureBlock(("KT. Chủ tịch", "Phó Chủ tịch"), "Y Bhiôr Niê"),),
        recipients=("Như Điều 3", "Ủy ban nhân dân tỉnh"),
        annex=Annex(
            heading="Danh sách được công nhận",
            about="Danh hiệu Công dân học tập năm 2026",
            attached=attached_to("Quyết định", "05/QĐ-UBND", day),
            table=PaperTable(COLUMNS, rows),
            closing="Danh sách này có 89 người.",
        ),
    )


def docx_text(content: bytes) -> str:
    body = docx.Document(BytesIO(content)).element.body
    return " ".join("".join(part.itertext()) for part in body.iter("{*}p"))


def test_every_kind_written_of_real_records_keeps_to_the_decree(world: World) -> None:
    add(world.village, "H'Blem Êban", birth_date=date(1980, 1, 2))
    title = recognised(world)
    assert title.dossier is not None
    make_held(world.round, world.commune, title.dossier)
    make_correction(title)
    make_comment(make_consultation(world.round.version), name="Bà Năm")
    make_plan(world.province)
    make_recognised_models(world)
    make_fund(world.commune, holds=500_000)
    make_concluded(make_inspection_plan(world.province, year=title.year), world.commune, [title])
    assert len(all_kinds()) >= 5
    for kind in all_kinds():
        paper = kind.newest(world.hoa)
        assert paper is not None, f"make a record for {kind.code} above"
        assert layout.faults_of(written_paper(paper, "docx")) == [], kind.code
        assert pdf_layout.faults_of(written_paper(paper, "pdf"), bases=paper.bases) == [], kind.code
        assert layout.faults_of(default_template(kind)) == [], kind.code


def test_a_paper_of_many_pages_counts_them_and_its_list_apart() -> None:
    paper = long_paper()
    assert pdf_layout.faults_of(pdf_of(paper), bases=paper.bases) == []
    assert layout.faults_of(docx_of(paper, default_template(LONG))) == []


def test_both_files_say_the_same_words_whatever_signs_stand_in_them() -> None:
    paper = long_paper()
    texts = docx_text(docx_of(paper, default_template(LONG))), pdf_layout.text_of(pdf_of(paper))
    for text in texts:
        assert "R&D <b> {{ 1 }} {% x %}." in text
        assert "H'Lan Niê Kƀuôr & Ƀing" in text
        assert "Số: 05/QĐ-UBND" in text
        assert "ngày 05 tháng 3 năm 2026" in text
        assert "Căn cứ Quyết định số 677/QĐ-TTg;" in text
        assert "Căn cứ Quyết định số 324/QĐ-KHVN." in text
        assert "- Lưu: VT." in text
        assert "Danh sách này có 89 người." in text


def test_a_paper_without_its_list_ends_where_the_list_would_begin() -> None:
    content = docx_of(replace(long_paper(), annex=None), default_template(LONG))
    assert layout.faults_of(content) == []
    written = docx.Document(BytesIO(content))
    assert len(written.sections) == 1
    assert round((written.sections[0].page_width or 0) / Mm(1)) == 210


def test_the_pdf_says_it_is_for_keeping_and_for_reading_aloud() -> None:
    """What can be read without a validator of PDF/A and PDF/UA: what the file declares and how it is built."""
    with pikepdf.open(BytesIO(pdf_of(long_paper()))) as pdf:
        with pdf.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("3", "B")
            assert told["pdfuaid:part"] == "1"
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "vi"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert not pdf.is_encrypted
        roles = {
            str(value.S)
            for value in pdf.objects
            if isinstance(value, pikepdf.Dictionary) and "/Pg" in value and "/S" in value
        } | {str(value.S) for value in pdf.objects if isinstance(value, pikepdf.Dictionary) and "/S" in value}
        assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= roles
        fonts = [
            value for value in pdf.objects if isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Font"
        ]
        assert all("/ToUnicode" in font for font in fonts if font.Subtype == "/Type0")
        descriptors = [value for value in pdf.objects if isinstance(value, pikepdf.Dictionary) and "/FontName" in value]
        assert descriptors
        assert all("/FontFile2" in value or "/FontFile3" in value for value in descriptors)


@pytest.mark.parametrize(
    ("breach", "said"),
    [
        (lambda paper: setattr(paper.sections[0], "left_margin", Mm(20)), "Lề trái là 20 mm; cần từ 30 đến 35 mm."),
        (lambda paper: setattr(paper.sections[0], "page_width", Mm(216)), "A4"),
        (lambda paper: setattr(paper.styles["Normal"].font, "name", "Arial"), "Phông chữ Arial"),
        (lambda paper: setattr(paper.paragraphs[0].runs[0].font, "size", Pt(20)), "Cỡ chữ 20"),
        (lambda paper: paper.sections[0].header.paragraphs[0].clear(), "Chưa có số trang"),
        (lambda paper: setattr(paper.sections[0], "different_first_page_header_footer", False), "Trang đầu"),
        (lambda paper: paper.tables[0].cell(0, 1).paragraphs[0].clear(), "Thiếu dòng “CỘNG HÒA"),
        (lambda paper: setattr(paper.tables[0].cell(0, 1).paragraphs[1].runs[0], "bold", False), "cần chữ đậm"),
        (lambda paper: paper.tables[1].cell(0, 0).paragraphs[0].clear(), "Thiếu phần Nơi nhận"),
    ],
)  # fmt: skip
def test_a_breach_of_the_layout_is_said(breach: object, said: str) -> None:
    paper = docx.Document(BytesIO(docx_of(long_paper(), default_template(LONG))))
    breach(paper)  # type: ignore[operator]
    target = BytesIO()
    paper.save(target)
    assert any(said in fault for fault in layout.faults_of(target.getvalue()))


def test_the_reader_of_pdf_notices_what_is_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf_of(long_paper())
    for name, planted in (("LEFT", (40, 45)), ("MOTTO", "Độc lập – Tự do – Hạnh phúc"), ("TOP", (30, 35))):
        with monkeypatch.context() as changed:
            changed.setattr(pdf_layout, name, planted)
            assert pdf_layout.faults_of(content) != []
    assert pdf_layout.faults_of(content, bases=("Điều 1.",)) != []


def test_words_are_as_the_decree_writes_them() -> None:
    assert [day_words(date(2026, month, 9)) for month in (2, 3, 12)] == [
        "ngày 09 tháng 02 năm 2026",
        "ngày 09 tháng 3 năm 2026",
        "ngày 09 tháng 12 năm 2026",
    ]
    assert [number_text(number, "TTr-HKH") for number in (5, 12)] == ["05/TTr-HKH", "12/TTr-HKH"]
    assert with_stops(["Căn cứ A.", "Căn cứ B", " "]) == ["Căn cứ A;", "Căn cứ B."]
    assert recipient_lines(["Như trên;"]) == ["- Như trên;", "- Lưu: VT."]
    assert number_line(replace(long_paper(), number="", symbol="QĐ-UBND")) == "Số: ……/QĐ-UBND"


def test_a_docx_brings_nothing_but_words() -> None:
    """No macros, no other files, no links outward."""
    for kind in all_kinds():
        with zipfile.ZipFile(BytesIO(default_template(kind))) as parts:
            names = parts.namelist()
            assert not [name for name in names if name.endswith((".bin", ".exe")) or "embeddings" in name]
            assert b'TargetMode="External"' not in b"".join(parts.read(name) for name in names)
        assert kind_of(kind.code) is kind
