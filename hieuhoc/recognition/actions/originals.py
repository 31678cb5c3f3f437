"""The signed original of a decision: the scan of the paper that was signed and stamped, or the PDF that was signed by
certificate. Who checks a certificate sees it, where the officer says it is open to all."""

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import read_file, store_file
from hieuhoc.documents.borne_signatures import borne_signatures
from hieuhoc.documents.kinds import paper_of_record
from hieuhoc.documents.papers_in_pdf import pdf_of
from hieuhoc.documents.signing_keys import signing_key_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import clean
from hieuhoc.lib.later import when_used
from hieuhoc.places.reads import label_of
from hieuhoc.recognition.models import Decision, DecisionOriginal

if TYPE_CHECKING:
    from hieuhoc.documents import pades
else:
    pades = when_used("hieuhoc.documents.pades")

log = logging.getLogger(__name__)

MAX_BYTES = 25 * 1024 * 1024
PDF_TYPE = "application/pdf"


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
    if cleaned.media_type != PDF_TYPE:
        raise Refusal(_("Bản gốc cần là tệp PDF."), remedy=_("Quét văn bản thành PDF rồi gửi."), code="not_a_pdf")
    signers = [signature.signer for signature in borne_signatures(content)]
    is_signed = bool(signers)
    original = _kept(
        decision,
        content if is_signed else cleaned.content,
        file_name,
        is_signed=is_signed,
        is_public=is_public,
        by=actor,
    )
    _record("recognition.attach_original", original, actor, signers)
    return original


@transaction.atomic
def sign_decision(decision: Decision, *, is_public: bool, actor: User | None) -> DecisionOriginal:
    """The original that is there (a scan, or a file signed elsewhere, whose signatures stay valid), else the decision with its
    list as we write it, signed by the certificate of its issuer."""
    require(actor, "recognition.sign_decision", decision)
    Decision.objects.select_for_update().get(pk=decision.pk)
    key = signing_key_of(decision.issuer)
    standing = decision.originals.standing().select_related("document").first()
    content = read_file(standing.document) if standing else _drawn(decision)
    place = label_of(decision.place_id, decision.signed_on).on_papers
    try:
        signed = pades.sign_pdf(content, key, place=place, is_shown=standing is None)
    except pades.CannotSign as error:
        log.error("decision %s not signed: %s", decision.pk, error)
        raise Refusal(
            _("Chưa ký số được: chứng thư, thiết bị hoặc tệp có lỗi."),
            remedy=_("Báo người vận hành xem nhật ký máy chủ."),
            code="not_signed",
        ) from None
    signers = [signature.signer for signature in borne_signatures(signed)]
    original = _kept(decision, signed, "quyet-dinh.pdf", is_signed=True, is_public=is_public, by=actor)
    _record("recognition.sign_decision", original, actor, signers)
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


def _drawn(decision: Decision) -> bytes:
    paper = paper_of_record("decision", decision.pk)
    if paper is None:  # brought from before: ours would name nobody
        raise Refusal(
            _("Quyết định này không có danh sách nên chưa có văn bản để ký."),
            remedy=_("Gắn bản quét hoặc tệp PDF của quyết định rồi ký số."),
            code="nothing_to_sign",
        )
    return pdf_of(paper, is_to_be_signed=True)


def _kept(
    decision: Decision, content: bytes, file_name: str, *, is_signed: bool, is_public: bool, by: User | None
) -> DecisionOriginal:
    """In place of the one that is there."""
    standing = decision.originals.standing().first()
    if standing is not None:
        _take_off(standing, _("Thay bằng bản khác"), by)
    return DecisionOriginal.objects.create(
        decision=decision,
        kind=DecisionOriginal.Kind.SIGNED if is_signed else DecisionOriginal.Kind.SCAN,
        document=store_file(content, kind="original", file_name=file_name, media_type=PDF_TYPE),
        is_public=is_public,
        attached_by=by,
    )


def _record(deed: str, original: DecisionOriginal, actor: User | None, signers: list[str]) -> None:
    record(
        deed,
        actor=actor,
        subject_kind="decision",
        subject_id=original.decision_id,
        place=original.decision.place_id,
        changes={
            "original": [None, original.pk],
            "is_public": [None, original.is_public],
            "signers": [None, "; ".join(signers) or None],
        },
    )


def _take_off(original: DecisionOriginal, reason: str, actor: User | None) -> None:
    original.removed_at, original.removed_by, original.removal_reason = timezone.now(), actor, reason
    original.save(update_fields=["removed_at", "removed_by", "removal_reason"])
