"""A walk over pages with several tabs at once: each page seen at the two widths, enlarged, looked through by axe."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zlib import crc32

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.async_api import async_playwright

from hieuhoc.config.environment import ROOT
from hieuhoc.demo.cast import PASSWORD
from tests.system.accounts import HALFWAY, PAGES, TOTP_SECRET
from tests.system.browser import AXE, AXE_RUN, CHROMIUM, FLAGS, OVERFLOW, SIDEWAYS, WIDTHS, violations

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

SHOTS = ROOT / "var" / "screenshots"
# No pictures, which are for who looks at them; axe on a third of the pages, each at one width.
IS_QUICK = "CI" in os.environ
TABS = 3
ENLARGED = (720, 320)  # 1440 and 640 pixels at 200 %
POLICY = ("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "frame-ancestors 'none'")


@dataclass(frozen=True)
class Stop:
    """One page of the walk. `who`: account of the cast, empty for a stranger; `status`: what the page answers."""

    name: str
    path: str
    who: str = ""
    status: int = 200
    dark: bool = False


@dataclass
class Walk:
    url: str
    problems: list[str] = field(default_factory=list)
    contexts: dict[tuple[str, bool], BrowserContext] = field(default_factory=dict)

    def note(self, stop: Stop, *found: str) -> None:
        self.problems += [f"{stop.name} ({stop.path}): {one}" for one in found]


def walk(url: str, stops: Sequence[Stop]) -> list[str]:
    """Sees every page; returns what is wrong with them, one line each."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return asyncio.run(_walk(Walk(url), stops))


async def _walk(going: Walk, stops: Sequence[Stop]) -> list[str]:
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        for who, dark in sorted({(stop.who, stop.dark) for stop in stops}):
            going.contexts[who, dark] = await signed_in(opened, going.url, who, dark)
        waiting = list(reversed(stops))
        await asyncio.gather(*(_tab(going, waiting) for _ in range(TABS)))
        await opened.close()
    return sorted(going.problems)


async def signed_in(opened: Browser, url: str, who: str, dark: bool) -> BrowserContext:
    context = await opened.new_context(locale="vi-VN", color_scheme="dark" if dark else "light")
    if who:
        page = await context.new_page()
        await page.goto(url + "/account/login/")
        await page.fill("input[name=login]", who.partition(",")[0])
        await page.fill("input[name=password]", PASSWORD)
        await page.click("main button.btn-primary")
        await page.wait_for_url(lambda address: "/login" not in address)
        if who == HALFWAY:
            return context
        if "/2fa/authenticate" in page.url:
            await page.fill("input[name=code]", one_time_code())
            await page.click("main button[type=submit]")
            await page.wait_for_url(lambda address: "/2fa/" not in address)
        if who in PAGES.values():
            await _asked_again(page, url)
        await page.close()
    return context


async def _asked_again(page: Page, url: str) -> None:
    """The password once more, as before every change to what protects an account."""
    await page.goto(url + "/account/reauthenticate/?next=/account/2fa/")
    await page.fill("input[name=password]", PASSWORD)
    await page.click("main button.btn-primary")
    await page.wait_for_url(lambda address: "reauthenticate" not in address)


async def _tab(going: Walk, waiting: list[Stop]) -> None:
    """One page for each account, taken again for the next stop: a new one costs the browser a process."""
    pages: dict[tuple[str, bool], Page] = {}
    complaints: list[str] = []
    while waiting:
        stop = waiting.pop()
        page = pages.pop((stop.who, stop.dark), None) or await _new_page(going, stop, complaints)
        complaints.clear()
        try:
            await look(going, stop, page, complaints)
        except Exception as error:  # one broken page must not hide the others
            going.note(stop, f"{type(error).__name__}: {error}")
            await page.close()
        else:
            pages[stop.who, stop.dark] = page


async def _new_page(going: Walk, stop: Stop, complaints: list[str]) -> Page:
    page = await going.contexts[stop.who, stop.dark].new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


async def look(going: Walk, stop: Stop, page: Page, complaints: list[str]) -> None:
    await page.set_viewport_size({"width": 1440, "height": WIDTHS[1440]})
    answer = await page.goto(going.url + stop.path)
    assert answer is not None
    if answer.status != stop.status:
        going.note(stop, f"answers {answer.status}, not {stop.status}")
    if page.url != going.url + stop.path:
        going.note(stop, f"leads to {page.url}")
    policy = answer.headers.get("content-security-policy", "")
    going.note(stop, *(f"policy lacks {part}" for part in POLICY if part not in policy))
    if "unsafe" in policy:
        going.note(stop, "policy allows what is unsafe")
    await page.wait_for_load_state("load")
    await page.evaluate("document.fonts.ready")
    for width, height in sorted(WIDTHS.items(), reverse=True):
        await page.set_viewport_size({"width": width, "height": height})
        await _one_width(going, stop, page, width)
    for width in ENLARGED:
        await page.set_viewport_size({"width": width, "height": 450})
        if (by := await page.evaluate(OVERFLOW)) > 0:
            going.note(stop, f"at 200 % ({width} px) wider than the window by {by}")
    going.note(stop, *(text for text in complaints if not _is_own_status(text, stop.status)))


async def _one_width(going: Walk, stop: Stop, page: Page, width: int) -> None:
    theme = "-dark" if stop.dark else ""
    if not IS_QUICK:
        await page.screenshot(path=SHOTS / f"{file_name(stop.name)}-{width}{theme}.png", full_page=True)
    if (by := await page.evaluate(OVERFLOW)) > 0:
        going.note(stop, f"{width} px: wider than the window by {by}")
    if width == min(WIDTHS) and (tables := await page.evaluate(SIDEWAYS)) > 0:
        going.note(stop, f"{width} px: {tables} tables go on sideways")
    if not IS_QUICK or width == _width_of(stop):
        if not await page.evaluate("'axe' in window"):
            await page.evaluate(AXE)
        found: dict[str, Any] = await page.evaluate(AXE_RUN)
        going.note(stop, *(f"{width} px: {one}" for one in violations(found)))


def _width_of(stop: Stop) -> int | None:
    """At which axe looks at a page of a quick walk: one of six at each."""
    return {0: max(WIDTHS), 1: min(WIDTHS)}.get(crc32(stop.name.encode()) % 6)


def one_time_code() -> str:
    """What the code generator of the dressed account shows now."""
    counter = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(TOTP_SECRET, counter[len(counter) // 2])))


def _is_own_status(text: str, status: int) -> bool:
    """The browser notes every answer of 4xx and 5xx as an error; here the page was asked for that very answer."""
    return status >= 400 and f"status of {status}" in text


def file_name(name: str) -> str:
    return re.sub(r"[^0-9a-zA-Z_]+", "-", name).strip("-")
