"""The part of Tabler's stylesheet that our pages can show: rules whose classes, elements and attributes stand in them.

The same sources give the same bytes; `tests/web/ui/test_assets.py` holds the shipped file to that.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import tinycss2

from hieuhoc.config.environment import ROOT

WHOLE = Path(__file__).parent / "vendor/tabler.min.css"
SHIPPED = ROOT / "hieuhoc/web/ui/static/ui/vendor/tabler/tabler.used.min.css"
OURS = ROOT / "hieuhoc/web/ui/static/ui"
NEEDS_RULES = {"media", "supports", "container", "layer"}
EVERYWHERE = {"html", "body", "*"}


def used_part() -> str:
    whole = WHOLE.read_text(encoding="utf-8")
    page = _Page(_classes(), _elements(), _attributes())
    rules = list(_shown(tinycss2.parse_stylesheet(whole, True, True), page, ()))
    ours = " ".join(path.read_text(encoding="utf-8") for path in sorted(OURS.glob("*.css")))
    licence = whole[whole.index("/*!") : whole.index("*/") + 2]
    return (
        f"{licence}\n/* Only what our pages show; the whole is @tabler/core. */\n{_written(_read_only(rules, ours))}\n"
    )


@dataclass(frozen=True)
class _Rule:
    around: tuple[str, ...]  # @media and the like, outermost first
    selector: str
    declarations: tuple[tuple[str, str], ...]


class _Page:
    """What can stand on a page: names of classes, elements and attributes."""

    def __init__(self, classes: set[str], elements: set[str], attributes: set[str]) -> None:
        self.classes, self.elements, self.attributes = classes, elements, attributes

    def may_show(self, selector: list[Any]) -> bool:
        before = [*(_mark(token) for token in [None, *selector])]
        return all(self._knows(token, mark) for token, mark in zip(selector, before, strict=False))

    def _knows(self, token: Any, before: str) -> bool:
        if token.type == "ident":
            if before == ".":
                return token.value in self.classes
            return before == ":" or token.value.lower() in self.elements
        if token.type == "[] block":
            return _first_ident(token.content) in self.attributes
        if token.type == "function" and token.lower_name in {"is", "where"}:
            return self._any(token.arguments)
        return bool(token.type != "hash")  # we style nothing by its id

    def _any(self, selectors: list[Any]) -> bool:
        return any(self.may_show(selector) for selector in _split(selectors))


def _mark(token: Any) -> str:
    return token.value if token is not None and token.type == "literal" else ""


def _first_ident(tokens: list[Any]) -> str:
    return next((token.value for token in tokens if token.type == "ident"), "")


def _split(tokens: list[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _shown(nodes: Iterable[Any], page: _Page, around: tuple[str, ...]) -> Iterator[_Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [tinycss2.serialize(part).strip() for part in _split(node.prelude) if page.may_show(part)]
            if selectors:
                yield _Rule(around, ",".join(selectors), tuple(_declarations(node.content)))
        elif node.type == "at-rule" and node.lower_at_keyword in NEEDS_RULES and node.content is not None:
            head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
            yield from _shown(tinycss2.parse_rule_list(node.content, True, True), page, (*around, head))


def _declarations(content: list[Any]) -> Iterator[tuple[str, str]]:
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type != "declaration":
            raise ValueError(f"{node.type} inside a rule: {tinycss2.serialize([node])}")
        yield node.name, tinycss2.serialize(node.value).strip() + ("!important" if node.important else "")


def _read_only(rules: list[_Rule], ours: str) -> list[_Rule]:
    """Custom properties that nothing reads any more go, and then those that only they read."""
    while True:
        values = " ".join(value for rule in rules for _name, value in rule.declarations)
        read = set(re.findall(r"var\(\s*(--[\w-]+)", values + ours))
        left = []
        for rule in rules:
            kept = tuple(pair for pair in rule.declarations if not pair[0].startswith("--") or pair[0] in read)
            left += [replace(rule, declarations=kept)] if kept else []
        if left == rules:
            return rules
        rules = left


def _written(rules: list[_Rule]) -> str:
    lines = []
    for around, group in groupby(rules, lambda rule: rule.around):
        inner = "".join(
            f"{rule.selector}{{{';'.join(f'{name}:{value}' for name, value in rule.declarations)}}}" for rule in group
        )
        lines.append("{".join((*around, inner)) + "}" * len(around))
    return "\n".join(lines)


def _templates() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "hieuhoc").rglob("*.html")))


def _strings() -> list[str]:
    sources = sorted((ROOT / "hieuhoc/web").rglob("*.py"))
    trees = (ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for path in sources)
    return [
        node.value for tree in trees for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _classes() -> set[str]:
    """Of templates, of HTML in code, and of what code gives to widgets (a string that is a class and nothing else)."""
    written = re.findall(r'class="((?:\{[{%].*?[%}]\}|[^"])*)"', _templates() + "\n".join(_strings()), re.DOTALL)
    words = " ".join(re.sub(r"\{[{%].*?[%}]\}", " ", value) for value in written)
    chosen = " ".join(" ".join(re.findall(r'"([\w -]+)"', value)) for value in written)
    given = " ".join(text for text in _strings() if re.fullmatch(r" ?(form|is)-[a-z -]+", text))
    return set(f"{words} {chosen} {given}".split())


def _elements() -> set[str]:
    return set(re.findall(r"<([a-z][a-z0-9]*)\b", _templates() + "\n".join(_strings()))) | EVERYWHERE


def _attributes() -> set[str]:
    names = re.findall(r"[\s\"']([a-z][a-z-]*)(?==[\"{]|[\s>])", _templates() + "\n".join(_strings()))
    return {name for name in names if not name.startswith("data-bs")}
