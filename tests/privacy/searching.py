"""Looking for words in everything there is: every column of text, JSON and bytes, and every file, sealed ones opened."""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.db import connection

from hieuhoc.accounts.sessions import SessionStore
from hieuhoc.audit.private import read_private
from hieuhoc.audit.rotation import SealedColumn, rotations
from hieuhoc.lib.crypto import Unreadable, decrypt
from hieuhoc.lib.sealed_files import open_blob
from hieuhoc.people.models import Citizen

TEXTS = """
    SELECT table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')
      AND data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'inet')
    ORDER BY 1, 2
"""


def columns_of_texts() -> list[tuple[str, str, str]]:
    """(table, column, type) of whatever may hold words of somebody."""
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        return list(cursor.fetchall())


def places_of(words: Iterable[str]) -> set[str]:
    """Where one of them stands: "table.column", or the path of a file below the data folder."""
    sought = [form for word in words for form in (word, word.casefold(), word.upper())]
    return {
        where
        for where, text in [*everything_in_tables(), *everything_in_files()]
        if any(form in text for form in sought)
    }


def everything_in_tables() -> Iterator[tuple[str, str]]:
    for table, column, kind in columns_of_texts():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            values = [value for (value,) in cursor.fetchall()]
        for value in values:
            where = f"{table}.{column}"
            yield where, opened(where, bytes(value)) if kind == "bytea" else _plain(where, value)


def opened(where: str, value: bytes) -> str:
    """What a value says to whoever has all keys there are: of columns, of persons."""
    texts = [value.decode("utf-8", "replace"), value.hex()]
    purposes = {rotation.purpose for rotation in rotations if isinstance(rotation, SealedColumn)}
    for purpose in purposes:
        with suppress(Unreadable):
            texts.append(decrypt(value, purpose=purpose).decode("utf-8", "replace"))
    if where.endswith("private_changes"):
        for secret in Citizen.objects.exclude(secret=b"").values_list("secret", flat=True):
            with suppress(Unreadable):
                texts.append(json.dumps(read_private(value, bytes(secret)), ensure_ascii=False))
    return "\n".join(texts)


def everything_in_files() -> Iterator[tuple[str, str]]:
    root = Path(settings.DATA_DIR)
    for path in root.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            with suppress(ValueError):
                content += open_blob(content)
            yield str(path.relative_to(root)), content.decode("utf-8", "replace") + unpacked(content)


def unpacked(content: bytes) -> str:
    """What stands in a workbook or an archive."""
    start = content.find(b"PK\x03\x04")
    if start < 0:
        return ""
    with suppress(BadZipFile), ZipFile(BytesIO(content[start:])) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return ""


def _plain(where: str, value: object) -> str:
    """Text as it is, JSON as its words; what was wrapped for a text column is unwrapped, what a session holds is opened."""
    if where == "django_session.session_data":
        value = SessionStore().decode(str(value))
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    with suppress(ValueError):
        text += base64.b64decode(text, validate=True).decode("utf-8", "replace")
    return text
