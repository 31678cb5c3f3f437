"""Keeping files: encrypted on disk under an opaque name, known by the hash of their plain bytes."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from hieuhoc.documents.models import Document
from hieuhoc.lib.crypto import open_blob, seal_blob

FOLDER, REMOVED = "documents", "(đã xoá)"


@dataclass(frozen=True)
class NewFile:
    """`kind`: the folder it lies in; `purge_after`: None = as long as what points at it."""

    content: bytes
    kind: str
    file_name: str
    media_type: str
    purge_after: datetime | None = None
    look: int | None = None


def store_file(
    content: bytes,
    *,
    kind: str,
    file_name: str,
    media_type: str,
    purge_after: datetime | None = None,
    look: int | None = None,
) -> Document:
    return store_files([NewFile(content, kind, file_name, media_type, purge_after, look)])[0]


def store_files(files: Sequence[NewFile]) -> list[Document]:
    """In their order. Writes the sealed files first, then their rows: a failed transaction leaves at most unreadable orphans,
    never a row without file."""
    return Document.objects.bulk_create([_written(file) for file in files])


def _written(file: NewFile) -> Document:
    path = Path(FOLDER) / file.kind / secrets.token_hex(1) / secrets.token_hex(16)
    place = Path(settings.DATA_DIR) / path
    sealed = seal_blob(file.content)
    try:
        place.write_bytes(sealed)
    except FileNotFoundError:  # the first of its folder
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(sealed)
    return Document(
        kind=file.kind,
        file_name=file.file_name[:200],
        media_type=file.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).digest(),
        look=file.look,
        path=str(path),
        purge_after=file.purge_after,
    )


def read_file(document: Document) -> bytes:
    """Raises FileNotFoundError when purged, ValueError when the bytes no longer have the stored hash."""
    content = open_blob((Path(settings.DATA_DIR) / document.path).read_bytes())
    if hashlib.sha256(content).digest() != bytes(document.sha256):
        raise ValueError("stored file does not match its hash")
    return content


def remove_file(document: Document) -> None:
    """The row now, its bytes with the commit: what is rolled back is still there. Nothing may point at the row any more."""
    path = Path(settings.DATA_DIR) / document.path
    document.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def drop_bytes(documents: Sequence[Document]) -> int:
    """Their time is over: the bytes and the name go, the rows stay with what points at them. Killed before the commit, the
    next run finds them again."""
    for document in documents:
        (Path(settings.DATA_DIR) / document.path).unlink(missing_ok=True)
    ids = [document.pk for document in documents]
    return Document.objects.filter(pk__in=ids).update(purged_at=timezone.now(), file_name=REMOVED)


def orphaned_files(before: datetime) -> Iterator[Path]:
    """Files older than that moment which no row speaks of: their transaction was rolled back, or killed after its commit."""
    root = Path(settings.DATA_DIR)
    old = (path for path in (root / FOLDER).glob("*/*/*") if _is_older(path, before))
    while chunk := list(islice(old, 500)):
        names = [str(path.relative_to(root)) for path in chunk]
        known = set(Document.objects.filter(path__in=names).values_list("path", flat=True))
        yield from (path for path, name in zip(chunk, names, strict=True) if name not in known)


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False
