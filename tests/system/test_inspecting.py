"""A visit on a telephone: opened once, checked without a network, closed, opened again, sent, gone from the device."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hieuhoc.inspection.actions import plan_visit
from hieuhoc.inspection.models import Inspection, VisitPhoto
from tests.cast import make_cast
from tests.inspection.makers import make_inspection_plan, make_titles, make_visit
from tests.lib.strangers_files import picture
from tests.system.browser import axe, browser, complaints, overflow, page

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "[data-kept]:not([hidden])"
ON_THE_DEVICE = "() => caches.open('visit-pages').then((pages) => pages.keys()).then((keys) => keys.length)"


def held(live_server: Any) -> tuple[Inspection, Client, list[Any]]:
    """A visit of two titles that Sơn was sent on, and his session."""
    cast = make_cast()
    visit = make_visit(make_inspection_plan(cast.province), cast.commune, make_titles(cast.village, 2))
    plan_visit(visit, [cast.son], planned_on=timezone.localdate(), actor=None)
    client = Client()
    client.force_login(cast.son)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return visit, client, [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]


def check(shown: "Page", order: int, verdict: str, note: str = "") -> None:
    shown.locator("[data-title] summary").nth(order).click()
    if verdict == "merited":
        for question in shown.locator("[data-checklist] input[value=yes]").all():
            question.check()
    shown.check(f"[data-checklist] [name=verdict][value={verdict}]")
    shown.fill("[data-checklist] [name=note]", note)


def waits(shown: "Page", count: int) -> None:
    shown.locator(f"[data-visit-phone][data-waiting='{count}']").wait_for()


def _write(shown: "Page", photo: Path) -> None:
    """One title with a photograph; the second is not saved yet."""
    check(shown, 0, "merited")
    shown.set_input_files("#photo-of-title", photo)
    waits(shown, 1)
    shown.click("[data-checklist] button[type=submit]")
    waits(shown, 2)
    check(shown, 1, "unreached")
    shown.click("[data-checklist] button[type=submit]")
    assert "Ghi vì sao" in shown.locator("[data-checklist] [data-wrong]").inner_text()
    shown.fill("[data-checklist] [name=note]", "Đi làm xa")


def _go_on(again: "Page") -> None:
    """On the kept page, where what was typed stands still; and a finding."""
    waits(again, 2)
    again.locator("[data-title] summary").nth(1).click()
    again.wait_for_function("() => document.querySelector('[data-checklist] [name=note]').value === 'Đi làm xa'")
    again.click("[data-checklist] button[type=submit]")
    waits(again, 3)
    due = f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}"
    for name, value in (("text", "Sổ không khớp"), ("action", "Sửa sổ"), ("due_on", due)):
        again.fill(f"[data-finding] [name=finding-{name}]", value)
    again.click("[data-finding] button[type=submit]")
    waits(again, 4)


def test_a_visit_is_checked_without_a_network_and_sent_once(
    live_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs beside the deeds of the test
    visit, client, cookies = held(live_server)
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(picture("JPEG", with_position=True))
    address = live_server.url + reverse("office:visit-phone", args=[visit.pk])
    with browser() as opened, page(opened, width=360, cookies=cookies) as shown:
        shown.goto(address)
        shown.locator(KEPT).wait_for()
        assert (overflow(shown), axe(shown)) == (0, [])
        shown.context.set_offline(True)
        _write(shown, photo)
        again = shown.context.new_page()
        shown.close()
        again.goto(address)
        _go_on(again)
        assert (overflow(again), axe(again)) == (0, [])
        again.context.clear_cookies()
        again.context.set_offline(False)
        again.locator("[data-sign-in]:not([hidden])").wait_for()
        again.context.add_cookies(cookies)
        again.click("[data-send-now]")
        waits(again, 0)
        assert sorted(visit.checked_titles.values_list("verdict", flat=True)) == ["merited", "unreached"]
        assert visit.findings.count() == VisitPhoto.objects.count() == 1
        client.post(reverse("office:visit-conclude", args=[visit.pk]), {"summary": "Đúng"})
        again.goto(live_server.url + reverse("office:inspection", args=[visit.pk]))
        again.wait_for_function(f"() => ({ON_THE_DEVICE})().then((count) => count === 0)")
        assert [words for words in complaints(shown) if "ERR_INTERNET_DISCONNECTED" not in words] == []
