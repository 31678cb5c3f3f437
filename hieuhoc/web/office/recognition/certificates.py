"""Certificates handed out: one, or all of a decision, in one file or packed; issued again when their name is an old one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.audit.actions import record_reading
from hieuhoc.recognition.actions import print_certificates, reissue_certificate
from hieuhoc.recognition.documents import paper_of
from hieuhoc.recognition.models import Certificate, Decision, Title
from hieuhoc.recognition.papers import file_of
from hieuhoc.recognition.reads import printing_of
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import exported
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.people_read import people_found, person_read
from hieuhoc.web.office.work_progress import progress_answer
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page


@needs("recognition.read_certificate")
def certificate(request: Request, pk: int) -> HttpResponse:
    title = get_object_or_404(
        Title.objects.within(request.scope).select_related("certificate__document", "citizen", "decision"), pk=pk
    )
    require(request.user, "recognition.read_certificate", title)
    certificate: Certificate | None = getattr(title, "certificate", None)
    if certificate is None:
        raise Http404
    paper = paper_of(certificate)
    record_reading(
        "recognition.read_certificate",
        actor=request.user,
        subject_kind="title",
        subject_id=title.pk,
        place=title.place_id,
        person_count=1,
    )
    headers = {"Content-Disposition": f'attachment; filename="{file_of(paper, title.decision)}"'}
    return HttpResponse(paper.content, content_type="application/pdf", headers=headers)


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
    return progress_answer(request, "office/recognition/printing.html", context, is_over=printing.is_done)


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
        came_of_it(request, _("Giấy còn thiếu đang được in; trang này cho biết đến đâu."))
        return back

    page = FormPage(_("In phần còn thiếu"), _("In phần còn thiếu"), lead, back, crumbs)
    return ask(request, confirmation(request), page, deed)


@needs("recognition.read_certificate")
def certificate_all(request: Request, pk: int) -> HttpResponseBase:
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, "recognition.read_certificate", decision)
    return exported(request, "recognition.certificates", {"decision": decision.pk})


@needs("recognition.read_certificate")
def certificate_merged(request: Request, pk: int) -> HttpResponseBase:
    """One file to print in one go, by village and name."""
    decision = get_object_or_404(Decision.objects.within(request.scope), pk=pk)
    require(request.user, "recognition.read_certificate", decision)
    return exported(request, "recognition.certificates_in_one", {"decision": decision.pk})


@needs("recognition.reissue_certificate")
def reissue_list(request: Request) -> HttpResponse:
    """Papers that say a name which was corrected since."""
    rows = Title.objects.within(request.scope).with_an_old_name().select_related("citizen", "certificate", "decision")
    page = key_page(rows, request, order=["-id"])
    people_found(request, [row.citizen for row in page.rows])
    context = {"page": page, "names": titles(row.place_id for row in page.rows)}
    return render(request, "office/recognition/reissues.html", context)


@needs("recognition.reissue_certificate")
def certificate_reissue(request: Request, pk: int) -> HttpResponse:
    rows = Title.objects.within(request.scope).filter(certificate__isnull=False)
    title = get_object_or_404(rows.select_related("citizen", "certificate", "decision"), pk=pk)
    require(request.user, "recognition.reissue_certificate", title)
    person_read(request, title.citizen)
    back = reverse("office:decision", args=[title.decision_id])
    crumbs = [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (title.decision.number, back)]
    words = {"printed": title.certificate.printed_name or "–", "name": title.citizen.name}

    def deed(_given: dict[str, Any]) -> str:
        reissue_certificate(title, actor=request.user)
        messages.success(request, _("Giấy chứng nhận mới của %(name)s đang in.") % words)
        return back

    page = FormPage(
        _("Cấp lại giấy chứng nhận cho %(name)s") % words,
        _("Cấp lại giấy"),
        _("Giấy đã in ghi “%(printed)s”; giấy mới ghi “%(name)s” và mang mã mới. Thu lại giấy cũ khi trao giấy mới.")
        % words,
        back,
        crumbs,
    )
    return ask(request, confirmation(request), page, deed)
