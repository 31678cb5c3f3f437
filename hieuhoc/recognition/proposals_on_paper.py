"""The proposal as a commune or unit signs it: the letter, and the list of people that goes with it. Always in Vietnamese."""

from collections.abc import Sequence

from django.utils import timezone

from hieuhoc.assessment.lists_on_paper import Letter, ListedPerson, list_on_paper
from hieuhoc.places.reads import label_of
from hieuhoc.recognition.models import Proposal
from hieuhoc.recognition.reads import TITLE_NAME
from hieuhoc.recognition.signing import signing_start


def proposal_on_paper(proposal: Proposal, people: Sequence[ListedPerson]) -> bytes:
    """Number and day are left open, to be written by hand. Whom it goes to and on what it stands: as decision forms of the
    place start."""
    seat = label_of(proposal.place_id, timezone.localdate())
    organ, year = proposal.unit.name if proposal.unit else seat.title, proposal.round.year
    start = signing_start(proposal.place_id, version_number=proposal.round.version.number)
    about = f"Về việc công nhận danh hiệu {TITLE_NAME} năm {year}"
    asked = (
        f"Qua xét hồ sơ của đợt đánh giá năm {year}, {organ} kính trình {start.issuer} xem xét, công nhận danh hiệu "
        f"{TITLE_NAME} năm {year} cho {len(people)} người (có danh sách kèm theo)."
    )
    bases = [line.strip() for line in start.legal_basis.splitlines() if line.strip()]
    return list_on_paper(
        people,
        organ=organ,
        place_line=seat.on_papers,
        heading="DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN",
        subheading=f"Danh hiệu {TITLE_NAME} năm {year}",
        attached="(Kèm theo Tờ trình số ………… ngày …… tháng …… năm ………)",
        signers=("Người lập danh sách", "Thủ trưởng đơn vị"),
        letter=Letter(
            heading="TỜ TRÌNH",
            about=about,
            addressee=f"Kính gửi: {start.issuer}",
            body=[*bases, asked, f"Kính đề nghị {start.issuer} xem xét, quyết định./."],
            signs="Thủ trưởng đơn vị",
        ),
    )
