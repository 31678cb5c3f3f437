"""Communes that were merged have several villages of one name: a roster must say which, and never doubles a row."""

import polars as pl

from hieuhoc.people.bulk_places import _by_every_name

ROWS = pl.DataFrame(
    {
        "home": [1, 2, 3, 4],
        "commune": [9, 9, 9, 9],
        "kind": ["Thôn", "Thôn", "Buôn", "Thôn"],
        "name": ["1", "1", "Kli", "2"],
        "origin": ["Ea Sar", "Ea Sô", None, None],
    }
)


def home_of(words: str) -> int | None:
    found = _by_every_name(ROWS).filter(pl.col("village_key") == words)
    assert found.height <= 1, "a wording names at most one line, or every row of the roster would be doubled"
    home: int | None = found["home"].item() if found.height else -1
    return home


def test_a_name_two_villages_share_names_neither() -> None:
    assert home_of("thon 1") is None
    assert home_of("1") is None


def test_the_old_commune_in_brackets_says_which() -> None:
    assert home_of("thon 1 (ea sar)") == 1
    assert home_of("thon 1 (ea so)") == 2


def test_a_name_borne_once_needs_no_more() -> None:
    assert home_of("buon kli") == 3
    assert home_of("kli") == 3
    assert home_of("thon 2") == 4
