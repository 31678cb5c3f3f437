"""Addresses put together for long lists are those Django would reverse."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

from hieuhoc.web.addresses import address, record_address


@pytest.mark.parametrize("name", ["office:citizen", "office:dossier", "office:figures-rows"])
def test_a_record_address_is_the_reversed_one(name: str) -> None:
    for pk in (1, 2, 10**9):
        assert record_address(name, pk) == reverse(name, args=[pk])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("public:home", []),
        ("office:activity-presence", [7]),
        ("public:verify-code", ["7Q2M4K9X1A3B"]),
        ("account_login", []),
    ],
)
def test_any_address_is_the_reversed_one(name: str, values: list[object]) -> None:
    for _again in range(2):
        assert address(name, values) == reverse(name, args=values)


def test_a_page_that_is_not_there_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        address("office:no-such-page", [1])
    missing = Template("{% url 'office:no-such-page' 1 as there %}[{{ there }}]")
    assert missing.render(Context()) == "[]"
