"""The invitation to a council's meeting ("giấy mời"), for members whom no message reaches. Always in Vietnamese.

Legal source: Decree 30/2020/NĐ-CP, annex III.
"""

from django.utils import timezone

from hieuhoc.assessment.models import Meeting
from hieuhoc.documents.rules import OfficialPaper, PaperPart, SignatureBlock, day_words
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import label_of

INVITATION = "council_invitation"
COUNCIL = "Hội đồng xét duyệt"


def council_invitation(meeting: Meeting) -> OfficialPaper:
    """To all members together. Number and day are left open. With `round` joined."""
    seat, begins = label_of(meeting.place_id, timezone.localdate()), timezone.localtime(meeting.meets_at)
    members = [f"- Ông/bà {row.name}{f', {row.post}' if row.post else ''};" for row in meeting.members.order_by("pk")]
    about = f"họp xét danh hiệu Công dân học tập năm {meeting.round.year}"
    time = f"{begins.hour} giờ {begins.minute:02d}, {day_words(begins.date())}."
    laid = format_number(meeting.lines.count())
    return OfficialPaper(
        kind=INVITATION,
        organ=COUNCIL,
        parent_organ=f"Ủy ban nhân dân {seat.title[:1].lower()}{seat.title[1:]}",
        heading="Giấy mời",
        about=f"{about[:1].upper()}{about[1:]}",
        place=seat.on_papers,
        symbol="GM-HĐ",
        body=(
            PaperPart(f"{COUNCIL} trân trọng kính mời:"),
            *[PaperPart(words) for words in members],
            PaperPart(f"{about}.", "Tới dự:"),
            PaperPart(f"xét {laid} hồ sơ, có danh sách trình xét.", "Nội dung:"),
            PaperPart(time, "Thời gian:"),
            PaperPart(f"{meeting.venue}./.", "Địa điểm:"),
        ),
        signatures=(SignatureBlock(("TM. Hội đồng", "Chủ tịch")),),
        recipients=("Như trên", "Lưu: VT"),
    )
