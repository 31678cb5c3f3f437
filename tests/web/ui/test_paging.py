"""Lists by key: going forward and back shows every row exactly once, and cursors say nothing."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from hieuhoc.accounts.models import User
from hieuhoc.web.ui.paging import KeyPage, key_page

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
