"""The head of a page is drawn once for all who see the same, and is still each one's own."""

from types import SimpleNamespace
from typing import Any

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from hieuhoc.web.context import Frame
from hieuhoc.web.ui import shell
from hieuhoc.web.ui.marks import plain_html

HEAD = Template('{% shell "ui/parts/office_head.html" %}')


def frame(**more: Any) -> Frame:
    given = {"place": "Xã Cư Né", "role": "Cán bộ cấp xã", "person": "Nguyễn Văn Minh"} | more
    return Frame(
        "office",
        mark_safe("<ul></ul>"),
        year=2026,
        is_officer=True,
        may_delegate=False,
        office_url="/o/",
        citizen_url="",
        search_url="",
        **given,
    )


def head(address: str = "/office/", token: str = "t1", known: Frame | None = None, **more: Any) -> str:
    context = {"request": RequestFactory().get(address), "csrf_token": token, "frame": known or frame(), **more}
    return HEAD.render(Context(context))


def test_the_address_and_the_token_are_those_of_this_page() -> None:
    shell._drawn.cache_clear()
    first, second = head("/office/a/?q=1&p=<b>", "t1"), head("/office/b/", "t2")
    assert shell._drawn.cache_info().misses == 1, "drawn once"
    assert 'value="/office/a/?q=1&amp;p=%3Cb%3E"' in first
    assert 'value="t1"' in first
    assert 'value="/office/b/"' in second
    assert 'value="t2"' in second
    assert shell.ADDRESS not in first
    assert shell.TOKEN not in first


def test_another_person_place_year_or_language_is_drawn_anew() -> None:
    assert "Y Sơn" in head(known=frame(person="Y Sơn Êban"))
    assert "Xã Ea Súp" in head(page_place="Xã Ea Súp")
    assert "2019" in head(page_year=2019)
    with translation.override("en"):
        assert "Log out" in head() or "Sign out" in head()
    assert "Đăng xuất" in head()


def test_what_people_call_themselves_is_escaped() -> None:
    assert "<script>" not in head(known=frame(person="<script>"), page_place="<script>")


def test_a_page_that_shows_no_form_asks_for_no_token() -> None:
    asked: list[str] = []

    class Token:
        def __str__(self) -> str:
            asked.append("")
            return "t"

    stranger = Template('{% shell "ui/parts/public_head.html" %}')
    known = SimpleNamespace(itself=frame(person="", role="", place=""))
    context = {"request": RequestFactory().get("/"), "csrf_token": Token(), "frame": known}
    assert "Đăng nhập" in stranger.render(Context(context))
    assert asked == []


def test_plain_words_and_words_already_drawn_are_told_apart() -> None:
    assert plain_html("<b>") == "&lt;b&gt;"
    assert plain_html(mark_safe("<b>")) == "<b>"
    assert plain_html(7) == "7"
