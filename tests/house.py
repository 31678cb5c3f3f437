"""What the house tests look at: our files, our modules and who calls whom in them."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hieuhoc.config.environment import ROOT

WRITTEN_BY_US = ("hieuhoc", "tests", "bench", "docs", ".ci")
NOT_OURS = {"vendor", "__pycache__", "node_modules"}


def our_files(*suffixes: str) -> Iterator[Path]:
    for folder in WRITTEN_BY_US:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix in suffixes and not NOT_OURS.intersection(path.parts):
                yield path


def layer_ranks() -> dict[str, int]:
    """Room -> its height, from the contract that import-linter checks; neighbours have the same height."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return {
        room.strip(" ()").removeprefix("hieuhoc."): height
        for height, layer in enumerate(reversed(layers))
        for room in layer.split("|")
    }


type Place = tuple[str, str]


@dataclass
class Module:
    """A module's functions with the places they call, and where its imported names come from."""

    name: str
    imports: dict[str, Place] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)

    def calls(self, function: str) -> Iterator[Place]:
        for node in ast.walk(self.functions[function]):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            if isinstance(called, ast.Name):
                yield self.imports.get(called.id, (self.name, called.id))
            elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
                module, name = self.imports.get(called.value.id, ("", ""))
                yield f"{module}.{name}", called.attr


@cache
def modules() -> dict[str, Module]:
    found = {}
    for path in (ROOT / "hieuhoc").rglob("*.py"):
        if "migrations" in path.parts:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = read_module(name, path.read_text(encoding="utf-8"))
    return found


def read_module(name: str, text: str) -> Module:
    module = Module(name)
    for node in ast.walk(tree := ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module.imports[alias.asname or alias.name] = (node.module, alias.name)
    module.functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return module


def deeds(known: dict[str, Module]) -> Iterator[Place]:
    """The public functions of the rooms' actions that somebody does: those with an actor."""
    for module in known.values():
        if ".actions" not in module.name or module.name.startswith("hieuhoc.audit"):
            continue
        for name, node in module.functions.items():
            arguments = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
            # `locked...` fetches and locks a row for a deed; it changes nothing.
            if not name.startswith(("_", "locked")) and "actor" in arguments:
                yield module.name, name


def reach(known: dict[str, Module], goals: set[Place]) -> set[Place]:
    """The functions that call one of the goals, directly or through functions of ours."""
    edges = {
        (module.name, name): {home_of(known, place) for place in module.calls(name)}
        for module in known.values()
        for name in module.functions
    }
    reached = set(goals)
    while grown := {place for place, called in edges.items() if place not in reached and called & reached}:
        reached |= grown
    return reached


def home_of(known: dict[str, Module], place: Place) -> Place:
    """Follow a name through packages that pass it on (`actions/__init__.py`) to where it is defined."""
    for _ in range(5):
        module = known.get(place[0])
        if module is None or place[1] in module.functions or place[1] not in module.imports:
            break
        place = module.imports[place[1]]
    return place
