"""Processes of the product's own beside the tests, on the database of the tests."""

import os
from urllib.parse import urlsplit

from django.db import connection


def environment() -> dict[str, str]:
    """What such a process must know; the address of a database names the test's, not the one it names here."""
    name = str(connection.settings_dict["NAME"])
    known = {**os.environ, "DJANGO_SETTINGS_MODULE": "hieuhoc.config.settings", "HIEUHOC_DB": name}
    if address := os.environ.get("DATABASE_URL"):
        known["DATABASE_URL"] = urlsplit(address)._replace(path="/" + name).geturl()
    return known
