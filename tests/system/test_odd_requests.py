"""No request, however odd, makes the product answer that it failed."""

import re
from urllib.parse import urlsplit
from zlib import crc32

import pytest

from tests.system.odd_requests import ASKED, Asker, Odd, odd_requests
from tests.system.product import Product
from tests.system.walking import IS_QUICK

MOST = 3_500


def is_asked(name: str) -> bool:
    """In a quick run half of the addresses, always the same; all of them in every other."""
    return not IS_QUICK or crc32(name.encode()) % 2 == 0


@pytest.mark.parametrize("account", ["", "hoa"])
def test_no_odd_request_is_answered_as_a_fault(product: Product, account: str) -> None:
    place = urlsplit(product.url)
    asker = Asker(str(place.hostname), int(place.port or 80))
    if account:
        asker.sign_in(account)
    # Signing out, and where it leads, would only end the session.
    paths = [one["path"] for one in product.addresses if one["who"] != "account" and is_asked(one["name"])]
    asked = list(odd_requests(paths))
    assert len(paths) > 100
    assert len(asked) < MOST
    failed = [f"{status} {odd}" for odd in asked if (status := asker.answer(odd)[0]) >= 500 and status != 501]
    assert failed == []


def test_a_bad_request_gets_a_page_of_ours(product: Product) -> None:
    place = urlsplit(product.url)
    asker = Asker(str(place.hostname), int(place.port or 80))
    for path in ASKED:
        status, text = asker.answer(Odd("GET", f"{path}?search=%00"))
        assert status == 400
        assert re.search(r"Yêu cầu không đọc được.*<strong class=\"code\">\w+", text, re.DOTALL)
