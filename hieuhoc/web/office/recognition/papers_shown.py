"""The papers that the page of a list or of a decision offers: each with its number, its files, and where it gets a number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from hieuhoc.accounts.models import User
from hieuhoc.collectives.decisions_on_paper import MODEL_DECISION
from hieuhoc.documents.kinds import kind_of
from hieuhoc.documents.models import RegisteredNumber
from hieuhoc.recognition.corrections_on_paper import CORRECTION
from hieuhoc.recognition.decisions_on_paper import DECISION, NOTICE
from hieuhoc.recognition.models import Decision, Proposal
from hieuhoc.recognition.proposals_on_paper import LETTER, MINUTES


@dataclass(frozen=True)
class OfferedPaper:
    """`number`: as it stands on the paper, "" without one; `number_url`: where it gets one, "" when it has or needs none."""

    name: str
    number: str
    pdf_url: str
    docx_url: str
    number_url: str = ""


def papers_of_list(user: User, proposal: Proposal) -> list[OfferedPaper]:
    kinds = ((LETTER, "proposal-paper", "letter-number"), (MINUTES, "minutes-paper", "minutes-number"))
    may_number = user.has_perm("documents.take_number", proposal)
    return _offered("proposal", proposal.pk, kinds, may_number=may_number)


def papers_of_decision(user: User, decision: Decision, *, of_models: bool) -> list[OfferedPaper]:
    """Nothing for who may not take them along; no notice of a title taken back, a name put right or models."""
    if not user.has_perm("recognition.export_decision", decision):
        return []
    url = reverse("office:decision-paper", args=[decision.pk])
    docx_url = reverse("office:decision-paper-docx", args=[decision.pk])
    of_names = CORRECTION if decision.kind == Decision.Kind.CORRECT else DECISION
    kind = MODEL_DECISION if of_models else of_names
    shown = [OfferedPaper(str(kind_of(kind).name), decision.number, url, docx_url)]
    if of_models or decision.kind != Decision.Kind.RECOGNISE:
        return shown
    may_number = user.has_perm("documents.take_number", decision)
    notice = ((NOTICE, "notice-paper", "notice-number"),)
    return shown + _offered("decision", decision.pk, notice, may_number=may_number)


def _offered(subject: str, pk: int, kinds: Iterable[tuple[str, str, str]], *, may_number: bool) -> list[OfferedPaper]:
    rows = RegisteredNumber.objects.standing().filter(subject_kind=subject, subject_id=pk)
    numbers = dict(rows.values_list("kind", "text"))
    return [
        OfferedPaper(
            str(kind_of(kind).name),
            numbers.get(kind, ""),
            reverse(f"office:{page}", args=[pk]),
            reverse(f"office:{page}-docx", args=[pk]),
            reverse(f"office:{number_page}", args=[pk]) if may_number and kind not in numbers else "",
        )
        for kind, page, number_page in kinds
    ]
