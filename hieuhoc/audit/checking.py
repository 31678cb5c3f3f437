"""Whether the history still is what was sealed, and what the last look at it said (kept outside the database, for health)."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from hieuhoc.audit.sealing import Verification, verify_all
from hieuhoc.audit.seals import places_outside

VERIFIED = "verified.json"


@dataclass(frozen=True)
class LastCheck:
    checked_at: datetime
    holds: bool


def check_history() -> list[Verification]:
    """Recomputes every digest and seal; what came of it stays for `last_check`."""
    verified = verify_all()
    folder = places_outside()[0]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    words = {"checked_at": timezone.now().isoformat(), "holds": all(journal.holds for journal in verified)}
    draft = folder / f".{VERIFIED}"
    draft.write_text(json.dumps(words), encoding="ascii")
    draft.replace(folder / VERIFIED)
    return verified


def last_check() -> LastCheck | None:
    """None = never looked."""
    path = places_outside()[0] / VERIFIED
    try:
        words = json.loads(path.read_text(encoding="ascii"))
        return LastCheck(datetime.fromisoformat(words["checked_at"]), bool(words["holds"]))
    except (OSError, ValueError, KeyError):
        return None
