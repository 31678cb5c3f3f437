"""A decision that puts names right, with its list: how each was written, how it is. Always in Vietnamese."""

from hieuhoc.documents.rules import OfficialPaper, PaperColumn, PaperTable
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import labels
from hieuhoc.recognition.decision_form import form_of, list_of
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.reads import TITLE_NAME

CORRECTION = "correction"
CORRECTION_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("ho_ten_da_ghi", "Họ và tên đã ghi", 3),
    PaperColumn("ho_ten_dung", "Họ và tên đúng", 3),
    PaperColumn("ngay_sinh", "Ngày sinh", 0, is_centred=True),
    PaperColumn("noi_cu_tru", "Nơi cư trú", 4),
)


def correction_paper(decision: Decision) -> OfficialPaper:
    """`decision` of kind CORRECT."""
    wrong = decision.corrects
    assert wrong is not None  # decision_corrects_another
    lines = list(decision.name_corrections.select_related("title__citizen").order_by("title__citizen__name_key", "pk"))
    homes = labels({line.title.place_id for line in lines}, decision.signed_on)
    rows = [
        [
            str(number),
            line.printed_name,
            line.corrected_name,
            line.title.citizen.birth_text,
            homes[line.title.place_id].title,
        ]
        for number, line in enumerate(lines, start=1)
    ]
    named = f"Quyết định số {wrong.number} ngày {wrong.signed_on:%d/%m/%Y} của {wrong.issuer}"
    count = format_number(len(lines))
    return form_of(
        decision,
        CORRECTION,
        about=f"Về việc đính chính họ tên trong Quyết định số {wrong.number}",
        articles=(
            f"Đính chính họ tên của {count} người trong danh sách kèm theo {named} về việc công nhận danh hiệu {TITLE_NAME}, "
            "như danh sách kèm theo Quyết định này.",
            "Giấy chứng nhận ghi họ tên cũ được thay bằng giấy mới; trang kiểm tra báo giấy cũ đã thay. Các nội dung khác của "
            f"Quyết định số {wrong.number} giữ nguyên.",
        ),
        annex=list_of(
            decision,
            "Danh sách đính chính họ tên",
            about=f"Trong Quyết định số {wrong.number}",
            table=PaperTable(CORRECTION_COLUMNS, rows),
            closing=f"Danh sách này có {count} người.",
        ),
    )
