"""What pages load is what they use: a part of Tabler, two weights of the typeface, htmx where something fetches itself anew."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from fontTools.ttLib import TTFont

from hieuhoc.config.environment import ROOT
from tests.assets import fonts, styles
from tests.web.ui.test_house_rules import TEMPLATES

STATIC = ROOT / "hieuhoc/web/ui/static/ui"
FACES = re.compile(r'font-weight: (\d+)(?: (\d+))?;.*?src: url\("([^"]+)"\).*?unicode-range: ([^;]+);')


def test_the_shipped_part_of_tabler_is_what_pages_use_today() -> None:
    assert styles.SHIPPED.read_text(encoding="utf-8") == styles.used_part(), "run `make assets`"
    assert styles.SHIPPED.stat().st_size < styles.WHOLE.stat().st_size / 15


def test_the_part_holds_what_stands_on_pages_and_nothing_else() -> None:
    part = styles.used_part()
    assert ".form-select{" in part
    assert ".form-control.is-invalid" in part, "a class that code gives"
    assert ".navbar" not in part
    assert "Licensed under MIT" in part


def test_the_shipped_letters_are_those_of_the_whole_typeface() -> None:
    for path, content in fonts.parts().items():
        assert TTFont(path).getBestCmap() == TTFont(BytesIO(content)).getBestCmap(), "run `make assets`"
        assert path.read_bytes()[:4] == b"wOF2"


def test_every_letter_of_vietnamese_is_in_the_part_that_is_always_loaded() -> None:
    vowels = "aăâeêioôơuưy"
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    words = {vowel + mark for vowel in vowels for mark in marks} | {"đ"}
    letters = set(normalize("NFC", "".join(words | {word.upper() for word in words})))
    for weight in fonts.WEIGHTS:
        known = TTFont(fonts.SHIPPED / f"be-vietnam-pro-{weight}.woff2").getBestCmap()
        assert {ord(letter) for letter in letters} - set(known) == set()


def test_the_style_sheet_says_of_each_font_what_is_in_it() -> None:
    faces = FACES.findall((STATIC / "tokens.css").read_text(encoding="utf-8"))
    assert len(faces) == 6
    for _from, _to, address, told in faces:
        if "be-vietnam-pro" in address:
            assert told == fonts.ranges(STATIC / address), address


def test_no_style_asks_for_a_weight_that_is_not_there() -> None:
    texts = [path.read_text(encoding="utf-8") for path in STATIC.glob("*.css")]
    asked = {weight for text in texts for weight in re.findall(r"font-weight: (\d+);", text)}
    assert asked == {str(weight) for weight in fonts.WEIGHTS}


def without_htmx(templates: dict[str, str]) -> set[str]:
    """Pages that hold, themselves or by inclusion, a part that fetches itself anew, and do not load what does it."""
    moving = {name for name, text in templates.items() if re.search(r"\shx-(get|post|put|delete)=", text)}
    while more := {
        name
        for name, text in templates.items()
        if name not in moving and any(f'include "{part}"' in text for part in moving)
    }:
        moving |= more
    pages = {name for name in moving if "{% extends" in templates[name]}
    return {name for name in pages if '{% include "ui/parts/htmx.html" %}' not in templates[name]}


def test_a_page_that_fetches_a_part_anew_loads_htmx() -> None:
    templates = {str(path).partition("/templates/")[2]: path.read_text(encoding="utf-8") for path in TEMPLATES}
    assert without_htmx(templates) == set()
    planted = {"part.html": '<p hx-get="/x">', "page.html": '{% extends "a" %}{% include "part.html" %}'}
    assert without_htmx(planted) == {"page.html"}


def test_what_is_served_is_compressed_and_named_by_its_content(tmp_path: Path) -> None:
    packed = os.environ | {"HIEUHOC_PACKED": "1", "HIEUHOC_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "hieuhoc.config.command", "collectstatic", "--noinput", "--ignore", "django_htmx"]
    subprocess.run(command, env=packed, cwd=ROOT, check=True, capture_output=True)
    paths = json.loads((tmp_path / "static/staticfiles.json").read_text(encoding="utf-8"))["paths"]
    asked = {
        address for path in TEMPLATES for address in re.findall(r'{% static "([^"]+)" %}', path.read_text("utf-8"))
    }
    assert asked
    assert asked - set(paths) == set()
    for address in asked:
        if address.endswith((".css", ".js")):
            assert (tmp_path / "static" / f"{paths[address]}.br").exists(), address
