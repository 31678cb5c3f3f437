"""Evidence for one criterion: a text, a link or a file. What was removed is kept as removed."""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.actions.concurrency import SUBJECT
from hieuhoc.assessment.files import MAX_BYTES, MAX_PER_CRITERION, is_active, media_type
from hieuhoc.assessment.models import Dossier, Evidence, Round
from hieuhoc.assessment.rules import may_edit
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import Criterion
from hieuhoc.documents.actions import store_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.errors import Refusal

is_web_address = URLValidator(schemes=["http", "https"])


@transaction.atomic
def add_evidence(
    dossier: Dossier,
    criterion: Criterion,
    *,
    text: str = "",
    link: str = "",
    content: bytes | None = None,
    file_name: str = "",
    actor: User | None,
) -> Evidence:
    """Exactly one of text, link, content. The same evidence added twice is one."""
    require(actor, "assessment.add_evidence", dossier)
    dossier = _locked(dossier)
    if criterion.version_id != dossier.round.version_id:
        raise Refusal(_("Chỉ số này không thuộc bộ tiêu chí của đợt."), code="other_version")
    if sum(map(bool, (text.strip(), link.strip(), content is not None))) != 1:
        raise Refusal(_("Thêm từng minh chứng một: lời kể, đường dẫn hoặc tệp."), code="one_piece_each")
    standing = dossier.evidence.filter(criterion=criterion, removed_at__isnull=True)
    if content is not None:
        evidence = _of_file(dossier, criterion, content, file_name, actor)
    else:
        evidence = _of_words(dossier, criterion, text.strip(), link.strip(), actor)
    same = standing.filter(kind=evidence.kind, text=evidence.text, link=evidence.link)
    same = same.filter(document__sha256=evidence.document.sha256) if evidence.document else same
    if twin := same.first():
        return twin
    if standing.count() >= MAX_PER_CRITERION:
        raise Refusal(
            _("Mỗi chỉ số nhận tối đa %(count)s minh chứng.") % {"count": MAX_PER_CRITERION}, code="too_many_pieces"
        )
    if evidence.document is not None:
        evidence.document = store_file(
            content or b"",
            kind="evidence",
            file_name=evidence.document.file_name,
            media_type=evidence.document.media_type,
        )
    evidence.save()
    _record("assessment.add_evidence", dossier, evidence, actor)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: User | None) -> Evidence:
    require(actor, "assessment.remove_evidence", evidence.dossier)
    dossier = _locked(evidence.dossier)
    evidence = Evidence.objects.get(pk=evidence.pk)
    if evidence.removed_at is None:
        evidence.removed_at = timezone.now()
        evidence.save(update_fields=["removed_at"])
        _record("assessment.remove_evidence", dossier, evidence, actor)
    return evidence


def _locked(dossier: Dossier) -> Dossier:
    row = Dossier.objects.select_for_update(of=("self",)).select_related("round", "citizen").get(pk=dossier.pk)
    if row.round.status != Round.Status.OPEN or not may_edit(row.status):
        raise Refusal(
            _("Hồ sơ đang ở bước “%(status)s” nên không đổi minh chứng được.") % {"status": row.get_status_display()},
            code="wrong_step",
        )
    return row


def _of_words(dossier: Dossier, criterion: Criterion, text: str, link: str, actor: User | None) -> Evidence:
    if link:
        try:
            is_web_address(link)
        except ValidationError:
            raise Refusal(_("Đường dẫn này không đúng; cần dạng https://…"), code="not_an_address") from None
    kind = Evidence.Kind.LINK if link else Evidence.Kind.TEXT
    return Evidence(dossier=dossier, criterion=criterion, kind=kind, text=text, link=link, added_by=actor)


def _of_file(dossier: Dossier, criterion: Criterion, content: bytes, file_name: str, actor: User | None) -> Evidence:
    """Not stored yet: whether it may be, and whether it is there already, is asked first."""
    refuse_size(len(content))
    media = media_type(content)
    if media is None:
        raise Refusal(
            _("Loại tệp này không nhận được."),
            remedy=_("Gửi ảnh (JPEG, PNG, WebP, HEIC) hoặc tệp PDF."),
            code="file_kind",
        )
    if is_active(content):
        raise Refusal(
            _("Tệp này mang theo mã chạy được hoặc tệp khác nên không nhận."),
            remedy=_("In lại thành PDF, hoặc chụp ảnh trang giấy rồi gửi ảnh."),
            code="active_file",
        )
    document = Document(file_name=file_name or "minh-chung", media_type=media, sha256=sha256(content).digest())
    return Evidence(dossier=dossier, criterion=criterion, kind=Evidence.Kind.FILE, document=document, added_by=actor)


def refuse_size(size: int) -> None:
    """Asked before a file is read into memory, and again when it is kept."""
    if size > MAX_BYTES:
        megabytes = f"{size / 1024 / 1024:.1f}".replace(".", ",")
        raise Refusal(
            _("Tệp nặng %(size)s MB; tối đa 10 MB.") % {"size": megabytes},
            remedy=_("Chụp lại với độ phân giải thấp hơn."),
            code="file_too_large",
        )


def _record(deed: str, dossier: Dossier, evidence: Evidence, actor: User | None) -> None:
    record(
        deed,
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=dossier.pk,
        place=dossier.place_id,
        changes={"evidence": [None, evidence.pk], "kind": [None, evidence.kind]},
    )
