"""Papers, files and lists signed by an issuer of the tests, good ones and bad ones: what a verifier should say of each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hieuhoc.credentials.rules import (
    LIST_LENGTH,
    Badge,
    Issuer,
    KeyPeriod,
    Signer,
    badge_document,
    badge_lines,
    base64url,
    key_history,
    list_of,
    paper_text,
    signed_document,
    signed_token,
    status_document,
)

ISSUER = Issuer("https://hieuhoc.daklak.gov.vn", "Chương trình Công dân học tập tỉnh Đắk Lắk")
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
LAN = Badge(
    "7K3M9QXT2B4P", 41, "person", 'H\'Lan Niê "Kđăm" \\', 2025, "112/QĐ-UBND", date(2026, 2, 3), "UBND xã Cư Né"
)
REVOKED, SUSPENDED = 77, 1_000


@dataclass(frozen=True)
class Case:
    """`form`: paper (text of a QR code), token or document; `says`: word and reason."""

    name: str
    form: str
    content: Any
    says: tuple[str, str]
    data: str = "data"  # which of the worlds


def signer(seed: int, name: str) -> Signer:
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return Signer(private, private.public_key().public_bytes_raw(), f"{ISSUER.did}#{name}")


OLD, LOST, IN_USE, STRANGER = (signer(seed, f"key-{seed}") for seed in (1, 2, 3, 9))
KEYS = (
    KeyPeriod("key-1", OLD.public, NOW - timedelta(days=900), NOW - timedelta(days=400)),
    KeyPeriod("key-2", LOST.public, NOW - timedelta(days=400), NOW - timedelta(days=90), is_compromised=True),
    KeyPeriod("key-3", IN_USE.public, NOW - timedelta(days=90)),
)


def lists(written: datetime, *, by: Signer = IN_USE, until: datetime | None = None) -> dict[str, str]:
    marked = {"revocation": [REVOKED], "suspension": [SUSPENDED]}
    until = until or written + timedelta(days=30)
    return {
        f"{purpose}/0": signed_token(
            status_document(ISSUER, purpose, 0, list_of(bits), written=written, until=until), by, issued=written
        )
        for purpose, bits in marked.items()
    }


def worlds() -> dict[str, dict[str, Any]]:
    """What a browser has: fresh from the issuer, kept for a while without a network, or hardly anything."""
    history = key_history(ISSUER, KEYS, list_count=1, now=NOW)
    kept = lists(NOW - timedelta(days=40))
    return {
        "data": {"history": history, "lists": lists(NOW), "isFresh": True},
        "kept": {"history": history, "lists": lists(NOW - timedelta(days=20)), "isFresh": False},
        "old": {"history": history, "lists": kept, "isFresh": False},
        "forged": {"history": history, "lists": lists(NOW, by=STRANGER), "isFresh": True},
        "bare": {"history": history, "lists": {}, "isFresh": False},
    }


def paper(badge: Badge = LAN, by: Signer = IN_USE, *, signed: datetime = NOW - timedelta(days=60)) -> str:
    return f"{ISSUER.origin}/verify/{badge.code}#{paper_text(badge, ISSUER, by, signed=signed)}"


def document(badge: Badge = LAN, by: Signer = IN_USE, *, signed: datetime = NOW - timedelta(days=60)) -> dict[str, Any]:
    bare, lines = badge_document(badge, ISSUER, LIST_LENGTH), badge_lines(badge, ISSUER, LIST_LENGTH)
    return signed_document(bare, lines, by, created=signed)


def token(badge: Badge = LAN, by: Signer = IN_USE, *, signed: datetime = NOW - timedelta(days=60)) -> str:
    return signed_token(badge_document(badge, ISSUER, LIST_LENGTH), by, issued=signed)


MAKERS = {"paper": paper, "document": document, "token": token}


def cases() -> Iterator[Case]:
    long_ago = NOW - timedelta(days=500)
    expiring = replace(LAN, valid_until=NOW - timedelta(days=1))
    for form, made in MAKERS.items():
        yield Case("valid", form, made(), ("valid", "valid"))
        yield Case("signed by a retired key in its time", form, made(LAN, OLD, signed=long_ago), ("valid", "valid"))
        yield Case("revoked", form, made(replace(LAN, position=REVOKED)), ("invalid", "revoked"))
        yield Case("suspended", form, made(replace(LAN, position=SUSPENDED)), ("invalid", "suspended"))
        yield Case("signed by a retired key after its time", form, made(LAN, OLD), ("invalid", "outside_period"))
        yield Case("signed by a compromised key", form, made(LAN, LOST), ("unchecked", "compromised_key"))
        yield Case("signed by no key of ours", form, made(LAN, STRANGER), ("invalid", "unknown_key"))
        yield Case("the same, without a network", form, made(LAN, STRANGER), ("unchecked", "unknown_key_here"), "kept")
        yield Case("without a network", form, made(), ("valid", "valid"), "kept")
        yield Case("with a list that has run out", form, made(), ("unchecked", "list_too_old"), "old")
        yield Case("with a list of somebody else", form, made(), ("unchecked", "bad_list"), "forged")
        yield Case("without a list", form, made(), ("unchecked", "no_list"), "bare")
        late = made(signed=NOW - timedelta(days=5))
        yield Case("signed after the list was written", form, late, ("unchecked", "list_before_paper"), "kept")
        yield Case("signed tomorrow", form, made(signed=NOW + timedelta(days=3)), ("unchecked", "clock"))
        if form != "paper":
            yield Case("expired", form, made(expiring), ("invalid", "expired"))
            coming = replace(LAN, decided_on=date(2027, 1, 1))
            yield Case("not yet valid", form, made(coming), ("invalid", "not_yet"))
    yield from spoilt()


def spoilt() -> Iterator[Case]:
    good = paper()
    link, text = good.split("#")
    yield Case("a paper of before", "paper", link, ("unchecked", "link_only"))
    yield Case("somebody else's link", "paper", "https://example.org/x", ("unchecked", "not_a_paper"))
    yield Case("another host", "paper", good.replace("daklak", "gialai"), ("unchecked", "other_issuer"))
    yield Case("another paper's code", "paper", f"{link[:-1]}Q#{text}", ("invalid", "tampered"))
    yield Case(
        "a letter changed",
        "paper",
        f"{link}#{text[:50]}{'A' if text[50] != 'A' else 'B'}{text[51:]}",
        ("invalid", "tampered"),
    )
    yield Case("cut short", "paper", good[:-90], ("invalid", "malformed"))
    yield Case("not base64", "paper", f"{link}#%%%", ("invalid", "malformed"))
    yield Case("a format of later", "paper", f"{link}#{base64url(b'9' * 120)}", ("unchecked", "newer_format"))
    changed = document()
    changed["credentialSubject"]["identifier"][0]["identityHash"] = "Người Khác"
    yield Case("another name", "document", changed, ("invalid", "tampered"))
    yield Case("a word more", "document", {**document(), "evidence": []}, ("invalid", "malformed"))
    yield Case("no proof", "document", {k: v for k, v in document().items() if k != "proof"}, ("invalid", "malformed"))
    yield Case("nothing", "document", {}, ("invalid", "malformed"))
    stranger = document() | {"issuer": {**document()["issuer"], "id": "did:web:example.org"}}
    yield Case("another issuer", "document", stranger, ("unchecked", "other_issuer"))
    head, body, tail = token().split(".")
    yield Case("another body", "token", f"{head}.{body[:-4]}AAAA.{tail}", ("invalid", "malformed"))
    yield Case("another signature", "token", f"{head}.{body}.{'A' * 86}", ("invalid", "tampered"))
    yield Case("two parts", "token", f"{head}.{body}", ("invalid", "malformed"))
