"""A verifier of Open Badges 3.0 that shares no code with ours: JSON-LD by PyLD, canonical form (RDFC-1.0) by pyoxigraph,
signatures by cryptography. It knows contexts, the issuer's document and status lists only as they are handed to it."""

import base64
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BUNDLED = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
}


class Invalid(Exception):
    """Why a credential does not hold."""


@dataclass(frozen=True)
class Outside:
    """What a verifier finds in the world: `fetch` gives a document by its address, or raises KeyError."""

    fetch: Callable[[str], Any]
    now: datetime


def from_base58(text: str) -> bytes:
    number = 0
    for letter in text:
        number = number * 58 + LETTERS.index(letter)
    return b"\0" * (len(text) - len(text.lstrip("1"))) + number.to_bytes((number.bit_length() + 7) // 8)


def canonical(document: Mapping[str, Any], fetch: Callable[[str], Any]) -> str:
    def load(address: str, _options: Any) -> dict[str, Any]:
        name = BUNDLED.get(address)
        data = resources.files("hieuhoc.credentials").joinpath(f"data/{name}")
        bundled = json.loads(data.read_text(encoding="utf-8")) if name else fetch(address)
        return {"contextUrl": None, "documentUrl": address, "document": bundled, "contentType": "application/ld+json"}

    options = {"documentLoader": load, "format": "application/n-quads"}
    quads = Dataset(parse(jsonld.to_rdf(document, options), format=RdfFormat.N_QUADS))
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    text = serialize(quads, format=RdfFormat.N_QUADS)
    assert isinstance(text, bytes)
    return "".join(sorted(text.decode().splitlines(keepends=True)))


def public_key(method: str, issuer: str, fetch: Callable[[str], Any]) -> Ed25519PublicKey:
    did, _, _name = method.partition("#")
    if did != issuer:
        raise Invalid("wrong issuer")
    host = did.removeprefix("did:web:").replace("%3A", ":")
    try:
        document = fetch(f"http://{host}/.well-known/did.json")
    except KeyError:
        raise Invalid("wrong issuer") from None
    known = {entry["id"]: entry for entry in document["verificationMethod"]}
    if method not in known or method not in document["assertionMethod"]:
        raise Invalid("wrong key")
    key = from_base58(known[method]["publicKeyMultibase"].removeprefix("z"))
    assert key[:2] == b"\xed\x01"
    return Ed25519PublicKey.from_public_bytes(key[2:])


def check_proof(document: dict[str, Any], outside: Outside) -> None:
    try:
        proof = {**document["proof"], "@context": document["@context"]}
        signature = from_base58(proof.pop("proofValue").removeprefix("z"))
        bare = {key: value for key, value in document.items() if key != "proof"}
        issuer = bare["issuer"]["id"] if isinstance(bare["issuer"], dict) else bare["issuer"]
        key = public_key(proof["verificationMethod"], issuer, outside.fetch)
        parts = [hashlib.sha256(canonical(part, outside.fetch).encode()).digest() for part in (proof, bare)]
    except (KeyError, TypeError, ValueError, AttributeError, jsonld.JsonLdError) as error:
        raise Invalid("malformed") from error
    try:
        key.verify(signature, b"".join(parts))
    except InvalidSignature:
        raise Invalid("tampered") from None


def check_token(token: str, outside: Outside) -> dict[str, Any]:
    """The credential of a VC-JWT."""
    try:
        header = jwt.get_unverified_header(token)
        claims = jwt.decode(token, options={"verify_signature": False})
        key = public_key(header["kid"], claims["iss"], outside.fetch)
    except (jwt.InvalidTokenError, KeyError) as error:
        raise Invalid("malformed") from error
    try:
        claims = jwt.decode(
            token, key, algorithms=["EdDSA"], options={"verify_exp": False, "verify_nbf": False, "verify_iat": False}
        )
    except jwt.InvalidSignatureError:
        raise Invalid("tampered") from None
    return {name: value for name, value in claims.items() if name not in ("iss", "jti", "sub", "nbf", "iat", "exp")}


def check_time(document: dict[str, Any], now: datetime) -> None:
    if now < datetime.fromisoformat(document["validFrom"]):
        raise Invalid("not yet valid")
    if "validUntil" in document and now > datetime.fromisoformat(document["validUntil"]):
        raise Invalid("expired")


def status_bit(entry: dict[str, Any], outside: Outside) -> bool:
    """Read in the list itself, whose own proof is checked first."""
    listed = outside.fetch(entry["statusListCredential"])
    check_proof(listed, outside)
    check_time(listed, outside.now)
    subject = listed["credentialSubject"]
    assert subject["statusPurpose"] == entry["statusPurpose"]
    packed = subject["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert len(bits) * 8 >= 131_072
    index = int(entry["statusListIndex"])
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def verdict(credential: dict[str, Any] | str, outside: Outside) -> str:
    """ "valid", or why it is not."""
    try:
        document = check_token(credential, outside) if isinstance(credential, str) else credential
        if not isinstance(credential, str):
            check_proof(document, outside)
        check_time(document, outside.now)
        for entry in document["credentialStatus"]:
            if status_bit(entry, outside):
                raise Invalid({"revocation": "revoked", "suspension": "suspended"}[entry["statusPurpose"]])
    except Invalid as reason:
        return str(reason)
    return "valid"
