"""Sealing the journals: closed blocks of rows are chained by SHA-256 and sealed with a key (seals.py), so that a later
change shows, whoever made it in the database.

Rows are written unchained in their deed's transaction (no queue of writers); this job fences what is final and seals it.
The fence: SHARE lock on the journal, refused at once while any writer is in flight, so every id up to the highest is final.
The database's own function takes it: the role that serves may not lock what it may not change.
"""

import hmac
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from hieuhoc.audit.models import Block
from hieuhoc.audit.seals import keep_outside, kept_outside, seal_of
from hieuhoc.lib.keyring import Unreadable, keyring

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
    """What a check of one journal found. `broken_block`: the first block whose rows no longer give its digest, or whose
    seal is not ours. `is_cut`: blocks that were kept outside the database are gone from it or say something else."""

    journal: str
    blocks: int
    broken_block: int | None
    unsealed_rows: int
    is_cut: bool = False

    @property
    def holds(self) -> bool:
        return self.broken_block is None and not self.is_cut


def seal(journal: Block.Journal) -> int:
    """Seals what is final; the number of blocks made (0 while a writer is in flight: the next run does it)."""
    last = Block.objects.filter(journal=journal).order_by("-first_id").first()
    fence = _fence(journal)
    block_count = 0
    while fence is not None:
        sealed = _seal_next(journal, last, fence)
        if sealed is None:
            break
        last, block_count = sealed, block_count + 1
    if block_count and last is not None:
        keep_outside(last)
    return block_count


def verify(journal: Block.Journal) -> Verification:
    """Recomputes every digest from the rows; reads only."""
    previous, seal_before, broken, last_id, blocks = GENESIS, b"", None, 0, 0
    for block in Block.objects.filter(journal=journal).order_by("first_id").iterator():
        blocks += 1
        count, digest = _digest(journal, last_id, block.last_id, previous)
        is_whole = digest == bytes(block.digest) and count == block.row_count
        if broken is None and not (is_whole and _seal_holds(block, seal_before)):
            broken = block.pk
        previous, seal_before, last_id = bytes(block.digest), bytes(block.seal or b""), block.last_id
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLES[journal]} WHERE id > %s", [last_id])
        unsealed = cursor.fetchone()[0]
    return Verification(journal, blocks, broken, unsealed, _is_cut(journal))


def verify_all() -> list[Verification]:
    return [verify(journal) for journal in Block.Journal]


def _seal_holds(block: Block, seal_before: bytes) -> bool:
    """A block of the time before there were seals has none; after the first that has one, each must."""
    if block.seal is None:
        return not seal_before
    try:
        return hmac.compare_digest(bytes(block.seal), seal_of(block, seal_before))
    except Unreadable:
        return False


def _is_cut(journal: Block.Journal) -> bool:
    sealed = Block.objects.filter(journal=journal, seal__isnull=False).values_list("seal", flat=True)
    seals = {bytes(seal or b"").hex() for seal in sealed}
    return any(kept.seal not in seals for kept in kept_outside(journal))


def _fence(journal: Block.Journal) -> int | None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT audit_fence(%s)", [TABLES[journal]])
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
    block = Block(
        journal=journal,
        first_id=first_id,
        last_id=last_id,
        row_count=count,
        digest=digest,
        key_id=keyring().writing.decode(),
    )
    block.seal = seal_of(block, bytes(last.seal or b"") if last else b"")
    block.save()
    return block


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
