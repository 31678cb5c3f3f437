"""Invitations on paper, for those the application cannot tell: with the code the trainer reads when they come. Always in Vietnamese."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hieuhoc.documents.documents import render_pdf
from hieuhoc.documents.qr_codes import qr_svg
from hieuhoc.learning.certificates import OTHER_LETTERS
from hieuhoc.learning.models import Lesson, Trainee, Training
from hieuhoc.places.reads import label_of, labels

IN_A_FILE = 200  # a hundred sheets of paper
MOST_LESSONS = 4  # named one by one


def on_paper(training: Training) -> QuerySet[Trainee]:
    """Who is asked or comes and has no account, so that no message reaches them; by home, to be handed out there."""
    listed = Trainee.objects.filter(training=training, citizen__user__isnull=True).exclude(
        status=Trainee.Status.DECLINED
    )
    return listed.select_related("citizen").order_by("citizen__home_id", "citizen__name_key", "pk")


def invitations_pdf(training: Training, trainees: Sequence[Trainee]) -> bytes:
    """Raises CannotDraw."""
    today = timezone.localdate()
    homes = labels([row.citizen.home_id for row in trainees if row.citizen.home_id], today)
    lessons = list(training.lessons.order_by("starts_at"))
    left = len(lessons) - MOST_LESSONS
    return render_pdf(
        "invitations.typ",
        {
            "issuer": training.organiser or label_of(training.place_id, today).on_papers,
            "heading": "GIẤY MỜI",
            "address": "Trân trọng kính mời ông/bà",
            "verb": "dự lớp",
            "title": training.title,
            "lessons": [_words(lesson) for lesson in lessons[:MOST_LESSONS]],
            "more": f"Và {left} buổi nữa, lịch đầy đủ có ở lớp." if left > 0 else "",
            "about": f"Nội dung: bộ tiêu chí {training.version.number}.",
            "code_label": "Mã điểm danh",
            "code_hint": "Mang giấy này theo: báo cáo viên quét mã khi đến và khi về.",
            "note": "Không dự được, xin báo cho đơn vị tổ chức để mời người khác.",
            "people": [_person(row, homes) for row in trainees],
        },
    )


def _words(lesson: Lesson) -> str:
    begins, ends = timezone.localtime(lesson.starts_at), timezone.localtime(lesson.ends_at)
    where = ", ".join(filter(None, [lesson.venue, lesson.link]))
    return f"Ngày {begins:%d/%m/%Y}, từ {begins:%H:%M} đến {ends:%H:%M}, tại {where}."


def _person(row: Trainee, homes: Any) -> dict[str, Any]:
    name, home = row.citizen.name, homes.get(row.citizen.home_id)
    return {
        "name": name,
        "fonts": ["Noto Sans"] if OTHER_LETTERS.intersection(name) else ["Be Vietnam Pro", "Noto Sans"],
        "home": home.title if home else "",
        "code": row.shown_code,
        "qr": qr_svg(row.code),
    }
