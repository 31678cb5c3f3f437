"""What came of an inspection plan, as its office signs it. Always in Vietnamese: an official paper has one language.

Legal source: layout after Decree 30/2020/NĐ-CP, annex I; a report ("báo cáo", BC) is of the kinds of its annex III.
"""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Q, QuerySet
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
from hieuhoc.inspection.models import CheckedTitle, Finding, Inspection, InspectionPlan, Sample
from hieuhoc.inspection.reads import current_sample, reported_rate, standing_of
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
        visits = _held(plan)
        findings = list(_findings(plan))
        today = timezone.localdate()
        places = {visit.place_id for visit in visits} | {finding.inspection.place_id for finding in findings}
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


def _held(plan: InspectionPlan) -> list[Inspection]:
    """Visits that were concluded, each with how many titles were judged (`judged`) and not merited (`wrong`)."""
    wrong = Q(checked_titles__verdict=CheckedTitle.Verdict.UNMERITED)
    rows = plan.inspections.filter(status=Inspection.Status.CONCLUDED).annotate(
        judged=Count("checked_titles", filter=Q(checked_titles__verdict__in=CheckedTitle.JUDGED)),
        wrong=Count("checked_titles", filter=wrong),
    )
    return list(rows.order_by("pk"))


def _findings(plan: InspectionPlan) -> QuerySet[Finding]:
    rows = Finding.objects.filter(inspection__plan=plan, inspection__status=Inspection.Status.CONCLUDED)
    return rows.select_related("inspection").order_by("due_on", "pk")


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


def _visited(plan: InspectionPlan, visits: Sequence[Inspection], named: dict[int, str]) -> list[PaperPart]:
    off = plan.inspections.filter(status=Inspection.Status.CALLED_OFF, sample=current_sample(plan)).count()
    still = plan.inspections.filter(status__in=Inspection.OPEN).count()
    words = f"Đã kết luận {format_number(len(visits))} cuộc kiểm tra; không thực hiện {off} cuộc; còn {still} cuộc."
    rows = [
        [
            str(order),
            named.get(visit.place_id, ""),
            f"{visit.planned_on or visit.concluded_on:%d/%m/%Y}",
            visit.get_origin_display(),
            format_number(visit.judged),  # type: ignore[attr-defined]
            format_number(visit.wrong),  # type: ignore[attr-defined]
        ]
        for order, visit in enumerate(visits, start=1)
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
