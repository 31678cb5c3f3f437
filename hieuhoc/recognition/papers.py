"""All certificates of a decision to take along: one file to print in one go, or one file for each person."""

import logging
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils.translation import gettext as _

from hieuhoc.documents.documents import CannotDraw, render_pdf
from hieuhoc.lib.later import when_used
from hieuhoc.lib.vietnamese import fold
from hieuhoc.recognition.documents import Paper, paper_of, words_of
from hieuhoc.recognition.models import Certificate, Decision
from hieuhoc.recognition.qr_codes import qr_svg
from hieuhoc.recognition.rules import file_stem, numbered_files

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = when_used("pikepdf")

log = logging.getLogger(__name__)

MERGED = "certificates.typ"
PAGES_AT_ONCE = 250  # drawn in one go: what bounds the memory of a job
NOTES = "doc-truoc.txt"


def file_of(paper: Paper, decision: Decision) -> str:
    """ "112-qd-ubnd-hlan-nie-7K3M9QXT2B4P.pdf": the number of the decision, the person, and the code to check it by."""
    return f"{file_stem(f'{fold(decision.number)} {fold(paper.name)}')}-{paper.code}.pdf"


def pack(certificates: Sequence[Certificate], target: Path | BinaryIO) -> int:
    """A zip of single papers, numbered in the order given. What was lost is drawn again; what cannot be drawn is left
    out; a text in the zip says which. Who was erased has no paper any more."""
    certificates = still_named(certificates)
    again: list[str] = []
    missing: list[str] = []
    names = numbered_files([file_stem(fold(_name(certificate))) for certificate in certificates])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, certificate in zip(names, certificates, strict=True):
            try:
                paper = paper_of(certificate)
            except CannotDraw:
                log.exception("certificate %s not packed", certificate.pk)
                missing.append(f"{name}: {_name(certificate)}")
                continue
            packed.writestr(name, paper.content)
            again += [name] if paper.is_drawn_again else []
        if said := _notes(again, missing):
            packed.writestr(NOTES, said)
    return len(certificates) - len(missing)


def merge(certificates: Sequence[Certificate], decision: Decision, target: Path | BinaryIO) -> int:
    """One PDF, a page each in the order given, drawn from the words that each paper was printed with; none for who was erased."""
    certificates = still_named(certificates)

    def words(start: int) -> list[dict[str, Any]]:
        part = certificates[start : start + PAGES_AT_ONCE]
        known = words_of(part, decision)
        return [known[certificate.pk] for certificate in part]

    merge_pages((words(start) for start in range(0, len(certificates), PAGES_AT_ONCE)), decision, target)
    return len(certificates)


def merge_pages(parts: Iterable[list[dict[str, Any]]], decision: Decision, target: Path | BinaryIO) -> None:
    """`parts`: words of certificates, some hundred at a time."""
    title = _("Giấy chứng nhận của quyết định %(number)s") % {"number": decision.number}
    with pikepdf.new() as merged:
        for part in parts:
            coded = [words | {"qr": qr_svg(words["link"])} for words in part]
            drawn = render_pdf(MERGED, {"title": title, "issuer": decision.issuer, "certificates": coded})
            with pikepdf.open(BytesIO(drawn)) as pages:
                merged.pages.extend(pages.pages)
        merged.save(target, deterministic_id=True)


def still_named(certificates: Sequence[Certificate]) -> list[Certificate]:
    return [certificate for certificate in certificates if not certificate.title.citizen.is_erased]


def _name(certificate: Certificate) -> str:
    return certificate.printed_name or certificate.title.citizen.name


def _notes(again: Sequence[str], missing: Sequence[str]) -> str:
    parts = (
        (_("Tệp lưu bị mất hoặc hỏng, đã vẽ lại theo dữ liệu:"), again),
        (_("Chưa vẽ được nên không có trong gói này:"), missing),
    )
    return "\r\n\r\n".join("\r\n".join([title, *names]) for title, names in parts if names)
