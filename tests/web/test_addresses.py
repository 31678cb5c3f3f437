"""Addresses put together for long lists are those Django would reverse."""

import pytest
from django.urls import reverse

from hieuhoc.web.addresses import record_address


@pytest.mark.parametrize("name", ["office:citizen", "office:dossier", "office:figures-rows"])
def test_a_record_address_is_the_reversed_one(name: str) -> None:
    for pk in (1, 2, 10**9):
        assert record_address(name, pk) == reverse(name, args=[pk])
