"""The product without a mouse: every main page gone through by Tab, menus and questions answered, whole deeds done."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright

from hieuhoc.demo.cast import PASSWORD
from tests.system import keyboard
from tests.system.browser import CHROMIUM, FLAGS, browser, page
from tests.system.product import Product
from tests.system.walking import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

TABS = 3
# The main pages, each opened by whoever of the cast sees it first; then homes that look different to others.
MAIN_PAGES = (
    "public:home", "public:criteria", "public:data", "public:verify", "public:verify-code", "public:figures",
    "public:figures-place", "account_login",
    "citizen:home", "citizen:dossier",
    "office:citizen-list", "office:citizen", "office:citizen-new", "office:citizen-arrive", "office:citizen-join",
    "office:unit", "office:training", "office:attendance-new",
    "office:sheet-list", "office:sheet", "office:batch", "office:choice-list",
    "office:dossier-list", "office:dossier", "office:dossier-scores", "office:dossier-review", "office:evidence-new",
    "office:proposal", "office:decision-new", "office:decision", "office:title-revoke",
    "office:figures-place", "office:figure-years", "office:target-new",
    "office:place-list", "office:place", "office:order-new", "office:order-preview", "office:waiting-people",
    "office:user-list", "office:grant-new", "office:delegate", "office:history",
)  # fmt: skip
# Where the frame is gone through too: it is the same around the others of its face.
WHOLE = {"public:home", "account_login", "citizen:home", "office:home"}
HOMES = ("minh", "hoa", "bhiu", "nhan", "khoa")
PERSON = "H'Wiêt Mlô Duôn Du"  # nobody of the demonstration is called so

# (what is wrong with it, a page)
BROKEN = (
    ("does not offer the way", '<main id="main"><a href="/">x</a></main>'),
    ("does not come round", '<a class="skip-link" href="#main">x</a><main id="main" tabindex="-1"><a id="t" href="/">x</a>'
     "<button onkeydown=\"event.key === 'Tab' && (event.preventDefault(), t.focus())\">x</button></main>"),
    ("not marked", '<a class="skip-link" href="#main" style="outline: 3px solid">x</a><main id="main" tabindex="-1">'
     '<a href="/" style="outline: none">x</a></main>'),
    ("no name", '<a class="skip-link" href="#main">x</a><main id="main" tabindex="-1"><a href="/"><svg></svg></a></main>'),
    ("never comes to", '<a class="skip-link" href="#main">x</a><main id="main" tabindex="-1">'
     '<button tabindex="-1">x</button></main>'),
    ("order of its own", '<a class="skip-link" href="#main">x</a><main id="main"><a tabindex="2" href="/">x</a></main>'),
    ("out of sight", '<a class="skip-link" href="#main">x</a><main id="main" tabindex="-1">'
     '<p style="position: fixed; inset: 0; background: #fff"></p><a href="/">x</a></main>'),
    ("goes back up", '<a class="skip-link" href="#main">x</a><main id="main" tabindex="-1" style="display: grid">'
     '<a href="/" style="order: 2">x</a><a href="/" style="order: 1">x</a></main>'),
    ("does not lead there", '<a class="skip-link" href="#no">x</a><main id="main"><a href="/">x</a></main>'),
)  # fmt: skip


async def _walked(product: Product, stops: list[tuple[str, str, str]]) -> list[str]:
    """Each of (name, address, who) gone through; what is wrong, one line each."""
    found: list[str] = []
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, keyboard.FLAG])
        contexts = {
            who: await signed_in(opened, product.url, who, dark=False) for who in sorted({who for *_, who in stops})
        }
        waiting = list(reversed(stops))

        async def tab() -> None:
            while waiting:
                name, path, who = waiting.pop()
                shown = await contexts[who].new_page()
                await shown.emulate_media(reduced_motion="reduce")
                await shown.goto(product.url + path)
                found.extend(
                    f"{name} ({who or 'stranger'}): {one}"
                    for one in await keyboard.problems_of(shown, whole=name in WHOLE)
                )
                await shown.close()

        await asyncio.gather(*(tab() for _ in range(TABS)))
        await opened.close()
    return sorted(found)


def test_every_main_page_is_gone_through_by_tab(product: Product) -> None:
    who = {one["name"]: one["who"] for one in product.addresses if "who" in one} | {"account_login": ""}
    stops = [(name, product.path(name), who[name]) for name in MAIN_PAGES]
    stops += [("office:home", product.path("office:home"), one) for one in HOMES]
    problems = asyncio.run(_walked(product, stops))
    assert not problems, "\n".join(problems)


def test_the_walk_finds_what_a_keyboard_cannot_do() -> None:
    async def found() -> list[list[str]]:
        async with async_playwright() as play:
            opened = await play.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, keyboard.FLAG])
            shown = await opened.new_page()
            problems = []
            for _what, html in BROKEN:
                await shown.goto("about:blank")
                await shown.set_content(f"<style>:focus-visible {{ outline: 3px solid }}</style>{html}")
                problems.append(await keyboard.problems_of(shown))
            await opened.close()
        return problems

    for (what, _html), problems in zip(BROKEN, asyncio.run(found()), strict=True):
        assert any(what in one for one in problems), (what, problems)


class Keys:
    """Somebody with a keyboard and nothing else."""

    def __init__(self, product: Product, shown: "Page") -> None:
        self.product, self.shown = product, shown

    def sign_in(self, who: str) -> None:
        self.shown.goto(self.product.url + "/account/login/")
        self.write("[name=login]", who)
        self.write("[name=password]", PASSWORD)
        self.press("Enter")
        self.shown.wait_for_url(lambda address: "/login" not in address)

    def to(self, selector: str) -> None:
        """Tab until the focus is there."""
        for _ in range(keyboard.MOST):
            if self.is_at(selector):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not come to {selector}")

    def is_at(self, selector: str) -> bool:
        return bool(self.shown.evaluate("(selector) => document.activeElement.matches(selector)", selector))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.shown.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self.press("Control+A")
        self.shown.keyboard.type(text)

    def follow(self, selector: str) -> None:
        self.to(selector)
        with self.shown.expect_navigation():
            self.press("Enter")

    def reads(self, words: str) -> None:
        self.shown.locator("body", has_text=words).wait_for(timeout=20_000)


@pytest.fixture
def keys(product: Product) -> Iterator[Keys]:
    with browser() as opened, page(opened) as shown:
        yield Keys(product, shown)


def test_menus_open_with_enter_or_space_and_close_with_escape(keys: Keys) -> None:
    keys.sign_in("minh")
    keys.shown.goto(keys.product.url + "/office/")
    for width, menu, key in ((1440, ".account-menu", "Enter"), (360, ".menu-drawer", "Space")):
        keys.shown.set_viewport_size({"width": width, "height": 740})
        keys.to(f"{menu} > summary")
        keys.press(key)
        assert keys.shown.locator(f"{menu}[open]").count() == 1
        keys.press("Tab")
        assert keys.is_at(f"{menu} :is(a, button)"), "what opened is next"
        keys.press("Escape")
        assert keys.shown.locator(f"{menu}[open]").count() == 0
        assert keys.is_at(f"{menu} > summary"), "the focus is not lost"


def test_dossiers_are_ticked_and_their_confirmation_is_foretold(keys: Keys) -> None:
    keys.sign_in("hoa")
    keys.shown.goto(keys.product.url + keys.product.path("office:dossier-list") + "?status=submitted")
    keys.to("main input[name=chosen]")
    keys.press("Space")
    keys.press("Tab")
    keys.to("main input[name=chosen]")
    keys.press("Space")
    keys.reads("Xác nhận điểm đã khai của 2 hồ sơ")
    keys.shown.evaluate("document.activeElement.blur()")
    keys.follow(".bulk-bar button")
    keys.reads("2 hồ sơ")


def test_a_person_is_declared_from_the_first_page_to_the_record(keys: Keys) -> None:
    keys.sign_in("minh")
    keys.shown.goto(keys.product.url + "/office/")
    keys.follow(".side a[href$='/citizens/']")
    keys.press("Tab", "Enter")  # past the menu
    assert keys.is_at("main")
    keys.follow("main a[href$='/citizens/new/']")
    keys.write("[name=birth]", "31/02/1985")
    keys.follow("main button.btn-primary")
    assert keys.is_at(".error-summary"), "what is wrong is read out first"
    keys.reads("Họ và tên: hãy điền.")
    keys.press("Tab", "Enter")
    assert keys.is_at("[name=name]"), "and leads to the field"
    keys.shown.keyboard.type(PERSON)
    keys.to("[name=birth]")
    assert keys.shown.locator("[name=birth]").input_value() == "31/02/1985"
    keys.write("[name=birth]", "28021985")
    for choice in ("sex", "home"):
        keys.to(f"[name={choice}]")
        keys.press("ArrowDown")
    keys.write("[name=since]", "15.1.2026")
    keys.follow("main button.btn-primary")
    keys.reads("Đã khai báo")
    assert keys.shown.locator("h1").inner_text().startswith(PERSON)
    keys.reads("28/02/1985")
