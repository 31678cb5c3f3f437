"""Whether a PDF keeps to the layout of Decree 30/2020/NĐ-CP, measured on where its letters and lines really are, by a reader
that had no part in writing it (pdfminer)."""

import itertools
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber

from hieuhoc.documents.rules import MOTTO, NATION

MM = 72 / 25.4
A4 = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = (20, 25), (20, 25), (30, 35), (15, 20)
SLACK = 0.6  # mm: a letter reaches a little over its box
FONTS = ("LiberationSerif", "NotoSans")


def faults_of(content: bytes, *, bases: tuple[str, ...] = ()) -> list[str]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        pages = list(pdf.pages)
        first = _lines(pages[0])
        return [
            *(fault for page in pages for fault in _page_faults(page)),
            *_number_faults(pages),
            *_head_faults(pages[0], first),
            *_look_faults(first, bases),
        ]


def text_of(content: bytes) -> str:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)


def _lines(page: Any) -> list[dict[str, Any]]:
    """Lines of text: words, font, size, where they begin and end (mm from the upper left corner)."""
    lines = []
    for line in page.extract_text_lines(return_chars=True, x_tolerance=1.5, y_tolerance=1):
        letters = [letter for letter in line["chars"] if letter["text"].strip()]
        for part in _apart(letters):
            lines.append(
                {
                    "text": _words(part),
                    "fonts": {letter["fontname"].partition("+")[2] for letter in part},
                    "sizes": {round(letter["size"], 1) for letter in part},
                    "x0": part[0]["x0"] / MM,
                    "x1": part[-1]["x1"] / MM,
                    "top": min(letter["top"] for letter in part) / MM,
                    "bottom": max(letter["bottom"] for letter in part) / MM,
                }
            )
    return lines


def _apart(letters: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """What stands side by side in two columns is two lines."""
    part: list[dict[str, Any]] = []
    for letter in letters:
        if part and letter["x0"] - part[-1]["x1"] > 5 * MM:
            yield part
            part = []
        part.append(letter)
    if part:
        yield part


def _words(letters: list[dict[str, Any]]) -> str:
    text = str(letters[0]["text"])
    for before, letter in itertools.pairwise(letters):
        text += (" " if letter["x0"] - before["x1"] > 1.2 else "") + str(letter["text"])
    return text


def _page_faults(page: Any) -> Iterator[str]:
    width, height = page.width / MM, page.height / MM
    if any(abs(given - right) > 0.5 for given, right in zip(sorted((width, height)), A4, strict=True)):
        yield f"page {page.page_number} is {width:.0f} × {height:.0f} mm"
    letters = [letter for letter in page.chars if letter["text"].strip()]
    inside = [letter for letter in letters if letter["bottom"] / MM > TOP[0]]
    left, right = min(letter["x0"] for letter in letters) / MM, max(letter["x1"] for letter in letters) / MM
    top, bottom = min(letter["top"] for letter in inside) / MM, max(letter["bottom"] for letter in inside) / MM
    if not LEFT[0] - SLACK <= left <= LEFT[1] + SLACK:
        yield f"page {page.page_number}: text begins {left:.1f} mm from the left"
    if width - right < RIGHT[0] - SLACK:
        yield f"page {page.page_number}: text ends {width - right:.1f} mm from the right"
    if top < TOP[0] - SLACK or height - bottom < BOTTOM[0] - 2:  # below the line of writing letters have tails
        yield f"page {page.page_number}: text from {top:.1f} to {height - bottom:.1f} mm from the bottom"
    for letter in letters:
        if not letter["fontname"].partition("+")[2].startswith(FONTS):
            yield f"page {page.page_number}: font {letter['fontname']}"
            break
    if any(_is_coloured(letter["non_stroking_color"]) for letter in letters):
        yield f"page {page.page_number}: letters that are not black"


def _is_coloured(colour: Any) -> bool:
    return any(part > 0.01 for part in (colour or ())[:3]) if len(colour or ()) < 4 else colour[3] < 0.99


def _number_faults(pages: list[Any]) -> Iterator[str]:
    """None on the first page of the paper or of its list; on the others one, 13–14 points, in the middle of the top margin."""
    expected = 1
    for page in pages:
        heads = [line for line in _lines(page) if line["bottom"] < TOP[0]]
        if page.page_number == 1 or not heads:
            if heads:
                yield "page 1 has a number"
            expected = 2
            continue
        middle = (LEFT[0] + page.width / MM - RIGHT[0]) / 2
        if len(heads) > 1:
            yield f"page {page.page_number}: {len(heads)} lines in the top margin"
            continue
        (number,) = heads
        if number["text"] != str(expected) or not all(13 <= size <= 14 for size in number["sizes"]):
            yield f"page {page.page_number}: number {number['text']} in {number['sizes']}"
        if abs((number["x0"] + number["x1"]) / 2 - middle) > 1.5:
            yield f"page {page.page_number}: its number is not in the middle"
        expected += 1


def _head_faults(page: Any, lines: list[dict[str, Any]]) -> Iterator[str]:
    nation, motto = (_line(lines, words) for words in (NATION, MOTTO))
    if nation is None or motto is None:
        yield "nation or motto is missing"
        return
    if nation["x0"] < 90 or abs(_middle(nation) - _middle(motto)) > 1 or not nation["bottom"] <= motto["bottom"]:
        yield "nation and motto do not stand one under the other on the right"
    under = [rule for rule in _rules(page) if 0 < rule["top"] - motto["bottom"] < 3 and rule["x0"] > 90]
    if not any(abs(rule["x1"] - rule["x0"] - (motto["x1"] - motto["x0"])) < 1.5 for rule in under):
        yield "no line as long as the motto under it"
    left = 0.45 * page.width / MM
    organs = [line for line in lines if line["x1"] < left and line["top"] < motto["bottom"] + 1]
    if not organs:
        yield "no organ on the left"
        return
    last = organs[-1]
    share = [
        (rule["x1"] - rule["x0"]) / (last["x1"] - last["x0"])
        for rule in _rules(page)
        if 0 < rule["top"] - last["bottom"] < 3 and rule["x1"] < left
    ]
    if not any(1 / 3 - 0.01 <= part <= 1 / 2 + 0.01 for part in share) and len(organs) < 3:
        yield f"the line under the organ is {share} of it"
    number, place = _beginning(lines, "Số:"), next((line for line in lines if ", ngày " in line["text"]), None)
    if number is None or place is None or abs(number["bottom"] - place["bottom"]) > 1:
        yield "number and place do not stand side by side"
    elif not _is(place, "Italic", (13, 14)) or place["x0"] < 90:
        yield "place and day are not in italics on the right"


def _look_faults(lines: list[dict[str, Any]], bases: tuple[str, ...]) -> Iterator[str]:
    looks = {NATION: ("Bold", (12, 13)), MOTTO: ("Bold", (13, 14)), "Nơi nhận:": ("BoldItalic", (12, 12))}
    for words, (look, sizes) in looks.items():
        line = _line(lines, words)
        if line is not None and not _is(line, look, sizes):
            yield f"{words}: {line['fonts']} {line['sizes']}"
    for basis in bases:
        line = _beginning(lines, basis[:20])
        if line is None or not _is(line, "Italic", (13, 14)) or line["x0"] < LEFT[0] + 10:
            yield f"legal basis {basis[:30]}: {line}"


def _is(line: dict[str, Any], look: str, sizes: tuple[int, int]) -> bool:
    return all(font == f"LiberationSerif-{look}" for font in line["fonts"]) and all(
        sizes[0] - 0.1 <= size <= sizes[1] + 0.1 for size in line["sizes"]
    )


def _line(lines: list[dict[str, Any]], words: str) -> dict[str, Any] | None:
    return next((line for line in lines if line["text"] == words), None)


def _beginning(lines: list[dict[str, Any]], words: str) -> dict[str, Any] | None:
    return next((line for line in lines if line["text"].startswith(words)), None)


def _middle(line: dict[str, Any]) -> float:
    return float(line["x0"] + line["x1"]) / 2


def _rules(page: Any) -> list[dict[str, float]]:
    """Drawn lines that lie flat (mm)."""
    drawn = [*page.lines, *page.rects, *page.curves]
    flat = [line for line in drawn if abs(line["bottom"] - line["top"]) < 1]
    return [{key: line[key] / MM for key in ("x0", "x1", "top")} for line in flat]
