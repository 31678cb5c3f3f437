"""Where a signature shows on a paper of ours, and what it shows. Imports pyhanko: part of `pades`.

Typst knows no form fields. It leaves a link, tagged where it is read aloud (`papers_in_pdf.SEAL_PLACE`); here that very
annotation becomes the field of the signature and its tag `Form`, so that the paper stays PDF/UA-1 (ISO 14289-1, 7.18.4).
"""

# mypy: disable-error-code="no-untyped-call"
# pyhanko.pdf_utils says no types of its calls.

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NumberObject,
    pdf_name,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.stamp import StaticContentStamp, StaticStampStyle, TextStampStyle

from hieuhoc.documents.documents import render_pdf
from hieuhoc.documents.papers_in_pdf import SEAL_PLACE

TEMPLATE = "seal.typ"
VIETNAM = timezone(timedelta(hours=7))
PRINTED, LOCKED = 4, 128  # flags of an annotation (ISO 32000-1, table 165)
AS_DRAWN = SimpleBoxLayoutRule(
    AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0), InnerScaling.STRETCH_FILL
)


def make_field(writer: IncrementalPdfFileWriter, name: str, label: str) -> bool:
    """The place that the paper leaves for its signature becomes a field of that name; False: it leaves none."""
    for page, place in _links(writer):
        link = place.get_object()
        if link.get("/A", {}).get("/URI") != SEAL_PLACE:
            continue
        for of_links in ("/A", "/Border"):
            link.pop(of_links, None)
        link |= {
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Sig"),
            pdf_name("/T"): pdf_string(name),
            pdf_name("/TU"): pdf_string(label),
            pdf_name("/Contents"): pdf_string(label),
            pdf_name("/F"): NumberObject(PRINTED | LOCKED),
            pdf_name("/P"): page,
        }
        writer.mark_update(place)
        _tag_as_form(writer, link["/StructParent"])
        form = DictionaryObject({pdf_name("/Fields"): ArrayObject([place])})
        writer.root[pdf_name("/AcroForm")] = writer.add_object(form)
        writer.update_root()
        return True
    return False


def _links(writer: IncrementalPdfFileWriter) -> Iterator[tuple[IndirectObject, IndirectObject]]:
    """Page and annotation, as references."""
    for number in range(writer.root["/Pages"]["/Count"]):
        page, _resources = writer.find_page_for_modification(number)
        for annotation in page.get_object().get("/Annots", ()):
            if isinstance(annotation, IndirectObject) and annotation.get_object()["/Subtype"] == "/Link":
                yield page, annotation


def _tag_as_form(writer: IncrementalPdfFileWriter, key: int) -> None:
    leaf = writer.root["/StructTreeRoot"]["/ParentTree"]
    while "/Kids" in leaf:
        kids = (kid.get_object() for kid in leaf["/Kids"])
        leaf = next(kid for kid in kids if kid["/Limits"][0] <= key <= kid["/Limits"][1])
    numbers = leaf["/Nums"]
    tag = numbers.raw_get(list(numbers)[::2].index(key) * 2 + 1)
    tag.get_object()[pdf_name("/S")] = pdf_name("/Form")
    writer.mark_update(tag)


@dataclass(frozen=True)
class SealStyle(TextStampStyle):
    """Who signed, for which organ, when (by the clock of Vietnam). Drawn by Typst, with letters of its own."""

    timestamp_format: str = "%Y-%m-%dT%H:%M:%S%z"
    signer: str = ""
    issuer: str = ""

    def create_stamp(  # type: ignore[override]
        self, writer: BasePdfFileWriter, box: BoxConstraints, text_params: dict[str, Any]
    ) -> StaticContentStamp:
        moment = datetime.fromisoformat(text_params["ts"]).astimezone(VIETNAM)
        lines = [("Ký số bởi", self.signer)]
        if self.signer != self.issuer:
            lines.append(("Cơ quan", self.issuer))
        lines.append(("Thời gian ký", f"{moment:%d.%m.%Y %H:%M:%S} +07:00"))
        style = StaticStampStyle(
            border_width=0, background=_Drawing(lines), background_layout=AS_DRAWN, background_opacity=1.0
        )
        return StaticContentStamp(writer, style, box)


class _Drawing(PdfContent):
    def __init__(self, lines: list[tuple[str, str]]) -> None:
        self.lines = lines
        super().__init__()

    def render(self) -> bytes:
        words = {"title": self.lines[0][1], "lines": self.lines}
        drawn = PdfFileReader(BytesIO(render_pdf(TEMPLATE, words, standards=("a-3b",), is_tagged=False)))
        imported = self._ensure_writer.import_page_as_xobject(drawn)
        self.resources.xobject[pdf_name("/Seal")] = imported
        _left, _bottom, width, height = imported.get_object()["/BBox"]
        self.box = BoxConstraints(width=width, height=height)
        return b"/Seal Do"
