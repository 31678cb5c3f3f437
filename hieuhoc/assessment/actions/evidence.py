"""Evidence for one criterion: words, a link or a file, words beside either. Of what was removed only that it was there is
kept."""

from hashlib import sha256
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import require
from hieuhoc.assessment.actions.concurrency import SUBJECT
from hieuhoc.assessment.files import MAX_BYTES, MAX_PER_CRITERION
from hieuhoc.assessment.models import Dossier, Evidence, Round
from hieuhoc.assessment.rules import may_edit
from hieuhoc.audit.actions import record
from hieuhoc.criteria.models import Criterion
from hieuhoc.documents.actions import read_file, remove_file, store_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.errors import Refusal
from hieuhoc.lib.file_cleaning import CleanFile, clean

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
    """Words, a link or a file; words may stand beside a link or a file. A file is kept as `lib.file_cleaning` writes it
    anew. The same evidence added twice is one."""
    require(actor, "assessment.add_evidence", dossier)
    dossier = _locked(dossier)
    if criterion.version_id != dossier.round.version_id:
        raise Refusal(_("Chỉ số này không thuộc bộ tiêu chí của đợt."), code="other_version")
    _refuse_pieces(text, link, content)
    cleaned = None if content is None else _clean(content)
    evidence = _made(dossier, criterion, text.strip(), link.strip(), actor)
    if cleaned is not None:
        evidence.kind, evidence.document = Evidence.Kind.FILE, _not_stored(cleaned, file_name)
    standing = dossier.evidence.filter(criterion=criterion, removed_at__isnull=True)
    same = standing.filter(kind=evidence.kind, text=evidence.text, link=evidence.link)
    same = same.filter(document__sha256=evidence.document.sha256) if evidence.document else same
    if twin := same.first():
        return twin
    if standing.count() >= MAX_PER_CRITERION:
        raise Refusal(
            _("Mỗi chỉ số nhận tối đa %(count)s minh chứng.") % {"count": MAX_PER_CRITERION}, code="too_many_pieces"
        )
    if evidence.document is not None and cleaned is not None:
        evidence.document = store_file(
            cleaned.content,
            kind="evidence",
            file_name=evidence.document.file_name,
            media_type=cleaned.media_type,
            look=cleaned.look,
        )
    evidence.save()
    _record("assessment.add_evidence", dossier, evidence, actor)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, actor: User | None) -> Evidence:
    """Its words, its link and its file are gone for good; that it was there, and who took it out, is kept."""
    require(actor, "assessment.remove_evidence", evidence.dossier)
    dossier = _locked(evidence.dossier)
    evidence = Evidence.objects.select_related("document").get(pk=evidence.pk)
    if evidence.removed_at is None:
        document = evidence.document
        evidence.removed_at, evidence.text, evidence.link, evidence.document = timezone.now(), "", "", None
        evidence.save(update_fields=["removed_at", "text", "link", "document"])
        if document is not None:
            remove_file(document)
        _record("assessment.remove_evidence", dossier, evidence, actor)
    return evidence


@transaction.atomic
def rewrite_evidence(evidence: Evidence, *, actor: User | None) -> Evidence:
    """A file from before files were written anew keeps only what is seen, as `add_evidence` keeps it. Raises Refusal for one
    that is not received today, FileNotFoundError or ValueError for one that is lost or damaged: nothing is changed then."""
    require(actor, "assessment.rewrite_evidence", evidence.dossier)
    evidence = (
        Evidence.objects.select_for_update(of=("self",)).select_related("document", "dossier").get(pk=evidence.pk)
    )
    old = evidence.document
    if old is None:
        return evidence
    cleaned = clean(read_file(old))
    evidence.document = store_file(
        cleaned.content,
        kind="evidence",
        file_name=_not_stored(cleaned, old.file_name).file_name,
        media_type=cleaned.media_type,
        look=cleaned.look,
    )
    evidence.save(update_fields=["document"])
    remove_file(old)
    _record("assessment.rewrite_evidence", evidence.dossier, evidence, actor)
    return evidence


def _locked(dossier: Dossier) -> Dossier:
    row = Dossier.objects.select_for_update(of=("self",)).select_related("round", "citizen").get(pk=dossier.pk)
    if row.round.status != Round.Status.OPEN or not may_edit(row.status):
        raise Refusal(
            _("Hồ sơ đang ở bước “%(status)s” nên không đổi minh chứng được.") % {"status": row.get_status_display()},
            code="wrong_step",
        )
    return row


def _refuse_pieces(text: str, link: str, content: bytes | None) -> None:
    if not (text.strip() or link.strip() or content is not None):
        raise Refusal(_("Chưa có minh chứng nào."), remedy=_("Ghi lời kể, đường dẫn hoặc chọn tệp."), code="no_piece")
    if link.strip() and content is not None:
        raise Refusal(
            _("Thêm đường dẫn và tệp thành hai minh chứng."),
            remedy=_("Lời kể đi cùng được với cả hai."),
            code="one_piece_each",
        )


def _made(dossier: Dossier, criterion: Criterion, text: str, link: str, actor: User | None) -> Evidence:
    """Not saved yet: whether it is there already is asked first."""
    if link:
        try:
            is_web_address(link)
        except ValidationError:
            raise Refusal(_("Đường dẫn này không đúng; cần dạng https://…"), code="not_an_address") from None
    kind = Evidence.Kind.LINK if link else Evidence.Kind.TEXT
    return Evidence(dossier=dossier, criterion=criterion, kind=kind, text=text, link=link, added_by=actor)


def _clean(content: bytes) -> CleanFile:
    refuse_size(len(content))
    return clean(content)


def _not_stored(cleaned: CleanFile, file_name: str) -> Document:
    """The name that was sent with the ending of what is kept."""
    name = (PurePath(file_name).stem or "minh-chung")[:190] + cleaned.ending
    return Document(file_name=name, media_type=cleaned.media_type, sha256=sha256(cleaned.content).digest())


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
