"""What every decision on titles has as its issuer signs it; its own are its articles and its list. Always in Vietnamese."""

from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
    basis_lines,
)
from hieuhoc.places.reads import label_of
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.proposals_on_paper import authority_lines, who_decides

WORTH_NO_MORE = "Giấy chứng nhận đã cấp thôi có giá trị; trang kiểm tra báo “Đã thu hồi”."


def form_of(
    decision: Decision,
    kind: str,
    *,
    about: str,
    articles: tuple[str, str],
    annex: Annex,
    named: str = "những người",
    bases: tuple[str, ...] | None = None,
) -> OfficialPaper:
    """As it was entered when it was issued. `articles`: what is decided, what comes of it; `named`: who carries it out besides the
    offices; `bases`: where it stands on more than what was entered."""
    decided, effect = articles
    signs = authority_lines(decision.signatory_title)
    carried_out = f"Các cơ quan, đơn vị liên quan và {named} có tên trong danh sách thi hành Quyết định này./."
    return OfficialPaper(
        kind=kind,
        organ=decision.issuer,
        heading="Quyết định",
        about=about,
        place=label_of(decision.place_id, decision.signed_on).on_papers,
        number=decision.number,
        day=decision.signed_on,
        authority=who_decides(decision.issuer, signs),
        bases=basis_lines(decision.legal_basis) if bases is None else bases,
        verdict="Quyết định:",
        body=(
            PaperPart(decided, "Điều 1."),
            PaperPart(f"{effect} Quyết định này có hiệu lực từ ngày ký.", "Điều 2."),
            PaperPart(carried_out, "Điều 3."),
        ),
        signatures=(SignatureBlock(signs, decision.signatory),),
        recipients=("Như Điều 3", "Lưu: VT"),
        annex=annex,
    )


def list_of(decision: Decision, heading: str, *, about: str, table: PaperTable, closing: str) -> Annex:
    attached = attached_to("Quyết định", decision.number, decision.signed_on)
    return Annex(heading=heading, about=about, attached=attached, table=table, closing=closing)
