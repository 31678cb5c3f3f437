"""Whatever is kept of people belongs to a kind: a new column of words, or a new folder, that no room speaks of does not pass."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from hieuhoc.config.environment import ROOT
from hieuhoc.lib import rooms
from hieuhoc.privacy.kinds import impersonal, kind_of, kinds, with_period
from tests.privacy.searching import columns_of_texts
from tests.refusals import refused

OF_NOBODY = {
    "postgres": "the database server",
    "secrets": "keys",
    "seals": "digests",
    "static": "what pages load",
    "files": "unused by us",
    "screenshots": "pictures of invented people",
    "erasures": "ids and marks of destroyed keys",
}


def owners() -> Counter[str]:
    return Counter(column for kind in kinds for column in kind.columns)


def judged() -> tuple[list[str], list[str]]:
    """Columns of words that nobody speaks of, and those that more than one does."""
    known, left, twice = owners(), list[str](), list[str]()
    for table, column, _type in columns_of_texts():
        name = f"{table}.{column}"
        count = known[name] + (table in impersonal) + (name in impersonal)
        if table.startswith("procrastinate_"):
            count = 1
        if count == 0:
            left.append(name)
        elif count > 1:
            twice.append(name)
    return left, twice


@pytest.mark.django_db
def test_every_column_of_words_belongs_to_one_kind_or_is_said_to_be_nobodys() -> None:
    assert judged() == ([], [])


@pytest.mark.django_db
def test_a_column_nobody_speaks_of_is_noticed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_citizen ADD COLUMN nickname text")
    assert judged() == (["people_citizen.nickname"], [])


@pytest.mark.django_db
def test_what_a_room_speaks_of_is_there() -> None:
    there = {f"{table}.{column}" for table, column, _type in columns_of_texts()} | {
        table for table, _column, _type in columns_of_texts()
    }
    with_numbers_only = {name for name in impersonal if "." not in name}
    assert sorted((set(owners()) | {name for name in impersonal if "." in name}) - there) == []
    assert len(with_numbers_only & there) > 10


def test_every_room_says_what_it_keeps_of_people() -> None:
    saying = {label for label, _module in rooms.contributions("personal")}
    assert saying == {room.label for room in rooms.installed_rooms() if room.models_module is not None}


def test_every_folder_that_the_product_writes_belongs_to_a_kind_or_is_nobodys() -> None:
    known = {folder for kind in kinds for folder in kind.folders} | set(OF_NOBODY)
    text = "\n".join(path.read_text("utf-8") for path in (ROOT / "hieuhoc").rglob("*.py"))
    assert {"documents", "batches", "exports"} <= known
    for folder in known - {"screenshots"}:
        assert f'"{folder}"' in text, folder
    assert not [name for name in folders_written(ROOT / "hieuhoc") if name not in known]


def folders_written(root: Path) -> set[str]:
    """First words of paths below the data folder, by the name our modules give them."""
    names = set()
    for path in root.rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            first, _equals, values = line.partition(" = ")
            if first.split(",")[0].strip() in {"FOLDER", "FOLDERS"} and values.startswith('"'):
                names.add(values.split('"')[1])
    return names


def test_every_kind_ends_or_says_why_it_stays() -> None:
    codes = [kind.code for kind in kinds]
    assert len(codes) == len(set(codes))
    for kind in kinds:
        assert kind.purge or kind.erase or kind.stays, kind.code
        assert not (kind.erase and kind.stays), kind.code
        assert bool(kind.purge) == bool(kind.counts_from), kind.code
        assert kind.end or kind.stays, kind.code
        assert (kind.erase is None) or (kind.held is not None), kind.code
        assert kind.purge or kind.days is None, kind.code


def test_a_period_is_for_a_kind_that_has_one() -> None:
    assert with_period("people.looks").days == 365
    for code in ("people.records", "sheets.exports", "nothing"):
        with refused("no_period"):
            with_period(code)
    assert kind_of("nothing") is None
