"""All certificates of a decision, by village and name: as one file to print, or packed one by one. A proposal list and
a decision as the papers that are signed, the list also as a table."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.lists_on_paper import COLUMNS, people_of
from hieuhoc.collectives.decisions_on_paper import is_of_models, listed_models, model_decision_paper, models_under
from hieuhoc.documents.writing import written_paper
from hieuhoc.lib.vietnamese import fold
from hieuhoc.lib.workbook_writing import WrittenColumn
from hieuhoc.recognition.decisions_on_paper import decision_paper as decision_on_paper
from hieuhoc.recognition.decisions_on_paper import dossiers_under, notice_paper, people_under
from hieuhoc.recognition.models import Certificate, Decision, Proposal
from hieuhoc.recognition.papers import merge, pack
from hieuhoc.recognition.proposals_on_paper import minutes_of
from hieuhoc.recognition.proposals_on_paper import proposal_paper as proposal_on_paper
from hieuhoc.recognition.reads import in_order_of_papers, listed_dossiers
from hieuhoc.recognition.rules import file_stem
from hieuhoc.sheets.export_kinds import ExportCells, ExportFile, ExportTable, Wishes, written

ABILITY = "recognition.read_certificate"
FEW = 200  # people written within a request
PROPOSALS = "recognition.read_proposals"
EXPORT_PROPOSAL = "recognition.export_proposal"  # as the list of readings says it
EXPORT_DECISION = "recognition.export_decision"
LISTED = {
    "letter": (proposal_on_paper, gettext_noop("Tờ trình và danh sách đề nghị"), "to-trinh"),
    "minutes": (minutes_of, gettext_noop("Biên bản họp xét và danh sách đề nghị"), "bien-ban"),
}
DECIDED = {
    "decision": (decision_on_paper, gettext_noop("Quyết định %(number)s và danh sách"), "quyet-dinh"),
    "notice": (notice_paper, gettext_noop("Thông báo theo quyết định %(number)s"), "thong-bao"),
}
TABLE_WIDTHS = (6, 28, 14, 10, 40, 28, 8, 22)


def packed(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision."""
    decision, ready = _ready(user, wishes)
    return _file(user, decision, ready, "giay-chung-nhan.zip", partial(pack, ready))


def merged(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision."""
    decision, ready = _ready(user, wishes)
    return _file(user, decision, ready, "giay-chung-nhan.pdf", lambda target: merge(ready, decision, target))


def _ready(user: User, wishes: Wishes) -> tuple[Decision, list[Certificate]]:
    """Those drawn already, of titles that stand."""
    decision = Decision.objects.select_related("round").get(pk=wishes["decision"])
    if not user.has_perm(ABILITY, decision):
        raise PermissionDenied(ABILITY)
    standing = Certificate.objects.filter(title__decision=decision, title__revoked_on__isnull=True)
    joined = standing.filter(document__isnull=False).select_related("document", "title__citizen")
    return decision, in_order_of_papers(joined, decision)


def _file(
    user: User,
    decision: Decision,
    ready: list[Certificate],
    file_name: str,
    write: Callable[[Path | BinaryIO], int],
) -> ExportFile:
    return ExportFile(
        title=_("Giấy chứng nhận của quyết định %(number)s") % {"number": decision.number},
        file_name=file_name,
        write=write,
        is_short=len(ready) <= FEW,
        scope=scope_of(user, ABILITY),
        purpose=ABILITY,
        subject="decision",
        place=decision.place_id,
        subject_id=decision.pk,
    )


def proposal_paper(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: proposal, paper (letter or minutes), form. The paper and, behind it, the list."""
    proposal, form = _proposal(user, wishes), wishes["form"]
    make, title, stem = LISTED[wishes["paper"]]
    standing = listed_dossiers(proposal)

    def write(target: Path | BinaryIO) -> int:
        people = people_of(standing)
        written(written_paper(make(proposal, people), form), target)
        return len(people)

    return ExportFile(
        title=_(title),
        file_name=f"{stem}-{proposal.round.year}.{form}",
        write=write,
        is_short=standing.count() <= FEW,
        scope=scope_of(user, PROPOSALS),
        purpose=EXPORT_PROPOSAL,
        subject="proposal",
        place=proposal.place_id,
        subject_id=proposal.pk,
    )


def decision_paper_file(user: User, wishes: Wishes) -> ExportFile:
    """`wishes`: decision, paper (decision or notice), form. A decision on learning models names models."""
    decision = Decision.objects.select_related("round", "proposal__unit", "corrects").get(pk=wishes["decision"])
    if not user.has_perm(EXPORT_DECISION, decision):
        raise PermissionDenied(EXPORT_DECISION)
    make, title, stem = DECIDED[wishes["paper"]]
    form, of_models = wishes["form"], is_of_models(decision)

    def write(target: Path | BinaryIO) -> int:
        if of_models:
            models = listed_models(decision)
            written(written_paper(model_decision_paper(decision, models), form), target)
            return sum(model.is_family for model in models)
        people = people_under(decision)
        written(written_paper(make(decision, people), form), target)
        return len(people)

    under = models_under(decision) if of_models else dossiers_under(decision)
    return ExportFile(
        title=_(title) % {"number": decision.number},
        file_name=f"{stem}-{file_stem(fold(decision.number))}.{form}",
        write=write,
        is_short=under.count() <= FEW,
        scope=scope_of(user, EXPORT_DECISION),
        purpose=EXPORT_DECISION,
        subject="decision",
        place=decision.place_id,
        subject_id=decision.pk,
    )


def proposal_table(user: User, wishes: Wishes) -> ExportTable:
    """`wishes`: proposal. The people of the paper, in its order."""
    proposal = _proposal(user, wishes)
    columns = [WrittenColumn(title, width=width) for title, width in zip(COLUMNS, TABLE_WIDTHS, strict=True)]

    def rows(limit: int | None) -> Iterator[ExportCells]:
        people = people_of(listed_dossiers(proposal))[:limit]
        return ((number, *person.cells) for number, person in enumerate(people, start=1))

    return ExportTable(
        _("Danh sách đề nghị"),
        f"de-nghi-{proposal.round.year}.xlsx",
        columns,
        rows,
        scope_of(user, PROPOSALS),
        EXPORT_PROPOSAL,
        "proposal",
        proposal.place_id,
        proposal.pk,
    )


def _proposal(user: User, wishes: Wishes) -> Proposal:
    proposal = Proposal.objects.select_related("round__version", "unit").get(pk=wishes["proposal"])
    if not user.has_perm(PROPOSALS, proposal):
        raise PermissionDenied(PROPOSALS)
    return proposal


EXPORTS = {
    "recognition.certificates": packed,
    "recognition.certificates_in_one": merged,
    "recognition.decision_paper": decision_paper_file,
    "recognition.proposal_paper": proposal_paper,
    "recognition.proposal_table": proposal_table,
}
