"""What design and content security policy forbid, looked for in every template and asset of the project."""

import ast
import re
from pathlib import Path

import hieuhoc

WEB = Path(hieuhoc.__file__).parent / "web"
TEMPLATES = sorted(WEB.rglob("*.html"))
VENDOR = WEB / "ui/static/ui/vendor"

FORBIDDEN = {
    "style attribute": re.compile(r"\sstyle=[\"']"),
    "style element": re.compile(r"<style\b"),
    "event attribute": re.compile(r"\son[a-z]+=[\"']|hx-on"),
    "script with code": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>"),
    "address of another site": re.compile(r"(?:src|href)=[\"']https?://"),
}


def test_no_template_breaks_the_content_security_policy() -> None:
    found = [
        f"{path.relative_to(WEB)}: {what}"
        for path in TEMPLATES
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_day_is_left_to_the_browser() -> None:
    """Its own field speaks the browser's language: month before day in an English one."""
    native = re.compile(r"forms\.Date(Time)?(Field|Input)\b|SelectDateWidget|type=[\"'](date|month|datetime-local)\b")
    sources = [*TEMPLATES, *sorted(WEB.rglob("*.py"))]
    assert [str(path) for path in sources if native.search(path.read_text(encoding="utf-8"))] == []
    assert native.search('<input type="date">')


def test_no_decimal_is_left_to_the_browser() -> None:
    """Its own field drops the comma where the browser is English."""
    sources = {path: path.read_text(encoding="utf-8") for path in WEB.rglob("*.py") if path.name != "numbers.py"}
    assert [str(path) for path, source in sources.items() if re.search(r"forms\.(Decimal|Float)Field\b", source)] == []


def test_where_a_summary_names_what_is_wrong_the_browser_does_not_stop_the_form() -> None:
    """Its bubbles speak the browser's language. Only a form with a file lets it: a refused page forgets the file."""
    asks, form = re.compile(r"{% error_summary"), re.compile(r"<form[^>]*method=\"post\"[^>]*>", re.IGNORECASE)
    stopped = {
        f"{path.relative_to(WEB)}: {tag}"
        for path in TEMPLATES
        if asks.search(source := path.read_text(encoding="utf-8"))
        for tag in form.findall(source)
        if "novalidate" not in tag and "multipart" not in tag and "data-once" in tag
    }
    assert stopped == set()


def test_every_icon_a_template_asks_for_is_in_the_sprite(sprite: str) -> None:
    asked = re.compile(r"{% icon \"([a-z0-9-]+)\"")
    missing = {
        f"{path.relative_to(WEB)}: {name}"
        for path in TEMPLATES
        for name in asked.findall(path.read_text(encoding="utf-8"))
        if f'id="{name}"' not in sprite
    }
    assert missing == set()


# Where the name of an icon stands among what each of these is given.
ICON_OF = {"NextDeed": 2, "DeedLink": 2, "MenuEntry": 2, "PersonDeed": 3, "OfferedDeed": 3}


def test_every_icon_of_a_deed_is_in_the_sprite(sprite: str) -> None:
    asked = {
        icon.value
        for path in WEB.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ICON_OF
        for icon in call.args[ICON_OF[call.func.id] :][:1]
        if isinstance(icon, ast.Constant) and isinstance(icon.value, str)
    }
    assert {name for name in asked if f'id="{name}"' not in sprite} == set()
    assert len(asked) > 20


def test_no_template_is_longer_than_150_lines() -> None:
    assert [str(path) for path in TEMPLATES if len(path.read_text(encoding="utf-8").splitlines()) > 150] == []


def test_every_vendored_folder_has_a_licence_and_is_listed() -> None:
    listed = (VENDOR / "VENDORED.md").read_text(encoding="utf-8")
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), folder.name
        assert f"`{folder.name}/`" in listed
