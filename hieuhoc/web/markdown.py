"""Articles as HTML, from Markdown that officers write: what HTML they type is shown as text, and what is drawn passes a second
sieve. Pictures are those of the article alone: `![](anh:1)`."""

import re
from collections.abc import Mapping
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

ALLOWED = {
    *("p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "hr", "code", "pre"),
    *("h2", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "img", "figure", "figcaption"),
}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "loading"}, "table": {"class"}, "th": {"scope"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
OF_THE_ARTICLE = re.compile(r"anh:([0-9]{1,3})")


def drawn(text: str, pictures: Mapping[int, tuple[str, str]]) -> SafeString:
    """`pictures`: number → (address, what it shows in words). A picture that is not there is left out."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"  # the page has its first heading already
        elif token.type == "table_open":
            token.attrSet("class", "table")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "inline":
            token.children = [
                child for child in token.children or () if child.type != "image" or _placed(child, pictures)
            ]
    html = reader.renderer.render(tokens, reader.options, {})
    clean = nh3.clean(html, tags=ALLOWED, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow")
    return mark_safe(clean)  # noqa: S308  drawn without HTML of the author, and sieved


def _placed(token: Token, pictures: Mapping[int, tuple[str, str]]) -> bool:
    named = OF_THE_ARTICLE.fullmatch(str(token.attrGet("src") or ""))
    picture = pictures.get(int(named[1])) if named else None
    if picture is None:
        return False
    address, alt = picture
    token.attrSet("src", address)
    token.attrSet("loading", "lazy")
    token.children, token.content = [Token("text", "", 0, content=alt)], alt
    return True


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.validateLink = _is_link  # type: ignore[method-assign,assignment]
    return reader


def _is_link(address: str) -> bool:
    scheme, colon, _rest = address.partition(":")
    return not colon or scheme.lower() in SCHEMES or bool(OF_THE_ARTICLE.fullmatch(address)) or "/" in scheme
