"""Values of people sealed under an older root key, sealed anew under the newest. Blind indexes stay as they are."""

from django.db import connection, transaction
from psycopg import sql

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_bulk
from hieuhoc.lib.crypto import decrypt_many, encrypt_many
from hieuhoc.lib.keyring import header, keyring
from hieuhoc.people.sealing import EMAIL, NUMBER, PHONE

COLUMNS = (
    ("people_identitynumber", "number", NUMBER),
    ("people_citizen", "phone", PHONE),
    ("people_citizen", "email", EMAIL),
)
OLD = """
    SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL AND substring({column} FOR %s) <> %s
    ORDER BY id LIMIT %s FOR UPDATE
"""
WRITE = """
    UPDATE {table} AS row SET {column} = new.value FROM unnest(%s::bigint[], %s::bytea[]) AS new (id, value)
    WHERE row.id = new.id
"""


@transaction.atomic
def rotate_keys(*, limit: int, actor: User | None) -> int:
    """Up to `limit` values of one column; returns how many, 0 when all are under the newest key."""
    require(actor, "people.rotate_keys")
    for table, column, purpose in COLUMNS:
        count = _rotate(table, column, purpose, limit)
        if count:
            record_bulk(
                "people.rotate_keys",
                actor=actor,
                subject_kind="citizen",
                rows_touched=count,
                changes={"column": [None, column], "key": [None, keyring().writing.decode()]},
            )
            return count
    return 0


def _rotate(table: str, column: str, purpose: str, limit: int) -> int:
    start = header(keyring().writing)
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(OLD).format(**names), [len(start), start, limit])
        rows = cursor.fetchall()
        if rows:
            values = encrypt_many(decrypt_many([bytes(row[1]) for row in rows], purpose=purpose), purpose=purpose)
            cursor.execute(sql.SQL(WRITE).format(**names), [[row[0] for row in rows], values])
    return len(rows)
