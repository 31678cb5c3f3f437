"""What a killed process left behind: plain copies of uploads, folders that no batch speaks of."""

import shutil
import time
from pathlib import Path

from django.conf import settings

from hieuhoc.sheets.models import Batch
from hieuhoc.sheets.staging import FOLDERS, PLAIN

PLAIN_SECONDS = 3600  # longer than any reading takes
ORPHAN_SECONDS = 24 * 3600  # a folder is made in the transaction that makes its batch


def sweep() -> int:
    """Removes them; gives their number."""
    folders = Path(settings.DATA_DIR) / FOLDERS
    plain = [path for path in folders.glob(f"*/{PLAIN}*") if _is_older(path, PLAIN_SECONDS)]
    for path in plain:
        path.unlink(missing_ok=True)
    known = set(Batch.objects.values_list("folder", flat=True))
    orphans = [path for path in folders.glob("*") if f"{FOLDERS}/{path.name}" not in known]
    old = [path for path in orphans if _is_older(path, ORPHAN_SECONDS)]
    for path in old:
        shutil.rmtree(path, ignore_errors=True)
    return len(plain) + len(old)


def _is_older(path: Path, seconds: float) -> bool:
    try:
        return time.time() - path.stat().st_mtime > seconds
    except FileNotFoundError:
        return False
