"""Which addresses show lists: what they call and what their templates hold says so."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver

from hieuhoc.config.environment import ROOT
from tests import house

# Whoever calls one of these shows a list by key, a page at a time.
PAGING = {
    ("hieuhoc.web.ui.paging", "key_page"),
    ("hieuhoc.indicators.rows", "rows_behind"),
    ("hieuhoc.indicators.rows", "held_rows"),
}
INCLUDED = re.compile(r'{% include "([^"]+)"')


def views_by_name(patterns: Any, face: str = "") -> Iterator[tuple[str, house.Place]]:
    """("office:group-list", (module, function)) of every page of the faces."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views_by_name(pattern.url_patterns, pattern.app_name or face)
        elif isinstance(pattern, URLPattern) and face in {"office", "citizen", "public"}:
            yield f"{face}:{pattern.name}", (pattern.callback.__module__, pattern.callback.__name__)


def paged_lists(known: dict[str, house.Module], patterns: Any) -> set[str]:
    pages = house.reach(known, PAGING)
    return {name for name, view in views_by_name(patterns) if view in pages}


def lists(known: dict[str, house.Module], patterns: Any) -> set[str]:
    """Addresses that page, are called a list, or render a table with a body of rows."""
    found = {
        name
        for name, view in views_by_name(patterns)
        if name.endswith("-list") or any(has_rows(template) for template in templates_of(known, view))
    }
    return found | paged_lists(known, patterns)


def templates_of(known: dict[str, house.Module], view: house.Place) -> set[str]:
    """Named by the view, or by a function beside it that it calls."""
    module, seen, waiting = known[view[0]], set[str](), [view[1]]
    while waiting:
        seen.add(function := waiting.pop())
        beside = {name for home, name in module.calls(function) if home == module.name and name in module.functions}
        waiting += beside - seen
    found = (node for name in seen for node in ast.walk(module.functions[name]) if isinstance(node, ast.Constant))
    return {node.value for node in found if isinstance(node.value, str) and node.value.endswith(".html")}


@cache
def has_rows(template: str) -> bool:
    texts = [path.read_text(encoding="utf-8") for path in ROOT.glob(f"hieuhoc/web/**/templates/{template}")]
    return any("<tbody" in text or any(map(has_rows, INCLUDED.findall(text))) for text in texts)
