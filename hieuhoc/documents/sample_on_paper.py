"""A paper of each kind in which nothing is left out that the kind can have: what templates are tried with. Always in
Vietnamese. Pure."""

from datetime import date

from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperColumn,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
)


def sample_paper(kind: PaperKind) -> OfficialPaper:
    """Nothing that the kind can have is left out."""
    day, number, organ = date(2026, 3, 5), f"05/{kind.abbreviation}-UBND", "Ủy ban nhân dân xã Cư Né"
    words = "Công nhận danh hiệu Công dân học tập cho những người có tên."
    annex = Annex(
        heading="Danh sách",
        about="Danh hiệu Công dân học tập năm 2026",
        attached=attached_to(str(kind.name), number, day),
        table=_sample_table(kind.annex),
        closing="Danh sách này có 2 người.",
        is_across=kind.is_annex_across,
    )
    signature = SignatureBlock(("TM. Ủy ban nhân dân", "Chủ tịch"), "Y Bhiôr Niê")
    return OfficialPaper(
        kind=kind.code,
        organ=organ,
        parent_organ="Ủy ban nhân dân tỉnh Đắk Lắk",
        heading=str(kind.name),
        about="Về việc công nhận danh hiệu Công dân học tập năm 2026",
        place="Cư Né",
        number=number,
        day=day,
        addressees=("Ủy ban nhân dân tỉnh Đắk Lắk", "Hội Khuyến học tỉnh"),
        authority=f"Chủ tịch {organ}",
        bases=("Căn cứ Quyết định số 677/QĐ-TTg", "Theo đề nghị của Hội Khuyến học xã Cư Né"),
        verdict="Quyết định:",
        body=(PaperPart(words, "Điều 1.", _sample_table(kind.table) if kind.table else None),),
        signatures=(SignatureBlock(("Thư ký",), "Lê Thị Lan"), signature),
        recipients=("Như Điều 3", "Lưu: VT"),
        annex=annex if kind.annex else None,
        is_across=kind.is_across,
    )


def _sample_table(columns: tuple[PaperColumn, ...]) -> PaperTable:
    return PaperTable(columns, [[f"{column.title} {row}" for column in columns] for row in (1, 2)])
