"""Certificates: the words on one, rendering those that wait, drawing a lost one again. Always in Vietnamese: an official
paper has one language."""

import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from hieuhoc.assessment.reads import read_on
from hieuhoc.audit.actions import record
from hieuhoc.documents.actions import NewFile, read_file, remove_file, store_files
from hieuhoc.documents.documents import CannotDraw, render_pdf
from hieuhoc.documents.models import Document
from hieuhoc.lib.opaque import show_public_code
from hieuhoc.people.homes import refuse_erased
from hieuhoc.places.reads import PlaceLabel, label_of, labels
from hieuhoc.recognition.backdrop import with_frame
from hieuhoc.recognition.casting import Misfit, cast_papers
from hieuhoc.recognition.enclosures import NOTHING, Enclosure, enclosed
from hieuhoc.recognition.models import Certificate, Decision
from hieuhoc.recognition.qr_codes import qr_operators
from hieuhoc.recognition.reads import TITLE_NAME

log = logging.getLogger(__name__)

TEMPLATE, MANY = "certificate.typ", "certificate-batch.typ"
STANDARDS = ("a-3b", "ua-1")  # kept for good with its credential inside, and read aloud
MM = 72 / 25.4
# Where certificate-page.typ leaves room for the code, whose words for reading aloud stand there.
QR_PLACE = {"left": 27 * MM, "bottom": 21 * MM, "side": 30 * MM}
NO_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
VERIFY_PATH = "/verify"  # the public face answers here; tests/recognition/test_certificate.py looks that it does
CHUNK = 100  # certificates per transaction, drawn together: what a killed job does again at most
WRITTEN = ("document", "rendered_at", "printed_name", "printed_residence")
NOT_IN_MAIN_FONT = frozenset("ƀɃŏŎĭĬŭŬĕĔ")  # letters of Ê Đê, M'Nông and Jrai that Be Vietnam Pro does not draw


class NotRendered(Exception):
    """Some certificates of a decision could not be drawn; the others are there. The worker tries these again."""


def render_waiting(decision_id: int) -> int:
    """Render and store every certificate of the decision that has no document yet. Returns how many were made.

    Goes on where a killed run stopped; two runs at once share the work. One certificate that cannot be drawn keeps
    none of the others waiting: NotRendered is raised after the last.
    """
    decision = Decision.objects.select_related("round").get(pk=decision_id)
    rendered_count, failed, last = 0, 0, 0
    while chunk := _render_chunk(decision, after=last):
        last = chunk[-1].pk
        done = sum(certificate.document is not None for certificate in chunk)
        rendered_count, failed = rendered_count + done, failed + len(chunk) - done
    if failed:
        raise NotRendered(f"{failed} certificates of decision {decision_id}")
    return rendered_count


@dataclass(frozen=True)
class Paper:
    """`name`: whom it names. `is_drawn_again`: its file was lost or damaged."""

    content: bytes
    name: str
    code: str
    is_drawn_again: bool = False


def paper_of(certificate: Certificate) -> Paper:
    """The certificate as a file. Asked for before its turn it is drawn now; lost or damaged it is drawn again, with the
    words that were on it. Raises CannotDraw when it cannot be drawn."""
    stored = _drawn(certificate)
    try:
        return Paper(read_file(_file_of(stored)), stored.printed_name, stored.code)
    except (FileNotFoundError, ValueError):
        log.error("file of certificate %s is lost or damaged", certificate.pk)
    again = _drawn(certificate, instead_of=stored.document_id)
    return Paper(read_file(_file_of(again)), again.printed_name, again.code, is_drawn_again=True)


@transaction.atomic
def _drawn(certificate: Certificate, *, instead_of: int | None = None) -> Certificate:
    """The certificate with its document; drawn now when it has none, or when it still has the one of that id."""
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    # Read anew: who waited for the lock would see the joined rows as they were before.
    joined = Certificate.objects.select_related("document", "title__citizen", "title__decision__round")
    stored = joined.get(pk=certificate.pk)
    if stored.document_id != instead_of:
        return stored
    refuse_erased(stored.title.citizen)
    broken = stored.document
    words = words_of([stored], stored.title.decision, with_files=True)[stored.pk]
    _note(stored, store_files([_file(stored, drawn_paper(words))])[0], words)
    stored.save(update_fields=WRITTEN)
    if broken is not None:
        remove_file(broken)
        kind, place = "title", stored.title.place_id
        record("recognition.draw_again", actor=None, subject_kind=kind, subject_id=stored.title_id, place=place)
    return stored


def _file_of(certificate: Certificate) -> Document:
    assert certificate.document is not None
    return certificate.document


def certificate_text(
    certificate: Certificate, decision: Decision, seat: PlaceLabel, residence: str, enclosure: Enclosure = NOTHING
) -> dict[str, Any]:
    """The words of one certificate, as the template wants them. What was printed once is printed again."""
    title = certificate.title
    name = certificate.printed_name or title.citizen.name
    return shared_text(decision, seat, code=certificate.code, enclosure=enclosure) | {
        "address": "Ông/bà",
        "name": name,
        "name_fonts": name_fonts(name),
        "residence": certificate.printed_residence or residence,
        "title": TITLE_NAME,
        "year": f"Năm {title.year}",
    }


def shared_text(decision: Decision, seat: PlaceLabel, *, code: str, enclosure: Enclosure) -> dict[str, Any]:
    """The words of a certificate that hang on its decision and its code, whoever is named on it."""
    address = f"{settings.PUBLIC_URL.rstrip('/')}{VERIFY_PATH}"
    day = decision.signed_on
    link = "#".join(filter(None, [f"{address}/{code}", enclosure.payload]))
    return {
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập – Tự do – Hạnh phúc",
        "issuer": decision.issuer,
        "heading": "GIẤY CHỨNG NHẬN",
        "verb": "đạt danh hiệu",
        "link": link,
        "qr_label": "Mã QR dẫn đến trang kiểm tra giấy chứng nhận này",
        "day": [day.year, day.month, day.day],
        "files": [vars(file) for file in enclosure.files],
        "code_label": "Mã kiểm tra",
        "code": show_public_code(code),
        "code_hint": f"Quét mã hoặc nhập mã tại {address.partition('://')[2]}",
        "decision": f"Quyết định số {decision.number} ngày {day:%d/%m/%Y}",
        "place_and_day": f"{seat.on_papers}, ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        "signatory_title": decision.signatory_title,
        "signatory": decision.signatory,
    }


def name_fonts(name: str) -> list[str]:
    """One font for the whole name: two in one word look like a mistake."""
    letters = unicodedata.normalize("NFC", name)
    if NOT_IN_MAIN_FONT.intersection(letters) or any(unicodedata.combining(letter) for letter in letters):
        return ["Noto Sans"]
    return ["Be Vietnam Pro", "Noto Sans"]


def drawn_paper(words: Mapping[str, Any]) -> bytes:
    """The PDF of one certificate. Raises CannotDraw."""
    drawn = render_pdf(TEMPLATE, {**words, "qr": NO_DRAWING}, standards=STANDARDS)
    return with_frame(drawn, *qr_operators([words["link"]], **QR_PLACE))


def drawn_papers(texts: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The same of many of one decision, in their order, several times as fast. Raises CannotDraw and Misfit."""
    codes = qr_operators([words["link"] for words in texts], **QR_PLACE)
    plain = [{**words, "qr": NO_DRAWING} for words in texts]
    return cast_papers(plain, codes, templates=(TEMPLATE, MANY), standards=STANDARDS)


@transaction.atomic
def _render_chunk(decision: Decision, *, after: int) -> list[Certificate]:
    waiting = list(
        Certificate.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(title__decision=decision, document__isnull=True, pk__gt=after)
        .exclude(title__citizen__secret=b"")
        .select_related("title__citizen")
        .order_by("pk")[:CHUNK]
    )
    if not waiting:
        return []
    words = words_of(waiting, decision, with_files=True)
    drawn = [(row, paper) for row, paper in zip(waiting, _drawn_together(waiting, words), strict=True) if paper]
    documents = store_files([_file(row, paper) for row, paper in drawn])
    for (certificate, _paper), document in zip(drawn, documents, strict=True):
        _note(certificate, document, words[certificate.pk])
    _save(waiting)
    return waiting


def _drawn_together(waiting: Sequence[Certificate], words: Mapping[int, Mapping[str, Any]]) -> list[bytes | None]:
    """Each by itself where they cannot be drawn as one; None for what cannot be drawn at all."""
    try:
        return [*drawn_papers([words[certificate.pk] for certificate in waiting])]
    except (CannotDraw, Misfit):
        log.exception("certificates from %s are drawn one by one", waiting[0].pk)
    alone: list[bytes | None] = []
    for certificate in waiting:
        try:
            alone.append(drawn_paper(words[certificate.pk]))
        except CannotDraw:
            log.exception("certificate %s not rendered", certificate.pk)
            alone.append(None)
    return alone


def _file(certificate: Certificate, content: bytes) -> NewFile:
    name = f"chung-nhan-{certificate.code}.pdf"
    return NewFile(content, kind="certificate", file_name=name, media_type="application/pdf")


SAVED = """
UPDATE recognition_certificate AS kept SET document_id = now.document, rendered_at = now.at, printed_name = now.name,
    printed_residence = now.residence
FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[], %s::text[])
    AS now (id, document, at, name, residence)
WHERE kept.id = now.id
"""


def _save(rows: Sequence[Certificate]) -> None:
    said = [(row.pk, row.document_id, row.rendered_at, row.printed_name, row.printed_residence) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(SAVED, [list(column) for column in zip(*said, strict=True)])


def _note(certificate: Certificate, document: Document, words: Mapping[str, Any]) -> None:
    """What it says; the row is not saved yet."""
    certificate.document, certificate.rendered_at = document, timezone.now()
    certificate.printed_name, certificate.printed_residence = words["name"], words["residence"]


def words_of(
    certificates: Sequence[Certificate], decision: Decision, *, with_files: bool = False
) -> dict[int, dict[str, Any]]:
    """Certificate (pk) → its words. Where they lived is told in the words of the map of the round's reading day.
    `with_files`: also what is attached to a paper of its own."""
    seat = label_of(decision.place_id, decision.signed_on)
    day = read_on(decision.round) if decision.round else decision.signed_on
    places = labels({certificate.title.place_id for certificate in certificates}, day)
    enclosures = enclosed(certificates, decision, with_files=with_files)
    return {
        certificate.pk: certificate_text(
            certificate, decision, seat, places[certificate.title.place_id].path, enclosures[certificate.pk]
        )
        for certificate in certificates
    }
