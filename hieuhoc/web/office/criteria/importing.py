"""Sets from elsewhere: the published ones that come with the product, and a draft from a CASE file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hieuhoc.criteria.actions import import_case, load_criteria
from hieuhoc.criteria.case_reading import MOST_BYTES
from hieuhoc.criteria.models import CriteriaSet
from hieuhoc.web.guards import needs
from hieuhoc.web.office.criteria.forms import CaseForm
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.requests import Request


@needs("criteria.load_criteria")
def criteria_load(request: Request) -> HttpResponse:
    listed = reverse("office:criteria-list")
    title, lead = _("Nạp bộ tiêu chí đã công bố"), _("Các bộ đi kèm phần mềm; bộ đã có thì giữ nguyên.")
    page = FormPage(title, _("Nạp"), lead, listed, [(pgettext("menu", "Bộ tiêu chí"), listed)])

    def deed(_given: dict[str, Any]) -> str:
        loaded = load_criteria(actor=request.user)
        numbers = ", ".join(version.number for version in loaded)
        said = (
            _("Đã nạp %(numbers)s.") % {"numbers": numbers} if loaded else _("Các bộ đi kèm đều đã có; không nạp gì.")
        )
        came_of_it(request, said)
        return listed

    return ask(request, confirmation(request), page, deed)


@needs("criteria.import_case")
def criteria_import(request: Request) -> HttpResponse:
    criteria_set = CriteriaSet.objects.order_by("pk").first()
    if criteria_set is None:
        raise Http404
    listed = reverse("office:criteria-list")
    lead = _("Tệp JSON của chương trình khác hay của tỉnh khác thành một bản soạn; chưa có gì được ban hành.")
    title = _("Nhập bộ tiêu chí từ tệp CASE")
    page = FormPage(title, _("Nhập"), lead, listed, [(pgettext("menu", "Bộ tiêu chí"), listed)])

    def deed(given: dict[str, Any]) -> str:
        content = given["file"].read(MOST_BYTES + 1)
        version = import_case(criteria_set, content, number=given["number"], actor=request.user)
        came_of_it(request, _("Đã nhập thành bản soạn; xem lại từng câu, điểm và mức đạt trước khi lấy ý kiến."))
        return reverse("office:criteria", args=[version.pk])

    form = CaseForm(request.POST or None, request.FILES or None)
    return ask(request, form, page, deed, "office/criteria/import.html")
