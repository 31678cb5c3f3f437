"""No form answers with a fault, whatever is typed into it: every form of every address, sent with what no column holds."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.db import transaction

from tests.web.access.addresses import addresses, filled
from tests.web.access.browsing import Browser, text_of
from tests.web.access.world import BothSides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_given_back")]
type Browsers = Callable[[str], Browser]
HTMX = {"HX-Request": "true"}
# In all fields; or only in those that are typed: the others then pass, and the deed itself meets it.
ODD = (("9" * 30, True), ("0001-01-01", True), ("a\0b", False), ("A" * 5000, False))
# The one who waits there also lives somewhere, which no deed makes.
NOT_AS_DEEDS_MAKE_IT = {"waiting-people"}
FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL)
CONTROL = re.compile(
    r"<(input|select|textarea)\b([^>]*)>(.*?)(?=<(?:input|select|textarea|button)\b|</form>)", re.DOTALL
)
OPTION = re.compile(r'<option\b[^>]*value="([^"]+)"')
TYPED = {"text", "search", "tel", "email", "number", "date", "url", "password", ""}


def fields_of(form: str) -> Iterator[tuple[str, str, list[str]]]:
    """Name, kind ("typed" or "kept") and what may be sent."""
    for tag, attributes, inside in CONTROL.findall(form):
        named = re.search(r'\bname="([^"]*)"', attributes)
        kind = re.search(r'\btype="([^"]*)"', attributes)
        value = re.search(r'\bvalue="([^"]*)"', attributes)
        if named is None:
            continue
        if tag == "select":
            yield named[1], "kept", OPTION.findall(inside)[:1]
        elif tag == "textarea" or (kind[1] if kind else "") in TYPED:
            yield named[1], "typed", []
        else:
            yield named[1], "kept", [unescape(value[1])] if value else ["on"]


def sent(form: str, odd: str, *, is_all: bool) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, kind, kept in fields_of(form):
        values.setdefault(name, []).extend([odd] if is_all or kind == "typed" else kept)
    return {name: given[:1] for name, given in values.items()}


def forms_of(browser: Browser, address: str) -> list[str]:
    answer = browser.get(address)
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return []
    return [form for form in FORM.findall(text_of(answer)) if 'method="post"' in form.lower()]


def action_of(form: str, address: str) -> str:
    action = re.search(r'\baction="([^"]*)"', form[: form.find(">")])
    return unescape(action[1]) if action and action[1] else address


def test_no_form_answers_with_a_fault(world: BothSides, browser_of: Browsers) -> None:
    wrong: list[tuple[str, str, str]] = []
    seen: set[tuple[str, ...]] = set()
    for who in ("minh", "hoa"):
        browser = browser_of(who)
        for one in addresses():
            if one.name in NOT_AS_DEEDS_MAKE_IT:
                continue
            address = filled(one, world, world.near)
            for form in forms_of(browser, address):
                target = action_of(form, address)
                shape = (one.full_name, *(name for name, _kind, _kept in fields_of(form)))
                if shape not in seen and not target.startswith("/account/"):
                    wrong += [
                        (who, one.full_name, odd[0][:9]) for odd in ODD if not is_answered(browser, target, form, *odd)
                    ]
                    seen.add(shape)
    assert wrong == []
    assert len(seen) > 60


def is_answered(browser: Browser, target: str, form: str, odd: str, is_all: bool) -> bool:
    with transaction.atomic():
        status = browser.post(target, sent(form, odd, is_all=is_all)).status_code
        transaction.set_rollback(True)
    return status < 500
