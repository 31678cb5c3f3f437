"""The main job from end to end, by hand in a browser: a roster, a dossier, a decision, a certificate, the figure T2."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from hieuhoc.demo.believable import OPEN_YEAR
from hieuhoc.demo.cast import PASSWORD
from tests.system.browser import browser, page
from tests.system.product import Product

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEWCOMERS = ("Nguyễn Thị Thu Nguyệt", "Y Khoa Êban Kđăm", "H'Bích Niê Siêng")
SHOWN_WITHIN, SETTLED_WITHIN = 5.0, 60.0  # seconds until a single deed, a bulk deed shows in a figure
LONG = 60_000
WORKED_OFF_WITHIN = 240.0  # seconds until the worker has come to a job, behind those of a product just made


class Desk:
    """Somebody at a computer: opens what is linked, fills in what is asked, presses the one button of the form."""

    def __init__(self, product: Product, shown: "Page") -> None:
        self.product, self.shown = product, shown

    def go(self, address: str) -> None:
        self.shown.goto(self.product.url + address)

    def sign_in(self, who: str) -> None:
        self.go("/")
        self.shown.click("header a.sign-in")
        self.fill(login=who, password=PASSWORD)
        self.press()
        self.shown.wait_for_url(lambda address: "/login" not in address)

    def open(self, ending: str) -> None:
        """Follows the first link whose address ends so."""
        self.shown.locator(f'a[href$="{ending}"]:visible').first.click()
        self.shown.wait_for_load_state()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.shown.locator(f"main [name={name}]").fill(value)

    def press(self) -> None:
        self.shown.locator("main form button.btn-primary").first.click()
        self.shown.wait_for_load_state()

    def reads(self, words: str, timeout: int = LONG) -> None:
        self.shown.locator("main", has_text=words).wait_for(timeout=timeout)

    def hears(self, words: str) -> None:
        """What came of it stands above the page."""
        self.shown.locator("body", has_text=words).wait_for(timeout=LONG)

    def until(self, selector: str) -> None:
        """Work in the background: looks at the page again, as people do, until what it brings is there."""
        until = time.monotonic() + WORKED_OFF_WITHIN
        while not self.shown.locator(selector).count() and time.monotonic() < until:
            time.sleep(0.5)
            self.shown.reload()
        assert self.shown.locator(selector).count(), selector

    def t2(self) -> tuple[int, int]:
        return self.counted("T2", "người lớn", OPEN_YEAR)

    def counted(self, indicator: str, of: str, year: int) -> tuple[int, int]:
        """Numerator and denominator of Minh's commune in a year, as the page of figures says them."""
        self.go(f"{self.product.path('office:figures-place')}?year={year}&indicator={indicator}")
        found = re.search(rf"([\d.]+)/([\d.]+) {of}", self.shown.locator("main").inner_text())
        assert found is not None
        numerator, denominator = (int(word.replace(".", "")) for word in found.groups())
        return numerator, denominator

    def settled_t2(self) -> tuple[int, int]:
        """The same, once the page says no more that it is being counted again."""
        since = time.monotonic()
        seen = self.t2()
        while "đang được tính lại" in self.shown.locator("main").inner_text():
            assert time.monotonic() - since < SETTLED_WITHIN
            time.sleep(0.5)
            seen = self.t2()
        return seen

    def t2_becomes(self, expected: tuple[int, int]) -> None:
        since = time.monotonic()
        while (seen := self.t2()) != expected and time.monotonic() - since < SHOWN_WITHIN:
            time.sleep(0.1)
        assert seen == expected


@pytest.fixture
def desks(product: Product) -> Iterator[dict[str, Desk]]:
    with browser() as opened, ExitStack() as stack:
        yield {who: Desk(product, stack.enter_context(page(opened))) for who in ("minh", "hoa", "stranger")}


def test_from_a_roster_to_a_certificate_that_verifies(desks: dict[str, Desk], tmp_path: Path) -> None:
    minh, hoa, stranger = desks["minh"], desks["hoa"], desks["stranger"]
    minh.sign_in("minh")
    hoa.sign_in("hoa")
    _import_roster(minh, tmp_path)
    _approve(hoa, declare(minh, NEWCOMERS[0]))
    numerator, denominator = hoa.settled_t2()
    _propose(minh)
    _decide(hoa)
    hoa.t2_becomes((numerator + 1, denominator))
    code = _print(hoa, NEWCOMERS[0], tmp_path)
    _verify(stranger, code, "Hợp lệ")
    assert NEWCOMERS[0] in stranger.shown.locator("main").inner_text()
    _revoke(hoa, NEWCOMERS[0])
    hoa.t2_becomes((numerator, denominator))
    _verify(stranger, code, "Đã thu hồi")


def _import_roster(minh: Desk, folder: Path) -> None:
    minh.open("/office/sheets/")
    minh.open("/sheets/roster/")
    with minh.shown.expect_download() as waiting:
        minh.shown.click("main button:has-text('Mẫu trống')")
    path = folder / "danh-sach.xlsx"
    waiting.value.save_as(path)
    _fill_in(path, minh.product.village)
    minh.shown.locator("main input[type=file]").set_input_files(path)
    minh.fill(setting_since=f"{OPEN_YEAR}-01-15")
    minh.press()
    minh.until('main a[href$="/confirm/"]')
    assert re.search(r"\b3\b", minh.shown.locator("main").inner_text())
    minh.open("/confirm/")
    minh.press()
    minh.until('main a[href$="/undo/"]')
    minh.reads("Đã ghi")


def _fill_in(path: Path, village: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any("Họ và tên" in str(cell.value) for cell in row))
    columns = {str(cell.value).strip(" *"): cell.column for cell in header if cell.value}
    for number, name in enumerate(NEWCOMERS):
        given = {"Họ và tên": name, "Ngày sinh": f"1{number}/04/1985", "Giới tính": "Nữ", "Thôn, buôn": village}
        for title, value in given.items():
            sheet.cell(header[0].row + 1 + number, columns[title], value)
    book.save(path)


def declare(minh: Desk, name: str) -> str:
    """A dossier on the person's behalf, with the points the person gives, sent in; its address."""
    minh.open("/office/citizens/")
    minh.shown.fill("#name-search", name)
    minh.shown.press("#name-search", "Enter")
    minh.shown.locator("main table").get_by_role("link", name=name).click()
    minh.open("/dossiers/new/")
    minh.shown.select_option("main [name=consent_way]", "spoken")
    minh.press()
    minh.open("/scores/")
    minh.fill(**{f"points_{position}": "9" for position in range(1, 11)})
    minh.press()
    minh.open("/submit/")
    minh.press()
    minh.reads("90")
    return minh.shown.url


def _approve(hoa: Desk, dossier: str) -> None:
    hoa.shown.goto(dossier)
    hoa.shown.locator("main a[href*='/review/']").first.click()
    hoa.shown.get_by_role("button", name="Ghi kết quả xét").click()
    hoa.reads("Đủ điều kiện")


def _propose(minh: Desk) -> None:
    minh.open("/office/proposals/")
    minh.open("/proposals/new/")
    minh.shown.locator("main table form button").first.click()
    minh.reads(NEWCOMERS[0])
    minh.open("/send/")
    minh.press()
    minh.reads("Đã trình")


def _decide(hoa: Desk) -> None:
    """The list of Minh's commune is the newest; the decision is checked once more before it is issued."""
    hoa.open("/office/proposals/")
    hoa.shown.locator("main table tbody a").first.click()
    hoa.reads(NEWCOMERS[0])
    hoa.open("/decision/")
    hoa.fill(
        number="677/QĐ-UBND",
        signed_on=time.strftime("%Y-%m-%d"),
        issuer="Uỷ ban nhân dân xã",
        signatory="Lê Văn Ký",
        signatory_title="Chủ tịch",
        legal_basis="Quyết định 324/QĐ-KHVN",
    )
    hoa.press()
    hoa.press()
    hoa.reads("677/QĐ-UBND")


def _print(hoa: Desk, name: str, folder: Path) -> str:
    """The certificate is drawn in the background; its code, as its file is called."""
    hoa.open("/office/decisions/")
    hoa.shown.locator("main").get_by_role("link", name="677/QĐ-UBND").first.click()
    hoa.until('main a[href$="certificate.pdf"]')
    link = hoa.shown.locator('main a[href$="certificate.pdf"]', has_text=name).first
    with hoa.shown.expect_download() as waiting:
        link.click()
    path = folder / "chung-nhan.pdf"
    waiting.value.save_as(path)
    assert path.read_bytes().startswith(b"%PDF")
    found = re.fullmatch(r"677-qd-ubnd-[a-z0-9-]+-(\w{12})\.pdf", waiting.value.suggested_filename)
    assert found is not None
    return found.group(1)


def _verify(stranger: Desk, code: str, word: str) -> None:
    stranger.go("/")
    stranger.open("/verify/")
    stranger.fill(code=code.lower())
    stranger.press()
    stranger.reads(word)


def _revoke(hoa: Desk, name: str) -> None:
    hoa.open("/office/decisions/")
    hoa.shown.locator("main").get_by_role("link", name="677/QĐ-UBND").first.click()
    hoa.shown.locator('main a[href$="/revoke/"]', has_text=name).first.click()
    hoa.fill(
        number="678/QĐ-UBND",
        signed_on=time.strftime("%Y-%m-%d"),
        issuer="Uỷ ban nhân dân xã",
        signatory="Lê Văn Ký",
        signatory_title="Chủ tịch",
        legal_basis="Quyết định 324/QĐ-KHVN",
        reason="Cấp nhầm người",
    )
    hoa.press()
    hoa.press()
    hoa.reads("Đã thu hồi")
