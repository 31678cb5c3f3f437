"""The review of a year as its office signs it. Always in Vietnamese: an official paper has one language.

Legal source: layout after Decree 30/2020/NĐ-CP, annex I; a report ("báo cáo", BC) is of the kinds of its annex III.
"""

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
from hieuhoc.places.reads import label_of
from hieuhoc.programme.reads import YearlyReview
from hieuhoc.programme.review_words import cells_of, parts_of

YEARLY_REVIEW = "yearly_review"
COMMUNE_COLUMNS = (
    PaperColumn("stt", "STT", 0, is_centred=True),
    PaperColumn("xa", "Xã, phường", 4),
    PaperColumn("viec_xong", "Nhiệm vụ đã xong", 2, is_centred=True),
    PaperColumn("qua_han", "Quá hạn", 1, is_centred=True),
    PaperColumn("luot_hoc", "Lượt học", 1, is_centred=True),
    PaperColumn("tap_huan", "Cán bộ được tập huấn", 2, is_centred=True),
    PaperColumn("huy_dong", "Huy động (triệu đồng)", 2, is_centred=True),
    PaperColumn("da_dung", "Đã dùng (triệu đồng)", 2, is_centred=True),
    PaperColumn("ket_qua", "Công dân học tập", 2, is_centred=True),
    PaperColumn("khong_dung", "Kiểm tra: không đúng", 2, is_centred=True),
)
ROMAN = ("I", "II", "III", "IV", "V", "VI")


def review_paper(review: YearlyReview) -> OfficialPaper:
    """As it stands when it is written; number and day stay open for whoever signs."""
    with override(settings.LANGUAGE_CODE):
        what = "Sơ kết" if review.is_open else "Tổng kết"
        body = []
        for order, part in zip(ROMAN, parts_of(review), strict=False):
            body += [PaperPart(lead=f"{order}. {part.heading}"), *(PaperPart(said) for said in part.sentences)]
        rows = [[str(order), row.name, *cells_of(row)] for order, row in enumerate(review.communes, start=1)]
        return OfficialPaper(
            kind=YEARLY_REVIEW,
            organ="Hội Khuyến học tỉnh",
            heading="Báo cáo",
            about=f"{what} thực hiện Chương trình Công dân học tập năm {review.year}",
            place=label_of(review.place_id, timezone.localdate()).on_papers,
            symbol="BC",
            body=tuple(body),
            signatures=(SignatureBlock(("Chủ tịch",)),),
            recipients=("Ủy ban nhân dân tỉnh", "Các xã, phường", "Lưu: VT"),
            annex=Annex(
                "Phụ lục",
                "Kết quả từng xã, phường",
                attached_to("Báo cáo", "", None),
                PaperTable(COMMUNE_COLUMNS, rows),
            ),
        )
