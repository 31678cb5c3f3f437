"""For load balancers and watchdogs: is this process up, does it reach the database, does somebody do the background work?"""

from datetime import timedelta

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from hieuhoc.audit.checking import last_check
from hieuhoc.web.guards import public

# A worker says every ten seconds that it lives.
WORKER_SILENT_AFTER = "60 seconds"
CHECKED_WITHIN = timedelta(days=2)


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 `{"status": "ok", "database": "ok", "worker": "ok" or "silent", "history": "ok", "broken" or "unchecked"}`; 503
    when the database does not answer. `history` is what the last check said, "unchecked" without one in two days.

    A silent worker is no reason to send people elsewhere, so it is told and does not change the status. Nothing is said
    about versions or people.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - %s::interval)",
                [WORKER_SILENT_AFTER],
            )
            (works,) = cursor.fetchone() or (False,)
    except Error:
        return JsonResponse({"status": "no database", "database": "silent"}, status=503)
    return JsonResponse(
        {"status": "ok", "database": "ok", "worker": "ok" if works else "silent", "history": history_state()}
    )


def history_state() -> str:
    checked = last_check()
    if checked is None or checked.checked_at < timezone.now() - CHECKED_WITHIN:
        return "unchecked"
    return "ok" if checked.holds else "broken"
