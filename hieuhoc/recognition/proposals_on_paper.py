"""The proposal as a commune or unit signs it: the letter, the minutes of the meeting that reviewed it, and the list of people
that goes with both. Always in Vietnamese."""

from collections.abc import Sequence

from django.utils import timezone

from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS, ListedPerson, organs_at, people_rows
from hieuhoc.documents.minutes import Minutes, minutes_paper
from hieuhoc.documents.models import RegisteredNumber
from hieuhoc.documents.reads import standing_number
from hieuhoc.documents.rules import (
    Annex,
    OfficialPaper,
    PaperPart,
    PaperTable,
    SignatureBlock,
    attached_to,
    basis_lines,
)
from hieuhoc.lib.numbers import format_number
from hieuhoc.places.reads import label_of
from hieuhoc.recognition.models import Proposal
from hieuhoc.recognition.reads import TITLE_NAME
from hieuhoc.recognition.signing import signing_start

LETTER, MINUTES = "proposal", "review_minutes"


def organs_of(proposal: Proposal) -> tuple[str, str]:
    """(who proposes, the organ above it) as papers name them, while the register says nothing else."""
    return organs_at(proposal.place_id, proposal.unit)


def proposal_paper(proposal: Proposal, people: Sequence[ListedPerson]) -> OfficialPaper:
    """Number and day are left open until the register has them. Whom it goes to and on what it stands: as decision forms of
    the place start."""
    number, year = standing_number("proposal", proposal.pk, LETTER), proposal.round.year
    organ, parent = (number.issuer, number.parent_organ) if number else organs_of(proposal)
    start = signing_start(proposal.place_id, version_number=proposal.round.version.number)
    count = format_number(len(people))
    asked = (
        f"Qua xét hồ sơ của đợt đánh giá năm {year}, {organ} kính trình {start.issuer} xem xét, công nhận danh hiệu "
        f"{TITLE_NAME} năm {year} cho {count} người (có danh sách kèm theo)."
    )
    return OfficialPaper(
        kind=LETTER,
        organ=organ,
        parent_organ=parent,
        heading="Tờ trình",
        about=f"Về việc công nhận danh hiệu {TITLE_NAME} năm {year}",
        place=label_of(proposal.place_id, timezone.localdate()).on_papers,
        number=number.text if number else "",
        symbol="" if number or proposal.unit else "TTr-HKH",
        day=number.signed_on if number else None,
        addressees=(start.issuer,),
        bases=basis_lines(start.legal_basis),
        body=(PaperPart(asked), PaperPart(f"Kính đề nghị {start.issuer} xem xét, quyết định./.")),
        signatures=(signature_of(number, proposal),),
        recipients=tuple(number.recipients.splitlines()) if number else ("Như trên", "Lưu: VT"),
        annex=Annex(
            heading="Danh sách đề nghị công nhận",
            about=f"Danh hiệu {TITLE_NAME} năm {year}",
            attached=attached_to("Tờ trình", number.text if number else "", number.signed_on if number else None),
            table=PaperTable(PEOPLE_COLUMNS, people_rows(people)),
            closing=f"Danh sách này có {count} người.",
        ),
    )


def minutes_of(proposal: Proposal, people: Sequence[ListedPerson]) -> OfficialPaper:
    """Of the meeting that reviewed the dossiers: time, people and votes are written by hand."""
    number, year = standing_number("proposal", proposal.pk, MINUTES), proposal.round.year
    organ, parent = (number.issuer, number.parent_organ) if number else organs_of(proposal)
    count = format_number(len(people))
    struck = proposal.lines.filter(is_struck=True).count()
    business = [
        PaperPart(f"Cuộc họp xét {count} hồ sơ đủ điều kiện của đợt đánh giá danh hiệu {TITLE_NAME} năm {year}.", "1."),
        PaperPart("Ý kiến thảo luận: ………………………………………………………………………………", "2."),
        PaperPart("Kết quả biểu quyết: …… người tán thành, …… người không tán thành.", "3."),
        PaperPart(f"Kết luận: đề nghị công nhận {count} người (có danh sách kèm theo).", "4."),
    ]
    if struck:
        business.insert(1, PaperPart(f"Đưa ra khỏi danh sách {format_number(struck)} hồ sơ, có ghi lý do từng hồ sơ."))
    annex = Annex(
        heading="Danh sách đề nghị công nhận",
        about=f"Danh hiệu {TITLE_NAME} năm {year}",
        attached=attached_to("Biên bản", number.text if number else "", number.signed_on if number else None),
        table=PaperTable(PEOPLE_COLUMNS, people_rows(people)),
        closing=f"Danh sách này có {count} người.",
    )
    return minutes_paper(
        Minutes(
            kind=MINUTES,
            organ=organ,
            parent_organ=parent,
            place=label_of(proposal.place_id, timezone.localdate()).on_papers,
            about=f"Họp xét, đề nghị công nhận danh hiệu {TITLE_NAME} năm {year}",
            number=number.text if number else "",
            symbol="" if proposal.unit else "BB-HKH",
            business=business,
            annex=annex,
        )
    )


def signature_of(number: RegisteredNumber | None, proposal: Proposal) -> SignatureBlock:
    if number:
        return SignatureBlock(authority_lines(number.signatory_title), number.signatory)
    return SignatureBlock(("Thủ trưởng đơn vị",) if proposal.unit else ("Chủ tịch",))


def authority_lines(signatory_title: str) -> tuple[str, ...]:
    """ "KT. Chủ tịch; Phó Chủ tịch" stands on two lines."""
    return tuple(line.strip() for line in signatory_title.replace("\n", ";").split(";") if line.strip())


def who_decides(issuer: str, signs: Sequence[str]) -> str:
    """ "TM." signs for all of the organ; else its head decides, whoever signs for them ("KT.")."""
    first = signs[0] if signs else ""
    if not first or first.startswith("TM."):
        return issuer
    return f"{first.removeprefix('KT.').strip()} {issuer}"
