"""The files of a batch: the upload, staged rows and undo data, each sealed, in a folder of its own under DATA_DIR."""

import contextlib
import hashlib
import io
import json
import logging
import os
import secrets
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.keyring import Unreadable
from hieuhoc.lib.sealed_files import open_stream, seal_stream
from hieuhoc.sheets.models import Batch

SOURCE = "source"
FOLDERS, PLAIN, UNDO = "batches", "plain-", "undo-"

logger = logging.getLogger("hieuhoc.sheets")

type Part = tuple[dict[str, Any], pl.DataFrame]


def new_folder() -> str:
    folder = Path(FOLDERS) / secrets.token_hex(16)
    (Path(settings.DATA_DIR) / folder).mkdir(mode=0o700, parents=True)
    return str(folder)


@contextlib.contextmanager
def kept_folder() -> Iterator[str]:
    """A new folder that is gone at once when what is done with it fails: a full disk gets its space back."""
    folder = new_folder()
    try:
        yield folder
    except BaseException:
        shutil.rmtree(Path(settings.DATA_DIR) / folder, ignore_errors=True)
        raise


def path_of(batch: Batch, name: str) -> Path:
    return Path(settings.DATA_DIR) / batch.folder / name


class Hashing:
    """Reads on while taking the SHA-256 of what went through."""

    def __init__(self, content: BinaryIO) -> None:
        self.content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.content.read(size)
        self.digest.update(part)
        return part


def keep_source(content: BinaryIO, folder: str) -> bytes:
    """Seals the upload; SHA-256 of its plain bytes."""
    reader = Hashing(content)
    with (Path(settings.DATA_DIR) / folder / SOURCE).open("wb") as sealed:
        seal_stream(cast(BinaryIO, reader), sealed)
    return reader.digest.digest()


@contextlib.contextmanager
def plain_source(batch: Batch) -> Iterator[Path]:
    """The upload as a plain file only we may read, for as long as a reader needs it (sweeping.py, should we be killed)."""
    suffix = Path(batch.file_name).suffix.lower()
    plain = path_of(batch, PLAIN + secrets.token_hex(8) + (suffix if suffix.isascii() else ""))
    try:
        with _kept(SOURCE), path_of(batch, SOURCE).open("rb") as sealed:
            handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.writelines(open_stream(sealed))
        yield plain
    finally:
        plain.unlink(missing_ok=True)


@contextlib.contextmanager
def _kept(name: str) -> Iterator[None]:
    """Lost or damaged files of a batch are told, not met as a fault; the log says which file it was."""
    try:
        yield
    except (FileNotFoundError, Unreadable) as fault:
        logger.error("stored file of an import lost or damaged", extra={"file": name})
        if name == SOURCE:
            sentence, remedy = (
                _("Tệp đã gửi đã mất hoặc hỏng trên máy chủ."),
                _("Gửi lại tệp; báo người quản trị máy chủ."),
            )
        elif name.startswith(UNDO):
            sentence = _("Dữ liệu để hoàn tác lần nhập này đã mất hoặc hỏng trên máy chủ.")
            remedy = _("Sửa từng dòng ở trang của người đó; báo người quản trị máy chủ.")
        else:
            sentence = _("Các dòng đã đọc của lần nhập này đã mất hoặc hỏng trên máy chủ.")
            remedy = _("Kiểm tra lại tệp; báo người quản trị máy chủ.")
        raise Refusal(sentence, remedy=remedy, code="stored_file_lost") from fault


def keep_frames(batch: Batch, name: str, parts: list[Part]) -> None:
    """Parts (a plain header and a frame each) sealed under one name; complete or not there at all."""
    content = io.BytesIO()
    for header, frame in parts:
        body = io.BytesIO()
        frame.write_ipc(body, compression="lz4")
        words = json.dumps(header).encode()
        content.write(struct.pack(">II", len(words), body.tell()) + words)
        content.write(body.getbuffer())
        body.close()  # as large as what was just written
    target = path_of(batch, name)
    draft = target.with_suffix(".draft")
    try:
        content.seek(0)
        with draft.open("wb") as sealed:
            seal_stream(content, sealed)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)  # a full disk must not be left fuller


def read_frames(batch: Batch, name: str) -> list[Part]:
    with _kept(name), path_of(batch, name).open("rb") as sealed:
        content = memoryview(b"".join(open_stream(sealed)))
    parts: list[Part] = []
    offset = 0
    while offset < len(content):
        header_size, body_size = struct.unpack(">II", content[offset : offset + 8])
        header = json.loads(bytes(content[offset + 8 : offset + 8 + header_size]))
        offset += 8 + header_size
        parts.append((header, pl.read_ipc(io.BytesIO(content[offset : offset + body_size]))))
        offset += body_size
    return parts


def staged_name(position: int) -> str:
    return f"rows-{position}"


def undo_name(position: int) -> str:
    return f"{UNDO}{position}"


def has_file(batch: Batch, name: str) -> bool:
    return path_of(batch, name).exists()


def file_names(batch: Batch, pattern: str) -> list[str]:
    return sorted(path.name for path in (Path(settings.DATA_DIR) / batch.folder).glob(pattern))


def drop_folder(batch: Batch) -> None:
    shutil.rmtree(Path(settings.DATA_DIR) / batch.folder, ignore_errors=True)


def drop_files(batch: Batch, pattern: str) -> None:
    for path in (Path(settings.DATA_DIR) / batch.folder).glob(pattern):
        path.unlink(missing_ok=True)
