"""A certificate as it comes back: photographed out of focus, aslant, squeezed, folded. An independent reader still reads it.

Strengths at which each damage stops it (page at 200 dots per inch) stand in docs/operating/credentials.md.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from hieuhoc.documents.documents import render_pdf
from hieuhoc.recognition.documents import drawn_paper, name_fonts
from hieuhoc.recognition.qr_codes import qr_svg
from tests.credentials.papers import LAN, paper

DOTS = 200
QR: Any = zxingcpp.BarcodeFormat.QRCode
LONGEST = paper(
    replace(LAN, holder="H’Ƀhiŭ Ayŭn Buôn Krông Niê Kđăm Êban Mlô Duôn Du Ksơr Hwing", number="112/QĐ-UBND-CT-HTSĐ")
)
WORDS: dict[str, Any] = {
    "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "motto": "Độc lập – Tự do – Hạnh phúc", "issuer": "UBND xã Cư Né",
    "heading": "GIẤY CHỨNG NHẬN", "address": "Ông/bà", "name": "H'Lan Niê", "name_fonts": name_fonts("H'Lan Niê"),
    "residence": "Buôn Drăh, Xã Cư Né", "verb": "đạt danh hiệu", "title": "Công dân học tập", "year": "Năm 2025",
    "code_label": "Mã kiểm tra", "code": "7K3M-9QXT-2B4P", "code_hint": "Quét mã", "decision": "Quyết định số 112/QĐ-UBND",
    "place_and_day": "Cư Né, ngày 03 tháng 02 năm 2026", "signatory_title": "Chủ tịch", "signatory": "Y Thịnh Byă",
    "qr_label": "Mã QR", "day": [2026, 2, 3], "files": [],
}  # fmt: skip


def printed(text: str) -> Image.Image:
    """The whole page in grey, as a scanner or a good photograph has it."""
    content = drawn_paper(WORDS | {"link": text})
    page = pypdfium2.PdfDocument(content)[0]
    drawn: Image.Image = page.render(scale=DOTS / 72).to_pil().convert("L")
    return drawn


@pytest.fixture(scope="module")
def page() -> Image.Image:
    return printed(LONGEST)


def read(picture: Image.Image) -> str:
    """By zxing, which had no hand in drawing it."""
    codes = zxingcpp.read_barcodes(np.asarray(picture), formats=QR)
    return codes[0].text if codes else ""


def blurred(page: Image.Image, radius: float) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(radius))


def skewed(page: Image.Image, degrees: float) -> Image.Image:
    """Turned, and sheared by as much."""
    slope = np.tan(np.radians(degrees))
    turned = page.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BILINEAR)
    shear = (1, slope, -slope * turned.height / 2, 0, 1, 0)
    return turned.transform(turned.size, Image.Transform.AFFINE, shear, Image.Resampling.BILINEAR, fillcolor=255)


def squeezed(page: Image.Image, quality: float) -> Image.Image:
    target = BytesIO()
    page.save(target, "JPEG", quality=round(quality))
    return Image.open(target).convert("L")


def folded(page: Image.Image, share: float) -> Image.Image:
    """Folded in the middle and half open: the half with the code is narrower by that share, and darker."""
    middle = page.width // 2
    half = page.crop((0, 0, middle, page.height))
    narrow = half.resize((round(middle * (1 - share)), page.height), Image.Resampling.BILINEAR)
    whole = page.copy()
    whole.paste(255, (0, 0, middle, page.height))
    whole.paste(narrow.point(lambda grey: int(grey * 0.7)), (middle - narrow.width, 0))
    return whole


def creased(page: Image.Image, share: float) -> Image.Image:
    """A white crease through the middle of the code; what lies right of it is narrower by that share, and darker."""
    middle = round(42 / 297 * page.width)
    right = page.crop((middle, 0, page.width, page.height))
    narrow = right.resize((round(right.width * (1 - share)), page.height), Image.Resampling.BILINEAR)
    whole = page.copy()
    whole.paste(narrow.point(lambda grey: int(grey * 0.8)), (middle, 0))
    whole.paste(255, (middle - 1, 0, middle + 1, page.height))
    return whole


DAMAGES: dict[str, tuple[Callable[[Image.Image, float], Image.Image], float]] = {
    "blurred by a radius of dots": (blurred, 1.2),
    "skewed by degrees": (skewed, 25),
    "squeezed to a quality of JPEG": (squeezed, 10),
    "half folded, narrower by a share": (folded, 0.2),
    "creased through the code, narrower by a share": (creased, 0.01),
}


def test_the_frame_behind_a_paper_is_the_one_of_the_print_file() -> None:
    words = WORDS | {"link": paper(), "qr": qr_svg(paper())}
    many = render_pdf("certificates.typ", {"title": "t", "issuer": "i", "certificates": [words]})
    one = drawn_paper(words)
    drawn = [
        np.asarray(pypdfium2.PdfDocument(content)[0].render(scale=1).to_pil().convert("L")) for content in (one, many)
    ]
    assert (drawn[0] < 250).mean() > 0.15  # the drum alone covers more
    assert np.abs(drawn[0].astype(int) - drawn[1]).mean() < 0.5


def test_the_clean_page_says_its_text(page: Image.Image) -> None:
    assert read(page) == LONGEST


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_page_still_says_its_text(page: Image.Image, damage: str) -> None:
    spoil, strength = DAMAGES[damage]
    assert read(spoil(page, strength)) == LONGEST


def test_all_of_it_at_once(page: Image.Image) -> None:
    assert read(squeezed(skewed(blurred(folded(page, 0.1), 0.7), 5), 40)) == LONGEST


def test_a_stamp_on_the_code_is_noticed_by_this_test(page: Image.Image) -> None:
    covered = np.asarray(page).copy()
    middle, low = round(42 / 297 * page.width), round(172 / 210 * page.height)
    covered[low - 60 : low + 60, middle - 60 : middle + 60] = 0
    assert read(Image.fromarray(covered)) == ""
