"""The signed original of a decision: attached, replaced, taken off, fetched."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.accounts.reads import require
from hieuhoc.documents.actions import read_file
from hieuhoc.recognition.actions import attach_original, remove_original, sign_decision
from hieuhoc.recognition.actions.originals import refuse_size
from hieuhoc.recognition.models import Decision, DecisionOriginal
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.forms import OpenToForm, OriginalForm, StrikeForm
from hieuhoc.web.requests import Request


@needs("recognition.read_titles")
def original(request: Request, pk: int) -> HttpResponse:
    document = _standing(_decision(request, pk)).document
    headers = {"Content-Disposition": 'attachment; filename="quyet-dinh-ban-goc.pdf"'}
    return HttpResponse(read_file(document), content_type="application/pdf", headers=headers)


@needs("recognition.attach_original")
def original_attach(request: Request, pk: int) -> HttpResponse:
    decision = _decision(request, pk)
    require(request.user, "recognition.attach_original", decision)
    lead = _("Bản quét của văn bản đã ký, đóng dấu, hoặc tệp PDF đã ký số. Bản đang có (nếu có) được thay.")
    page = _page(decision, _("Gắn bản gốc đã ký"), _("Gắn bản gốc"), lead)

    def deed(given: dict[str, Any]) -> str:
        refuse_size(given["file"].size)
        content, name = given["file"].read(), given["file"].name
        kept = attach_original(decision, content, file_name=name, is_public=given["is_public"], actor=request.user)
        said = _("Đã gắn bản gốc; ai kiểm tra giấy chứng nhận của quyết định này đều xem được.")
        said = said if given["is_public"] else _("Đã gắn bản gốc; chỉ cán bộ xem được.")
        signed = kept.kind == DecisionOriginal.Kind.SIGNED
        came_of_it(request, f"{said} {_('Chữ ký số trong tệp còn nguyên vẹn.')}" if signed else said)
        return page.back

    form = OriginalForm(request.POST or None, request.FILES or None)
    return ask(request, form, page, deed, "office/recognition/attach.html")


@needs("recognition.remove_original")
def original_remove(request: Request, pk: int) -> HttpResponse:
    decision = _decision(request, pk)
    require(request.user, "recognition.remove_original", decision)
    original = _standing(decision)
    lead = _("Không ai xem được bản này nữa; tệp và lý do vẫn được lưu.")
    page = _page(decision, _("Gỡ bản gốc đã ký"), _("Gỡ bản gốc"), lead)

    def deed(given: dict[str, Any]) -> str:
        remove_original(original, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã gỡ bản gốc của quyết định %(number)s.") % {"number": decision.number})
        return page.back

    return ask(request, StrikeForm(request.POST or None), page, deed)


@needs("recognition.sign_decision", "recognition.attach_original")
def original_sign(request: Request, pk: int) -> HttpResponse:
    decision = _decision(request, pk)
    require(request.user, "recognition.sign_decision", decision)
    lead = _("Ký bằng chứng thư số của %(issuer)s lên bản gốc đang có; chưa có thì lên quyết định kèm danh sách.")
    page = _page(decision, _("Ký số quyết định"), _("Ký số"), lead % {"issuer": decision.issuer})

    def deed(given: dict[str, Any]) -> str:
        sign_decision(decision, is_public=given["is_public"], actor=request.user)
        came_of_it(request, _("Đã ký số quyết định %(number)s; bản ký số là bản gốc.") % {"number": decision.number})
        return page.back

    return ask(request, OpenToForm(request.POST or None), page, deed)


def _decision(request: Request, pk: int) -> Decision:
    return get_object_or_404(Decision.objects.within(request.scope), pk=pk)


def _standing(decision: Decision) -> DecisionOriginal:
    original = decision.originals.standing().select_related("document").first()
    if original is None:
        raise Http404
    return original


def _page(decision: Decision, title: str, submit: str, lead: str) -> FormPage:
    back = reverse("office:decision", args=[decision.pk])
    crumbs = [(pgettext("menu", "Quyết định"), reverse("office:decision-list")), (decision.number, back)]
    return FormPage(title, submit, lead, back, crumbs)
