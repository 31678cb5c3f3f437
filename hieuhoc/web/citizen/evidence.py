"""Evidence of my own dossier: words, a link, a photograph or a file for one question; looked at again, taken out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hieuhoc.assessment.actions import add_evidence, refuse_size, remove_evidence
from hieuhoc.assessment.models import Dossier, Evidence
from hieuhoc.audit.actions import record_reading
from hieuhoc.criteria.models import Criterion
from hieuhoc.criteria.published import english_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.citizen.assessing import own_draft
from hieuhoc.web.citizen.known_evidence import known_pieces, take_piece
from hieuhoc.web.citizen.pages import me
from hieuhoc.web.evidence_files import evidence_answer
from hieuhoc.web.guards import signed_in
from hieuhoc.web.requests import Request
from hieuhoc.web.score_forms import EvidenceForm


@signed_in
def evidence_new(request: Request, pk: int, position: int) -> HttpResponse:
    dossier, status = own_draft(request, pk), 200
    criterion = get_object_or_404(dossier.round.version.criteria, position=position)
    if request.method == "POST" and "known" in request.POST:
        return _taken(request, dossier, criterion)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if given["file"]:
                refuse_size(given["file"].size)
            add_evidence(
                dossier,
                criterion,
                text=given["text"],
                link=given["link"],
                content=given["file"].read() if given["file"] else None,
                file_name=given["file"].name if given["file"] else "",
                actor=request.user,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.advice)
            status = 409
        else:
            messages.success(request, _("Đã thêm minh chứng; người xét xem được."))
            return redirect("citizen:assess-question", pk, position)
    context = {
        "dossier": dossier,
        "criterion": criterion,
        "form": form,
        "english": english_of(dossier.round.version),
        "known": known_pieces(dossier, criterion),
    }
    return render(request, "citizen/evidence.html", context, status=status)


def _taken(request: Request, dossier: Dossier, criterion: Criterion) -> HttpResponse:
    """One tap; tapped twice is once."""
    if take_piece(request, dossier, criterion, request.POST["known"]) is None:
        messages.info(request, _("Minh chứng này đã có, hoặc hồ sơ học tập vừa đổi."))
    else:
        messages.success(request, _("Đã thêm minh chứng; người xét xem được."))
    return redirect("citizen:assess-question", dossier.pk, criterion.position)


@signed_in
def evidence_file(request: Request, pk: int) -> HttpResponse:
    evidence = _own(request, pk)
    record_reading(
        "citizen.read_own", actor=request.user, subject_kind="dossier", subject_id=evidence.dossier_id, person_count=1
    )
    return evidence_answer(evidence)


@signed_in
def evidence_remove(request: Request, pk: int) -> HttpResponse:
    """Asked once, then done: words and file are gone for good."""
    evidence, refusal = _own(request, pk), None
    if request.method == "POST":
        try:
            remove_evidence(evidence, actor=request.user)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("Đã bỏ minh chứng; lời kể và tệp bị xoá hẳn."))
            return redirect("citizen:assess-question", evidence.dossier_id, evidence.criterion.position)
    context = {"evidence": evidence, "refusal": refusal}
    return render(request, "citizen/evidence_remove.html", context, status=409 if refusal else 200)


def _own(request: Request, pk: int) -> Evidence:
    rows = Evidence.objects.filter(dossier__in=Dossier.objects.of(me(request)), removed_at__isnull=True)
    return get_object_or_404(rows.select_related("dossier__citizen", "dossier__round", "criterion", "document"), pk=pk)
