"""The official papers of this room: letter and minutes of a list, decision and notice."""

from django.utils.translation import gettext_lazy

from hieuhoc.accounts.models import User
from hieuhoc.accounts.reads import scope_of
from hieuhoc.assessment.lists_on_paper import PEOPLE_COLUMNS, people_of
from hieuhoc.documents.kinds import PaperKind
from hieuhoc.documents.rules import OfficialPaper
from hieuhoc.recognition.corrections_on_paper import CORRECTION, CORRECTION_COLUMNS, correction_paper
from hieuhoc.recognition.decisions_on_paper import (
    DECISION,
    NOTICE,
    NOTICE_COLUMNS,
    decision_paper,
    notice_paper,
    people_under,
)
from hieuhoc.recognition.models import Decision, Proposal
from hieuhoc.recognition.proposals_on_paper import LETTER, MINUTES, minutes_of, proposal_paper
from hieuhoc.recognition.reads import listed_dossiers

FEW = 50  # people of a list that a preview shows


def _newest_proposal(user: User) -> Proposal | None:
    rows = Proposal.objects.within(scope_of(user, "recognition.read_proposals"))
    return rows.select_related("round__version", "unit", "place").order_by("-pk").first()


def _newest_decision(user: User) -> Decision | None:
    rows = Decision.objects.within(scope_of(user, "recognition.read_titles"))
    recognising = rows.filter(kind=Decision.Kind.RECOGNISE)
    return recognising.select_related("round", "proposal__unit").order_by("-pk").first()


def _letter(user: User) -> OfficialPaper | None:
    proposal = _newest_proposal(user)
    return None if proposal is None else proposal_paper(proposal, people_of(listed_dossiers(proposal))[:FEW])


def _minutes(user: User) -> OfficialPaper | None:
    proposal = _newest_proposal(user)
    return None if proposal is None else minutes_of(proposal, people_of(listed_dossiers(proposal))[:FEW])


def _decision(user: User) -> OfficialPaper | None:
    decision = _newest_decision(user)
    return None if decision is None else decision_paper(decision, people_under(decision)[:FEW])


def _decided(subject_kind: str, subject_id: int) -> OfficialPaper | None:
    """Of a decision that names people; one brought from before names nobody."""
    if subject_kind != "decision":
        return None
    decision = Decision.objects.select_related("round", "proposal__unit", "corrects").get(pk=subject_id)
    people = people_under(decision)
    return decision_paper(decision, people) if people else None


def _notice(user: User) -> OfficialPaper | None:
    decision = _newest_decision(user)
    return None if decision is None else notice_paper(decision, people_under(decision))


def _correction(user: User) -> OfficialPaper | None:
    rows = Decision.objects.within(scope_of(user, "recognition.read_titles")).filter(name_corrections__isnull=False)
    decision = rows.select_related("corrects").order_by("-pk").first()
    return None if decision is None else correction_paper(decision)


PAPERS = (
    PaperKind(
        LETTER,
        gettext_lazy("Tờ trình đề nghị công nhận"),
        "TTr",
        _letter,
        annex=PEOPLE_COLUMNS,
        has_addressees=True,
        names_people=True,
    ),
    PaperKind(
        MINUTES,
        gettext_lazy("Biên bản họp xét"),
        "BB",
        _minutes,
        annex=PEOPLE_COLUMNS,
        signature_count=2,
        names_people=True,
    ),
    PaperKind(
        DECISION,
        gettext_lazy("Quyết định công nhận, thu hồi, khôi phục"),
        "QĐ",
        _decision,
        annex=PEOPLE_COLUMNS,
        has_verdict=True,
        names_people=True,
        is_number_kept=True,
        of=_decided,
    ),
    PaperKind(
        CORRECTION,
        gettext_lazy("Quyết định đính chính"),
        "QĐ",
        _correction,
        annex=CORRECTION_COLUMNS,
        has_verdict=True,
    ),
    PaperKind(NOTICE, gettext_lazy("Thông báo kết quả công nhận"), "TB", _notice, table=NOTICE_COLUMNS),
)
