"""The register of numbers ("sổ văn bản"): what was taken by whom, what was spoilt and why."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.documents.actions import spoil_number
from hieuhoc.documents.kinds import all_kinds
from hieuhoc.documents.models import RegisteredNumber
from hieuhoc.web.addresses import record_address
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.papers.forms import SpoilForm
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids, year_filter
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

PAGES = {
    "proposal": "office:proposal",
    "decision": "office:decision",
    "meeting": "office:meeting",
    "plan_edition": "office:plan-edition",
}


@needs("documents.read_register")
def number_list(request: Request) -> HttpResponse:
    place, year = place_filter(request), year_filter(request)
    names = {kind.code: str(kind.name) for kind in all_kinds()}
    kind = filter_of(request, "kind", _("Loại văn bản"), list(names.items()))
    rows = RegisteredNumber.objects.within(request.scope).select_related("series", "taken_by")
    ids = place_ids(request, place)
    rows = rows if ids is None else rows.filter(place__in=ids)
    rows = rows.filter(series__year=int(year.chosen)) if year.chosen else rows
    rows = rows.filter(kind=kind.chosen) if kind.chosen else rows
    page = key_page(rows, request, order=["-id"])
    filters, address = [place, year, kind], reverse("office:paper-number-list")
    context = {
        "page": page,
        "filters": filters,
        "chips": chips_of(filters, address),
        "clear_url": address,
        "names": titles(row.place_id for row in page.rows),
        "kinds": names,
        "records": {row.pk: _record_of(row) for row in page.rows},
        "borne": {kind.code: kind.is_number_kept for kind in all_kinds()},
        "may_spoil": request.user.has_perm("documents.spoil_number"),
    }
    return render(request, "office/papers/register.html", context)


@needs("documents.spoil_number")
def number_spoil(request: Request, pk: int) -> HttpResponse:
    number = get_object_or_404(RegisteredNumber.objects.within(request.scope), pk=pk)
    back = reverse("office:paper-number-list")
    page = FormPage(
        _("Huỷ số %(number)s") % {"number": number.text},
        _("Huỷ số"),
        _("Số đã huỷ vẫn nằm trong sổ cùng lý do và không cấp lại; văn bản này lấy số mới được."),
        back,
        [(_("Sổ văn bản"), back)],
    )

    def deed(given: dict[str, Any]) -> str:
        spoil_number(number, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã huỷ số %(number)s; sổ giữ số này cùng lý do.") % {"number": number.text})
        return back

    return ask(request, SpoilForm(request.POST or None), page, deed)


def _record_of(number: RegisteredNumber) -> str:
    page = PAGES.get(number.subject_kind, "")
    return record_address(page, number.subject_id) if page else ""
