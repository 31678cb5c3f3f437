"""What our tests owe the code: every deed is done by one, and a refusal that is expected is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

from hieuhoc.config.environment import ROOT
from tests import house

# No deeds of their own: forms and rosters ask them (tests/people/test_strangers.py).
HELPERS = {"find_by_number", "look_up_number", "refuse_many_looks"}


def test_files() -> list[Path]:
    return sorted((ROOT / "tests").rglob("*.py"))


test_files.__test__ = False  # type: ignore[attr-defined]


def unnamed_refusals(text: str) -> Iterator[int]:
    """Lines that accept any refusal: neither by its code (tests.refusals) nor by its sentence."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.raises":
            is_refusal = bool(node.args) and ast.unparse(node.args[0]) == "Refusal"
            if is_refusal and "match" not in {keyword.arg for keyword in node.keywords}:
                yield node.lineno


def test_an_expected_refusal_says_which() -> None:
    files = [path for path in test_files() if path.name != "refusals.py"]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in files for line in unnamed_refusals(path.read_text("utf-8"))]
    assert found == []
    assert list(unnamed_refusals("with pytest.raises(Refusal):\n  f()")) == [1]


CLOCKS = {"localdate", "localtime", "now", "today"}


def days_kept_from_import(text: str) -> Iterator[int]:
    """Lines that ask the clock when the file is read: the test that uses it may run on another day."""
    nodes: list[ast.AST] = [ast.parse(text)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            nodes += [*node.decorator_list, *arguments.defaults, *filter(None, arguments.kw_defaults)]
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            yield node.lineno
        nodes += ast.iter_child_nodes(node)


def test_the_day_is_asked_when_a_test_runs() -> None:
    """A run begun before midnight in Vietnam goes on after it."""
    files = test_files()
    found = [
        f"{path.relative_to(ROOT)}:{line}" for path in files for line in days_kept_from_import(path.read_text("utf-8"))
    ]
    assert found == []
    kept = (
        "TODAY = timezone.localdate()\ndef f(on=date.today()):\n  return timezone.now()\nlater = lambda: timezone.now()"
    )
    assert sorted(days_kept_from_import(kept)) == [1, 2]


def called_in(texts: list[str]) -> set[str]:
    """Names that are called, or handed over to be called; the commands called by their names."""
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return names | {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def untested(known: dict[str, house.Module], texts: list[str]) -> set[house.Place]:
    """Deeds that no test does, by themselves or through another deed."""
    names, deeds = called_in(texts), set(house.deeds(known))
    waiting = {place for place in deeds if place[1] in names}
    done: set[house.Place] = set()
    while waiting:
        done.add(place := waiting.pop())
        if place[1] in known[place[0]].functions:
            waiting |= {house.home_of(known, called) for called in known[place[0]].calls(place[1])} & deeds - done
    return {place for place in deeds - done if place[1] not in HELPERS}


def test_every_deed_is_done_by_some_test() -> None:
    known = house.modules()
    assert sorted(untested(known, [path.read_text("utf-8") for path in test_files()])) == []


def test_a_deed_no_test_does_is_noticed() -> None:
    written = "def move(*, actor): _lock(); leave(actor=actor)\ndef leave(*, actor): pass\ndef drop(*, actor): pass\n"
    known = {"hieuhoc.x.actions": house.read_module("hieuhoc.x.actions", written)}
    assert untested(known, ["move(actor=None)"]) == {("hieuhoc.x.actions", "drop")}
