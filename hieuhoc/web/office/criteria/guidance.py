"""How a version in force is to be understood, written beside it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from hieuhoc.criteria.actions import withdraw_guidance, write_guidance
from hieuhoc.criteria.models import Guidance, Version
from hieuhoc.web.guards import needs
from hieuhoc.web.office.criteria.forms import GuidanceForm
from hieuhoc.web.office.criteria.versions import version_form
from hieuhoc.web.office.form_pages import confirmation
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.wording import worded


@needs("criteria.write_guidance")
def guidance_new(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)

    def deed(given: dict[str, Any]) -> Version:
        criterion = version.criteria.filter(pk=given.pop("criterion") or 0).first()
        write_guidance(version, criterion=criterion, **given, actor=request.user)
        return version

    lead = _("Lời của bộ tiêu chí giữ nguyên như đã ban hành; hướng dẫn đứng bên cạnh.")
    said = _("Đã công bố hướng dẫn; ai đọc bộ tiêu chí cũng thấy.")
    form = GuidanceForm(request.POST or None, version=version)
    return version_form(request, version, form, _("Hướng dẫn thực hiện"), deed, said, lead)


@needs("criteria.withdraw_guidance")
def guidance_withdraw(request: Request, pk: int) -> HttpResponse:
    guidance = get_object_or_404(Guidance.objects.select_related("version"), pk=pk)

    def deed(_given: dict[str, Any]) -> Version:
        return withdraw_guidance(guidance, actor=request.user).version

    said = _("Đã rút hướng dẫn; lịch sử còn giữ lời ấy.")
    title = _("Rút hướng dẫn")
    lead = worded(guidance.text, {})
    return version_form(request, guidance.version, confirmation(request), title, deed, said, lead)
