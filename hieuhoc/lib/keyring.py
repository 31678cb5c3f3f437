"""Root keys of the installation and the keys derived from them, one per use."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12
TAG = 16


class Unreadable(ValueError):
    """Not ours, tampered with, sealed for another purpose, or by a key that is no longer in the keyring."""


def derived_key(root: bytes, use: str, salt: bytes | None = None) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"hieuhoc." + use.encode()).derive(root)


def read_key(text: str) -> bytes:
    """32 bytes from base64url, with or without padding."""
    key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(key) != 32:
        raise ValueError(f"a key is 32 bytes in base64url, not {len(key)}")
    return key


@dataclass(frozen=True, repr=False)
class Keyring:
    """Root keys by id, the writing one first. The index key stays when they rotate: indexes could not be compared
    otherwise."""

    roots: tuple[tuple[bytes, bytes], ...]
    index_key: bytes

    @staticmethod
    def from_settings(data_keys: Iterable[str], index_key: str) -> "Keyring":
        roots = []
        for entry in data_keys:
            name, _, key = entry.partition(":")
            if not name or len(name) > 20 or not name.isascii():
                raise ValueError("a data key is written id:base64url with an id of 1 to 20 ASCII characters")
            roots.append((name.encode(), read_key(key)))
        if not roots or len({name for name, _ in roots}) != len(roots):
            raise ValueError("data keys need at least one entry, and every id once")
        return Keyring(tuple(roots), read_key(index_key))

    @property
    def writing(self) -> bytes:
        return self.roots[0][0]

    def root(self, key_id: bytes) -> bytes:
        for name, key in self.roots:
            if name == key_id:
                return key
        raise Unreadable("sealed by a key that is not in the keyring")


@cache
def _keyring(data_keys: tuple[str, ...], index_key: str) -> Keyring:
    return Keyring.from_settings(data_keys, index_key)


def keyring() -> Keyring:
    """The installation's keys; read anew when the settings change, as tests do."""
    return _keyring(tuple(settings.DATA_KEYS), settings.INDEX_KEY)


@cache
def aead_for(ring: Keyring, key_id: bytes, use: str) -> AESGCM:
    return AESGCM(derived_key(ring.root(key_id), use))


def header(key_id: bytes) -> bytes:
    return bytes([len(key_id)]) + key_id


def split_header(sealed: bytes) -> tuple[bytes, int]:
    """Key id and where the rest begins."""
    end = 1 + (sealed[0] if sealed else 0)
    if len(sealed) < end + NONCE:
        raise Unreadable("too short to be a sealed value")
    return sealed[1:end], end
