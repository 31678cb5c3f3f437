"""Keeping personal values: AES-256-GCM under rotating keys, and keyed blind indexes to find them again.

A ciphertext is: 1 byte length of the key id, the key id, 12 bytes nonce, AES-GCM output. Its purpose is authenticated with it, so that
a value moved to another column does not open. One derived key per purpose (HKDF-SHA256). Nonces are random: far fewer than 2^32 values
are ever written under one key and purpose.
"""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
INDEX_BYTES = 16
BLOB_PURPOSE = "lib.blob"
PERSON_PURPOSE = "lib.person"


class Unreadable(Exception):
    """The value was not written by this installation, its key is gone, or it was changed."""


@lru_cache
def _roots() -> dict[str, bytes]:
    """Root keys by id, newest first (settings.DATA_KEYS = ["id:secret", …])."""
    return {key_id: secret.encode() for key_id, _, secret in (entry.partition(":") for entry in settings.DATA_KEYS)}


def derive_key(root: bytes, info: str, salt: bytes | None = None) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info.encode()).derive(root)


@lru_cache(maxsize=256)
def _cipher(key_id: str, purpose: str) -> AESGCM:
    try:
        return AESGCM(derive_key(_roots()[key_id], f"encrypt:{purpose}"))
    except KeyError:
        raise Unreadable(f"no key {key_id!r}") from None


def _newest() -> str:
    return next(iter(_roots()))


def encrypt(value: bytes, *, purpose: str) -> bytes:
    sealed = encrypt_many([value], purpose=purpose)[0]
    assert sealed is not None
    return sealed


def encrypt_many(values: Sequence[bytes | None], *, purpose: str) -> list[bytes | None]:
    """One ciphertext per value, None for None; one draw of randomness for all nonces."""
    key_id = _newest()
    head = bytes([len(key_id)]) + key_id.encode()
    seal, aad = _cipher(key_id, purpose).encrypt, purpose.encode()
    noise = os.urandom(NONCE * len(values))
    nonces = (noise[at : at + NONCE] for at in range(0, len(noise), NONCE))
    return [
        None if value is None else head + nonce + seal(nonce, value, aad) for value, nonce in zip(values, nonces, strict=True)
    ]


def decrypt(sealed: bytes, *, purpose: str) -> bytes:
    """Raises Unreadable."""
    end = 1 + sealed[0]
    try:
        cipher = _cipher(sealed[1:end].decode("ascii"), purpose)
        return cipher.decrypt(sealed[end : end + NONCE], sealed[end + NONCE :], purpose.encode())
    except (InvalidTag, UnicodeDecodeError, ValueError) as error:
        raise Unreadable(purpose) from error


def is_under_newest_key(sealed: bytes) -> bool:
    """Whether a rotation still has to rewrite this value."""
    return sealed[1 : 1 + sealed[0]] == _newest().encode()


@lru_cache(maxsize=64)
def _index_key(purpose: str) -> bytes:
    return derive_key(settings.INDEX_KEY.encode(), f"index:{purpose}")


def blind_index(value: str, *, purpose: str) -> bytes:
    """16 bytes of keyed BLAKE2b: equal values give equal indexes, and nothing else can be learnt without the key."""
    return hashlib.blake2b(value.encode(), key=_index_key(purpose), digest_size=INDEX_BYTES).digest()


def blind_index_many(values: Sequence[str | None], *, purpose: str) -> list[bytes | None]:
    key, mac = _index_key(purpose), hashlib.blake2b
    return [None if value is None else mac(value.encode(), key=key, digest_size=INDEX_BYTES).digest() for value in values]


def seal_blob(content: bytes) -> bytes:
    """A whole file at once (callers chunk what is large)."""
    return encrypt(content, purpose=BLOB_PURPOSE)


def open_blob(sealed: bytes) -> bytes:
    return decrypt(sealed, purpose=BLOB_PURPOSE)


def _person_key(key_id: str, secret: bytes) -> AESGCM:
    try:
        return AESGCM(derive_key(_roots()[key_id], PERSON_PURPOSE, salt=secret))
    except KeyError:
        raise Unreadable(f"no key {key_id!r}") from None


def seal_private_bytes(content: bytes, secret: bytes) -> bytes:
    """Under the key of one person (root key and the person's secret together): destroying the secret destroys the value."""
    key_id, nonce = _newest(), os.urandom(NONCE)
    return bytes([len(key_id)]) + key_id.encode() + nonce + _person_key(key_id, secret).encrypt(nonce, content, b"person")


def open_private(sealed: bytes, secret: bytes) -> bytes:
    end = 1 + sealed[0]
    try:
        cipher = _person_key(sealed[1:end].decode("ascii"), secret)
        return cipher.decrypt(sealed[end : end + NONCE], sealed[end + NONCE :], b"person")
    except (InvalidTag, UnicodeDecodeError) as error:
        raise Unreadable("person") from error
