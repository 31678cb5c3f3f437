"""The files of a batch: the upload, staged rows and undo data, each sealed, in a folder of its own under DATA_DIR."""

import contextlib
import hashlib
import io
import json
import os
import secrets
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
from django.conf import settings

from hieuhoc.lib.crypto import open_blob, seal_blob
from hieuhoc.sheets.models import Batch

SLICE = 8 * 1024 * 1024
SOURCE = "source"

type Part = tuple[dict[str, Any], pl.DataFrame]


def new_folder() -> str:
    folder = Path("batches") / secrets.token_hex(16)
    (Path(settings.DATA_DIR) / folder).mkdir(mode=0o700, parents=True)
    return str(folder)


def path_of(batch: Batch, name: str) -> Path:
    return Path(settings.DATA_DIR) / batch.folder / name


def seal_stream(content: BinaryIO, folder: str) -> bytes:
    """Writes the upload in sealed slices; SHA-256 of its plain bytes."""
    digest = hashlib.sha256()
    with (Path(settings.DATA_DIR) / folder / SOURCE).open("wb") as sealed:
        while part := content.read(SLICE):
            digest.update(part)
            block = seal_blob(part)
            sealed.write(struct.pack(">I", len(block)) + block)
    return digest.digest()


@contextlib.contextmanager
def plain_source(batch: Batch) -> Iterator[Path]:
    """The upload as a plain file only we may read, for as long as a reader needs it."""
    suffix = Path(batch.file_name).suffix.lower()
    plain = path_of(batch, "plain" + (suffix if suffix.isascii() else ""))
    plain.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for part in _slices(path_of(batch, SOURCE)):
                out.write(part)
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _slices(path: Path) -> Iterator[bytes]:
    with path.open("rb") as sealed:
        while head := sealed.read(4):
            yield open_blob(sealed.read(struct.unpack(">I", head)[0]))


def keep_frames(batch: Batch, name: str, parts: list[Part]) -> None:
    """Parts (a plain header and a frame each) sealed under one name; complete or not there at all."""
    content = io.BytesIO()
    for header, frame in parts:
        body = io.BytesIO()
        frame.write_ipc(body, compression="lz4")
        words = json.dumps(header).encode()
        content.write(struct.pack(">II", len(words), body.tell()) + words + body.getbuffer())
    target = path_of(batch, name)
    draft = target.with_suffix(".draft")
    draft.write_bytes(seal_blob(content.getvalue()))
    draft.replace(target)


def read_frames(batch: Batch, name: str) -> list[Part]:
    content = memoryview(open_blob(path_of(batch, name).read_bytes()))
    parts: list[Part] = []
    at = 0
    while at < len(content):
        header_size, body_size = struct.unpack(">II", content[at : at + 8])
        header = json.loads(bytes(content[at + 8 : at + 8 + header_size]))
        at += 8 + header_size
        parts.append((header, pl.read_ipc(io.BytesIO(content[at : at + body_size]), memory_map=False)))
        at += body_size
    return parts


def staged_name(position: int) -> str:
    return f"rows-{position}"


def undo_name(position: int) -> str:
    return f"undo-{position}"


def has_file(batch: Batch, name: str) -> bool:
    return path_of(batch, name).exists()


def drop_folder(batch: Batch) -> None:
    shutil.rmtree(Path(settings.DATA_DIR) / batch.folder, ignore_errors=True)


def drop_files(batch: Batch, pattern: str) -> None:
    for path in (Path(settings.DATA_DIR) / batch.folder).glob(pattern):
        path.unlink(missing_ok=True)
