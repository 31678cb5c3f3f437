"""What the database alone cannot forge: each block is sealed with a key of the keyring, and the newest seal of each journal
is kept outside the database too, so that neither a rewritten block nor a cut-off end stays unseen."""

import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from hieuhoc.audit.models import Block
from hieuhoc.lib.crypto import private_root
from hieuhoc.lib.keyring import keyring

FOLDER = "seals"


@dataclass(frozen=True)
class Kept:
    """The newest block of a journal as it was when it was sealed. `seal`: hex."""

    journal: str
    first_id: int
    last_id: int
    row_count: int
    seal: str


def seal_of(block: Block, previous: bytes) -> bytes:
    """`previous`: the seal of the block before, empty for the first that is sealed with a key."""
    words = f"{block.journal}|{block.first_id}|{block.last_id}|{block.row_count}|".encode()
    key = hmac.digest(private_root(keyring(), block.key_id.encode()), b"hieuhoc.audit.seal", "sha256")
    return hmac.digest(key, words + bytes(block.digest) + previous, "sha256")


def places_outside() -> list[Path]:
    """The data folder, and the place the operator names (another disk, another machine's share)."""
    folders = [Path(settings.DATA_DIR) / FOLDER, *([Path(settings.SEALS_FOLDER)] if settings.SEALS_FOLDER else [])]
    return [folder / connection.settings_dict["NAME"] for folder in folders]


def keep_outside(block: Block) -> None:
    """One line more in each place; what was there stays."""
    assert block.seal is not None
    kept = Kept(block.journal, block.first_id, block.last_id, block.row_count, bytes(block.seal).hex())
    line = json.dumps(asdict(kept)) + "\n"
    for folder in places_outside():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / f"{block.journal}.log").open("a", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())


def kept_outside(journal: str) -> Iterator[Kept]:
    """Everything ever kept, in all places, oldest first in each; a line torn by a crash counts for nothing. All of it, not
    only the newest: after an end was cut off, sealing goes on and keeps newer ones."""
    for folder in places_outside():
        path = folder / f"{journal}.log"
        if path.exists():
            with path.open(encoding="ascii", errors="replace") as file:
                yield from (kept for kept in map(_read, file) if kept is not None)


def newest_outside(journal: str) -> Kept | None:
    newest = None
    for kept in kept_outside(journal):
        newest = kept
    return newest


def _read(line: str) -> Kept | None:
    try:
        return Kept(**json.loads(line))
    except (ValueError, TypeError):
        return None
