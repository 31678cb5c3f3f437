"""The page of a certificate as ReportLab and WeasyPrint draw it: the same words, fonts, frame and QR code."""

import logging
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from hieuhoc.documents.documents import FONTS, TEMPLATES
from hieuhoc.recognition.backdrop import strokes_of_frame
from hieuhoc.recognition.qr_codes import qr_grid

for log in ("weasyprint", "weasyprint.progress", "fontTools"):
    logging.getLogger(log).setLevel(logging.ERROR)  # each step of each page

FACES = {
    "Regular": "BeVietnamPro_400Regular.ttf",
    "Italic": "BeVietnamPro_400Regular_Italic.ttf",
    "Semi": "BeVietnamPro_600SemiBold.ttf",
    "Bold": "BeVietnamPro_700Bold.ttf",
}
WIDE = 297 * mm
# words, face, size in points, height over the bottom edge in mm
LINES: tuple[tuple[str, str, float, float], ...] = (
    ("nation", "Bold", 13, 186), ("motto", "Semi", 13, 179), ("issuer", "Semi", 14, 162), ("heading", "Bold", 31, 148),
    ("address", "Regular", 13, 130), ("name", "Bold", 36, 115), ("residence", "Regular", 13, 104), ("verb", "Regular", 13, 93),
    ("title", "Bold", 27, 81), ("year", "Semi", 16, 71),
)  # fmt: skip
LEFT = (("code", "Bold", 13.0, 38.0), ("code_hint", "Regular", 8.5, 32.0), ("decision", "Semi", 10.0, 26.0))
RIGHT = (
    ("place_and_day", "Italic", 12.0, 66.0),
    ("signatory_title", "Bold", 12.0, 58.0),
    ("signatory", "Bold", 13.0, 24.0),
)


@cache
def fonts() -> None:
    for name, file in FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))


def drawn_by_reportlab(words: dict[str, Any]) -> bytes:
    fonts()
    target = BytesIO()
    page = canvas.Canvas(target, pagesize=landscape(A4))
    page._code.append(strokes_of_frame().decode("latin-1"))
    for name, face, size, height in LINES:
        page.setFont(face, size)
        page.drawCentredString(WIDE / 2, height * mm, words[name])
    for row, modules in enumerate(qr_grid(words["link"])):
        for column in modules.nonzero()[0]:
            page.rect(27 * mm + column * 1.45, 50 * mm - row * 1.45, 1.45, 1.45, stroke=0, fill=1)
    for name, face, size, height in LEFT:
        page.setFont(face, size)
        page.drawString(61 * mm, height * mm, words[name])
    for name, face, size, height in RIGHT:
        page.setFont(face, size)
        page.drawCentredString(222 * mm, height * mm, words[name])
    page.showPage()
    page.save()
    return target.getvalue()


@cache
def configuration() -> FontConfiguration:
    return FontConfiguration()


@cache
def look() -> str:
    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url(file://{FONTS / file}) }}" for name, file in FACES.items()
    )
    drum = (TEMPLATES / "drum.svg").as_uri()
    return (
        f"<style>{faces} @page {{ size: A4 landscape; margin: 0 }}"
        " p { position: absolute; margin: 0; text-align: center; left: 0; right: 0 }"
        " .frame { position: absolute; left: 73mm; top: 40mm; width: 150mm }"
        " .qr { position: absolute; left: 27mm; top: 158mm; width: 30mm }</style>"
        f'<img class="frame" src="{drum}">'
    )


def drawn_by_weasyprint(words: dict[str, Any]) -> bytes:
    lines = "".join(
        f'<p style="top: {205 - height}mm; font: {size}pt {face}">{escape(words[name])}</p>'
        for name, face, size, height in (
            *LINES,
            *LEFT,
            *RIGHT,
        )
    )
    page = f'<!doctype html><meta charset="utf-8">{look()}{lines}<div class="qr">{words["qr"]}</div>'
    drawn = HTML(string=page).write_pdf(font_config=configuration())
    assert isinstance(drawn, bytes)
    return drawn
