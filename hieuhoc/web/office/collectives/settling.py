"""A recognised model that no longer meets its criteria: kept or revoked, with a reason."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.collectives.actions import keep_model, revoke_model
from hieuhoc.collectives.models import Registration
from hieuhoc.recognition.signing import signing_start
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.recognition.decisions import checked, starting
from hieuhoc.web.office.recognition.effects_shown import shown_model_effect
from hieuhoc.web.office.recognition.forms import RevocationForm
from hieuhoc.web.requests import Request


class KeepForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Lý do giữ công nhận"), max_length=300)


@needs("collectives.keep_model")
def model_keep(request: Request, pk: int) -> HttpResponse:
    row, page = _page(request, pk, _("Giữ công nhận"))

    def deed(given: dict[str, Any]) -> str:
        keep_model(row, **given, actor=request.user)
        came_of_it(request, _("Đã giữ công nhận; khi mô hình đáp ứng lại rồi thiếu lần nữa thì sẽ hỏi lại."))
        return page.back

    return ask(request, KeepForm(request.POST or None), page, deed)


@needs("collectives.revoke_model")
def model_revoke(request: Request, pk: int) -> HttpResponse:
    row, page = _page(request, pk, _("Thu hồi công nhận"))
    start = signing_start(row.place_id, version_number=row.criteria.number)
    form = RevocationForm(request.POST or None, initial=starting(start), year=row.year)

    def deed(given: dict[str, Any]) -> str:
        revoke_model(row, form.text(), reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã thu hồi công nhận; chỉ tiêu của nơi đó đang được tính lại."))
        return page.back

    return checked(request, form, page, deed, lambda: shown_model_effect(request, row))


def _page(request: Request, pk: int, title: str) -> tuple[Registration, FormPage]:
    row = get_object_or_404(Registration.objects.within(request.scope).with_bodies(), pk=pk)
    back = reverse("office:model", args=[row.pk])
    crumbs = [(_("Mô hình đăng ký"), reverse("office:model-list")), (_("Mô hình"), back)]
    failing = ", ".join(str(position) for position in row.failing if position)
    lead = _("Không còn đạt tiêu chí %(failing)s.") % {"failing": failing} if failing else ""
    return row, FormPage(title, title, lead, back, crumbs)
