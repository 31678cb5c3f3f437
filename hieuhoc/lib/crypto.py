"""Keeping values secret and still findable: AES-256-GCM under rotating root keys, keyed blind indexes, sealed tokens.

Layout of a sealed value: length of the key id (1 byte), key id, nonce (12 bytes), ciphertext with its tag. Every use
has its own key, derived by HKDF from the root key, and its purpose is authenticated with it: a sealed phone cannot be
pasted into a mail column.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hieuhoc.lib.keyring import NONCE, Keyring, Unreadable, aead_for, derived_key, header, keyring, split_header
from hieuhoc.lib.sealed_files import open_blob, open_stream, seal_blob, seal_stream

__all__ = [
    "Unreadable",
    "blind_index",
    "blind_index_many",
    "carry_private_roots",
    "decrypt",
    "decrypt_many",
    "encrypt",
    "encrypt_many",
    "needs_rotation",
    "open_blob",
    "open_private",
    "open_stream",
    "open_token",
    "person_key",
    "private_root",
    "seal_blob",
    "seal_private_bytes",
    "seal_private_many",
    "seal_stream",
    "seal_token",
]

INDEX_BYTES = 16


# Values of a column


def encrypt(value: bytes, *, purpose: str) -> bytes:
    ring = keyring()
    nonce = os.urandom(NONCE)
    return header(ring.writing) + nonce + aead_for(ring, ring.writing, "value").encrypt(nonce, value, purpose.encode())


def decrypt(sealed: bytes, *, purpose: str) -> bytes:
    """Raises Unreadable."""
    sealed = bytes(sealed)
    key_id, start = split_header(sealed)
    return _open(aead_for(keyring(), key_id, "value"), sealed, start, purpose.encode())


def encrypt_many(values: Sequence[bytes | None], *, purpose: str) -> list[bytes | None]:
    """The same as `encrypt` for a column; nonces are drawn at once."""
    ring = keyring()
    seal = aead_for(ring, ring.writing, "value").encrypt
    start = header(ring.writing)
    about = purpose.encode()
    drawn = os.urandom(NONCE * len(values))
    nonces = [drawn[first : first + NONCE] for first in range(0, len(drawn), NONCE)]
    return [
        None if value is None else start + nonce + seal(nonce, value, about)
        for nonce, value in zip(nonces, values, strict=True)
    ]


def decrypt_many(sealed: Iterable[bytes | None], *, purpose: str) -> list[bytes | None]:
    return [None if value is None else decrypt(value, purpose=purpose) for value in sealed]


def needs_rotation(sealed: bytes) -> bool:
    """True when a newer key would be used to write this value today."""
    return split_header(bytes(sealed))[0] != keyring().writing


def _open(aead: AESGCM, sealed: bytes, start: int, about: bytes) -> bytes:
    try:
        return aead.decrypt(sealed[start : start + NONCE], sealed[start + NONCE :], about)
    except InvalidTag:
        raise Unreadable("not sealed by us for this purpose") from None


# Finding without reading


@cache
def _index_key(ring: Keyring, purpose: str) -> bytes:
    return derived_key(ring.index_key, "index." + purpose)


def blind_index(text: str, *, purpose: str) -> bytes:
    """16 bytes, the same for the same text and purpose: keyed BLAKE2b. Normalise the text before."""
    return hashlib.blake2b(text.encode(), digest_size=INDEX_BYTES, key=_index_key(keyring(), purpose)).digest()


def blind_index_many(texts: Iterable[str | None], *, purpose: str) -> list[bytes | None]:
    # Copying a hash that has taken its key block saves one of the two compressions per value.
    begun = hashlib.blake2b(digest_size=INDEX_BYTES, key=_index_key(keyring(), purpose)).copy
    indexes: list[bytes | None] = []
    add = indexes.append
    for text in texts:
        if text is None:
            add(None)
            continue
        digest = begun()
        digest.update(text.encode())
        add(digest.digest())
    return indexes


# Values of one person, unreadable once the person's secret is destroyed


type Carried = Callable[[bytes], bytes | None]
_carried: list[Carried] = []


def carry_private_roots(find: Carried) -> None:
    """`find` gives what `private_root` gave for a key that is no longer in the keyring, or None."""
    _carried.append(find)


@cache
def private_root(ring: Keyring, key_id: bytes) -> bytes:
    """Seeds the keys of persons. Raises Unreadable for a key that is neither in the keyring nor carried on."""
    try:
        return derived_key(ring.root(key_id), "private")
    except Unreadable:
        known_root = next((root for find in _carried if (root := find(key_id)) is not None), None)
        if known_root is None:
            raise
        return known_root


def person_key(secret: bytes, key_id: bytes | None = None) -> bytes:
    """The key of one person's values: HKDF-Expand (RFC 5869, one block) of the root key over the person's secret."""
    if len(secret) != 16:
        raise ValueError("a person's secret is 16 bytes")
    ring = keyring()
    return hmac.digest(private_root(ring, key_id or ring.writing), b"hieuhoc.person." + secret + b"\x01", "sha256")


def seal_private_bytes(value: bytes, secret: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return header(keyring().writing) + nonce + AESGCM(person_key(bytes(secret))).encrypt(nonce, value, b"private")


def seal_private_many(values: Sequence[bytes | None], secrets: Sequence[bytes]) -> list[bytes | None]:
    """One value per person, as `seal_private_bytes`."""
    ring = keyring()
    start, root = header(ring.writing), private_root(ring, ring.writing)
    drawn = os.urandom(NONCE * len(values))
    expand = hmac.digest
    sealed: list[bytes | None] = []
    for row, (value, secret) in enumerate(zip(values, secrets, strict=True)):
        if value is None:
            sealed.append(None)
            continue
        nonce = drawn[row * NONCE : row * NONCE + NONCE]
        key = expand(root, b"hieuhoc.person." + secret + b"\x01", "sha256")
        sealed.append(start + nonce + AESGCM(key).encrypt(nonce, value, b"private"))
    return sealed


def open_private(sealed: bytes, secret: bytes) -> bytes:
    """Raises Unreadable."""
    sealed = bytes(sealed)
    key_id, start = split_header(sealed)
    return _open(AESGCM(person_key(bytes(secret), key_id)), sealed, start, b"private")


# Tokens for addresses: page cursors, kept name searches


def seal_token(value: bytes, *, purpose: str) -> str:
    """Opaque text that is safe in a URL."""
    ring = keyring()
    nonce = os.urandom(NONCE)
    sealed = (
        header(ring.writing) + nonce + aead_for(ring, ring.writing, "token").encrypt(nonce, value, purpose.encode())
    )
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_token(token: str, *, purpose: str) -> bytes:
    """Raises Unreadable: a token is input, whatever page gave it out."""
    try:
        sealed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Unreadable("not a token") from None
    key_id, start = split_header(sealed)
    return _open(aead_for(keyring(), key_id, "token"), sealed, start, purpose.encode())
