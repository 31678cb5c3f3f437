"""Which release read a file: what it staged may miss what a later one writes, so a checked file is read again after an upgrade."""

import hashlib
from functools import cache
from pathlib import Path

import hieuhoc
from hieuhoc.sheets.sheet import Sheet

LETTERS = 10
_NO_READING = {"web", "demo", "locale", "migrations", "__pycache__"}


def reading_release(sheet: Sheet) -> str:
    """As `Batch.sheet_version` keeps it."""
    return f"{sheet.version}:{release()}"


@cache
def release() -> str:
    """A mark of the code that reads and writes rows; another one after every upgrade that touched it."""
    root, digest = Path(hieuhoc.__file__).parent, hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        if not _NO_READING.intersection(path.relative_to(root).parts):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:LETTERS]
