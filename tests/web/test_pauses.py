"""A connection that died while nobody used it is made anew before the next page."""

import psycopg
import pytest
from django.db import connection
from django.test import Client

from hieuhoc.config.database import database_settings, driver_options
from hieuhoc.web import pauses


@pytest.mark.django_db(transaction=True)
def test_the_first_page_after_a_restart_of_the_server_is_a_page(client: Client) -> None:
    assert client.get("/health").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    _end(backend)
    pauses._thread.used_at = 0.0  # the thread has rested
    assert client.get("/").status_code == 200


def test_a_connection_in_use_is_not_asked_about(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> bool:
        raise AssertionError("asked whether it is usable")

    pauses.note_use()
    with monkeypatch.context() as patched:  # what ends the test may ask
        patched.setattr(connection, "is_usable", never)
        pauses.renew_after_pause()


def _end(backend: int) -> None:
    """As a restart of the server would."""
    entry = database_settings()
    with psycopg.connect(
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        user=entry["USER"] or None,
        password=entry["PASSWORD"] or None,
        dbname=connection.settings_dict["NAME"],
        autocommit=True,
        **driver_options(entry),
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [backend])
