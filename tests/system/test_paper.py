"""The figures of a place on paper: A4 whatever the printer is set to, a commune on one sheet."""

import asyncio
from io import BytesIO

import pikepdf
import pytest
from playwright.async_api import async_playwright

from tests.system.browser import CHROMIUM, FLAGS
from tests.system.product import Product
from tests.system.walking import signed_in

A4 = (595, 842)


async def printed(url: str, who: str) -> bytes:
    """The paper of the account's own place, as its browser prints it."""
    async with async_playwright() as play:
        opened = await play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        shown = await (await signed_in(opened, url, who, dark=False)).new_page()
        await shown.goto(url + "/office/figures/")
        await shown.goto(shown.url.partition("?")[0] + "paper/")
        content = await shown.pdf(prefer_css_page_size=True)
        await opened.close()
        return content


@pytest.mark.parametrize(("who", "is_one_sheet"), [("minh", True), ("hoa", False)])
def test_the_paper_of_figures_is_a4(product: Product, who: str, is_one_sheet: bool) -> None:
    with pikepdf.open(BytesIO(asyncio.run(printed(product.url, who)))) as paper:
        sizes = {tuple(round(float(side)) for side in list(sheet.mediabox)[2:]) for sheet in paper.pages}
        assert sizes == {A4}
        assert (len(paper.pages) == 1) == is_one_sheet
