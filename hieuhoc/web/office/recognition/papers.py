"""Official papers of a list and of a decision: taken along as PDF or DOCX, numbered."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.recognition.decisions_on_paper import notice_paper
from hieuhoc.recognition.models import Decision
from hieuhoc.recognition.proposals_on_paper import minutes_of
from hieuhoc.recognition.proposals_on_paper import proposal_paper as letter_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.papers.numbering import number_page
from hieuhoc.web.office.recognition.proposals import reached, title_of
from hieuhoc.web.requests import Request


@needs("recognition.read_proposals")
def proposal_paper(request: Request, pk: int, paper: str, form: str) -> HttpResponseBase:
    """The letter or the minutes, and the list, to be signed."""
    wishes = {"proposal": reached(request, pk).pk, "paper": paper, "form": form}
    return exported(request, "recognition.proposal_paper", wishes)


@needs("recognition.export_decision")
def decision_paper(request: Request, pk: int, paper: str, form: str) -> HttpResponseBase:
    """The decision with its list, or the notice of it."""
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, "recognition.export_decision", decision)
    return exported(request, "recognition.decision_paper", {"decision": decision.pk, "paper": paper, "form": form})


@needs("documents.take_number")
def letter_number(request: Request, pk: int) -> HttpResponse:
    return _list_number(request, pk, of_letter=True)


@needs("documents.take_number")
def minutes_number(request: Request, pk: int) -> HttpResponse:
    return _list_number(request, pk, of_letter=False)


@needs("documents.take_number")
def notice_number(request: Request, pk: int) -> HttpResponse:
    rows = Decision.objects.within(request.scope).select_related("round", "place")
    decision = get_object_or_404(rows, pk=pk)
    require(request.user, "documents.take_number", decision)
    back = reverse("office:decision", args=[decision.pk])
    crumbs = [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (decision.number, back)]
    paper = notice_paper(decision, [])
    return number_page(request, paper, decision.place, subject=("decision", pk), back=back, crumbs=crumbs)


def _list_number(request: Request, pk: int, *, of_letter: bool) -> HttpResponse:
    proposal = reached(request, pk)
    require(request.user, "documents.take_number", proposal)
    back = reverse("office:proposal", args=[proposal.pk])
    crumbs = [(_("Đề nghị công nhận"), reverse("office:proposal-list")), (title_of(proposal), back)]
    paper = letter_of(proposal, []) if of_letter else minutes_of(proposal, [])
    return number_page(request, paper, proposal.place, subject=("proposal", pk), back=back, crumbs=crumbs)
