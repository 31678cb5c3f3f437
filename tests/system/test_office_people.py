"""The office's pages of people, bodies, places and orders in a real browser: accessible, no wider than the window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.people.actions import NewUnit, add_branch, add_unit, correct_citizen, join_branch, join_unit
from hieuhoc.people.actions.correct import Facts
from hieuhoc.places.actions import apply_change_order, draft_order
from hieuhoc.places.drafting import split
from hieuhoc.places.models import Tier
from tests.cast import Cast, make_cast
from tests.people.makers import LONG_AGO, add
from tests.places.small_map import put
from tests.system.browser import WIDTHS, axe, browser, complaints, overflow, page, screenshot, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.django_db(transaction=True)


def filled(cast: Cast) -> dict[str, tuple[User, str]]:
    """A little life, and for each page whose it is and its address."""
    land = cast.land
    for number in range(12):
        add(
            land.near_village,
            f"Y Thương {['Byă', 'Êban', 'Kbuôr'][number % 3]} {number}",
            birth_date=date(1960, 1, 1 + number),
        )
    unit = add_unit(NewUnit("THCS-CUNE", "Trường Trung học cơ sở Cư Né", land.near, "commune", "school"), actor=None)
    branch = add_branch("CH-DRAH", "Chi hội Buôn Drăh", land.near_village, since=LONG_AGO, actor=None)
    join_unit(cast.lan, unit, since=LONG_AGO, actor=None)
    join_branch(cast.lan, branch, since=LONG_AGO, actor=None)
    correct_citizen(
        cast.lan, Facts("H'Lan Niê Kđăm", birth_date=date(1990, 5, 7), sex="f", phone="0905123456"), actor=cast.minh
    )
    beside = put("Ea Sin", Tier.COMMUNE, land.province, kind="Xã")
    far = [add(land.far, "H'Nga Mlô", birth_date=date(1979, 2, 3)), add(land.far_village, "Y Phong Ayŭn", sex="m")]
    order = draft_order(
        "12/NQ",
        "Chia xã Ea Ngai",
        date(2025, 7, 1),
        split(land.far.pk, [land.near.pk, beside.pk]),
        actor=None,
    )
    apply_change_order(order, actor=None)
    draft = draft_order("13/NQ", "Đổi tên xã Cư Né", date(2025, 8, 1), [], actor=None)
    assert far
    minh, hoa = cast.minh, cast.hoa
    lan = [cast.lan.pk]
    return {
        "citizens": (minh, reverse("office:citizen-list")),
        "citizens-filtered": (minh, reverse("office:citizen-list") + "?sex=f&age=adult"),
        "citizens-province": (hoa, reverse("office:citizen-list")),
        "citizen": (minh, reverse("office:citizen", args=lan)),
        "citizen-numbers": (minh, reverse("office:citizen-numbers", args=lan)),
        "citizen-new": (minh, reverse("office:citizen-new")),
        "citizen-join": (minh, reverse("office:citizen-join", args=lan)),
        "citizen-move": (minh, reverse("office:citizen-move", args=lan)),
        "consent-new": (minh, reverse("office:consent-new", args=[cast.lan.pk, "assessment"])),
        "groups": (minh, reverse("office:group-list")),
        "group": (minh, reverse("office:group", args=[cast.clan.pk])),
        "units": (minh, reverse("office:unit-list")),
        "unit": (minh, reverse("office:unit", args=[unit.pk])),
        "branches": (minh, reverse("office:branch-list")),
        "branch": (minh, reverse("office:branch", args=[branch.pk])),
        "member-new": (minh, reverse("office:unit-member-new", args=[unit.pk])),
        "places": (minh, reverse("office:place-list")),
        "place": (hoa, reverse("office:place", args=[land.near.pk])),
        "place-ended": (hoa, reverse("office:place", args=[land.far.pk])),
        "waiting": (hoa, reverse("office:waiting-list")),
        "waiting-people": (hoa, reverse("office:waiting-people", args=[order.pk, land.far.pk])),
        "waiting-village": (hoa, reverse("office:waiting-village", args=[order.pk, land.far_village.pk])),
        "orders": (hoa, reverse("office:order-list")),
        "order": (hoa, reverse("office:order", args=[order.pk])),
        "order-draft": (hoa, reverse("office:order", args=[draft.pk])),
        "order-undo": (hoa, reverse("office:order-undo", args=[order.pk])),
        "order-merge": (hoa, reverse("office:order-change-new", args=[draft.pk, "merge"])),
        "order-preview": (hoa, reverse("office:order-preview", args=[draft.pk])),
    }


def cookies(user: User, site: str) -> list[dict[str, Any]]:
    client = Client()
    client.force_login(user)
    return [
        {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value, "url": site}
    ]


@pytest.fixture
def pages(live_server: Any) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Everything the database is asked for, before the browser opens: Django does not mix with its event loop."""
    site = str(live_server.url)
    return [(name, site + address, cookies(user, site)) for name, (user, address) in filled(make_cast()).items()]


@pytest.fixture
def chromium(pages: Any) -> Iterator["Browser"]:
    with browser() as opened:
        yield opened


def test_every_page_is_accessible_and_fits(pages: list[tuple[str, str, Any]], chromium: "Browser") -> None:
    found: list[str] = []
    for width in WIDTHS:
        for name, address, signed_in in pages:
            with page(chromium, width=width, cookies=signed_in) as shown:
                shown.goto(address)
                settle(shown)
                screenshot(shown, Path(settings.DATA_DIR) / "screenshots" / f"office-{name}-{width}.png")
                problems = [*axe(shown), *complaints(shown)] + (["too wide"] if overflow(shown) > 0 else [])
                found += [f"{name} {width}: {problem}" for problem in problems]
    assert not found, "\n".join(found)
