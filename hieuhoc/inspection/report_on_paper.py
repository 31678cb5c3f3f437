"""What came of an inspection plan, as its office signs it. Always in Vietnamese: an official paper has one language.

Legal source: layout after Decree 30/2020/NĐ-CP, annex I; a report ("báo cáo", BC) is of the kinds of its annex III.
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperColumn,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
)
from hieuhoc.inspection.estimate_words import estimate_sentences, percent
from hieuhoc.inspection.models import Finding, InspectionPlan, Sample
from hieuhoc.inspection.reads import (
    ConcludedVisit,
    called_off_count,
    concluded_visits,
    current_sample,
    findings_of,
    open_count,
    reported_rate,
    standing_of,
)
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import label_of, labels

INSPECTION_REPORT = "inspection_report"
VISIT_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("noi", "Nơi kiểm tra", 4),
    PaperColumn("ngay", "Ngày", 2, is_centred=True),
    PaperColumn("vi_sao", "Vì sao kiểm tra", 4),
    PaperColumn("ket_luan", "Đã kết luận", 2, is_centred=True),
    PaperColumn("khong_dung", "Không đúng", 2, is_centred=True),
)
FINDING_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("noi", "Nơi thực hiện", 2),
    PaperColumn("phat_hien", "Điều phát hiện", 4),
    PaperColumn("viec", "Việc phải làm", 4),
    PaperColumn("han", "Hạn", 1, is_centred=True),
    PaperColumn("trang_thai", "Kết quả", 2),
)
SEED_PIECE = 8  # signs of a seed that stand together, so that a line of paper can break


def report_paper(plan: InspectionPlan) -> OfficialPaper:
    """As it stands when it is written; number and day stay open for whoever signs."""
    with override(settings.LANGUAGE_CODE):
        visits = concluded_visits(plan)
        findings = list(findings_of(plan))
        today = timezone.localdate()
        places = {row.visit.place_id for row in visits} | {finding.inspection.place_id for finding in findings}
        named = {pk: label.title for pk, label in labels(places, today).items()}
        return OfficialPaper(
            kind=INSPECTION_REPORT,
            organ=plan.organ,
            heading="Báo cáo",
            about=f"Kết quả kiểm tra việc công nhận danh hiệu Công dân học tập năm {plan.year}",
            place=label_of(plan.place_id, today).on_papers,
            symbol="BC",
            body=(*_planned(plan), *_drawn(plan), *_visited(plan, visits, named), *_demanded(plan, findings)),
            signatures=(SignatureBlock(("Trưởng đoàn kiểm tra",)),),
            recipients=("Cơ quan ra quyết định kiểm tra", "Nơi được kiểm tra", "Lưu: VT"),
            annex=_annex(findings, named) if findings else None,
        )


def _planned(plan: InspectionPlan) -> list[PaperPart]:
    days = f"từ ngày {plan.starts_on:%d/%m/%Y} đến hết ngày {plan.ends_on:%d/%m/%Y}"
    parts = [PaperPart(lead="I. Kế hoạch kiểm tra"), PaperPart(f"{plan.title}, {days}.")]
    return parts + [PaperPart(line) for line in plan.purpose.splitlines() if line.strip()]


def _drawn(plan: InspectionPlan) -> list[PaperPart]:
    """How the sample was drawn, so that anybody can draw it again, and what it says of the whole."""
    head, sample = PaperPart(lead="II. Mẫu kiểm tra và ước tính"), current_sample(plan)
    if sample is None:
        return [head, PaperPart("Không rút mẫu; kiểm tra theo dấu hiệu, phản ánh nên không ước tính cho cả năm.")]
    again = f"Mẫu rút lần {sample.number}. Lý do rút lại: {sample.reason}." if sample.reason else ""
    standing = standing_of(sample)
    drawn = (
        f"{sample.get_method_display()}: rút {format_number(standing.size)} trong {format_number(sample.population)} danh "
        f"hiệu, sai số mong muốn {percent(float(sample.margin))}."
    )
    words = [drawn, again, _seed_words(sample), *estimate_sentences(plan, standing, reported_rate(plan))]
    return [head, *(PaperPart(sentence) for sentence in words if sentence)]


def _seed_words(sample: Sample) -> str:
    pieces = " ".join(sample.seed[start : start + SEED_PIECE] for start in range(0, len(sample.seed), SEED_PIECE))
    return f"Mầm rút mẫu (viết liền): {pieces}. Ai có danh sách danh hiệu của năm cũng rút lại được bằng SHA-256."


def _visited(plan: InspectionPlan, visits: Sequence[ConcludedVisit], named: dict[int, str]) -> list[PaperPart]:
    off, still = called_off_count(plan), open_count(plan)
    words = f"Đã kết luận {format_number(len(visits))} cuộc kiểm tra; không thực hiện {off} cuộc; còn {still} cuộc."
    rows = [
        [
            str(order),
            named.get(row.visit.place_id, ""),
            f"{row.visit.planned_on or row.visit.concluded_on:%d/%m/%Y}",
            row.visit.get_origin_display(),
            format_number(row.judged),
            format_number(row.wrong),
        ]
        for order, row in enumerate(visits, start=1)
    ]
    table = PaperTable(VISIT_COLUMNS, rows) if rows else None
    return [PaperPart(lead="III. Kiểm tra tại chỗ"), PaperPart(words, table=table)]


def _demanded(plan: InspectionPlan, findings: Sequence[Finding]) -> list[PaperPart]:
    count = format_number(len(findings))
    words = f"Có {count} kiến nghị, nêu ở phụ lục cùng việc phải làm và hạn." if findings else "Không có kiến nghị."
    parts = [PaperPart(lead="IV. Kiến nghị, kết luận"), PaperPart(words)]
    return parts + [PaperPart(line) for line in plan.summary.splitlines() if line.strip()]


def _annex(findings: Sequence[Finding], named: dict[int, str]) -> Annex:
    rows = [
        [
            str(order),
            named.get(finding.inspection.place_id, ""),
            finding.text,
            finding.action,
            f"{finding.due_on:%d/%m/%Y}",
            finding.get_status_display(),
        ]
        for order, finding in enumerate(findings, start=1)
    ]
    about = "Điều phát hiện, việc phải làm và hạn"
    return Annex("Phụ lục", about, attached_to("Báo cáo", "", None), PaperTable(FINDING_COLUMNS, rows))
