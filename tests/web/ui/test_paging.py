"""Lists by key: going forward and back shows every row exactly once, and cursors say nothing."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hieuhoc.accounts.models import User
from hieuhoc.people.models import Citizen
from hieuhoc.web.ui.paging import KeyPage, Over, key_page
from tests.people.makers import add, make_land

pytestmark = pytest.mark.django_db

ORDERS: list[tuple[str, ...]] = [("full_name", "id"), ("-full_name", "-id")]


@pytest.fixture
def people() -> None:
    User.objects.bulk_create(User(username=f"u{n}", full_name=f"Tên {n // 3:02}", password="") for n in range(23))


def ask(**cursor: str) -> HttpRequest:
    return RequestFactory().get("/", cursor)


def walk(order: tuple[str, ...], **start: str) -> list[KeyPage[User]]:
    pages = [key_page(User.objects.all(), ask(**start), order=order, size=5)]
    while pages[-1].after:
        pages.append(key_page(User.objects.all(), ask(after=pages[-1].after), order=order, size=5))
    return pages


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.usefixtures("people")
def test_forward_shows_every_row_once_in_order(order: tuple[str, ...]) -> None:
    shown = [row.pk for page in walk(order) for row in page.rows]
    assert shown == list(User.objects.order_by(*order).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.usefixtures("people")
def test_back_from_the_end_shows_the_same_pages(order: tuple[str, ...]) -> None:
    forward = walk(order)
    page, back = forward[-1], [forward[-1].rows]
    while page.before:
        page = key_page(User.objects.all(), ask(before=page.before), order=order, size=5)
        back.insert(0, page.rows)
    assert [list(rows) for rows in back] == [list(page.rows) for page in forward]


@pytest.mark.usefixtures("people")
def test_a_cursor_hides_the_name_it_holds_and_a_forged_one_shows_the_first_page() -> None:
    first = key_page(User.objects.all(), ask(), order=("full_name", "id"), size=5)
    assert "T\u00ean" not in first.after
    assert (
        key_page(User.objects.all(), ask(after=first.after[:-6] + "AAAAAA"), order=("full_name", "id"), size=5).rows
        == first.rows
    )
    assert key_page(User.objects.all(), ask(after="không phải"), order=("full_name", "id"), size=5).rows == first.rows


@pytest.mark.usefixtures("people")
def test_a_page_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        key_page(User.objects.all(), ask(), order=("full_name", "id"))


@pytest.mark.usefixtures("people")
def test_the_rows_of_an_only_page_are_their_own_total() -> None:
    assert key_page(User.objects.all(), ask(), order=("full_name", "id"), size=30).total == 23
    assert key_page(User.objects.all(), ask(), order=("full_name", "id"), size=22).total is None


@pytest.mark.parametrize("order", ORDERS)
def test_rows_of_several_homes_are_paged_as_one_list(order: tuple[str, ...]) -> None:
    land = make_land()
    for number in range(17):
        add(
            land.near_village if number % 3 else land.near,
            f"Y {'ABCDE'[number % 5]} Niê",
            birth_date=date(1990, 1, 1 + number),
        )
    add(land.far, "Y A Niê")
    homes = Over("home", [land.near.pk, land.near_village.pk])
    names = tuple(name.replace("full_name", "name_key") for name in order)
    start: dict[str, str] = {}
    shown, totals = [], []
    while True:
        page = key_page(Citizen.objects.all(), ask(**start), order=names, size=4, over=homes, total=lambda: 17)
        shown += [row.pk for row in page.rows]
        totals.append(page.total)
        if not page.after:
            break
        start = {"after": page.after}
    assert shown == list(Citizen.objects.filter(home__in=homes.ids).order_by(*names).values_list("pk", flat=True))
    assert len(shown) == 17
    assert set(totals) == {17}


def test_a_cursor_opens_for_whom_it_was_made_on_the_list_it_was_made_for() -> None:
    lan, minh = (User.objects.create(username=name, full_name=name) for name in ("lan", "minh"))

    def shown(reader: User, path: str, after: str = "") -> list[str]:
        request = RequestFactory().get(path, {"after": after})
        request.user = reader
        page = key_page(User.objects.filter(pk__in=[lan.pk, minh.pk]), request, order=("username", "id"), size=1)
        return [page.rows[0].username, page.after]

    _first, cursor = shown(lan, "/a/")
    assert shown(lan, "/a/", cursor)[0] == "minh"
    assert shown(minh, "/a/", cursor)[0] == "lan"  # the first page
    assert shown(lan, "/b/", cursor)[0] == "lan"
