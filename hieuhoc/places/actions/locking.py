"""One hand on the map at a time: orders and villages are rare, and two of them must not build on each other's half."""

from django.db import connection


def lock_map() -> None:
    """Held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('places.map'))")
