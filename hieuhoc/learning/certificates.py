"""The paper that says somebody completed a training. Always in Vietnamese, and drawn anew whenever it is asked for: what it says
stands in the records."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from hieuhoc.documents.documents import render_pdf
from hieuhoc.documents.qr_codes import qr_svg
from hieuhoc.learning.models import Attendance, Training
from hieuhoc.lib.opaque import show_public_code
from hieuhoc.places.reads import label_of

CERTIFICATE_PATH = (
    "/courses/certificates"  # the public face answers here; tests/web/citizen/test_courses.py looks that it does
)
OTHER_LETTERS = frozenset("ƀɃŏŎĭĬŭŬĕĔ")  # of Ê Đê, M'Nông and Jrai, that Be Vietnam Pro does not draw


def certificate_pdf(attendance: Attendance) -> bytes:
    """Of a completed attendance with its code, its training, version and citizen. Raises CannotDraw."""
    return render_pdf("attendance.typ", _words(attendance))


def held_days(training: Training) -> list[date]:
    days = [timezone.localdate(begins) for begins in training.lessons.values_list("starts_at", flat=True)]
    return sorted(set(days)) or [training.held_on]


def _words(attendance: Attendance) -> dict[str, Any]:
    training, name = attendance.training, attendance.citizen.name
    days = held_days(training)
    given_on = attendance.given_on or training.held_on
    seat = label_of(training.place_id, given_on)
    when = f"ngày {days[0]:%d/%m/%Y}" if len(days) == 1 else f"từ {days[0]:%d/%m/%Y} đến {days[-1]:%d/%m/%Y}"
    address = f"{settings.PUBLIC_URL.rstrip('/')}{CERTIFICATE_PATH}/{attendance.code}"
    return {
        "issuer": training.organiser or seat.on_papers,
        "heading": "GIẤY XÁC NHẬN",
        "address": "Ông/bà",
        "name": name,
        "name_fonts": ["Noto Sans"] if OTHER_LETTERS.intersection(name) else ["Be Vietnam Pro", "Noto Sans"],
        "verb": "đã hoàn thành lớp tập huấn",
        "title": training.title,
        "about": f"Nội dung: bộ tiêu chí {training.version.number}. Tổ chức {when}.",
        "qr": qr_svg(address),
        "code_label": "Mã kiểm tra",
        "code": show_public_code(attendance.code or ""),
        "code_hint": f"Quét mã để kiểm tra tại {address.partition('://')[2].partition('/')[0]}",
        "place_and_day": f"{seat.on_papers}, ngày {given_on:%d} tháng {given_on:%m} năm {given_on:%Y}",
        "note": "Lập từ danh sách điểm danh và bài kiểm tra của lớp",
    }
