"""QR codes filled by numpy: those of segno where the text fills the code, and read by an independent reader always."""

import random
import string

import numpy as np
import pytest
import segno
import zxingcpp

from hieuhoc.recognition.qr_codes import MASK, qr_grid, qr_operators, qr_svg, version_for

LETTERS = string.ascii_letters + string.digits + "-_/:#."


def some(length: int) -> str:
    return "h" + "".join(random.Random(length).choices(LETTERS, k=length - 1))


@pytest.mark.parametrize("length", [14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331])
def test_a_full_code_is_that_of_segno(length: int) -> None:
    made = segno.make(some(length), error="m", micro=False, mask=MASK, boost_error=False)
    assert version_for(length) == made.version
    assert version_for(length + 1) == int(made.version) + 1
    assert (qr_grid(some(length)) == np.array([list(row) for row in made.matrix])).all()


@pytest.mark.parametrize("length", [1, 13, 40, 90, 150, 200, 206, 240, 288, 300])
def test_every_code_says_its_text(length: int) -> None:
    grid = np.pad(qr_grid(some(length)), 4).repeat(4, 0).repeat(4, 1)
    assert [code.text for code in zxingcpp.read_barcodes(((1 - grid) * 255).astype(np.uint8))] == [some(length)]


def test_the_drawing_has_the_modules_of_the_code() -> None:
    grid, drawing = qr_grid(some(60)), qr_svg(some(60))
    dark = sum(int(step.partition("h")[2]) for step in drawing.partition('d="')[2].partition('"')[0].split("M")[1:])
    assert dark == grid.sum()
    assert f'viewBox="0 0 {len(grid)} {len(grid)}"' in drawing


def test_the_mask_for_a_page_has_the_modules_of_the_code() -> None:
    grid, [_other, operators] = qr_grid(some(60)), qr_operators([some(200), some(60)], left=1, bottom=2, side=30)
    said = operators.decode()
    assert f"/W {len(grid)} /H {len(grid)} /IM true" in said
    rows = np.frombuffer(bytes.fromhex(said.partition("ID ")[2].partition(">")[0]), np.uint8).reshape(len(grid), -1)
    assert (1 - np.unpackbits(rows, axis=1)[:, : len(grid)] == grid).all()


def test_more_than_a_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="more than"):
        version_for(3_000)
