"""Whether a DOCX keeps to the layout of Decree 30/2020/NĐ-CP (annex I), read from its XML. Imports python-docx: named by
`when_used`."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
import docx.text.paragraph
from django.utils.translation import gettext_noop as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from hieuhoc.documents.rules import MOTTO, NATION
from hieuhoc.lib.words import Told, told

FONT = "Times New Roman"
A4 = (210, 297)
MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}  # mm
SIZES = (11, 14)  # points, of all that is written
BASES = ("Căn cứ", "Theo đề nghị")
SLACK = 0.3  # mm: Word counts in twentieths of a point


def faults_of(content: bytes) -> list[Told]:
    """A sentence for each thing that is not as the decree has it; none: all that can be read from the XML is right."""
    paper = docx.Document(BytesIO(content))
    paragraphs = list(_paragraphs(paper))
    return [*_page_faults(paper), *_font_faults(paper, paragraphs), *_part_faults(paragraphs)]


def _paragraphs(paper: Any) -> Iterator[Any]:
    """Of the body and of all its tables, in their order."""
    body = paper.element.body
    for element in body.iter(qn("w:p")):
        yield docx.text.paragraph.Paragraph(element, paper._body)


def _page_faults(paper: Any) -> Iterator[Told]:
    wrong_margins = {
        "top": _("Lề trên là %(given)d mm; cần từ %(least)d đến %(most)d mm."),
        "bottom": _("Lề dưới là %(given)d mm; cần từ %(least)d đến %(most)d mm."),
        "left": _("Lề trái là %(given)d mm; cần từ %(least)d đến %(most)d mm."),
        "right": _("Lề phải là %(given)d mm; cần từ %(least)d đến %(most)d mm."),
    }
    for section in paper.sections:
        size = tuple(sorted((section.page_width.mm, section.page_height.mm)))
        if any(abs(given - right) > 1 for given, right in zip(size, A4, strict=True)):
            yield told(
                _("Khổ giấy là %(width)d × %(height)d mm; cần A4 (210 × 297 mm)."),
                {
                    "width": size[0],
                    "height": size[1],
                },
            )
        for side, (least, most) in MARGINS.items():
            margin = getattr(section, f"{side}_margin").mm
            if not least - SLACK <= margin <= most + SLACK:
                yield told(wrong_margins[side], {"given": round(margin), "least": least, "most": most})
        yield from _number_faults(section)


def _number_faults(section: Any) -> Iterator[Told]:
    """Arabic, in the middle of the top margin, 13–14 points, none on page 1."""
    fields = [
        paragraph for paragraph in section.header.paragraphs if "PAGE" in "".join(_texts(paragraph._p, "w:instrText"))
    ]
    if not fields:
        yield told(_("Chưa có số trang ở lề trên."))
        return
    if fields[0].alignment != WD_ALIGN_PARAGRAPH.CENTER:
        yield told(_("Số trang chưa nằm giữa."))
    if not all(run.font.size and 13 <= run.font.size.pt <= 14 for run in fields[0].runs):
        yield told(_("Số trang cần cỡ chữ 13 đến 14."))
    if not section.different_first_page_header_footer or "PAGE" in _all_text(section.first_page_header):
        yield told(_("Trang đầu không hiện số trang."))


def _font_faults(paper: Any, paragraphs: list[Any]) -> Iterator[Told]:
    root = paper.element
    fonts = {fonts.get(qn(f"w:{script}")) for fonts in root.iter(qn("w:rFonts")) for script in ("ascii", "hAnsi")}
    fonts = (fonts | {paper.styles["Normal"].font.name}) - {None}
    if others := fonts - {FONT}:
        yield told(_("Phông chữ %(fonts)s; cần Times New Roman."), {"fonts": ", ".join(sorted(others))})
    sizes = {int(size.get(qn("w:val"))) / 2 for size in root.iter(qn("w:sz"))}
    if wrong := [size for size in sorted(sizes) if not SIZES[0] <= size <= SIZES[1] and size != 6]:
        yield told(_("Cỡ chữ %(sizes)s; cần từ 11 đến 14."), {"sizes": ", ".join(f"{size:g}" for size in wrong)})
    colours = {colour.get(qn("w:val")) for colour in root.iter(qn("w:color"))} - {"000000", "auto", None}
    if colours:
        yield told(_("Chữ phải màu đen."))


def _part_faults(paragraphs: list[Any]) -> Iterator[Told]:
    """The heads, the number and the day, the legal bases, whom it goes to."""
    by_text = {paragraph.text.strip(): paragraph for paragraph in paragraphs}
    for words, sizes in ((NATION, (12, 13)), (MOTTO, (13, 14))):
        paragraph = by_text.get(words)
        if paragraph is None:
            yield told(_("Thiếu dòng “%(words)s”."), {"words": words})
        elif not _is(paragraph, "bold", sizes):
            yield told(
                _("Dòng “%(words)s” cần chữ đậm, cỡ %(least)d đến %(most)d."),
                {
                    "words": words,
                    "least": sizes[0],
                    "most": sizes[1],
                },
            )
    if MOTTO in by_text and not _has_line(by_text[MOTTO]):
        yield told(_("Thiếu đường kẻ dưới tiêu ngữ."))
    numbers = [text for text in by_text if text.startswith("Số:")] or [text for text in by_text if "so_ky_hieu" in text]
    if not numbers:
        yield told(_("Thiếu số, ký hiệu của văn bản."))
    yield from _basis_faults([paragraph for text, paragraph in by_text.items() if text.startswith(BASES)])
    recipients = by_text.get("Nơi nhận:")
    if recipients is None:
        yield told(_("Thiếu phần Nơi nhận."))
    elif not (_is(recipients, "bold", (12, 12)) and _is(recipients, "italic", (12, 12))):
        yield told(_("“Nơi nhận:” cần chữ nghiêng, đậm, cỡ 12."))


def _basis_faults(bases: list[Any]) -> Iterator[Told]:
    for number, paragraph in enumerate(bases, start=1):
        if not _is(paragraph, "italic", (13, 14)):
            yield told(_("Căn cứ cần chữ nghiêng, cỡ 13 đến 14: “%(words)s”."), {"words": paragraph.text[:60]})
        stop = "." if number == len(bases) else ";"
        if not paragraph.text.strip().endswith(stop):
            yield told(
                _("Căn cứ “%(words)s” cần hết bằng dấu “%(stop)s”."), {"words": paragraph.text[:60], "stop": stop}
            )


def _is(paragraph: Any, look: str, sizes: tuple[int, int]) -> bool:
    """All its words are so, in a size between the two."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(
        getattr(run, look) and run.font.size and sizes[0] <= run.font.size.pt <= sizes[1] for run in runs
    )


def _has_line(paragraph: Any) -> bool:
    """A border under it or over the next one, or a drawn line."""
    following = paragraph._p.getnext()
    elements = [paragraph._p, *([] if following is None else [following])]
    names = ("w:pBdr", "w:drawing", "w:pict")
    return any(next(element.iter(*(qn(name) for name in names)), None) is not None for element in elements)


def _texts(element: Any, name: str) -> list[str]:
    return [part.text or "" for part in element.iter(qn(name))]


def _all_text(header: Any) -> str:
    return "".join(text for paragraph in header.paragraphs for text in _texts(paragraph._p, "w:instrText"))
