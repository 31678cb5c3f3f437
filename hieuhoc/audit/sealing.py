"""Sealing the journals: closed blocks of rows are chained by SHA-256, so that a later change shows.

Rows are written unchained in their deed's transaction (no queue of writers); this job fences what is final and seals it.
The fence: SHARE lock on the journal, refused at once while any writer is in flight, so every id up to the highest is final.
"""

from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from hieuhoc.audit.models import Block

BLOCK_ROWS = 10_000
GENESIS = b"hieuhoc audit"

TABLES = {
    Block.Journal.ENTRY: "audit_entry",
    Block.Journal.ROW: "audit_entryrow",
    Block.Journal.READING: "audit_reading",
}
COLUMNS = {
    Block.Journal.ENTRY: (
        "id, extract(epoch from at), actor_id, deed, place_id, subject_kind, subject_id, changes::text,"
        " encode(private_changes, 'hex'), rows_touched"
    ),
    Block.Journal.ROW: "id, entry_id, subject_kind, subject_id, is_new, encode(private_changes, 'hex')",
    Block.Journal.READING: "id, extract(epoch from at), actor_id, purpose, subject_kind, subject_id, place_id, person_count",
}


@dataclass(frozen=True)
class Verification:
    """What a check of one journal found; `broken_block` is the first block whose rows no longer give its digest."""

    journal: str
    blocks: int
    broken_block: int | None
    unsealed_rows: int


def seal(journal: Block.Journal) -> int:
    """Seals what is final; the number of blocks made (0 while a writer is in flight: the next run does it)."""
    last = Block.objects.filter(journal=journal).order_by("-first_id").first()
    fence = _fence(journal)
    made = 0
    while fence is not None:
        sealed = _seal_next(journal, last, fence)
        if sealed is None:
            break
        last, made = sealed, made + 1
    return made


def verify(journal: Block.Journal) -> Verification:
    """Recomputes every digest from the rows; reads only."""
    previous, broken, last_id, blocks = GENESIS, None, 0, 0
    for block in Block.objects.filter(journal=journal).order_by("first_id").iterator():
        blocks += 1
        count, digest = _digest(journal, last_id, block.last_id, previous)
        if broken is None and (digest != bytes(block.digest) or count != block.row_count):
            broken = block.pk
        previous, last_id = bytes(block.digest), block.last_id
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLES[journal]} WHERE id > %s", [last_id])
        unsealed = cursor.fetchone()[0]
    return Verification(journal, blocks, broken, unsealed)


def _fence(journal: Block.Journal) -> int | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLES[journal]} IN SHARE MODE NOWAIT")
            cursor.execute(f"SELECT max(id) FROM {TABLES[journal]}")
            highest: int | None = cursor.fetchone()[0]
            return highest
    except OperationalError:
        return None


@transaction.atomic
def _seal_next(journal: Block.Journal, last: Block | None, fence: int) -> Block | None:
    after = last.last_id if last else 0
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min(id), max(id) FROM (SELECT id FROM {TABLES[journal]} WHERE id > %s AND id <= %s ORDER BY id LIMIT %s) run",
            [after, fence, BLOCK_ROWS],
        )
        first_id, last_id = cursor.fetchone()
    if first_id is None:
        return None
    count, digest = _digest(journal, after, last_id, bytes(last.digest) if last else GENESIS)
    return Block.objects.create(
        journal=journal,
        first_id=first_id,
        last_id=last_id,
        row_count=count,
        digest=digest,
    )


def _digest(journal: Block.Journal, after: int, last_id: int, previous: bytes) -> tuple[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), sha256(%s::bytea || coalesce(string_agg("
            f"sha256(convert_to(jsonb_build_array({COLUMNS[journal]})::text, 'UTF8')), ''::bytea ORDER BY id), ''::bytea))"
            f" FROM {TABLES[journal]} WHERE id > %s AND id <= %s",
            [previous, after, last_id],
        )
        count, digest = cursor.fetchone()
    return count, bytes(digest)
