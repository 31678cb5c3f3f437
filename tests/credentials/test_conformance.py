"""What we issue, as an independent verifier reads it from the addresses we publish: ten cases, in both forms."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hieuhoc.credentials.actions import add_signing_key, report_signing_key, resume_credential, suspend_credential
from hieuhoc.credentials.forms import as_json, as_token, badge_of
from hieuhoc.credentials.issuing import credential_of
from hieuhoc.credentials.keys import issuer, key_in_use, signer_of
from hieuhoc.credentials.models import Credential, SigningKey
from hieuhoc.credentials.rules import (
    ACHIEVEMENTS,
    LIST_LENGTH,
    Badge,
    Issuer,
    badge_document,
    badge_lines,
    list_of,
    signed_document,
    signed_token,
    status_document,
    status_lines,
    title_context,
)
from hieuhoc.recognition.actions import revoke_title
from tests.cast import World
from tests.credentials.verifier import Outside, canonical, verdict
from tests.recognition.test_recognise import decision_text, recognised

OURS = Issuer("https://hieuhoc.daklak.gov.vn", "Chương trình Công dân học tập tỉnh Đắk Lắk")
WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]) | st.just(" "), min_size=1, max_size=40
).map(lambda text: " ".join(text.split()) or "x")


@pytest.fixture
def credential(world: World) -> Credential:
    return credential_of(recognised(world))


def outside(client: Client) -> Outside:
    """The world as our own pages answer it."""

    def fetch(address: str) -> Any:
        caches["pages"].clear()
        answer = client.get(urlsplit(address).path)
        if f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" != issuer().origin or answer.status_code != 200:
            raise KeyError(address)
        return json.loads(answer.content)

    return Outside(fetch, timezone.now() + timedelta(seconds=30))  # lists are written while it reads


type Form = Callable[[Credential], dict[str, Any] | str]


def document_of(credential: Credential) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(as_json(credential))
    return parsed


BOTH = pytest.mark.parametrize("form", [document_of, as_token], ids=["data integrity", "jwt"])


def signed_otherwise(credential: Credential, form: Form, **more: Any) -> dict[str, Any] | str:
    """The same with other words, signed as we sign."""
    key = key_in_use()
    assert key is not None
    badge, signer, now = replace(badge_of(credential), **more), signer_of(key), timezone.now()
    document = badge_document(badge, issuer(), LIST_LENGTH)
    if form is as_token:
        return signed_token(document, signer, issued=now)
    return signed_document(document, badge_lines(badge, issuer(), LIST_LENGTH), signer, created=now)


@BOTH
def test_valid(client: Client, credential: Credential, form: Form) -> None:
    assert verdict(form(credential), outside(client)) == "valid"


@BOTH
def test_expired_and_not_yet_valid(client: Client, credential: Credential, form: Form) -> None:
    past, coming = timezone.now() - timedelta(days=1), timezone.localdate() + timedelta(days=2)
    expired = signed_otherwise(credential, form, valid_until=past, decided_on=date(2025, 1, 2))
    assert verdict(expired, outside(client)) == "expired"
    assert verdict(signed_otherwise(credential, form, decided_on=coming), outside(client)) == "not yet valid"


@BOTH
def test_revoked_and_suspended(client: Client, world: World, credential: Credential, form: Form) -> None:
    suspend_credential(credential, reason="Đang xem xét đơn", actor=world.hoa)
    assert verdict(form(credential), outside(client)) == "suspended"
    resume_credential(credential, actor=world.hoa)
    assert verdict(form(credential), outside(client)) == "valid"
    assert credential.title is not None
    revoke_title(credential.title, decision_text(number="9/QĐ"), reason="Khai sai", actor=world.hoa)
    assert verdict(form(credential), outside(client)) == "revoked"


def test_tampered(client: Client, credential: Credential) -> None:
    document = document_of(credential)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Người Khác"
    assert verdict(document, outside(client)) == "tampered"
    head, body, tail = as_token(credential).split(".")
    other = body[:40] + ("A" if body[40] != "A" else "B") + body[41:]
    assert verdict(f"{head}.{other}.{tail}", outside(client)) in {"tampered", "malformed"}


@BOTH
def test_wrong_issuer_and_wrong_key(client: Client, credential: Credential, form: Form) -> None:
    key = key_in_use()
    assert key is not None
    stranger = replace(signer_of(key), method="did:web:elsewhere.example#key-1")
    unknown = replace(signer_of(key), method=f"{issuer().did}#key-9")
    badge = badge_of(credential)
    document, lines = badge_document(badge, issuer(), LIST_LENGTH), badge_lines(badge, issuer(), LIST_LENGTH)
    for signer, word in ((stranger, "wrong issuer"), (unknown, "wrong key")):
        if form is as_token:
            forged: Any = signed_token(document, signer, issued=timezone.now())
        else:
            forged = signed_document(document, lines, signer, created=timezone.now())
        assert verdict(forged, outside(client)) == word


@BOTH
def test_what_a_retired_key_signed_stays_good_and_what_a_compromised_one_signed_does_not(
    client: Client, credential: Credential, form: Form
) -> None:
    before = form(credential)
    first = SigningKey.objects.get()
    add_signing_key(actor=None)
    assert verdict(before, outside(client)) == "valid"
    assert verdict(form(credential), outside(client)) == "valid"
    report_signing_key(first, reason="Máy chủ bị xâm nhập", actor=None)
    assert verdict(before, outside(client)) == "wrong key"


def test_malformed(client: Client, credential: Credential) -> None:
    document = document_of(credential)
    for broken in (
        {key: value for key, value in document.items() if key != "proof"},
        document | {"proof": {"type": "DataIntegrityProof"}},
        document | {"@context": ["https://elsewhere.example/context"]},
    ):
        assert verdict(broken, outside(client)) == "malformed"
    assert verdict("not.a.token", outside(client)) == "malformed"


badges = st.builds(
    Badge,
    code=st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=12, max_size=12),
    position=st.integers(0, 5_000_000),
    kind=st.sampled_from(sorted(ACHIEVEMENTS)),
    holder=WORDS,
    year=st.integers(2000, 2100),
    number=WORDS,
    decided_on=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    decided_by=st.just("") | WORDS,
)


def own_context(address: str) -> Any:
    assert address == OURS.context
    return title_context(OURS)


@given(badges)
def test_the_lines_we_sign_are_the_canonical_form_of_the_document(badge: Badge) -> None:
    document = badge_document(badge, OURS, LIST_LENGTH)
    assert "".join(badge_lines(badge, OURS, LIST_LENGTH)) == canonical(document, own_context)


def test_the_lines_of_a_status_list_are_its_canonical_form() -> None:
    now = timezone.now()
    for until in (None, now):
        document = status_document(OURS, "revocation", 3, list_of([1, 77]), written=now, until=until)
        assert "".join(status_lines(document)) == canonical(document, own_context)
