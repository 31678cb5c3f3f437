"""Certificates: the words on one, and rendering those that wait. Always in Vietnamese: an official paper has one
language."""

import io
import logging
import unicodedata
from collections.abc import Mapping
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from typst import TypstError

from hieuhoc.assessment.reads import read_on
from hieuhoc.documents.actions import store_file
from hieuhoc.documents.documents import render_pdf
from hieuhoc.documents.models import Document
from hieuhoc.lib.opaque import show_public_code
from hieuhoc.places.reads import PlaceLabel, label_of, labels
from hieuhoc.recognition.models import Certificate, Decision
from hieuhoc.recognition.reads import TITLE_NAME

log = logging.getLogger(__name__)

TEMPLATE = "certificate.typ"
VERIFY_PATH = "/verify"  # the public face answers here; tests/recognition/test_certificate.py looks that it does
CHUNK = 50  # certificates per transaction: what a killed job does again at most
NOT_IN_MAIN_FONT = frozenset("ƀɃŏŎĭĬŭŬĕĔ")  # letters of Ê Đê, M'Nông and Jrai that Be Vietnam Pro does not draw


class NotRendered(Exception):
    """Some certificates of a decision could not be drawn; the others are there. The worker tries these again."""


def render_waiting(decision_id: int) -> int:
    """Render and store every certificate of the decision that has no document yet. Returns how many were made.

    Goes on where a killed run stopped; two runs at once share the work. One certificate that cannot be drawn keeps
    none of the others waiting: NotRendered is raised after the last.
    """
    decision = Decision.objects.select_related("round").get(pk=decision_id)
    seat = label_of(decision.place_id, decision.signed_on)
    rendered_count, failed, last = 0, 0, 0
    while chunk := _render_chunk(decision, seat, after=last):
        last = chunk[-1].pk
        done = sum(certificate.document is not None for certificate in chunk)
        rendered_count, failed = rendered_count + done, failed + len(chunk) - done
    if failed:
        raise NotRendered(f"{failed} certificates of decision {decision_id}")
    return rendered_count


@transaction.atomic
def rendered(certificate: Certificate) -> Document:
    """The certificate's document; somebody who asks before its turn gets it now."""
    Certificate.objects.select_for_update().get(pk=certificate.pk)
    stored = Certificate.objects.select_related("document", "title__citizen", "title__decision__round").get(
        pk=certificate.pk
    )
    if stored.document is None:
        decision = stored.title.decision
        seat = label_of(decision.place_id, decision.signed_on)
        _draw(stored, certificate_text(stored, decision, seat, _residences([stored], decision)[stored.title.place_id]))
        stored.save(update_fields=["document", "rendered_at"])
    assert stored.document is not None
    return stored.document


def certificate_text(certificate: Certificate, decision: Decision, seat: PlaceLabel, residence: str) -> dict[str, Any]:
    """The words of one certificate, as the template wants them."""
    title = certificate.title
    address = f"{settings.PUBLIC_URL.rstrip('/')}{VERIFY_PATH}"
    day = decision.signed_on
    return {
        "nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "motto": "Độc lập – Tự do – Hạnh phúc",
        "issuer": decision.issuer,
        "heading": "GIẤY CHỨNG NHẬN",
        "address": "Ông/bà",
        "name": title.citizen.name,
        "name_fonts": name_fonts(title.citizen.name),
        "residence": residence,
        "verb": "đạt danh hiệu",
        "title": TITLE_NAME,
        "year": f"Năm {title.year}",
        "qr": qr_code(f"{address}/{certificate.code}"),
        "code_label": "Mã kiểm tra",
        "code": show_public_code(certificate.code),
        "code_hint": f"Quét mã hoặc nhập mã tại {address.partition('://')[2]}",
        "decision": f"Quyết định số {decision.number} ngày {day:%d/%m/%Y}",
        "place_and_day": f"{seat.name}, ngày {day:%d} tháng {day:%m} năm {day:%Y}",
        "signatory_title": decision.signatory_title,
        "signatory": decision.signatory,
    }


def name_fonts(name: str) -> list[str]:
    """One font for the whole name: two in one word look like a mistake."""
    letters = unicodedata.normalize("NFC", name)
    if NOT_IN_MAIN_FONT.intersection(letters) or any(unicodedata.combining(letter) for letter in letters):
        return ["Noto Sans"]
    return ["Be Vietnam Pro", "Noto Sans"]


def qr_code(text: str) -> str:
    """An SVG without margin, error correction M: it survives a stamp on its edge."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#1D2939", xmldecl=False)
    return drawn.getvalue().decode()


@transaction.atomic
def _render_chunk(decision: Decision, seat: PlaceLabel, *, after: int) -> list[Certificate]:
    waiting = list(
        Certificate.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(title__decision=decision, document__isnull=True, pk__gt=after)
        .select_related("title__citizen")
        .order_by("pk")[:CHUNK]
    )
    residences = _residences(waiting, decision)
    for certificate in waiting:
        try:
            _draw(certificate, certificate_text(certificate, decision, seat, residences[certificate.title.place_id]))
        except TypstError:
            log.exception("certificate %s not rendered", certificate.pk)
    Certificate.objects.bulk_update(waiting, ["document", "rendered_at"])
    return waiting


def _draw(certificate: Certificate, text: Mapping[str, Any]) -> None:
    """Rendered and stored; the row is not saved yet."""
    name = f"chung-nhan-{certificate.code}.pdf"
    content = render_pdf(TEMPLATE, text)
    certificate.document = store_file(content, kind="certificate", file_name=name, media_type="application/pdf")
    certificate.rendered_at = timezone.now()


def _residences(waiting: list[Certificate], decision: Decision) -> Mapping[int, str]:
    """Where they lived, in the words of the map of the round's reading day."""
    day = read_on(decision.round) if decision.round else decision.signed_on
    label_of = labels({certificate.title.place_id for certificate in waiting}, day)
    return {pk: label.path for pk, label in label_of.items()}
