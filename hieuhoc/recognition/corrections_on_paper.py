"""A decision that puts names right, with its list: how each was written, how it is. Always in Vietnamese."""

from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperColumn,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
    basis_lines,
)
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import label_of, labels
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.proposals_on_paper import authority_lines, who_decides
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
    signs = authority_lines(decision.signatory_title)
    named = f"Quyết định số {wrong.number} ngày {wrong.signed_on:%d/%m/%Y} của {wrong.issuer}"
    count = format_number(len(lines))
    return OfficialPaper(
        kind=CORRECTION,
        organ=decision.issuer,
        heading="Quyết định",
        about=f"Về việc đính chính họ tên trong Quyết định số {wrong.number}",
        place=label_of(decision.place_id, decision.signed_on).on_papers,
        number=decision.number,
        day=decision.signed_on,
        authority=who_decides(decision.issuer, signs),
        bases=basis_lines(decision.legal_basis),
        verdict="Quyết định:",
        body=(
            PaperPart(
                f"Đính chính họ tên của {count} người trong danh sách kèm theo {named} về việc công nhận danh hiệu "
                f"{TITLE_NAME}, như danh sách kèm theo Quyết định này.",
                "Điều 1.",
            ),
            PaperPart(
                "Giấy chứng nhận ghi họ tên cũ được thay bằng giấy mới; trang kiểm tra báo giấy cũ đã thay. Các nội dung "
                f"khác của Quyết định số {wrong.number} giữ nguyên. Quyết định này có hiệu lực từ ngày ký.",
                "Điều 2.",
            ),
            PaperPart(
                "Các cơ quan, đơn vị liên quan và những người có tên trong danh sách thi hành Quyết định này./.",
                "Điều 3.",
            ),
        ),
        signatures=(SignatureBlock(signs, decision.signatory),),
        recipients=("Như Điều 3", "Lưu: VT"),
        annex=Annex(
            heading="Danh sách đính chính họ tên",
            about=f"Trong Quyết định số {wrong.number}",
            attached=attached_to("Quyết định", decision.number, decision.signed_on),
            table=PaperTable(CORRECTION_COLUMNS, rows),
            closing=f"Danh sách này có {count} người.",
        ),
    )
