"""The history speaks: no deed is shown by the name of its function."""

import ast
from collections.abc import Iterator
from pathlib import Path

import hieuhoc
from hieuhoc.web.deeds import VERBS

ROOT = Path(hieuhoc.__file__).parent
JOBS = {"configure_task", "task"}  # their names have dots too and are never shown


def deeds() -> Iterator[str]:
    """Every `room.verb_noun` that code hands to a function, an ability asked or a deed recorded."""
    rooms = {folder.name for folder in ROOT.iterdir() if (folder / "models.py").exists()} - {"audit", "outbox"}
    for path in sorted([*ROOT.glob("*/actions.py"), *ROOT.glob("*/actions/*.py"), *ROOT.glob("web/office/**/*.py")]):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") not in JOBS:
                is_record = getattr(call.func, "id", "").startswith("record")
                words = [*call.args[:1], *(more.value for more in call.keywords if more.arg == "deed")]
                for word in words if is_record or any(more.arg == "deed" for more in call.keywords) else ():
                    if isinstance(word, ast.Constant) and str(word.value).partition(".")[0] in rooms:
                        yield str(word.value)


def test_every_deed_has_words() -> None:
    found = set(deeds())
    assert len(found) > 50
    assert sorted(found - set(VERBS)) == []
