"""A number of the register, taken for a paper about a list; a template of papers."""

from django.utils import timezone

from hieuhoc.documents.actions import NumberWanted, take_number, upload_template
from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.models import PaperTemplate, RegisteredNumber
from hieuhoc.documents.writing import shipped_template
from hieuhoc.recognition.models import Proposal


def make_number(proposal: Proposal, kind: str = "review_minutes", symbol: str = "BB-HKH") -> RegisteredNumber:
    wanted = NumberWanted(
        kind=kind,
        issuer="Hội KH của xã",
        symbol=symbol,
        about="Họp xét",
        signed_on=timezone.localdate(),
        signatory_title="Chủ tịch",
        subject_kind="proposal",
        subject_id=proposal.pk,
    )
    return take_number(wanted, proposal.place, actor=None)


def make_template(kind: str = "decision") -> PaperTemplate:
    return upload_template(kind, shipped_template(kind_of(kind)), file_name="mau.docx", actor=None)


def made_papers(proposal: Proposal) -> dict[str, int]:
    return {"papernumber": make_number(proposal, "proposal", "TTr-HKH").pk, "papertemplate": make_template().pk}
