"""For load balancers and watchdogs: is this process up, does it reach the database, does somebody do the background work,
is there room on the disk?"""

import shutil
import tempfile
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from hieuhoc.audit.checking import last_check
from hieuhoc.outbox.reads import mails_are_late
from hieuhoc.web.guards import public

# A worker says every ten seconds that it lives.
WORKER_SILENT_AFTER = "60 seconds"
CHECKED_WITHIN = PURGED_WITHIN = timedelta(days=2)
LOW_SHARE, LOW_BYTES = 0.1, 10_000_000_000  # whichever is less


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 `{"status": "ok", "database": "ok", "worker": "ok" or "silent", "history": "ok", "broken" or "unchecked", "purged":
    "ok" or "late", "purged_on": day or null, "disk": "ok" or "low", "mail": "ok" or "late"}`; 503 when the database does not
    answer. `history` is what the last check said, "unchecked" without one in two days; `purged` is "late" when for two days no
    nightly job ended what is kept no longer, counted from the first deed where none ever did; a "low" disk still has room, but
    somebody should look; mail is "late" when the mail server has not taken one for an hour.

    A silent worker is no reason to send people elsewhere, so it is told and does not change the status. Nothing is said
    about versions or people.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - %s::interval),"
                " (SELECT max(finished_at) FROM privacy_purgenight), (SELECT at FROM audit_entry ORDER BY id LIMIT 1)",
                [WORKER_SILENT_AFTER],
            )
            works, purged_at, began_at = cursor.fetchone() or (False, None, None)
        mail = "late" if mails_are_late() else "ok"
    except Error:
        return JsonResponse({"status": "no database", "database": "silent"}, status=503)
    answer = {"status": "ok", "database": "ok", "worker": "ok" if works else "silent"}
    return JsonResponse(
        answer | {"history": history_state()} | purge_state(purged_at, began_at) | {"disk": disk_state(), "mail": mail}
    )


def purge_state(purged_at: datetime | None, began_at: datetime | None) -> dict[str, str | None]:
    """`began_at`: the first deed on record. Where nothing was done yet, nothing is late."""
    since = purged_at or began_at
    is_late = since is not None and since < timezone.now() - PURGED_WITHIN
    day = timezone.localdate(purged_at).isoformat() if purged_at else None
    return {"purged": "late" if is_late else "ok", "purged_on": day}


def disk_state() -> str:
    """Of the folders that uploads come through and are kept in; the embedded database is on the same disk as a rule."""
    disks = [shutil.disk_usage(folder) for folder in (settings.DATA_DIR, tempfile.gettempdir())]
    return "low" if any(disk.free < min(LOW_SHARE * disk.total, LOW_BYTES) for disk in disks) else "ok"


def history_state() -> str:
    checked = last_check()
    if checked is None or checked.checked_at < timezone.now() - CHECKED_WITHIN:
        return "unchecked"
    return "ok" if checked.holds else "broken"
