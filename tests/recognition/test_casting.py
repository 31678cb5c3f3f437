"""Certificates drawn together: each file says, shows and reads aloud what the same certificate says that is drawn alone."""

import re
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest

from hieuhoc.recognition import casting
from hieuhoc.recognition.casting import Misfit
from hieuhoc.recognition.documents import drawn_paper, drawn_papers, name_fonts

WORDS: dict[str, Any] = {
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập – Tự do – Hạnh phúc",
    "issuer": "Ủy ban nhân dân xã Cư Né", "heading": "GIẤY CHỨNG NHẬN", "verb": "đạt danh hiệu", "day": [2026, 2, 3],
    "qr_label": "Mã QR dẫn đến trang kiểm tra giấy chứng nhận này", "code_label": "Mã kiểm tra",
    "code_hint": "Quét mã", "decision": "Quyết định số 112/QĐ-UBND", "place_and_day": "Cư Né, ngày 03 tháng 02 năm 2026",
    "signatory_title": "Chủ tịch", "signatory": "Y Thịnh Byă", "address": "Ông/bà", "residence": "Buôn Drăh, xã Cư Né",
    "title": "Công dân học tập", "year": "Năm 2025",
}  # fmt: skip
NAMES = (
    "Nguyễn Thị Hồng",
    "Y Ƀlŏ <Niê> & Kđăm",
    "H’Ƀhiŭ Ayŭn Buôn Krông Niê Kđăm Êban Mlô Duôn Du Ksơr Hwing Ktla Adrơng Kbuôr",
    "Y 10 0 R endobj",
)


def words(number: int, name: str) -> dict[str, Any]:
    file = {
        "name": "chung-nhan.json",
        "media_type": "application/json",
        "description": "Chứng nhận số",
        "text": f'{{"holder": "{name}"}}' * (1 + number * 9),
    }
    code = f"7K3M-9QXT-{number:04}"
    link = f"https://hoc.example/verify/{code}#{'Ab' * 90}"
    return WORDS | {"name": name, "name_fonts": name_fonts(name), "code": code, "link": link, "files": [file]}


def picture(content: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().tobytes())


def said(content: bytes) -> str:
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range())


def read_aloud(node: Any) -> Any:
    """The tree as a reader walks it: kinds, alternatives, marked parts."""
    if isinstance(node, int):
        return node
    children = node.get("/K", [])
    below = children if isinstance(children, pikepdf.Array) else [children]
    return [str(node.get("/S", "")), str(node.get("/Alt", "")), [read_aloud(child) for child in below]]


def test_each_is_what_it_would_be_alone() -> None:
    texts = [words(number, name) for number, name in enumerate(NAMES)]
    for text, together in zip(texts, drawn_papers(texts), strict=True):
        alone = drawn_paper(text)
        assert picture(together) == picture(alone)
        assert said(together) == said(alone)
        with pikepdf.open(BytesIO(together)) as ours, pikepdf.open(BytesIO(alone)) as theirs:
            assert not ours.check_pdf_syntax()
            assert read_aloud(ours.Root.StructTreeRoot) == read_aloud(theirs.Root.StructTreeRoot)
            assert ours.docinfo["/Title"] == theirs.docinfo["/Title"] == f"GIẤY CHỨNG NHẬN – {text['name']}"
            files = [pdf.attachments["chung-nhan.json"].get_file() for pdf in (ours, theirs)]
            assert files[0].read_bytes() == files[1].read_bytes() == text["files"][0]["text"].encode()
            assert [str(part) for part in ours.trailer.ID] != [str(part) for part in theirs.trailer.ID]
            with ours.open_metadata() as about, theirs.open_metadata() as theirs_about:
                assert about["dc:title"] == theirs_about["dc:title"]
                assert (about.pdfa_status, about["pdfuaid:part"]) == ("3B", "1")
                assert about["xmpMM:InstanceID"].encode() == bytes(ours.trailer.ID[1])


def test_without_a_file_and_of_one_alone() -> None:
    [drawn] = drawn_papers([words(1, NAMES[0]) | {"files": []}])
    with pikepdf.open(BytesIO(drawn)) as pdf:
        assert not pdf.attachments
        assert not pdf.check_pdf_syntax()


def test_what_does_not_fit_the_mould_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [words(1, NAMES[0]), words(2, NAMES[1]) | {"files": []}]
    with pytest.raises(Misfit, match="differ"):
        drawn_papers(texts)
    monkeypatch.setattr(casting, "MARKED", re.compile(rb"f\d (\d+) Tf"))  # another page has other sizes of letters
    with pytest.raises(Misfit, match="aloud"):
        drawn_papers([words(1, NAMES[0]), words(2, NAMES[2])])
