"""The living style page in a real browser: every component at both widths, in both themes, by keyboard and enlarged."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import include, path

from hieuhoc.web.ui import style_page
from tests.system import keyboard
from tests.system.browser import WIDTHS, Theme, axe, browser, complaints, overflow, page, screenshot, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog

pytestmark = pytest.mark.django_db(transaction=True)

urlpatterns = [path("office/ui/", include(style_page.urlpatterns)), path("", include("hieuhoc.config.urls"))]

ADDRESSES = {
    "style": "/office/ui/",
    "valid": "/office/ui/verification/valid",
    "revoked": "/office/ui/verification/revoked",
    "unknown": "/office/ui/verification/unknown",
    "unchecked": "/office/ui/verification/unchecked",
    "refusal": "/office/ui/refusal",
    "sign-in": "/account/login/",
    "not-found": "/khong-co",
}
EXPECTED = ("409 (Conflict)", "404 (Not Found)")


@pytest.fixture
def site(live_server: Any) -> Iterator[str]:
    with override_settings(ROOT_URLCONF=__name__):
        yield str(live_server.url)


@pytest.fixture
def chromium() -> Iterator["Browser"]:
    with browser() as opened:
        yield opened


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", list(WIDTHS))
def test_every_component_is_accessible_and_fits(site: str, chromium: "Browser", width: int, theme: Theme) -> None:
    for name, address in ADDRESSES.items():
        with page(chromium, width=width, theme=theme) as shown:
            shown.goto(site + address)
            screenshot(shown, Path(settings.DATA_DIR) / "screenshots" / f"ui-{name}-{width}-{theme}.png")
            assert overflow(shown) == 0, name
            assert axe(shown) == [], name
            assert [text for text in complaints(shown) if not text.endswith(EXPECTED)] == [], name


def test_axe_would_find_a_picture_without_words(site: str, chromium: "Browser") -> None:
    with page(chromium) as shown:
        shown.goto(site + ADDRESSES["style"])
        shown.evaluate("document.querySelector('main').append(new Image())")
        assert any(found.startswith("image-alt") for found in axe(shown))


def test_at_200_percent_nothing_is_cut_off(site: str, chromium: "Browser") -> None:
    with page(chromium, zoom=2) as shown:
        shown.goto(site + ADDRESSES["style"])
        settle(shown)
        assert overflow(shown) == 0


def test_the_first_tab_skips_to_the_content_and_focus_is_seen(site: str, chromium: "Browser") -> None:
    with page(chromium) as shown:
        shown.goto(site + ADDRESSES["style"])
        settle(shown)
        shown.keyboard.press("Tab")
        assert shown.evaluate("document.activeElement.className") == "skip-link"
        seen = []
        for _ in range(60):
            shown.keyboard.press("Tab")
            seen.append(shown.evaluate(keyboard.LOOK))
        assert [stop["html"] for stop in seen if stop["mark"] < 3] == []


def test_a_button_that_asks_first_takes_no_for_an_answer(site: str, chromium: "Browser") -> None:
    with page(chromium) as shown:
        shown.goto(site + ADDRESSES["style"])
        questions: list[str] = []
        sent: list[str] = []

        def decline(dialog: "Dialog") -> None:
            questions.append(dialog.message)
            dialog.dismiss()

        shown.on("dialog", decline)
        shown.on("request", lambda request: sent.append(request.method))
        shown.locator("input[name=chosen]").first.focus()
        shown.keyboard.press("Space")
        shown.locator(".bulk-bar [data-confirm]").focus()
        shown.keyboard.press("Enter")
        shown.keyboard.press("Space")
        assert questions == ["Trả lại các hồ sơ đã chọn?"] * 2
        assert "POST" not in sent


def test_charts_are_drawn_as_vectors_under_the_strict_policy(site: str, chromium: "Browser") -> None:
    with page(chromium) as shown:
        answer = shown.goto(site + ADDRESSES["style"])
        assert answer is not None
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        settle(shown)
        assert shown.locator(".trend .trend-mark path").count() > 4
        assert "Chỉ tiêu 40%" in (shown.locator(".trend").first.text_content() or "")


def test_ticking_rows_brings_the_bar_that_says_what_it_will_do(site: str, chromium: "Browser") -> None:
    with page(chromium) as shown:
        shown.goto(site + ADDRESSES["style"])
        bar = shown.locator(".bulk-bar")
        assert bar.is_hidden()
        shown.locator("input[name=chosen]").nth(0).check()
        shown.locator("input[name=chosen]").nth(2).check()
        assert "Đề nghị công nhận 2 hồ sơ" in bar.inner_text()
        shown.locator("[data-choose-all]").check()
        assert "Đã chọn 5" in bar.inner_text()
        shown.locator("[data-choose-all]").uncheck()
        assert bar.is_hidden()


def test_without_a_script_the_figures_and_the_file_field_are_still_there(site: str, chromium: "Browser") -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    shown = context.new_page()
    shown.goto(site + ADDRESSES["style"])
    assert shown.locator(".chart-table table").first.is_visible()
    assert shown.locator("input[type=file]").is_visible()
    shown.locator(".menu-drawer summary").click()
    assert shown.locator(".menu-drawer nav a").first.is_visible()
    context.close()
