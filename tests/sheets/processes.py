"""Processes of the product's own beside the tests, on the database of the tests."""

import os
from urllib.parse import urlsplit

from django.db import connection


def environment() -> dict[str, str]:
    """What such a process must know; the address of a database names the test's, not the one it names here."""
    name = str(connection.settings_dict["NAME"])
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings", "HIEUHOC_DB": name}
    for role in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        if address := os.environ.get(role):
            known[role] = urlsplit(address)._replace(path="/" + name).geturl()
    return known
