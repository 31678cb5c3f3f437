"""The guide for officers, read from its own files: what stands in docs/huong-dan is what the page shows."""

import sys
from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hieuhoc.config.environment import ROOT
from hieuhoc.web.guards import public

FIRST = "README"
PARTS = ("xa-phuong", "tinh", "don-vi", "ke-hoach", "kiem-tra")
# Of a clone, and of an installed package (pyproject.toml: data-files).
FOLDERS = (ROOT / "docs" / "huong-dan", Path(sys.prefix) / "share" / "hieuhoc" / "huong-dan")


@public
def guide(request: HttpRequest, name: str) -> HttpResponse:
    title, content = _drawn(name)
    parts = [(_drawn(part)[0], address_of_part(part), part == name) for part in PARTS]
    return render(request, "public/guide.html", {"title": title, "content": content, "parts": parts})


def address_of_part(name: str) -> str:
    return reverse("public:guide" if name == FIRST else f"public:guide-{name}")


@cache
def _drawn(name: str) -> tuple[str, SafeString]:
    """(first heading, the rest as HTML). Pictures are left out: the pages themselves are at hand."""
    file = next((path for path in (folder / f"{name}.md" for folder in FOLDERS) if path.exists()), None)
    if file is None:
        raise Http404
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(file.read_text(encoding="utf-8"))
    title = tokens[1].content if tokens and tokens[0].tag == "h1" else name
    kept = tokens[3:] if tokens and tokens[0].tag == "h1" else tokens
    for token in kept:
        _fit(token)
    drawn = reader.renderer.render(kept, reader.options, {})
    return title, mark_safe(drawn)  # noqa: S308  our own files, HTML in them is shown as text


def _fit(token: Token) -> None:
    """Tables look like ours; links between the files lead to their pages."""
    if token.type == "table_open":
        token.attrSet("class", "table")
    elif token.type == "th_open":
        token.attrSet("scope", "col")
    elif token.type == "inline":
        token.children = [child for child in token.children or () if child.type != "image"]
        for child in token.children:
            href = str(child.attrGet("href") or "") if child.type == "link_open" else ""
            if href.removesuffix(".md") in (FIRST, *PARTS):
                child.attrSet("href", address_of_part(href.removesuffix(".md")))
