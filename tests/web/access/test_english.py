"""A page read in English says nothing of ours in Vietnamese: what is left is data, or marked as Vietnamese."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser

import pytest

from hieuhoc.config.environment import ROOT
from tests import catalogue
from tests.test_catalogue import NAME, SAMPLES, VIETNAMESE
from tests.web.access.addresses import addresses, filled
from tests.web.access.browsing import Browser, text_of
from tests.web.access.test_links import pages_of
from tests.web.access.world import BothSides

type Browsers = Callable[[str], Browser]

SPOKEN = {"title", "aria-label", "placeholder", "alt", "data-count-text", "data-confirm", "label"}
NEVER_CLOSED = {"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "wbr"}
NUMBER = re.compile(r"\d+/QĐ-\w+")  # of a decision: the same in every language
# The name of a list somebody asked for, as it was asked for: also that of its file; what somebody was told, as it was told.
AS_ASKED = {"export-list", "export-progress", "own-data"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}")


class Texts(HTMLParser):
    """What a page says in words, but for what is marked as Vietnamese and what was typed or is to be typed over."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()
        self.silent: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_silent = (
            self.silent[-1] or tag in {"script", "style", "textarea"} or (("lang", "vi") in attrs and tag != "html")
        )
        if not is_silent:
            self.said.update(value for name, value in attrs if name in SPOKEN and value)
        if tag not in NEVER_CLOSED:
            self.silent.append(is_silent)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Of a drawing: it closes itself."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in NEVER_CLOSED and len(self.silent) > 1:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent[-1]:
            self.said.add(" ".join(data.split()))


def said(page: str) -> set[str]:
    texts = Texts()
    texts.feed(page)
    return {text for text in texts.said if VIETNAMESE.search(NUMBER.sub("", text.replace(NAME, "")))}


@cache
def ours() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Texts the code holds in Vietnamese: whole ones, and sentences with something filled in."""
    kept = [message for message in catalogue.kept() if message.id]
    same = {message.id for message in kept if message.id == message.string}  # the same in English, and meant so
    texts = {text for message in kept for text in catalogue.words_of(message.id)}
    for path in (ROOT / "hieuhoc").rglob("*.py"):
        if not any(
            sample in str(path)
            for sample in (*SAMPLES, "/demo/", "/migrations/", "_on_paper.py", "consultations/documents.py")
        ):
            texts |= set(literals(ast.parse(path.read_text("utf-8"))))
    in_one_line = {" ".join(text.split()) for text in texts}
    whole = frozenset(text for text in in_one_line - same if VIETNAMESE.search(text))
    filled_in = [text for text in whole if PLACEHOLDER.search(text) and len(PLACEHOLDER.sub(" ", text).split()) > 2]
    patterns = tuple(re.compile(".+".join(map(re.escape, PLACEHOLDER.split(text)))) for text in sorted(filled_in))
    return whole, patterns


def literals(tree: ast.AST) -> Iterator[str]:
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def left_over(page: str) -> set[str]:
    whole, patterns = ours()
    return {text for text in said(page) if text in whole or any(pattern.fullmatch(text) for pattern in patterns)}


def read_by(who: str, world: BothSides) -> list[tuple[str, str]]:
    if who == "anonymous":
        return [(one.name, filled(one, world, world.near)) for one in addresses("public")]
    own = [(one.name, filled(one, world, world.near)) for one in addresses("citizen")] if who == "lan" else []
    return [*own, *pages_of(who, world)]


@pytest.mark.parametrize("who", ["hoa", "minh", "lan", "anonymous"])
def test_a_page_in_english_leaves_no_words_of_ours_in_vietnamese(
    world: BothSides, browser_of: Browsers, who: str
) -> None:
    browser, wrong, read = browser_of(who), dict[str, set[str]](), 0
    browser.factory.cookies["language"] = "en"
    for name, address in read_by(who, world):
        answer = browser.get(address)
        if name in AS_ASKED or answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        read += 1
        for text in left_over(text_of(answer)):
            wrong.setdefault(text, set()).add(name)
    assert read > 3
    assert wrong == {}


def test_words_of_ours_are_told_from_data_and_from_what_is_marked() -> None:
    page = '<html lang="vi"><p title="Đã khoá tài khoản">Nguyễn Thị Lan</p><div lang="vi"><br><p>Hồ sơ</p></div></html>'
    assert said(page) == {"Đã khoá tài khoản", "Nguyễn Thị Lan"}
    assert left_over("<p>Lập hồ sơ cho Nguyễn Thị Lan</p><h1>Hồ sơ</h1><p>Nguyễn Thị Lan</p>") == {
        "Lập hồ sơ cho Nguyễn Thị Lan",
        "Hồ sơ",
    }
