"""Communes that were merged have several villages of one name: a roster must say which, and never doubles a row."""

import polars as pl

from hieuhoc.people.rosters.places import _by_every_name

ROWS = pl.DataFrame(
    {
        "home": [1, 2, 3, 4, 5, 6],
        "commune": [9, 9, 9, 9, 9, 9],
        "kind": ["Thôn", "Thôn", "Buôn", "Thôn", "Khu phố", "Khu phố"],
        "name": ["1", "1", "Kli", "2", "7", "7"],
        "origin": ["Ea Sar", "Ea Sô", None, None, "Phường 4", "Phường 2"],
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


def test_a_numbered_ward_is_known_with_and_without_its_kind() -> None:
    assert home_of("khu pho 7 (phuong 4)") == home_of("khu pho 7 (4)") == 5
    assert home_of("khu pho 7 (2)") == 6
    assert home_of("khu pho 7") is None


def test_a_name_borne_once_needs_no_more() -> None:
    assert home_of("buon kli") == 3
    assert home_of("kli") == 3
    assert home_of("thon 2") == 4
