"""The page that checks papers in the browser: what it is given, and how much of it stands in a QR code."""

import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.config.environment import ROOT
from hieuhoc.credentials.rules import MOST_LETTERS, paper_text
from hieuhoc.web.public.verifier import answer_words
from tests.credentials.papers import IN_USE, ISSUER, LAN, NOW, cases, paper

STATIC = ROOT / "hieuhoc/web/ui/static/ui"
SCRIPTS = [STATIC / name for name in ("verifier.js", "verifier-documents.js", "verify-page.js")]


@given(st.text(min_size=1, max_size=120), st.text(min_size=1, max_size=80))
def test_link_and_signed_text_together_are_never_longer_than_a_code_may_be(holder: str, number: str) -> None:
    text = paper(replace(LAN, holder=holder, number=number))
    assert len(text) <= MOST_LETTERS
    assert re.fullmatch(r"[\w:/.#-]+", text, re.ASCII)


def test_where_the_address_leaves_no_room_there_is_no_signed_text() -> None:
    far = replace(ISSUER, origin="https://" + "x" * 200 + ".vn")
    assert paper_text(LAN, far, IN_USE, signed=NOW) == ""


def test_every_reason_the_browser_may_give_has_its_words() -> None:
    told = {word for path in SCRIPTS for word in re.findall(r'(?:invalid|unchecked)\("(\w+)"', path.read_text("utf-8"))}
    told |= set(re.findall(r'reason: "(\w+)"', "".join(path.read_text("utf-8") for path in SCRIPTS)))
    told |= set(re.findall(r'late = "(\w+)"', SCRIPTS[0].read_text("utf-8")))
    assert len(told) > 20
    assert told - set(answer_words()) == set()
    assert {case.says[1] for case in cases()} - set(answer_words()) == set()


@pytest.mark.django_db
def test_the_worker_keeps_everything_the_page_loads(client: Client) -> None:
    kept = client.get("/verify/worker.js")
    assert kept.headers["Content-Type"] == "text/javascript"
    listed = json.loads(re.search(r"ASSETS = (\[.*?\]),", kept.content.decode())[1])  # type: ignore[index]
    page = client.get("/verify/").content.decode()
    loaded = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    assert loaded - set(listed) == set()
    assert listed[0] == "/verify/"
