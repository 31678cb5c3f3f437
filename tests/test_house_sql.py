"""SQL names only tables of its own room and of rooms below: what import-linter sees of imports, seen of tables."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps

from hieuhoc.config.environment import ROOT
from tests import house

CREATED = re.compile(r"CREATE VIEW stat\.(\w+)")
COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
# Settings speak of every room, as INSTALLED_APPS does: the cache of attempts lies in a table of accounts.
TOLD = {("hieuhoc/config/settings.py", "accounts_attempt")}


@cache
def owners() -> dict[str, str]:
    """Table or statistical view -> the room that owns it."""
    ours = house.layer_ranks()
    tables = {model._meta.db_table: model._meta.app_label for model in apps.get_models(include_auto_created=True)}
    views = {
        f"stat.{view}": path.parent.name
        for path in (ROOT / "hieuhoc").rglob("stats.sql")
        for view in CREATED.findall(path.read_text(encoding="utf-8"))
    }
    return {name: room for name, room in (tables | views).items() if room in ours}


@cache
def names() -> re.Pattern[str]:
    longest_first = sorted(owners(), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def texts(path: str, content: str) -> Iterator[str]:
    """The SQL of a file: all of it, or the strings of Python that are no docstrings."""
    if path.endswith(".sql"):
        yield COMMENT.sub("", content)
        return
    tree = ast.parse(content)
    told = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            yield node.value


def upward(path: str, content: str) -> set[tuple[str, str]]:
    """(file, table) of every table that belongs to a room above or beside the file's own."""
    ranks = house.layer_ranks()
    room = Path(path).parts[1]
    named = {name for text in texts(path, content) for name in names().findall(text)}
    return {(path, name) for name in named if owners()[name] != room and ranks[owners()[name]] >= ranks.get(room, 99)}


def test_sql_names_only_tables_at_or_below_its_room() -> None:
    files = [path for path in (ROOT / "hieuhoc").rglob("*") if path.suffix in {".py", ".sql"} and path.is_file()]
    read = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}
    ours = {path: text for path, text in read.items() if "/migrations/" not in path}
    assert len(ours) > 300
    assert len(owners()) > 60
    found = {pair for path, content in ours.items() for pair in upward(path, content)}
    assert sorted(found - TOLD) == []
    assert found >= TOLD, "what is told here is there still"


def test_a_table_of_a_room_above_is_noticed() -> None:
    query = 'ROWS = f"SELECT 1 FROM people_citizen c JOIN stat.title t ON true WHERE {x}"'
    assert upward("hieuhoc/places/x.py", query) == {
        ("hieuhoc/places/x.py", "people_citizen"),
        ("hieuhoc/places/x.py", "stat.title"),
    }
    assert upward("hieuhoc/web/x.py", query) == set()
    assert upward("hieuhoc/places/x.py", '"""As people_citizen does."""') == set()
    assert upward("hieuhoc/places/stats.sql", "-- as stat.person\nSELECT 1 FROM people_citizens") == set()


AGE = re.compile(r"birth\w*[^\n]{0,24}\b18\b")


def ages(files: dict[str, str]) -> list[str]:
    """Files whose SQL says itself how old an adult is: `lib.dates.ADULT_AGE` says it for all."""
    return [path for path, content in files.items() if any(map(AGE.search, texts(path, content)))]


def test_how_old_an_adult_is_stands_in_one_place() -> None:
    files = [path for path in (ROOT / "hieuhoc").rglob("*") if path.suffix in {".py", ".sql"} and path.is_file()]
    assert ages({str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}) == []


def test_an_age_written_out_is_noticed() -> None:
    written_out = "SELECT 1 FROM people_citizen WHERE year - birth_year >= 18"
    assert ages({"a.sql": written_out, "b.py": f"Q = '{written_out}'", "c.sql": "WHERE birth_year <= 1918"}) == [
        "a.sql",
        "b.py",
    ]


# The session of the database keeps UTC: its day is another than ours from midnight until seven in the morning.
ITS_DAY = re.compile(
    r"current_date|localtimestamp|(now\(\)|current_timestamp|clock_timestamp\(\)|_at)\s*::\s*date", re.IGNORECASE
)


def days_of_the_session(files: dict[str, str]) -> list[str]:
    return [path for path, content in files.items() if any(map(ITS_DAY.search, texts(path, content)))]


def test_which_day_it_is_is_never_asked_of_the_database() -> None:
    files = [path for path in (ROOT / "hieuhoc").rglob("*") if path.suffix in {".py", ".sql"} and path.is_file()]
    assert days_of_the_session({str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files}) == []


def test_a_day_of_the_session_is_noticed() -> None:
    asked = {
        "a.sql": "WHERE since <= CURRENT_DATE",
        "b.py": "Q = 'SELECT now()::date'",
        "c.sql": "SELECT done_at::date",
    }
    assert days_of_the_session(asked | {"d.sql": "SELECT now(), %(day)s::date"}) == ["a.sql", "b.py", "c.sql"]
