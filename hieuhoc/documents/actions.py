"""Keeping files: encrypted on disk under an opaque name, known by the hash of their plain bytes."""

import hashlib
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from hieuhoc.documents.models import Document
from hieuhoc.lib.crypto import open_blob, seal_blob


def store_file(
    content: bytes,
    *,
    kind: str,
    file_name: str,
    media_type: str,
    purge_after: datetime | None = None,
) -> Document:
    """Writes the sealed file first, then its row: a failed transaction leaves at most an unreadable orphan, never a row without file."""
    path = Path("documents") / kind / secrets.token_hex(2) / secrets.token_hex(16)
    place = Path(settings.DATA_DIR) / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(seal_blob(content))
    return Document.objects.create(
        kind=kind,
        file_name=file_name[:200],
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
        path=str(path),
        purge_after=purge_after,
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
