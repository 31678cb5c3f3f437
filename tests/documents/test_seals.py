"""The signature of a paper of ours shows at its signature block: found, read and measured by readers that had no part in
writing it (pdfminer, qpdf)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from hieuhoc.documents.pades import sign_pdf
from hieuhoc.documents.pades_reading import signatures_of
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.rules import OfficialPaper, SignatureBlock
from hieuhoc.documents.signing_keys import OrganKey
from tests.documents import pdf_layout
from tests.documents.certificates import certified
from tests.documents.test_official_papers import long_paper

MM = 72 / 25.4
ISSUER = "Ủy ban nhân dân xã Cư Né"
LONG_ISSUER = "Ban Chỉ đạo xây dựng xã hội học tập và Hội Khuyến học tỉnh Đắk Lắk, huyện Krông Búk cũ, xã Cư Né " * 2


def key_of(folder: Path, issuer: str = ISSUER) -> OrganKey:
    certified().write(folder, issuer)
    return OrganKey(issuer, pkcs12=str(folder / "office.p12"), passphrase_file=str(folder / "office.pass"))


def signed(paper: OfficialPaper, folder: Path, issuer: str = ISSUER) -> bytes:
    return sign_pdf(pdf_of(paper, is_to_be_signed=True), key_of(folder, issuer), place="Cư Né", is_shown=True)


def seals_of(content: bytes) -> list[tuple[int, dict[str, Any]]]:
    """Page and annotation of each field that can be seen."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [(page.page_number, note) for page in pdf.pages for note in page.annots if note["x1"] > note["x0"] >= 0]


def words_in(content: bytes) -> tuple[str, list[dict[str, Any]]]:
    """What is written in the box of the first seal, once it is drawn into its page; and its letters."""
    ((number, box),) = seals_of(content)
    flat = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        pdf.flatten_annotations()
        pdf.save(flat)
    with pdfplumber.open(flat) as pdf:
        page = pdf.pages[number - 1].within_bbox((box["x0"], box["top"], box["x1"], box["bottom"]))
        return " ".join(page.extract_text().split()), page.chars


def test_it_stands_between_who_signs_and_the_name(tmp_path: Path) -> None:
    content = signed(long_paper(), tmp_path)
    ((number, box),) = seals_of(content)
    with pdfplumber.open(BytesIO(content)) as pdf:
        page = pdf.pages[number - 1]
        (title,), (name,) = page.search("PHÓ CHỦ TỊCH"), page.search("Y Bhiôr Niê")
        letters = page.within_bbox((box["x0"], box["top"], box["x1"], box["bottom"])).chars
    assert title["bottom"] <= box["top"] < box["bottom"] <= name["top"]
    middle = (box["x0"] + box["x1"]) / 2
    assert abs(middle - (title["x0"] + title["x1"]) / 2) < 1
    assert abs(middle - (name["x0"] + name["x1"]) / 2) < 1
    assert (box["x1"] - box["x0"], box["bottom"] - box["top"]) == pytest.approx((66 * MM, 20 * MM), abs=0.5)
    assert not letters, "it covers words of the paper"
    assert pdf_layout.faults_of(content) == []


def test_it_says_which_organ_signed_and_when(tmp_path: Path) -> None:
    content = signed(long_paper(), tmp_path)
    words, letters = words_in(content)
    (signature,) = signatures_of(content)
    moment = datetime.strptime(words.partition("Thời gian ký: ")[2], "%d.%m.%Y %H:%M:%S %z")
    assert words.startswith(f"Ký số bởi: {ISSUER} Thời gian ký: ")
    assert words.endswith(" +07:00")
    assert moment == datetime.fromisoformat(signature.signed_at)
    fonts = {letter["fontname"].partition("+")[2] for letter in letters}
    assert fonts == {"LiberationSerif", "LiberationSerif-Bold"}
    assert {round(letter["size"]) for letter in letters} == {10}


def test_a_certificate_of_another_name_is_named_and_long_names_fit(tmp_path: Path) -> None:
    content = signed(long_paper(), tmp_path, LONG_ISSUER)
    ((_number, box),) = seals_of(content)
    words, letters = words_in(content)
    assert words.startswith(f"Ký số bởi: {ISSUER} Cơ quan: {LONG_ISSUER.strip()} Thời gian ký: ")
    assert all(box["x0"] + 1 < letter["x0"] and letter["x1"] < box["x1"] - 1 for letter in letters)
    assert all(box["top"] + 1 < letter["top"] and letter["bottom"] < box["bottom"] - 1 for letter in letters)


def test_it_is_read_aloud_where_it_stands(tmp_path: Path) -> None:
    """PDF/UA-1 (ISO 14289-1, 7.18): a field is tagged Form, has a name, and its page is walked by its tags."""
    with pikepdf.open(BytesIO(signed(long_paper(), tmp_path))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert str(field.TU) == str(field.Contents) == f"Chữ ký số của {ISSUER}"
        assert (str(field.Subtype), str(field.FT), int(field.F)) == ("/Widget", "/Sig", 132)
        assert (str(field.P.Tabs), list(field.AP.keys())) == ("/S", ["/N"])
        assert "/A" not in field
        tags = list(tags_of(pdf.Root.StructTreeRoot))
        (form,) = [tag for tag in tags if tag.get("/S") == "/Form"]
        assert form.K[0].Obj.objgen == field.objgen
        assert not [tag for tag in tags if tag.get("/S") == "/Link"]
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == ("3", "B", "1")
        marks = pikepdf.parse_content_stream(field.AP.N.Resources.XObject["/Seal"])
        assert not [said for said in marks if str(said.operator) in {"BDC", "BMC"}]


def tags_of(tag: Any) -> Iterator[Any]:
    if isinstance(tag, pikepdf.Dictionary):
        yield tag
        below = tag.get("/K", ())
        for child in below if isinstance(below, pikepdf.Array) else [below]:
            yield from tags_of(child)


def test_both_hold_when_it_is_signed_again_and_only_the_first_shows(tmp_path: Path) -> None:
    once = signed(long_paper(), tmp_path)
    twice = sign_pdf(once, key_of(tmp_path), place="Cư Né")
    told = [
        (signature.is_intact, signature.is_whole, signature.is_trusted)
        for signature in signatures_of(twice, roots=str(tmp_path / "root.pem"))
    ]
    assert told == [(True, True, True)] * 2
    assert twice.startswith(once)
    assert [box["title"] for _page, box in seals_of(twice)] == ["ChuKyCoQuan"]


def test_a_paper_for_printing_leaves_no_field_and_one_of_two_blocks_leaves_one(tmp_path: Path) -> None:
    assert seals_of(pdf_of(long_paper())) == []
    assert seals_of(sign_pdf(pdf_of(long_paper()), key_of(tmp_path), place="Cư Né", is_shown=True)) == []
    both = replace(long_paper(), signatures=(SignatureBlock(("Thư ký",), "A"), SignatureBlock(("Chủ trì",), "B")))
    ((number, box),) = seals_of(signed(both, tmp_path))
    with pdfplumber.open(BytesIO(pdf_of(both))) as pdf:
        (secretary,) = pdf.pages[number - 1].search("THƯ KÝ")
    assert box["x0"] < secretary["x0"] < secretary["x1"] < box["x1"]
