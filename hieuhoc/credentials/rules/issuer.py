"""Who signs: a did:web document, the history of its keys, and the context of our own terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from hieuhoc.credentials.rules.encoding import base64url, key_tag, multikey

XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Issuer:
    """`origin`: https://host[:port], without a path: addresses of credentials, lists and papers begin with it."""

    origin: str
    name: str

    @property
    def did(self) -> str:
        return did_of(self.origin)

    @property
    def context(self) -> str:
        return f"{self.origin}/credentials/context/v1"

    @property
    def terms(self) -> str:
        return f"{self.origin}/credentials/terms#"

    def credential(self, code: str) -> str:
        return f"{self.origin}/credentials/{code}"

    def status_list(self, purpose: str, number: int) -> str:
        return f"{self.origin}/credentials/status/{purpose}/{number}"


@dataclass(frozen=True)
class KeyPeriod:
    """A key signs from `since` until `until` (None: it signs now). Whoever has a compromised one can sign for any day."""

    name: str  # key-1
    public: bytes
    since: datetime
    until: datetime | None = None
    is_compromised: bool = False


def did_of(origin: str) -> str:
    """did:web of a host; its colon before a port is written %3A (did:web method, section 3)."""
    return "did:web:" + urlsplit(origin).netloc.replace(":", "%3A")


def did_document(issuer: Issuer, keys: Iterable[KeyPeriod]) -> dict[str, Any]:
    """Keys in use and retired ones, whose signatures stay good; a compromised key cannot be found any more."""
    trusted = [key for key in keys if not key.is_compromised]
    methods = [
        {
            "id": f"{issuer.did}#{key.name}",
            "type": "Multikey",
            "controller": issuer.did,
            "publicKeyMultibase": multikey(key.public),
        }
        for key in trusted
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_history(issuer: Issuer, keys: Iterable[KeyPeriod], *, list_count: int, now: datetime) -> dict[str, Any]:
    """What our page checks papers by: each key with its period (seconds since 1970), a compromised one without its bytes."""
    return {
        "did": issuer.did,
        "origin": issuer.origin,
        "name": issuer.name,
        "written": int(now.timestamp()),
        "lists": list_count,
        "keys": [
            {
                "name": key.name,
                "tag": base64url(key_tag(key.public)),
                "public": "" if key.is_compromised else base64url(key.public),
                "since": int(key.since.timestamp()),
                "until": int(key.until.timestamp()) if key.until else None,
                "compromised": key.is_compromised,
            }
            for key in keys
        ],
    }


def title_context(issuer: Issuer) -> dict[str, Any]:
    """JSON-LD of the terms that no other context defines. Published once and never changed: signatures cover it."""

    def typed(term: str, kind: str) -> dict[str, str]:
        return {"@id": issuer.terms + term, "@type": XSD + kind}

    inner: dict[str, Any] = {
        "@protected": True,
        "id": "@id",
        "type": "@type",
        "titleYear": typed("titleYear", "gYear"),
        "decisionNumber": issuer.terms + "decisionNumber",
        "decidedBy": issuer.terms + "decidedBy",
        "decidedOn": typed("decidedOn", "date"),
    }
    title = {"@id": issuer.terms + "LearningTitle", "@context": inner}
    return {"@context": {"@protected": True, "id": "@id", "type": "@type", "LearningTitle": title}}
