"""The database: any PostgreSQL >= 15 named by `DATABASE_URL`, else the embedded server.

Two roles: the owner makes tables and changes them (migrate, restore, demo), the user serves pages and jobs and may not
change or empty what is append-only (`audit.rights`). Which of them this process is, the command says (`act_as_user`).
"""

import os
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured

from hieuhoc.config import embedded, environment

OLDEST_SERVER = 15
ACTING = "HIEUHOC_DB_AS"  # "owner" (unset too) or "user"; set by ourselves, for the processes we start too
KEEP_CONNECTION_SECONDS = 600
ASKED_BEFORE = 1  # times on a connection, before the server keeps how a question is answered


def database_settings() -> dict[str, Any]:
    """Django's entry for the database. Starts nothing: settings are also read by tools that need no database."""
    entry = _entry_of_owner() if acts_as_owner() else entry_of_user()
    return {
        "ENGINE": "django.db.backends.postgresql",
        # Web threads and the worker keep their connection; a check per request survives a restart of the server.
        "CONN_MAX_AGE": KEEP_CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    } | _with_many_short_questions(entry)


def _with_many_short_questions(entry: dict[str, Any]) -> dict[str, Any]:
    """Compiling a short question, as a server does by default, takes longer than answering it; and one that comes again is
    prepared, which needs its values apart from its text."""
    options = entry.get("OPTIONS", {})
    ours = {
        "prepare_threshold": ASKED_BEFORE,
        "server_side_binding": True,
        "options": f"-c jit=off {options.get('options', '')}".strip(),
    }
    return entry | {"OPTIONS": options | ours}


def driver_options(entry: dict[str, Any]) -> dict[str, Any]:
    """What psycopg itself knows of the entry's options; the others are Django's."""
    return {name: value for name, value in entry.get("OPTIONS", {}).items() if name != "server_side_binding"}


def act_as_user() -> None:
    """For what serves: from now on, and in child processes, we are the user of the tables and not their owner."""
    os.environ[ACTING] = "user"


def act_as_owner() -> None:
    os.environ[ACTING] = "owner"


def acts_as_owner() -> bool:
    return environment.text("HIEUHOC_DB_AS", "owner") != "user"


def user_name() -> str:
    """The database role that pages and jobs work as."""
    return str(entry_of_user()["USER"])


def _entry_of_owner() -> dict[str, Any]:
    address = environment.text("DATABASE_OWNER_URL") or environment.text("DATABASE_URL")
    return _from_address(address) if address else _from_layout(embedded.ROLE, _password())


def entry_of_user() -> dict[str, Any]:
    address = environment.text("DATABASE_URL")
    return _from_address(address) if address else _from_layout(embedded.USER, _user_password())


def hold_database() -> None:
    """Make the database usable for the rest of this process, or raise ImproperlyConfigured with a clear sentence."""
    if environment.text("DATABASE_URL"):
        check_server(database_settings())
        return
    try:
        embedded.hold(_layout(), _name(), _password(), _user_password(), _superuser_password())
    except embedded.EmbeddedError as error:
        raise ImproperlyConfigured(str(error)) from error


def keep_database_up() -> bool:
    """For long-running commands: start a killed embedded server again. True if it had to."""
    return not environment.text("DATABASE_URL") and embedded.keep_up(_layout(), _superuser_password())


def check_server(entry: dict[str, Any]) -> None:
    """One connection: does it answer, is it new enough, does it speak UTF-8?"""
    try:
        with psycopg.connect(
            host=entry["HOST"] or None,
            port=entry["PORT"] or None,
            user=entry["USER"] or None,
            password=entry["PASSWORD"] or None,
            dbname=entry["NAME"],
            **driver_options(entry),
        ) as connection:
            version = connection.info.server_version // 10_000
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.OperationalError as error:
        raise ImproperlyConfigured(f"The database of DATABASE_URL does not answer: {error}") from error
    if version < OLDEST_SERVER:
        raise ImproperlyConfigured(
            f"The database of DATABASE_URL is PostgreSQL {version}; Hiếu Học needs {OLDEST_SERVER} or newer."
        )
    if encoding != "UTF8":
        raise ImproperlyConfigured(f"The database of DATABASE_URL is encoded in {encoding}; Hiếu Học needs UTF8.")


def _from_address(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # A socket folder may stand where a host does, percent-encoded or as ?host=.
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", None) or parts.port or ""),
        "OPTIONS": options,
    }


def _from_layout(role: str, password: str) -> dict[str, Any]:
    return {
        "NAME": _name(),
        "USER": role,
        "PASSWORD": password,
        "HOST": str(_layout().socket),
        "PORT": str(embedded.PORT),
    }


def _layout() -> embedded.Layout:
    return embedded.layout_of(environment.data_folder(), environment.kept_secret("HIEUHOC_DB_IDENTITY"))


def _name() -> str:
    return environment.text("HIEUHOC_DB", "hieuhoc")


def _password() -> str:
    return environment.kept_secret("HIEUHOC_DB_PASSWORD")


def _user_password() -> str:
    return environment.kept_secret("HIEUHOC_DB_USER_PASSWORD")


def _superuser_password() -> str:
    return environment.kept_secret("HIEUHOC_DB_SUPERUSER_PASSWORD")
