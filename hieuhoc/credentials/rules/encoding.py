"""Bytes as text, as credentials write them (Controlled Identifiers 1.0, sections 2.4 and 2.5)."""

import base64
import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"  # the multicodec of an Ed25519 public key


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base58(data: bytes) -> str:
    """base58btc: leading zero bytes are ones."""
    number = int.from_bytes(data)
    letters = []
    while number:
        number, letter = divmod(number, 58)
        letters.append(BASE58[letter])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "1" * zeros + "".join(reversed(letters))


def multikey(public: bytes) -> str:
    """`z6Mk…` from the 32 bytes of the key."""
    return "z" + base58(ED25519 + public)


def key_tag(public: bytes) -> bytes:
    """4 bytes by which a QR code names its key."""
    return hashlib.sha256(public).digest()[:4]
