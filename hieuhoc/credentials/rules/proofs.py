"""Signing: `eddsa-rdfc-2022` (Data Integrity EdDSA Cryptosuites 1.0) and VC-JWT as Open Badges 3.0 wants it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hieuhoc.credentials.rules.badge import TYPE, moment
from hieuhoc.credentials.rules.encoding import base58, base64url
from hieuhoc.credentials.rules.issuer import XSD

SUITE = "eddsa-rdfc-2022"
SECURITY = "https://w3id.org/security#"


@dataclass(frozen=True, repr=False)
class Signer:
    """The key in use. `method`: did:web:host#key-1."""

    private: Ed25519PrivateKey
    public: bytes
    method: str

    def sign(self, message: bytes) -> bytes:
        return self.private.sign(message)


def signed_document(
    document: dict[str, Any], lines: Sequence[str], signer: Signer, *, created: datetime
) -> dict[str, Any]:
    """The document with its proof; `lines`: its canonical form."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(created),
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    about_proof = "".join(
        (
            f'_:c14n0 <http://purl.org/dc/terms/created> "{proof["created"]}"^^<{XSD}dateTime> .\n',
            f"_:c14n0 {TYPE} <{SECURITY}DataIntegrityProof> .\n",
            f'_:c14n0 <{SECURITY}cryptosuite> "{SUITE}"^^<{SECURITY}cryptosuiteString> .\n',
            f"_:c14n0 <{SECURITY}proofPurpose> <{SECURITY}assertionMethod> .\n",
            f"_:c14n0 <{SECURITY}verificationMethod> <{signer.method}> .\n",
        )
    )
    digests = hashlib.sha256(about_proof.encode()).digest() + hashlib.sha256("".join(lines).encode()).digest()
    return {**document, "proof": {**proof, "proofValue": "z" + base58(signer.sign(digests))}}


def signed_token(document: dict[str, Any], signer: Signer, *, issued: datetime, kind: str = "JWT") -> str:
    """A compact JWS; the credential stands at the top of the payload beside the registered claims (Open Badges 3.0,
    section 8.2.4)."""
    issuer, subject = document["issuer"], document["credentialSubject"]
    until = {"exp": _seconds(document["validUntil"])} if "validUntil" in document else {}
    claims = {
        **document,
        "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
        "jti": document["id"],
        "sub": subject["id"],
        "nbf": _seconds(document["validFrom"]),
        "iat": int(issued.timestamp()),
        **until,
    }
    header = {"alg": "EdDSA", "kid": signer.method, "typ": kind}
    text = ".".join(base64url(json.dumps(part, ensure_ascii=False).encode()) for part in (header, claims))
    return f"{text}.{base64url(signer.sign(text.encode()))}"


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
