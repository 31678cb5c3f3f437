"""Days off and days worked instead: they move the terms of requests about personal data."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.privacy.actions import remove_day_off, set_day_off
from hieuhoc.privacy.models import DayOff
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.privacy.forms import DayOffForm
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day
from hieuhoc.web.ui.paging import key_page


@needs("privacy.set_day_off")
def days_off(request: Request) -> HttpResponse:
    back = reverse("office:days-off")

    def deed(given: dict[str, Any]) -> str:
        kept = set_day_off(**given, actor=request.user)
        messages.success(request, _("Đã ghi ngày %(day)s; thời hạn các yêu cầu tính theo.") % {"day": day(kept.on)})
        return back

    home = reverse("office:personal-data")
    lead = _("Cuối tuần, 1/1, 30/4, 1/5 và 2/9 năm nào cũng nghỉ. Ghi Tết, giỗ Tổ, ngày nghỉ bù, ngày làm bù.")
    page = FormPage(_("Ngày nghỉ"), _("Ghi ngày"), lead, home, [(_("Dữ liệu cá nhân"), home)])
    rows = key_page(DayOff.objects.select_related("set_by"), request, order=["-on", "-id"])
    return ask(request, DayOffForm(request.POST or None), page, deed, "office/privacy/days_off.html", rows=rows)


@needs("privacy.remove_day_off")
def day_off_remove(request: Request, pk: int) -> HttpResponse:
    shown = get_object_or_404(DayOff, pk=pk)
    back = reverse("office:days-off")

    def deed(_given: dict[str, Any]) -> str:
        remove_day_off(shown, actor=request.user)
        messages.success(request, _("Đã bỏ ngày này; thời hạn các yêu cầu tính lại."))
        return back

    crumbs = [(_("Dữ liệu cá nhân"), reverse("office:personal-data")), (_("Ngày nghỉ"), back)]
    page = FormPage(_("Bỏ ngày nghỉ"), _("Bỏ ngày này"), f"{day(shown.on)}: {shown.name}", back, crumbs)
    return ask(request, confirmation(request), page, deed)
