"""Rooms contribute, the engine of sheets lists nobody: who may use a sheet, and which deeds no comparison sees."""

import ast
import re
from collections.abc import Iterable, Iterator

import pytest

from hieuhoc.config.environment import ROOT
from hieuhoc.lib import rooms
from hieuhoc.sheets.registry import all_sheets, unseen_deeds
from hieuhoc.web.deeds import VERBS
from tests.house import layer_ranks


def declared(kind: str, name: str) -> dict[str, set[str]]:
    """Room → what the file of that kind says under that name."""
    return {room: set(getattr(module, name, ())) for room, module in rooms.contributions(kind)}


def names_above(sources: Iterable[tuple[str, str]], room: str) -> Iterator[str]:
    """Words of code in strings (a table, an ability, a deed) that belong to a room above this one."""
    ranks = layer_ranks()
    above = "|".join(sorted(name for name, height in ranks.items() if height > ranks[room]))
    for name, source in sources:
        for node in ast.walk(ast.parse(source)):
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            yield from (f"{name}: {word}" for word in re.findall(rf"\b(?:{above})[._][a-z_]+", text))


@pytest.mark.parametrize("sheet", all_sheets(), ids=lambda sheet: sheet.code)
def test_the_room_of_a_sheet_says_who_may_use_it(sheet: object) -> None:
    room = type(sheet).__module__.split(".")[1]
    assert sheet.ability in declared("abilities", "ROLES")[room]  # type: ignore[attr-defined]
    assert sheet.ability in declared("deeds", "VERBS")[room]  # type: ignore[attr-defined]


def test_deeds_that_no_sheet_sees_are_deeds_of_their_room() -> None:
    for room, deeds in declared("deeds", "SEEN_BY_NO_SHEET").items():
        assert {deed.partition(".")[0] for deed in deeds} <= {room}
    assert unseen_deeds() <= set(VERBS)
    assert "people.leave_commune" in unseen_deeds()


def test_the_engine_of_sheets_names_no_room_above_it() -> None:
    files = sorted((ROOT / "hieuhoc" / "sheets").rglob("*.py"))
    assert list(names_above(((path.name, path.read_text(encoding="utf-8")) for path in files), "sheets")) == []
    planted = [("planted.py", 'FOUND = "SELECT id FROM people_citizen", "skills.record_skill_fact"')]
    assert len(list(names_above(planted, "sheets"))) == 2
