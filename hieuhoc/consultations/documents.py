"""The report on a consultation ("báo cáo tổng hợp, tiếp thu, giải trình") as the province signs it. Always in Vietnamese:
an official paper has one language. The number and the day are left open, to be written by hand.

Legal source: layout after Decree 30/2020/NĐ-CP; that every comment is answered, after the practice of the Law on
Promulgation of Legal Documents (criteria of the association are none, so that is a habit, no duty).
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import override

from hieuhoc.consultations.models import Comment, Consultation
from hieuhoc.consultations.reads import CommentTally, quoted, tallies_of
from hieuhoc.documents.rules import Annex, OfficialPaper, PaperColumn, PaperPart, PaperTable, SignatureBlock
from hieuhoc.lib.numbers import format_number

REPORT = "consultation_report"
ORGAN = "Hội Khuyến học tỉnh"
MOST_LISTED = 1_000  # comments in the annex
WHOLE = "Toàn bộ dự thảo"
COUNTED_COLUMNS = (
    PaperColumn("noi_dung", "Nội dung", 3),
    PaperColumn("dong_y", "Đồng ý", 1, is_centred=True),
    PaperColumn("de_nghi_sua", "Đề nghị sửa", 1, is_centred=True),
    PaperColumn("khong_dong_y", "Không đồng ý", 1, is_centred=True),
)
COMMENT_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("noi_dung", "Nội dung", 3),
    PaperColumn("gop_y", "Góp ý", 4),
    PaperColumn("noi_gop_y", "Nơi góp ý", 2),
    PaperColumn("tiep_thu", "Tiếp thu, giải trình", 4),
)


def report_paper(consultation: Consultation, *, seat: str) -> OfficialPaper:
    """`seat`: the place as papers have it ("Đắk Lắk")."""
    with override(settings.LANGUAGE_CODE):
        version, tallies = consultation.version, tallies_of(consultation)
        return OfficialPaper(
            kind=REPORT,
            organ=ORGAN,
            symbol="BC-HKH",
            place=seat,
            heading="Báo cáo",
            about=f"Tổng hợp, tiếp thu, giải trình ý kiến góp ý đối với {version.number}: {version.title}",
            body=(
                PaperPart(lead="1. Việc lấy ý kiến"),
                *(PaperPart(line) for line in _how(consultation, tallies)),
                PaperPart(lead="2. Ý kiến theo từng nội dung", table=_counted(tallies)),
                PaperPart(lead="3. Tiếp thu, giải trình"),
                *(PaperPart(line) for line in _came_of_it(tallies)),
            ),
            signatures=(SignatureBlock(("Chủ tịch",)),),
            annex=_annex(consultation),
        )


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


def _counted(tallies: Sequence[CommentTally]) -> PaperTable:
    rows = [
        [
            f"Chỉ số {tally.position}" if tally.position else WHOLE,
            *(str(tally.stances[word]) for word in Comment.Stance),
        ]
        for tally in tallies
        if tally.count
    ]
    return PaperTable(COUNTED_COLUMNS, rows)


def _came_of_it(tallies: Sequence[CommentTally]) -> list[str]:
    told = {word: sum(tally.verdicts[word] for tally in tallies) for word in Comment.Verdict}
    left = sum(tally.verdicts[""] for tally in tallies)
    words = "; ".join(f"{word.label.lower()} {format_number(count)} góp ý" for word, count in told.items())
    lines = [f"Cơ quan soạn thảo đã {words}. Từng góp ý và lời giải trình nêu ở phụ lục."]
    return [*lines, f"Còn {format_number(left)} góp ý chưa trả lời."] if left else lines


def _annex(consultation: Consultation) -> Annex | None:
    comments = consultation.comments.exclude(display=Comment.Display.HIDDEN).select_related("criterion")
    listed = list(comments.order_by("criterion__position", "sentence", "pk")[:MOST_LISTED])
    if not listed:
        return None
    count = comments.count()
    note = f"Có {format_number(count)} góp ý" + (
        f", phụ lục nêu {format_number(MOST_LISTED)} góp ý đầu." if count > MOST_LISTED else "."
    )
    rows = [[str(number), *_cells(comment)] for number, comment in enumerate(listed, start=1)]
    table = PaperTable(COMMENT_COLUMNS, rows)
    return Annex("Phụ lục", "Các góp ý và trả lời", note, table, is_across=False)


def _cells(comment: Comment) -> list[str]:
    where = WHOLE if comment.criterion is None else f"Chỉ số {comment.criterion.position}"
    about = f"{where}: “{quoted(comment)}”" if comment.sentence else where
    verdict = Comment.Verdict(comment.verdict).label if comment.verdict else ""
    answer = f"{verdict}. {comment.answer}" if verdict else "Chưa trả lời"
    return [about, f"{comment.get_stance_display()}. {comment.text}", comment.name or "Không nêu tên", answer]
