"""Histories speak in words, never in the names of our code."""

import pytest

from hieuhoc.sheets.abilities import ROLES
from hieuhoc.web.deeds import VERBS, deed_words


@pytest.mark.parametrize("deed", sorted(deed for deed in ROLES if deed.startswith("sheets.import_")))
def test_every_import_has_words(deed: str) -> None:
    assert deed in VERBS
    assert "sheets." not in deed_words(deed)
