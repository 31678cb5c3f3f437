"""The decision that put a version in force, beside it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.criteria.actions import attach_promulgation
from hieuhoc.criteria.models import Version
from hieuhoc.web.guards import needs
from hieuhoc.web.office.criteria.forms import PaperForm
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request


@needs("criteria.attach_promulgation")
def criteria_paper(request: Request, pk: int) -> HttpResponse:
    version = get_object_or_404(Version, pk=pk)
    address = reverse("office:criteria", args=[pk])
    crumbs = [(pgettext("menu", "Bộ tiêu chí"), reverse("office:criteria-list")), (version.number, address)]
    lead = _("Thay bản đang có, nếu có. Bản quét được ghi lại, bỏ mã chạy được; bản ký số giữ nguyên từng byte.")
    page = FormPage(_("Gắn quyết định ban hành"), _("Gắn quyết định"), lead, address, crumbs)

    def deed(given: dict[str, Any]) -> str:
        file = given["file"]
        attach_promulgation(version, file.read(), file_name=file.name, actor=request.user)
        came_of_it(
            request,
            _("Đã gắn quyết định; ai đọc bộ tiêu chí cũng tải được."),
            (_("Xem trang công khai"), reverse("public:criteria-version", args=[pk])),
        )
        return address

    form = PaperForm(request.POST or None, request.FILES or None)
    return ask(request, form, page, deed, "office/criteria/paper.html")
