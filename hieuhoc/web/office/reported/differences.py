"""The queue of reported figures for which the records say something else: explained with a reason, or corrected."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import require
from hieuhoc.reported.actions import explain_difference
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.reported.reads import computed_beside, computed_beside_all, differences_within
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.reported.forms import WhyForm
from hieuhoc.web.office.reported.periods import address_of, crumbs
from hieuhoc.web.office.reported.words import computed_words, value_words
from hieuhoc.web.office.work_filters import chips_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Số báo cáo lệch số tính từ hồ sơ")


@needs("reported.explain_difference")
def difference_list(request: Request) -> HttpResponse:
    rows, place = differences_within(request.scope), place_filter(request)
    if (below := place_ids(request, place)) is not None:
        rows = rows.filter(place__in=below)
    page = key_page(rows, request, order=["-year", "-id"])
    beside, address = computed_beside_all(page.rows), reverse("office:reported-differences")
    context = {
        "page": page,
        "rows": [
            (figure, value_words(figure), computed_words(figure.of_kind, computed))
            for figure in page.rows
            if (computed := beside.get(figure.pk)) is not None
        ],
        "names": titles(figure.place_id for figure in page.rows),
        "crumbs": crumbs(),
        "title": TITLE,
        "filters": [place],
        "chips": chips_of([place], address),
    }
    return render(request, "office/reported/differences.html", context)


@needs("reported.explain_difference")
def explain(request: Request, pk: int) -> HttpResponse:
    """Where it is the reported figure that is wrong, its period leads to the correction."""
    figure = get_object_or_404(ReportedFigure.objects.within(request.scope), pk=pk)
    require(request.user, "reported.explain_difference", figure)
    kind, beside, back = figure.of_kind, computed_beside(figure), reverse("office:reported-differences")

    def deed(given: dict[str, Any]) -> str:
        explain_difference(figure, reason=given["reason"], actor=request.user)
        came_of_it(request, _("Đã ghi lý do; hỏi lại khi một trong hai số thay đổi."))
        return back

    lead = _("Báo cáo: %(reported)s. Tính từ hồ sơ: %(computed)s.") % {
        "reported": value_words(figure),
        "computed": computed_words(kind, beside) if beside else _("chưa có số"),
    }
    period = ReportingPeriod.objects.filter(place=figure.place_id, year=figure.year, span=figure.span).first()
    above = [*crumbs(), (str(TITLE), back)]
    if period is not None:
        above.append((str(period), address_of(period)))
    page = FormPage(str(kind.name), _("Ghi lý do"), lead, back, above)
    form = WhyForm(request.POST or None, label=_("Vì sao hai số lệch nhau"))
    return ask(request, form, page, deed)
