"""The programme's yearly life, by hand in a browser: criteria are drafted, talked about from a telephone, tried and
promulgated; an activity is told of, found, come to, and stands in the dossier."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from hieuhoc.config.environment import ROOT
from tests.system.browser import browser, complaints, overflow, page
from tests.system.product import DATA, Product
from tests.system.test_story import Desk

NUMBER = "Dự thảo của câu chuyện"
# What nobody can do in a browser: let the period of a consultation pass.
DAYS_PASS = """
import django
from datetime import timedelta
from hieuhoc.config.database import hold_database
hold_database()
django.setup()
from django.db.models import F
from hieuhoc.consultations.models import Consultation
rows = Consultation.objects.filter(version__number="%s")
print(rows.update(opens_on=F("opens_on") - timedelta(90), closes_on=F("closes_on") - timedelta(90)))
"""


@pytest.fixture
def desks(product: Product) -> Iterator[dict[str, Desk]]:
    widths = {"hoa": 1440, "minh": 1440, "lan": 360, "stranger": 360}
    with browser() as opened, ExitStack() as stack:
        yield {who: Desk(product, stack.enter_context(page(opened, width=width))) for who, width in widths.items()}


def test_criteria_and_an_activity_from_the_first_word_to_the_dossier(desks: dict[str, Desk]) -> None:
    hoa, minh, lan, stranger = desks["hoa"], desks["minh"], desks["lan"], desks["stranger"]
    hoa.sign_in("hoa")
    draft = _draft(hoa)
    _comment(stranger)
    _answer(hoa, draft)
    _try(hoa, draft)
    _promulgate(hoa, draft)
    minh.sign_in("minh")
    _tell(minh)
    _enrol(lan)
    _mark(minh)
    _use(lan)
    assert [words for desk in desks.values() for words in complaints(desk.shown)] == []


def _draft(hoa: Desk) -> str:
    """The address of the draft: one question in other words, one worth more."""
    hoa.go("/office/criteria/")
    hoa.shown.locator("main table tbody tr", has_text="Đang áp dụng").first.locator("a").first.click()
    hoa.open("/draft/")
    hoa.fill(number=NUMBER, title="Bộ tiêu chí cho câu chuyện")
    hoa.press()
    hoa.reads("Đã lập bản soạn")
    address = hoa.shown.url
    hoa.open("/criteria/1/")
    hoa.fill(text="Biết tra cứu thông tin trên điện thoại.", source="Ban soạn thảo")
    hoa.press()
    hoa.open("/criteria/2/points/")
    hoa.fill(max_points="20")
    hoa.press()
    hoa.open("/consultation/new/")
    hoa.press()
    hoa.reads("đang được lấy ý kiến")
    return address


def _comment(stranger: Desk) -> None:
    """On a telephone, without an account."""
    stranger.go("/criteria/")
    stranger.shown.locator("main a", has_text=NUMBER).click()
    stranger.reads("trên điện thoại")
    assert stranger.shown.locator("main ins").count()
    assert overflow(stranger.shown) == 0
    stranger.shown.locator("main a[href*='on=1']").first.click()
    stranger.shown.locator("main [name=stance][value=change]").check()
    stranger.fill(text="Nên nói rõ là tra cứu bằng tiếng nào cũng được.")
    assert overflow(stranger.shown) == 0
    stranger.press()
    stranger.shown.wait_for_url("**/sent/")


def _answer(hoa: Desk, draft: str) -> None:
    hoa.shown.goto(f"{draft}consultation/")
    hoa.shown.locator("main a", has_text="Trả lời góp ý").first.click()
    hoa.shown.wait_for_load_state()
    if hoa.shown.locator("main a[href$='/answer/']").count():
        hoa.open("/answer/")
    hoa.shown.locator("main [name=verdict]").first.wait_for()
    _choose(hoa, "verdict", "taken")
    hoa.fill(answer="Tiếp thu: tiếng nào cũng được.")
    hoa.press()
    environment = os.environ | {"HIEUHOC_DATA": str(DATA), "HIEUHOC_DB": "hieuhoc_system", "HIEUHOC_DEMO": "1"}
    environment |= {"DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", DAYS_PASS % NUMBER]
    passed = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert passed.stdout.strip() == "1", passed.stderr[-2000:]
    hoa.shown.goto(f"{draft}consultation/")
    hoa.open("/consultation/close/")
    hoa.press()
    hoa.reads("Đã kết thúc lấy ý kiến")


def _try(hoa: Desk, draft: str) -> None:
    """On last year's dossiers, which is what the form offers."""
    hoa.shown.goto(f"{draft}trials/new/")
    hoa.press()
    hoa.until("main table")
    hoa.reads("hồ sơ")


def _promulgate(hoa: Desk, draft: str) -> None:
    hoa.shown.goto(f"{draft}promulgate/")
    hoa.fill(number="99/QĐ-HKH", since=f"01/01/{int(time.strftime('%Y')) + 1}")
    hoa.press()
    hoa.reads("Đã ban hành")
    hoa.open("/guidance/new/")
    hoa.fill(text="Tra cứu bằng tiếng Ê Đê cũng tính.")
    hoa.press()
    hoa.reads("Tra cứu bằng tiếng Ê Đê")


def _tell(minh: Desk) -> None:
    minh.go("/office/activities/new/")
    minh.shown.select_option("main [name=topic]", index=2)
    today = time.strftime("%d/%m/%Y", time.gmtime(time.time() + 7 * 3600))
    minh.fill(title="Lớp của câu chuyện", first_on=today, starts_at="23:00", minutes="45", organiser="Thư viện xã")
    minh.press()
    minh.reads("ai cũng tìm thấy")


def _enrol(lan: Desk) -> None:
    """From the search of everybody, on a telephone, to one's own page."""
    lan.sign_in("lan")
    lan.go("/activities/?when=week")
    lan.shown.locator("main a", has_text="Lớp của câu chuyện").first.click()
    assert overflow(lan.shown) == 0
    lan.shown.locator("main a", has_text="Đăng ký dự").click()
    lan.press()
    lan.reads("Đã đăng ký, có chỗ")


def _mark(minh: Desk) -> None:
    minh.open("/presence/")
    for deed in ("there", "completed"):
        minh.shown.locator("main [name=chosen]").first.check()
        minh.shown.locator(f"main button[name=deed][value={deed}]").click()
        minh.reads("Đã ghi cho 1 người")


def _use(lan: Desk) -> None:
    """Agreed to with one button; then it stands in the dossier of the year, and in what was learned over the years."""
    lan.shown.reload()
    lan.reads("Đã hoàn thành")
    lan.shown.locator("main button[name=deed][value=use]").click()
    lan.reads("hiện làm minh chứng")
    lan.go("/me/learning/")
    lan.reads("1 lần học")
    assert overflow(lan.shown) == 0


def _choose(desk: Desk, name: str, value: str) -> None:
    """A choice, drawn as radio buttons or as a list."""
    field = desk.shown.locator(f"main [name={name}]")
    if field.first.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        desk.shown.locator(f"main [name={name}][value={value}]").check()
