"""Certificates handed out: one, or all of a decision as one archive."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.documents.actions import read_file
from hieuhoc.recognition.actions import print_certificates
from hieuhoc.recognition.documents import rendered
from hieuhoc.recognition.models import Certificate, Decision, Title
from hieuhoc.recognition.reads import printing_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number


@needs("recognition.read_certificate")
def certificate(request: Request, pk: int) -> HttpResponse:
    title = get_object_or_404(
        Title.objects.within(request.scope).select_related("certificate__document", "citizen"), pk=pk
    )
    require(request.user, "recognition.read_certificate", title)
    certificate: Certificate | None = getattr(title, "certificate", None)
    if certificate is None:
        raise Http404
    document = rendered(certificate)
    record_reading(
        "recognition.read_certificate",
        actor=request.user,
        subject_kind="title",
        subject_id=title.pk,
        place=title.place_id,
        person_count=1,
    )
    headers = {"Content-Disposition": f'attachment; filename="chung-nhan-{certificate.code}.pdf"'}
    return HttpResponse(read_file(document), content_type="application/pdf", headers=headers)


@needs("recognition.read_titles")
def certificate_printing(request: Request, pk: int) -> HttpResponse:
    """How far the certificates are, asked by the page until they are all there."""
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    printing = printing_of(decision)
    context = {
        "decision": decision,
        "printing": printing,
        "may_print_rest": request.user.has_perm("recognition.print_certificates", decision),
    }
    answer = render(request, "office/recognition/printing.html", context)
    if printing.is_done:
        answer["HX-Refresh"] = "true"
    return answer


@needs("recognition.print_certificates")
def certificate_print(request: Request, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, "recognition.print_certificates", decision)
    printing = printing_of(decision)
    back = reverse("office:decision", args=[decision.pk])
    lead = _("In %(count)s giấy chứng nhận còn thiếu; có thể rời trang trong lúc in.") % {
        "count": number(printing.total - printing.done)
    }
    crumbs = [(_("Quyết định"), reverse("office:decision-list")), (decision.number, back)]

    def deed(_given: dict[str, Any]) -> str:
        print_certificates(decision, actor=request.user)
        return back

    page = FormPage(_("In phần còn thiếu"), _("In phần còn thiếu"), lead, back, crumbs)
    return ask(request, confirmation(request), page, deed)


@needs("recognition.read_certificate")
def certificate_all(request: Request, pk: int) -> HttpResponseBase:
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, "recognition.read_certificate", decision)
    return exported(request, "recognition.certificates", {"decision": decision.pk})
