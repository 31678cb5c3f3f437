"""The test database is copied from a template: one in which all migrations were done, kept in the clone's server until
anything of the product's code changes. What a room of the tests adds is migrated upon the copy."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from hieuhoc.config.environment import ROOT, data_folder

PREFIX = "tests_"
DRAFT = f"{PREFIX}draft"  # one that was broken off is never taken for whole
PARTS = {".py", ".sql", ".json", ".csv"}


def template(connection: BaseDatabaseWrapper) -> str | None:
    """Its name; None where there is none and this process, with a room more, would make another one."""
    name = template_name()
    with _alone(), server_of(connection) as server:
        known = {str(row[0]) for row in server.execute("SELECT datname FROM pg_database")}
        if name in known:
            return name
        if settings.SETTINGS_MODULE != "hieuhoc.config.settings":
            return None
        for old in known:
            if old.startswith(PREFIX):
                server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
        _make_draft(connection)
        server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(DRAFT), sql.Identifier(name)))
    return name


def _make_draft(connection: BaseDatabaseWrapper) -> None:
    entry, before = connection.settings_dict, connection.settings_dict["NAME"]
    test_name, entry["TEST"]["NAME"] = entry["TEST"]["NAME"], DRAFT
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    entry["NAME"], entry["TEST"]["NAME"] = before, test_name


def template_name() -> str:
    """Of the code as it is."""
    seen = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for path in sorted(path for path in (ROOT / "hieuhoc").rglob("*") if path.suffix in PARTS):
        seen.update(f"\n{path.relative_to(ROOT)}\n".encode())
        seen.update(path.read_bytes())
    return PREFIX + seen.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """Several processes begin together: one makes it, the others wait for it."""
    with (data_folder() / "template.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def server_of(connection: BaseDatabaseWrapper) -> psycopg.Connection[tuple[object, ...]]:
    """Where databases are made and dropped."""
    keys = connection.get_connection_params()
    known = {key: keys[key] for key in ("host", "port", "user", "password") if key in keys}
    return psycopg.connect(**known, dbname="postgres", autocommit=True)
