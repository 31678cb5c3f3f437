"""The signed original of a decision: the scan of the paper that was signed and stamped, or the PDF that was signed by
certificate. Who checks a certificate sees it, where the officer says it is open to all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import store_file
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.recognition.models import Decision, DecisionOriginal

MAX_BYTES = 25 * 1024 * 1024
PDF = "application/pdf"
SIGNED = b"/ByteRange"  # stands in clear in every file signed by certificate


@transaction.atomic
def attach_original(
    decision: Decision, content: bytes, *, file_name: str, is_public: bool, actor: User | None
) -> DecisionOriginal:
    """A scan is written anew (no script, no notes); a file signed by certificate is kept to the byte, or its signature would no
    longer hold, but is refused all the same when anything in it runs. In place of the one that is there."""
    require(actor, "recognition.attach_original", decision)
    Decision.objects.select_for_update().get(pk=decision.pk)
    refuse_size(len(content))
    cleaned = clean(content)
    if cleaned.media_type != PDF:
        raise Refusal(_("Bản gốc cần là tệp PDF."), remedy=_("Quét văn bản thành PDF rồi gửi."), code="not_a_pdf")
    is_signed = SIGNED in content
    standing = decision.originals.standing().first()
    if standing is not None:
        _take_off(standing, _("Thay bằng bản khác"), actor)
    document = store_file(
        content if is_signed else cleaned.content, kind="original", file_name=file_name, media_type=PDF
    )
    original = DecisionOriginal.objects.create(
        decision=decision,
        kind=DecisionOriginal.Kind.SIGNED if is_signed else DecisionOriginal.Kind.SCAN,
        document=document,
        is_public=is_public,
        attached_by=actor,
    )
    record(
        "recognition.attach_original",
        actor=actor,
        subject_kind="decision",
        subject_id=decision.pk,
        place=decision.place_id,
        changes={"original": [None, original.pk], "is_public": [None, is_public]},
    )
    return original


@transaction.atomic
def remove_original(original: DecisionOriginal, *, reason: str, actor: User | None) -> DecisionOriginal:
    """Nobody sees it any more; the file and the reason stay on record."""
    require(actor, "recognition.remove_original", original.decision)
    original = DecisionOriginal.objects.select_for_update(of=("self",)).select_related("decision").get(pk=original.pk)
    if original.removed_at is not None:
        return original
    if not reason.strip():
        raise Refusal(_("Chưa ghi lý do gỡ bản gốc."), code="no_reason")
    _take_off(original, reason.strip(), actor)
    record(
        "recognition.remove_original",
        actor=actor,
        subject_kind="decision",
        subject_id=original.decision_id,
        place=original.decision.place_id,
        changes={"original": [original.pk, None]},
    )
    return original


def refuse_size(size: int) -> None:
    """Asked before a file is read into memory, and again when it is kept."""
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}".replace(".", ",")
        raise Refusal(
            _("Tệp nặng %(size)s MB; tối đa 25 MB.") % {"size": megabytes},
            remedy=_("Quét lại với độ phân giải thấp hơn (200 dpi, đen trắng)."),
            code="original_too_large",
        )


def _take_off(original: DecisionOriginal, reason: str, actor: User | None) -> None:
    original.removed_at, original.removed_by, original.removal_reason = timezone.now(), actor, reason
    original.save(update_fields=["removed_at", "removed_by", "removal_reason"])
