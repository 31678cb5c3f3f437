"""Lists that came in and went out: the files, what was read of them, and what takes an import back."""

from datetime import datetime

from django.utils.translation import gettext_lazy

from hieuhoc.audit.models import EntryRow
from hieuhoc.lib.personal import TECHNICAL, Kind, Person, columns
from hieuhoc.sheets.actions import KEEP_DAYS, purge_batch
from hieuhoc.sheets.exports import remove_exports_before
from hieuhoc.sheets.models import Batch

S = Batch.Status
AT_REST = (S.RECEIVED, S.CHECKED, S.REFUSED, S.DONE, S.CANCELLED, S.UNDONE)


def purge_old_batches(before: datetime, limit: int) -> int:
    """What is being written is left alone."""
    old = Batch.objects.filter(purged_at__isnull=True, created_at__lt=before).exclude(status=S.WRITING)
    return len([purge_batch(batch, actor=None) for batch in old.order_by("pk")[:limit]])


def _old_exports(before: datetime, _limit: int) -> int:
    """All at once: they are few."""
    return remove_exports_before(before)


def _touched(person: Person) -> list[Batch]:
    """Imports that made or changed the person, and still could be taken back."""
    rows = EntryRow.objects.filter(subject_kind="citizen", subject_id__in=person.citizens).values("entry_id")
    return list(Batch.objects.filter(purged_at__isnull=True, status__in=AT_REST, audit_entry_id__in=rows))


def _held(person: Person) -> int:
    return len(_touched(person))


def _erase(person: Person) -> int:
    return len([purge_batch(batch, actor=None) for batch in _touched(person)])


KINDS = (
    Kind(
        "sheets.imports",
        gettext_lazy("Danh sách đã nhập: tệp gốc, bảng đọc được, dữ liệu để hoàn tác"),
        counts_from=gettext_lazy("ngày tải lên"),
        end=gettext_lazy("xoá tệp và lời báo lỗi, không hoàn tác được nữa; còn ai nhập gì, khi nào, bao nhiêu dòng"),
        days=KEEP_DAYS,
        columns=(
            columns("sheets_problem", "message", "detail", "column", "cause", "severity")
            | columns(
                "sheets_batch",
                "file_name",
                "notes",
                "note_parts",
                "questions",
                "answers",
                "refusal",
                "settings",
                "counts",
            )
        ),
        folders=frozenset({"batches"}),
        batch=20,
        purge=purge_old_batches,
        held=_held,
        erase=_erase,
    ),
    Kind(
        "sheets.exports",
        gettext_lazy("Danh sách đã xuất, chờ tải"),
        counts_from=gettext_lazy("lúc xin tệp"),
        end=gettext_lazy("xoá tệp"),
        days=1,
        source=TECHNICAL,
        batch=1_000_000,
        columns=columns("sheets_export", "title", "file_name", "refusal"),
        folders=frozenset({"exports"}),
        purge=_old_exports,
    ),
)
IMPERSONAL = frozenset(
    {
        "sheets_batch.sheet",
        "sheets_batch.sheet_version",
        "sheets_batch.file_sha256",
        "sheets_batch.folder",
        "sheets_batch.legal_basis",
        "sheets_batch.status",
        "sheets_batch.phase",
        "sheets_chunk",
        "sheets_export.kind",
        "sheets_export.folder",
        "sheets_export.status",
    }
)
