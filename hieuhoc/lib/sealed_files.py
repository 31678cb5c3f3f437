"""Sealed files of any size, read and written in segments: the AES-GCM-HKDF streaming scheme as published by Tink.

Layout: header (key id), salt (32), nonce prefix (7), then segments of 1 MiB + tag. The nonce of a segment is the
prefix, its number (4 bytes) and 1 for the last one, so segments cannot be reordered, dropped or cut off unseen.
"""

import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hieuhoc.lib.keyring import TAG, Unreadable, derived_key, header, keyring

SEGMENT = 1 << 20
SALT = 32
PREFIX = 7


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([is_last])


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and whether it is the last one: known by reading one piece ahead."""
    number, piece = 0, _read_exactly(source, size)
    while True:
        following = _read_exactly(source, size) if len(piece) == size else b""
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _read_exactly(source: BinaryIO, size: int) -> bytes:
    parts = []
    while size and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def seal_stream(source: BinaryIO, target: BinaryIO) -> None:
    ring = keyring()
    salt, prefix = os.urandom(SALT), os.urandom(PREFIX)
    aead = AESGCM(derived_key(ring.root(ring.writing), "file", salt))
    target.write(header(ring.writing) + salt + prefix)
    for number, piece, is_last in _pieces(source, SEGMENT):
        target.write(aead.encrypt(_nonce(prefix, number, is_last), piece, None))


def open_stream(source: BinaryIO) -> Iterator[bytes]:
    """Verified pieces in order. Raises Unreadable at the first wrong one: drop what came before, too, when it
    matters."""
    key_id = _read_exactly(source, (_read_exactly(source, 1) or b"\0")[0])
    salt, prefix = _read_exactly(source, SALT), _read_exactly(source, PREFIX)
    if len(prefix) < PREFIX:
        raise Unreadable("too short to be a sealed file")
    aead = AESGCM(derived_key(keyring().root(key_id), "file", salt))
    for number, piece, is_last in _pieces(source, SEGMENT + TAG):
        try:
            yield aead.decrypt(_nonce(prefix, number, is_last), piece, None)
        except InvalidTag:
            raise Unreadable("this file was changed or cut off") from None


class _Opened:
    """The plain bytes of a sealed file, read a piece at a time."""

    def __init__(self, sealed: BinaryIO) -> None:
        self.pieces, self.left = open_stream(sealed), b""

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            self.left = next(self.pieces, b"")
        part, self.left = self.left[:size], self.left[size:]
        return part


def seal_file_anew(path: Path) -> bool:
    """Under the newest key, unless it is already; the old file stays until the new one is complete. False when there is
    nothing to do, or no such file. Raises Unreadable."""
    draft = path.with_name(path.name + ".draft")
    try:
        with path.open("rb") as sealed:
            start = header(keyring().writing)
            if sealed.read(len(start)) == start:
                return False
            sealed.seek(0)
            with draft.open("wb") as target:
                seal_stream(cast(BinaryIO, _Opened(sealed)), target)
                target.flush()
                os.fsync(target.fileno())
    except FileNotFoundError:
        return False
    except Unreadable:
        draft.unlink(missing_ok=True)
        raise
    shutil.copymode(path, draft)
    draft.replace(path)
    return True


def seal_blob(content: bytes) -> bytes:
    target = BytesIO()
    seal_stream(BytesIO(content), target)
    return target.getvalue()


def open_blob(sealed: bytes) -> bytes:
    return b"".join(open_stream(BytesIO(sealed)))
