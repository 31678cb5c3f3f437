"""A real browser for system tests: screenshots at the two widths we promise, and axe-core on the page as shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--font-render-hinting=none",
]  # as root Chromium needs the first: only our own pages are opened
# Playwright evaluates outside the page's content security policy, so axe needs no exception in it.
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
AXE_RUN = """() => axe.run(document, {
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
  resultTypes: ['violations'],
})"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Tables that are wider than their box: on a telephone a row is a card, nothing is to be looked for sideways.
SIDEWAYS = "[...document.querySelectorAll('.table-box')].filter((box) => box.scrollWidth > box.clientWidth + 1).length"
WIDTHS = {360: 740, 1440: 900}
type Theme = Literal["light", "dark"]


@contextmanager
def browser(*flags: str) -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *flags])
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def page(
    opened: Browser, *, width: int = 1440, theme: Theme = "light", cookies: Any = None, zoom: float = 1
) -> Iterator[Page]:
    """A fresh page. `cookies`: as of Playwright's `add_cookies`. `zoom` 2: what one gets at 200 %, half the width."""
    size: ViewportSize = {"width": round(width / zoom), "height": round(WIDTHS.get(width, 900) / zoom)}
    context = opened.new_context(viewport=size, color_scheme=theme, locale="vi-VN", device_scale_factor=1)
    if cookies:
        context.add_cookies(cookies)
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.complaints = complaints  # type: ignore[attr-defined]
    try:
        yield shown
    finally:
        context.close()


def complaints(shown: Page) -> list[str]:
    """What the browser complained about: script errors, blocked by the content security policy, missing files."""
    found: list[str] = shown.complaints  # type: ignore[attr-defined]
    return found


def settle(shown: Page) -> None:
    shown.wait_for_load_state("networkidle")
    shown.evaluate("document.fonts.ready")


def screenshot(shown: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    settle(shown)
    shown.screenshot(path=str(path), full_page=True)


def overflow(shown: Page) -> int:
    """By how many pixels the page (not a box in it) is wider than the window."""
    return int(shown.evaluate(OVERFLOW))


def axe(shown: Page) -> list[str]:
    """Violations of WCAG 2.2 A and AA and of axe's good practice, one line each; empty when all is well."""
    settle(shown)
    shown.evaluate(AXE)
    return violations(shown.evaluate(AXE_RUN))


def violations(found: dict[str, Any]) -> list[str]:
    return [
        f"{broken['id']} ({broken['impact']}): {broken['help']} — "
        + json.dumps([node["target"] for node in broken["nodes"]][:4], ensure_ascii=False)
        for broken in found["violations"]
    ]
