"""The report on a consultation ("báo cáo tổng hợp, tiếp thu, giải trình") as the province signs it. Always in Vietnamese:
an official paper has one language. The number and the day are left open, to be written by hand.

Legal source: layout after Decree 30/2020/NĐ-CP; that every comment is answered, after the practice of the Law on
Promulgation of Legal Documents (criteria of the association are none, so that is a habit, no duty).
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import override

from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.reads import CommentTally, quoted, tallies_of
from hieuhoc.documents.documents import render_pdf
from hieuhoc.lib.numbers import format_number

TEMPLATE = "report.typ"
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"
ORGAN = "Hội Khuyến học tỉnh"
MOST_LISTED = 1_000  # comments in the annex
WHOLE = "Toàn bộ dự thảo"


def report_on(consultation: Consultation, *, seat: str) -> bytes:
    """The PDF. `seat`: the place as papers have it ("Đắk Lắk"). Raises CannotDraw."""
    with override(settings.LANGUAGE_CODE):
        return render_pdf(TEMPLATE, report_words(consultation, seat=seat))


def report_words(consultation: Consultation, *, seat: str) -> dict[str, Any]:
    version, tallies = consultation.version, tallies_of(consultation)
    return {
        "organ": ORGAN,
        "nation": NATION,
        "motto": MOTTO,
        "number": "Số: …………",
        "place_line": f"{seat or '………………'}, ngày …… tháng …… năm ………",
        "heading": "BÁO CÁO",
        "about": f"Tổng hợp, tiếp thu, giải trình ý kiến góp ý đối với {version.number}: {version.title}",
        "parts": [
            {"title": "1. Việc lấy ý kiến", "lines": _how(consultation, tallies), "table": None},
            {"title": "2. Ý kiến theo từng nội dung", "lines": [], "table": _counted(tallies)},
            {"title": "3. Tiếp thu, giải trình", "lines": _came_of_it(tallies), "table": None},
        ],
        "signs": "Thủ trưởng đơn vị",
        "annex": _annex(consultation),
    }


def _how(consultation: Consultation, tallies: Sequence[CommentTally]) -> list[str]:
    since, until = f"{consultation.opens_on:%d/%m/%Y}", f"{consultation.closes_on:%d/%m/%Y}"
    invited = consultation.invitations.filter(withdrawn_at=None)
    spoke = consultation.comments.exclude(invitation=None).values("invitation").distinct().count()
    hidden = consultation.comments.filter(display=Comment.Display.HIDDEN).count()
    whom = {
        Consultation.Audience.ANYONE: "mọi tổ chức, cá nhân, không cần tài khoản",
        Consultation.Audience.SIGNED_IN: "người đăng nhập hệ thống và tổ chức được mời",
        Consultation.Audience.INVITED: "tổ chức được mời",
    }[Consultation.Audience(consultation.audience)]
    lines = [
        f"Dự thảo được lấy ý kiến của {whom} từ ngày {since} đến hết ngày {until}.",
        f"Đã mời {format_number(invited.count())} tổ chức, {format_number(spoke)} tổ chức góp ý. Có "
        f"{format_number(sum(tally.count for tally in tallies))} góp ý.",
    ]
    if hidden:
        lines.append(f"Ngoài ra có {format_number(hidden)} góp ý không đăng vì không liên quan hoặc không phù hợp.")
    return lines


def _counted(tallies: Sequence[CommentTally]) -> dict[str, Any]:
    stances = list(Comment.Stance)
    rows = [
        [f"Chỉ số {tally.position}" if tally.position else WHOLE, *(str(tally.stances[word]) for word in stances)]
        for tally in tallies
        if tally.count
    ]
    return {
        "columns": ["Nội dung", *(str(word.label) for word in stances)],
        "widths": [3, 1, 1, 1],
        "numbers": [1, 2, 3],
        "rows": rows,
    }


def _came_of_it(tallies: Sequence[CommentTally]) -> list[str]:
    told = {word: sum(tally.verdicts[word] for tally in tallies) for word in Comment.Verdict}
    left = sum(tally.verdicts[""] for tally in tallies)
    words = "; ".join(f"{word.label.lower()} {format_number(count)} góp ý" for word, count in told.items())
    lines = [f"Cơ quan soạn thảo đã {words}. Từng góp ý và lời giải trình nêu ở phụ lục."]
    return [*lines, f"Còn {format_number(left)} góp ý chưa trả lời."] if left else lines


def _annex(consultation: Consultation) -> dict[str, Any] | None:
    comments = consultation.comments.exclude(display=Comment.Display.HIDDEN).select_related("criterion")
    listed = list(comments.order_by("criterion__position", "sentence", "pk")[:MOST_LISTED])
    if not listed:
        return None
    count = comments.count()
    note = f"Có {format_number(count)} góp ý" + (
        f", phụ lục nêu {format_number(MOST_LISTED)} góp ý đầu." if count > MOST_LISTED else "."
    )
    rows = [[str(number), *_cells(comment)] for number, comment in enumerate(listed, start=1)]
    return {
        "title": "PHỤ LỤC",
        "note": note,
        "table": {
            "columns": ["STT", "Nội dung", "Góp ý", "Nơi góp ý", "Tiếp thu, giải trình"],
            "widths": [0, 3, 4, 2, 4],
            "numbers": [0],
            "rows": rows,
        },
    }


def _cells(comment: Comment) -> list[str]:
    where = WHOLE if comment.criterion is None else f"Chỉ số {comment.criterion.position}"
    about = f"{where}: “{quoted(comment)}”" if comment.sentence else where
    verdict = Comment.Verdict(comment.verdict).label if comment.verdict else ""
    answer = f"{verdict}. {comment.answer}" if verdict else "Chưa trả lời"
    return [about, f"{comment.get_stance_display()}. {comment.text}", comment.name or "Không nêu tên", answer]
