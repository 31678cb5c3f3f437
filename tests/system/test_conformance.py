"""What we issue, as verifiers that others wrote in JavaScript read it: ten cases in both forms, in a browser without a network.

The verifiers are bundled from the npm registry (`verifiers/`, versions in its lock file), so running them needs no network.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hieuhoc.config.environment import ROOT
from hieuhoc.credentials.rules import (
    PURPOSES,
    did_document,
    list_of,
    signed_document,
    status_document,
    status_lines,
    title_context,
)
from tests.credentials.papers import (
    IN_USE,
    ISSUER,
    KEYS,
    LAN,
    LOST,
    NOW,
    OLD,
    REVOKED,
    STRANGER,
    SUSPENDED,
    document,
    lists,
    token,
)
from tests.system.browser import browser, page

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
BUNDLE = HERE / "vendor/credential-verifiers.js"
CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
}
LONG_AGO = NOW - timedelta(days=500)
FORMS = {"document": document, "token": token}


@cache
def world() -> dict[str, Any]:
    """What is published: contexts, the issuer's keys, both status lists in both forms."""
    data = ROOT / "hieuhoc/credentials/data"
    documents: dict[str, Any] = {
        address: json.loads((data / name).read_text(encoding="utf-8")) for address, name in CONTEXTS.items()
    }
    documents[ISSUER.context] = title_context(ISSUER)
    for purpose in PURPOSES:
        bits = list_of([REVOKED] if purpose == "revocation" else [SUSPENDED])
        listed = status_document(ISSUER, purpose, 0, bits, written=NOW, until=NOW + timedelta(days=30))
        documents[listed["id"]] = signed_document(listed, status_lines(listed), IN_USE, created=NOW)
    return {
        "documents": documents,
        "did": did_document(ISSUER, KEYS),
        "tokens": {f"{ISSUER.origin}/credentials/status/{name}": text for name, text in lists(NOW).items()},
        "now": (NOW + timedelta(seconds=30)).timestamp() * 1000,
    }


@dataclass(frozen=True)
class Handed:
    """`due`: what has to be true of the answer; `why`: words of a refusal, by form."""

    name: str
    form: str
    content: Any
    due: dict[str, bool]
    why: str = ""


def cases() -> Iterator[Handed]:
    good = {"verified": True, "revocation": False, "suspension": False}
    bad = {"verified": False}
    tomorrow, yesterday = date(2027, 1, 1), NOW - timedelta(days=1)
    forged = replace(STRANGER, method=IN_USE.method)
    elsewhere = replace(IN_USE, method="did:web:elsewhere.example#key-3")
    unknown = {"document": "unknown document", "token": "unknown key"}
    signature = {"document": "Invalid signature", "token": "signature verification failed"}
    for form, made in FORMS.items():
        yield Handed("valid", form, made(), good)
        yield Handed("signed by a retired key", form, made(LAN, OLD, signed=LONG_AGO), good)
        yield Handed("revoked", form, made(replace(LAN, position=REVOKED)), good | {"revocation": True})
        yield Handed("suspended", form, made(replace(LAN, position=SUSPENDED)), good | {"suspension": True})
        ended = {"document": "is after", "token": '"exp"'}
        yield Handed("expired", form, made(replace(LAN, valid_until=yesterday)), bad, ended[form])
        begins = {"document": "is before", "token": '"nbf"'}
        yield Handed("not yet valid", form, made(replace(LAN, decided_on=tomorrow)), bad, begins[form])
        yield Handed("another's key under our name", form, made(LAN, forged), bad, signature[form])
        yield Handed("unknown key", form, made(LAN, STRANGER), bad, unknown[form])
        yield Handed("compromised key", form, made(LAN, LOST), bad, unknown[form])
        yield Handed("wrong issuer", form, made(LAN, elsewhere), bad, unknown[form])
    changed = document()
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "Người Khác"
    yield Handed("tampered", "document", changed, bad, signature["document"])
    bare = {key: value for key, value in document().items() if key != "proof"}
    yield Handed("malformed", "document", bare, bad, "No matching proofs")
    head, body, tail = token().split(".")
    yield Handed("tampered", "token", f"{head}.{body[:-8]}{'A' * 8}.{tail}", bad, signature["token"])
    yield Handed("malformed", "token", f"{head}.{body}", bad, "Invalid Token")


@pytest.fixture(scope="module")
def shown() -> "Iterator[Page]":
    """A page of a secure origin that reaches nothing: whatever it asks for is refused, and noted."""
    with browser() as opened, page(opened) as fresh:
        asked: list[str] = []
        fresh.on("request", lambda request: asked.append(request.url))
        fresh.route("**/*", lambda route: route.abort())
        fresh.route("https://verifier.example/", lambda route: route.fulfill(body="<p>x</p>", content_type="text/html"))
        fresh.goto("https://verifier.example/")
        asked.clear()
        fresh.evaluate(f"() => {{ {BUNDLE.read_text(encoding='utf-8')} }}")
        yield fresh
        assert asked == []


def test_every_case_is_judged_as_it_should_be_by_the_verifiers_of_others(shown: "Page") -> None:
    asked, wrong = list(cases()), []
    script = (
        "([cases, world]) => Promise.all(cases.map(([form, content]) => independentVerifiers[form](content, world)))"
    )
    answers = shown.evaluate(script, [[(handed.form, handed.content) for handed in asked], world()])
    for handed, said in zip(asked, answers, strict=True):
        if {key: said.get(key) for key in handed.due} != handed.due or handed.why not in said["why"]:
            wrong.append((handed.name, handed.form, said))
    assert wrong == []
    assert len(asked) == 24


def test_the_bundle_is_made_of_what_the_lock_file_names() -> None:
    named = json.loads((HERE / "verifiers/package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((HERE / "verifiers/package-lock.json").read_text(encoding="utf-8"))["packages"]
    head = BUNDLE.read_text(encoding="utf-8").partition("*/")[0]
    for name, version in named.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert f"{name} {version} " in head
