"""The signed decision beside the version it put in force."""

from django.db import transaction
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import PromulgationPaper, Version
from hieuhoc.criteria.rules import may_assess
from hieuhoc.documents.actions import remove_file, store_file
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean

MOST_BYTES = 25 * 1024 * 1024
PDF_TYPE = "application/pdf"
SIGNED = b"/ByteRange"  # stands in clear in every file signed by certificate


@transaction.atomic
def attach_promulgation(version: Version, content: bytes, *, file_name: str, actor: User | None) -> PromulgationPaper:
    """For everybody to read, in place of the one that is there. A scan is written anew (no script, no notes); a file signed by
    certificate is kept to the byte, or its signature would no longer hold. Raises UncleanFile for what runs or is no file."""
    require(actor, "criteria.attach_promulgation")
    version = Version.objects.select_for_update().get(pk=version.pk)
    if not may_assess(version.status):
        raise Refusal(
            _("Bản này chưa ban hành nên chưa có quyết định."),
            remedy=_("Ban hành rồi gắn quyết định đã ký."),
            code="not_in_force",
        )
    if len(content) > MOST_BYTES:
        raise Refusal(_("Tệp quá lớn; nhiều nhất 25 MB."), remedy=_("Quét lại đen trắng, 200 dpi."), code="too_large")
    cleaned = clean(content)
    if cleaned.media_type != PDF_TYPE:
        raise Refusal(_("Quyết định cần là tệp PDF."), remedy=_("Quét văn bản thành PDF rồi gửi."), code="not_a_pdf")
    kept = content if SIGNED in content else cleaned.content
    before = PromulgationPaper.objects.filter(version=version).select_related("document").first()
    document = store_file(kept, kind="promulgation", file_name=file_name[:200], media_type=PDF_TYPE)
    paper, _is_new = PromulgationPaper.objects.update_or_create(version=version, defaults={"document": document})
    if before is not None:
        remove_file(before.document)
    record(
        "criteria.attach_promulgation",
        actor=actor,
        subject_kind="version",
        subject_id=version.pk,
        changes={"decision_file": [before.document.file_name if before else None, document.file_name]},
    )
    return paper
