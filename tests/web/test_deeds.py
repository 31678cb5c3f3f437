"""Histories speak in words, never in the names of our code."""

import pytest

from hieuhoc.sheets.registry import all_sheets
from hieuhoc.web.deeds import VERBS, deed_words


@pytest.mark.parametrize("deed", sorted(sheet.ability for sheet in all_sheets()))
def test_every_import_has_words(deed: str) -> None:
    assert deed in VERBS
    assert "sheets." not in deed_words(deed)
