"""DATABASE_URL: any PostgreSQL of 15 or newer, described the usual ways; a clear sentence otherwise."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from hieuhoc.config import database
from hieuhoc.config.command import needs_database


@pytest.mark.parametrize(
    ("address", "host", "port", "name", "password"),
    [
        ("postgresql://lan:m%40t%2Fkhau@db.tinh.vn:6432/hoc", "db.tinh.vn", "6432", "hoc", "m@t/khau"),
        ("postgres://lan@localhost/hoc", "localhost", "", "hoc", ""),
        ("postgresql://lan@%2Frun%2Fpg/hoc", "/run/pg", "", "hoc", ""),
        ("postgresql://lan@/hoc?host=/run/pg&port=5433", "/run/pg", "5433", "hoc", ""),
    ],
)
def test_an_address_is_understood(
    monkeypatch: pytest.MonkeyPatch, address: str, host: str, port: str, name: str, password: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    entry = database.database_settings()
    assert (entry["HOST"], entry["PORT"], entry["NAME"], entry["PASSWORD"]) == (host, port, name, password)
    assert entry["USER"] == "lan"


def test_options_of_the_address_reach_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://lan@db/hoc?sslmode=verify-full&sslrootcert=%2Fca.pem")
    assert database.database_settings()["OPTIONS"] == {
        "sslmode": "verify-full",
        "sslrootcert": "/ca.pem",
        "options": "-c jit=off",
        "prepare_threshold": database.ASKED_BEFORE,
        "server_side_binding": True,
    }


@pytest.mark.parametrize("address", ["mysql://lan@db/hoc", "postgresql://lan@db", "hoc"])
def test_an_address_of_something_else_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must look like"):
        database.database_settings()


def test_a_database_that_does_not_answer_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://lan@127.0.0.1:1/hoc")
    with pytest.raises(ImproperlyConfigured, match="does not answer"):
        database.hold_database()


@pytest.mark.usefixtures("django_db_modify_db_settings")
def test_a_server_that_is_too_old_is_refused_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "OLDEST_SERVER", 99)
    with pytest.raises(ImproperlyConfigured, match=r"is PostgreSQL \d+; Hiếu Học needs 99 or newer"):
        database.check_server(database.database_settings())


def test_commands_that_touch_no_row_start_no_server() -> None:
    assert not needs_database(["makemessages", "-l", "en"])
    assert not needs_database(["migrate", "--help"])
    assert not needs_database([])
    assert needs_database(["migrate"])
    assert needs_database(["import", "roster.xlsx"])
