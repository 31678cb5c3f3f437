"""For load balancers and watchdogs: is this process up, and does it reach the database?"""

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse

from hieuhoc.web.guards import public


@public
def health(request: HttpRequest) -> JsonResponse:
    """200 `{"status": "ok"}`, or 503 when the database does not answer. Says nothing about versions or people."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})
