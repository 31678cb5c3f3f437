"""No page leads anybody to a refusal: every link and button a page offers can be followed by whoever is shown it."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve

from tests.web.access.addresses import addresses, filled
from tests.web.access.browsing import Browser, text_of
from tests.web.access.table import COLUMN, meets, word_for
from tests.web.access.world import BothSides

type Browsers = Callable[[str], Browser]

OFFERED = re.compile(r"""(?:href|hx-get)\s*=\s*["']([^"'#]+)""")
SENT = re.compile(r"""<form[^>]*method=["']post["'][^>]*action\s*=\s*["']([^"'#]+)""")
HTMX = {"HX-Request": "true"}  # a refusal is then answered in a few words instead of a whole page
ELSEWHERE = ("/static/", "/account/", "http:", "https:", "mailto:", "tel:", "data:")


def offered(page: str, address: str) -> set[str]:
    """Addresses of our own that the page leads to."""
    found = {unescape(link) for link in (*OFFERED.findall(page), *SENT.findall(page))}
    return {urljoin(address, link) for link in found if not link.startswith(ELSEWHERE)}


def pages_of(who: str, world: BothSides) -> Iterator[tuple[str, str]]:
    """(name, address) of what opens for this one. Whoever reaches all or none of the communes meets the same in both."""
    for one in addresses("office"):
        sides = ("near", "far") if one.is_of_a_row and word_for(one.name, who) in {"own", "shut"} else ("near",)
        for side in sides:
            if meets(one.name, who, side) == "open":
                yield one.name, filled(one, world, world.near if side == "near" else world.far)


@cache
def name_of(path: str) -> str:
    return resolve(path).view_name


# The other commune officer is left out: what he meets is what she meets, the other way round.
@pytest.mark.parametrize("who", [who for who in COLUMN if who != "son"])
def test_no_link_on_a_page_leads_to_a_refusal(world: BothSides, browser_of: Browsers, who: str) -> None:
    """What opens for this one whatever the row, the table of access knows; the rest is tried."""
    browser, followed, wrong = browser_of(who), set[tuple[str, str]](), []
    for name, address in pages_of(who, world):
        answer = browser.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        for link in sorted(offered(text_of(answer), address)):
            target = name_of(urlsplit(link).path)
            if not target.startswith("office:") or (name, target) in followed:  # one row of a list stands for all
                continue
            followed.add((name, target))
            if word_for(target.removeprefix("office:"), who) in {"yes", "all"}:
                continue
            status = browser.get(link, headers=HTMX).status_code
            if status in {403, 404}:
                wrong.append((name, target, status))
    assert len(followed) > 20
    assert wrong == []
