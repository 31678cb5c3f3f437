"""Taking a written batch back: first look at every row, then undo the chunks from the last to the first."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.audit.actions import record_bulk
from hieuhoc.audit.models import Entry
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.faults import retry_passing_faults
from hieuhoc.sheets import staging
from hieuhoc.sheets.journal import Journal
from hieuhoc.sheets.models import Batch, Chunk
from hieuhoc.sheets.progress import enter_phase, note_rows
from hieuhoc.sheets.registry import sheet_of
from hieuhoc.sheets.runs import run_of

UNDOING, CANCELLING = "undoing", "cancelling"  # phases: what the batch will be called in the end


def take_back(batch: Batch, *, is_cancel: bool, actor: User | None) -> None:
    """Raises Refusal, with nothing undone, when a row was touched since. Each chunk goes in one transaction; begun
    again after a kill it goes on with the rest, under the entry it began."""
    written = list(batch.chunks.filter(written_at__isnull=False, undone_at__isnull=True).order_by("-position"))
    if not batch.chunks.filter(undone_at__isnull=False).exists():
        _refuse_touched(batch, written)
    entry = _open(batch, written, is_cancel, actor)
    done = 0
    for chunk in written:
        retry_passing_faults(partial(_take_back_chunk, batch, chunk, entry))
        done += chunk.row_count
        note_rows(batch, done)
    run = run_of(batch, actor)
    with transaction.atomic():
        sheet_of(batch.sheet).finish(run)
        sheet_of(batch.sheet).taken_back(run)


def _refuse_touched(batch: Batch, written: list[Chunk]) -> None:
    if batch.audit_entry_id is None:
        return
    deeds = 0
    for chunk in written:
        deeds += Journal(staging.read_frames(batch, staging.undo_name(chunk.position))).later_deeds(
            batch.audit_entry_id
        )
    if deeds:
        raise Refusal(
            _("Không hoàn tác được: đã có %(deeds)s việc làm sau đó trên những dòng này.") % {"deeds": deeds},
            remedy=_("Sửa từng dòng, hoặc hoàn tác các việc đó trước."),
            code="touched",
        )


@transaction.atomic
def _open(batch: Batch, written: list[Chunk], is_cancel: bool, actor: User | None) -> Entry:
    begun = Entry.objects.filter(deed="sheets.undo_batch", subject_kind="batch", subject_id=batch.pk).order_by("-pk")
    is_resumed = batch.status == Batch.Status.UNDOING
    phase = CANCELLING if is_cancel else UNDOING
    enter_phase(batch, Batch.Status.UNDOING, phase, total=sum(chunk.row_count for chunk in written))
    if is_resumed and (entry := begun.first()):
        return entry
    return record_bulk(
        "sheets.undo_batch",
        actor=actor,
        subject_kind="batch",
        subject_id=batch.pk,
        place=batch.place_id,
        rows_touched=sum(chunk.row_count for chunk in written),
    )


@transaction.atomic
def _take_back_chunk(batch: Batch, chunk: Chunk, entry: Entry) -> None:
    chunk = Chunk.objects.select_for_update().get(pk=chunk.pk)
    if chunk.undone_at is not None:
        return
    journal = Journal(staging.read_frames(batch, staging.undo_name(chunk.position)))
    journal.take_back()
    journal.audit(entry.pk)
    chunk.undone_at = timezone.now()
    chunk.save(update_fields=["undone_at"])
