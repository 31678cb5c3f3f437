"""The assessment form of one person ("phiếu đánh giá"): the points of each criterion, their own and those of the review, and what
follows. Always in Vietnamese: an official paper has one language."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from hieuhoc.assessment.lists_on_paper import organs_at
from hieuhoc.assessment.reads import CriterionRow, DossierCard
from hieuhoc.documents.rules import OfficialPaper, PaperColumn, PaperPart, PaperTable, SignatureBlock
from hieuhoc.places.reads import commune_of, label_of

ASSESSMENT_FORM = "assessment_form"
FORM_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("chi_so", "Chỉ số", 6),
    PaperColumn("diem_toi_da", "Điểm tối đa", 0, is_centred=True),
    PaperColumn("tu_cham", "Tự chấm", 0, is_centred=True),
    PaperColumn("diem_xet", "Điểm xét", 0, is_centred=True),
    PaperColumn("ghi_chu", "Minh chứng, lý do đổi điểm", 4),
)


def assessment_form(card: DossierCard) -> OfficialPaper:
    """Evidence is counted, not told; number and day are left open."""
    dossier, today = card.dossier, timezone.localdate()
    seat = commune_of(dossier.place_id, today) or dossier.place_id
    organ, parent = organs_at(seat, dossier.unit)
    rows = [_cells(row) for row in card.rows]
    with override(settings.LANGUAGE_CODE):
        state = str(dossier.get_status_display())
    return OfficialPaper(
        kind=ASSESSMENT_FORM,
        organ=organ,
        parent_organ=parent,
        heading="Phiếu đánh giá",
        about=f"Danh hiệu Công dân học tập năm {dossier.round.year}",
        place=label_of(seat, today).on_papers,
        body=(
            PaperPart(f"{dossier.citizen.name}, sinh {dossier.citizen.birth_text or '………'}.", "Họ và tên:"),
            PaperPart(f"{card.place.path}.", "Nơi cư trú:"),
            PaperPart(f"{dossier.applicant_group.name}, theo {card.version.number}.", "Nhóm đối tượng:"),
            PaperPart(table=PaperTable(FORM_COLUMNS, [*rows, _total(card)])),
            PaperPart(f"{state}.", "Kết quả:"),
        ),
        signatures=(
            SignatureBlock(("Người tự đánh giá",), dossier.citizen.name),
            SignatureBlock(("Thủ trưởng đơn vị",) if dossier.unit else ("Chủ tịch",)),
        ),
    )


def _cells(row: CriterionRow) -> list[str]:
    count = len(row.evidence) + len(row.learned)
    notes = [f"{count} minh chứng" if count else "", row.reason]
    return [
        str(row.position),
        row.text,
        str(row.max_points),
        _points(row.self_points),
        _points(row.final_points),
        "; ".join(filter(None, notes)),
    ]


def _total(card: DossierCard) -> list[str]:
    most = sum(row.max_points for row in card.rows)
    own, reviewed = [row.self_points for row in card.rows], [row.final_points for row in card.rows]
    return ["", "Tổng điểm", str(most), _sum(own), _sum(reviewed), ""]


def _sum(points: list[int | None]) -> str:
    """Nothing while nobody gave any."""
    given = [value for value in points if value is not None]
    return str(sum(given)) if given else ""


def _points(value: int | None) -> str:
    return "" if value is None else str(value)
