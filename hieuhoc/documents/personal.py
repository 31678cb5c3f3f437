"""Stored files: scans and photos, certificates, papers. Most belong to what points at them; some say themselves how long they
are kept (`purge_after`)."""

from datetime import datetime
from itertools import islice

from django.utils.translation import gettext_lazy

from hieuhoc.documents.actions import drop_bytes, orphaned_files
from hieuhoc.documents.models import Document
from hieuhoc.lib.personal import TECHNICAL, Kind, columns


def _over(before: datetime, limit: int) -> int:
    """The bytes and the name go; that there was a file stays with what points at it."""
    over = Document.objects.filter(purge_after__lt=before, purged_at__isnull=True).order_by("pk")
    return drop_bytes(list(over[:limit]))


def _orphans(before: datetime, limit: int) -> int:
    removed = 0
    for path in islice(orphaned_files(before), limit):
        path.unlink(missing_ok=True)
        removed += 1
    return removed


KINDS = (
    Kind(
        "documents.files",
        gettext_lazy("Tệp có hạn lưu riêng"),
        counts_from=gettext_lazy("ngày hết hạn ghi cùng tệp"),
        end=gettext_lazy("xoá tệp khỏi ổ đĩa"),
        days=0,
        source=TECHNICAL,
        columns=columns("documents_document", "file_name", "path", "sha256"),
        folders=frozenset({"documents"}),
        purge=_over,
    ),
    Kind(
        "documents.orphans",
        gettext_lazy("Tệp còn lại sau một việc bị ngắt giữa chừng"),
        counts_from=gettext_lazy("ngày ghi tệp"),
        end=gettext_lazy("xoá tệp khỏi ổ đĩa"),
        days=1,
        source=TECHNICAL,
        purge=_orphans,
    ),
    Kind(
        "documents.signatories",
        gettext_lazy("Người ký văn bản, lý do huỷ số"),
        held=lambda _person: 0,  # known by name only: an office's, no record's
        stays=gettext_lazy("Ghi trong sổ văn bản của cơ quan ban hành."),
        columns=columns("documents_registerednumber", "signatory", "signatory_title", "spoilt_reason"),
    ),
)
IMPERSONAL = frozenset(
    {
        "documents_document.kind",
        "documents_document.media_type",
        "documents_legalbasis",
        "documents_numberseries",
        "documents_papertemplate",
        "documents_registerednumber.about",
        "documents_registerednumber.issuer",
        "documents_registerednumber.kind",
        "documents_registerednumber.parent_organ",
        "documents_registerednumber.recipients",
        "documents_registerednumber.subject_kind",
        "documents_registerednumber.text",
    }
)
