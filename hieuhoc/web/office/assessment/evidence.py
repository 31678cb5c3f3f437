"""Evidence for one criterion: add it, look at it, take it out."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.assessment.actions import add_evidence, refuse_size, remove_evidence
from hieuhoc.assessment.models import Dossier, Evidence
from hieuhoc.assessment.steps import hides_evidence
from hieuhoc.audit.actions import record_reading
from hieuhoc.criteria.published import english_of
from hieuhoc.lib.errors import Refusal
from hieuhoc.web.evidence_files import evidence_answer
from hieuhoc.web.guards import needs
from hieuhoc.web.office.assessment.deeds import address_of, crumbs
from hieuhoc.web.office.assessment.dossiers import reached
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import person_read
from hieuhoc.web.requests import Request
from hieuhoc.web.score_forms import EvidenceForm
from hieuhoc.web.ui.wording import worded


@needs("assessment.add_evidence")
def evidence_new(request: Request, pk: int, position: int) -> HttpResponse:
    dossier = reached(request, pk)
    criterion = get_object_or_404(dossier.round.version.criteria, position=position)
    person_read(request, dossier.citizen)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    title = _("Thêm minh chứng cho chỉ số %(number)d") % {"number": position}
    asked_for = worded(criterion.text, english_of(dossier.round.version))
    page = FormPage(title, _("Thêm minh chứng"), asked_for, address_of(dossier), crumbs(dossier))

    def deed(given: dict[str, Any]) -> str:
        file = given["file"]
        if file:
            refuse_size(file.size)
        add_evidence(
            dossier,
            criterion,
            text=given["text"],
            link=given["link"],
            content=file.read() if file else None,
            file_name=file.name if file else "",
            actor=request.user,
        )
        added = _("Đã thêm minh chứng cho chỉ số %(number)d; người xét xem được.") % {"number": position}
        came_of_it(request, added, (_("Thêm minh chứng khác cho chỉ số này"), request.path))
        return address_of(dossier)

    return ask(request, form, page, deed, "office/assessment/evidence.html")


@needs("assessment.read_dossiers")
def evidence_file(request: Request, pk: int) -> HttpResponse:
    evidence = evidence_within(request, pk)
    if hides_evidence(request.user, evidence.dossier):
        raise Refusal(_("Bước này của quy trình xem điểm, không xem minh chứng."), code="points_only")
    if evidence.document is None:
        raise Http404
    record_reading(
        "assessment.read_evidence",
        actor=request.user,
        subject_kind="dossier",
        subject_id=evidence.dossier_id,
        place=evidence.dossier.place_id,
        person_count=1,
    )
    return evidence_answer(evidence)


@needs("assessment.remove_evidence")
def evidence_remove(request: Request, pk: int) -> HttpResponse:
    evidence = evidence_within(request, pk)
    dossier = evidence.dossier
    person_read(request, dossier.citizen)
    page = FormPage(
        _("Bỏ minh chứng"),
        _("Bỏ minh chứng"),
        _("Lời kể và tệp của minh chứng này bị xoá hẳn; nhật ký chỉ giữ việc đã bỏ minh chứng của chỉ số %(number)d.")
        % {"number": evidence.criterion.position},
        reverse("office:dossier", args=[dossier.pk]),
        crumbs(dossier),
    )

    def deed(_given: dict[str, Any]) -> str:
        remove_evidence(evidence, actor=request.user)
        number = {"number": evidence.criterion.position}
        came_of_it(request, _("Đã bỏ minh chứng của chỉ số %(number)d; lời kể và tệp bị xoá hẳn.") % number)
        return address_of(dossier)

    return ask(request, confirmation(request), page, deed)


def evidence_within(request: Request, pk: int) -> Evidence:
    rows = Evidence.objects.filter(dossier__in=Dossier.objects.within(request.scope), removed_at__isnull=True)
    return get_object_or_404(rows.select_related("dossier__citizen", "dossier__round", "criterion", "document"), pk=pk)
