"""Titles stay, without a name; the stored certificate goes, its code goes on answering."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy

from hieuhoc.documents.actions import remove_file
from hieuhoc.documents.models import Document
from hieuhoc.lib.personal import NAMELESS, Kind, Person, columns
from hieuhoc.recognition.models import (
    Certificate,
    NameCorrection,
    Objection,
    ObjectionFile,
    ProposalLine,
    ReplacedCertificate,
    Title,
)


def _titles(person: Person) -> QuerySet[Title]:
    return Title.objects.filter(citizen__in=person.citizens)


def _stored(person: Person) -> QuerySet[Certificate]:
    return Certificate.objects.filter(title__in=_titles(person), document__isnull=False)


def _erase_certificates(person: Person) -> int:
    """What the papers say of the person goes too; their codes go on answering."""
    stored = list(_stored(person).select_related("document"))
    Certificate.objects.filter(title__in=_titles(person)).update(
        document=None, printed_name=NAMELESS, printed_residence=""
    )
    ReplacedCertificate.objects.filter(title__in=_titles(person)).update(printed_name=NAMELESS)
    NameCorrection.objects.filter(title__in=_titles(person)).update(printed_name=NAMELESS, corrected_name=NAMELESS)
    for certificate in stored:
        if certificate.document is not None:
            remove_file(certificate.document)
    return len(stored)


def _struck(person: Person) -> QuerySet[ProposalLine]:
    return ProposalLine.objects.filter(dossier__citizen__in=person.citizens).exclude(strike_reason="")


def _revoked(person: Person) -> QuerySet[Title]:
    return _titles(person).exclude(revocation_reason="")


def _objections(person: Person) -> QuerySet[Objection]:
    return Objection.objects.filter(dossier__citizen__in=person.citizens).exclude(reason="", answer="")


def _erase_objections(person: Person) -> int:
    return erase_words(_objections(person), ObjectionFile)


def erase_words(objections: QuerySet[Any], files: type[Model]) -> int:
    """That there was one and what came of it stays; its words and its files (rows of `files`) go. How many there were."""
    ids = list(objections.values_list("pk", flat=True))
    kept = files._default_manager.filter(objection__in=ids, document__isnull=False)
    documents = list(Document.objects.filter(pk__in=kept.values("document")))
    kept.update(document=None)
    objections.model.objects.filter(pk__in=ids).update(reason="", answer="")
    for document in documents:
        remove_file(document)
    return len(ids)


KINDS = (
    Kind(
        "recognition.certificates",
        gettext_lazy("Tệp giấy chứng nhận đã lưu"),
        end=gettext_lazy("xoá; không in lại được"),
        columns=(
            columns("recognition_certificate", "printed_name", "printed_residence")
            | columns("recognition_replacedcertificate", "printed_name")
            | columns("recognition_namecorrection", "printed_name", "corrected_name")
        ),
        held=lambda person: _stored(person).count(),
        erase=_erase_certificates,
    ),
    Kind(
        "recognition.reasons",
        gettext_lazy("Lý do đưa khỏi danh sách, lý do thu hồi"),
        end=gettext_lazy("xoá"),
        columns=columns("recognition_proposalline", "strike_reason")
        | columns("recognition_title", "revocation_reason"),
        held=lambda person: _struck(person).count() + _revoked(person).count(),
        erase=lambda person: _struck(person).update(strike_reason="") + _revoked(person).update(revocation_reason=""),
    ),
    Kind(
        "recognition.objections",
        gettext_lazy("Đề nghị xét lại: lý do, tệp kèm theo, lời trả lời"),
        end=gettext_lazy("xoá lời và tệp; còn lại ngày và kết quả"),
        columns=columns("recognition_objection", "reason", "answer"),
        held=lambda person: _objections(person).count(),
        erase=_erase_objections,
    ),
    Kind(
        "recognition.titles",
        gettext_lazy("Danh hiệu, quyết định, mã kiểm tra giấy chứng nhận"),
        held=lambda person: _titles(person).count(),
        stays=gettext_lazy(
            "Quyết định đã ký còn hiệu lực; số liệu đếm danh hiệu. Trang kiểm tra vẫn trả lời giấy là thật, không còn hiện tên."
        ),
        columns=columns("recognition_certificate", "code") | columns("recognition_replacedcertificate", "code"),
    ),
    Kind(
        "recognition.signatories",
        gettext_lazy("Người ký quyết định"),
        held=lambda _person: 0,  # known by name only: an office's, no record's
        stays=gettext_lazy("Ghi trên quyết định hành chính đã ban hành."),
        columns=(
            columns("recognition_decision", "signatory", "signatory_title")
            | columns("recognition_signingdefault", "signatory", "signatory_title")
        ),
    ),
    Kind(
        "recognition.originals",
        gettext_lazy("Bản gốc đã ký của quyết định"),
        held=lambda _person: 0,  # a picture of the office's paper: no record says whom it names
        stays=gettext_lazy("Quyết định hành chính đã ban hành; cán bộ gỡ được khỏi trang kiểm tra."),
        columns=columns("recognition_decisionoriginal", "removal_reason"),
    ),
    Kind(
        "recognition.list_notes",
        gettext_lazy("Lời trả lại cả danh sách đề nghị"),
        held=lambda _person: 0,
        stays=gettext_lazy("Lời giữa các cán bộ về cả danh sách, không về một người."),
        columns=columns("recognition_proposal", "note"),
    ),
)
IMPERSONAL = frozenset(
    {
        "recognition_decisionoriginal.kind",
        "recognition_objection.about",
        "recognition_objection.status",
        "recognition_decision.issuer",
        "recognition_decision.kind",
        "recognition_decision.legal_basis",
        "recognition_decision.number",
        "recognition_grouprecognition",
        "recognition_proposal.status",
        "recognition_signingdefault.issuer",
        "recognition_signingdefault.legal_basis",
        "recognition_signingdefault.number_suffix",
        "recognition_signingdefault.source",
    }
)
