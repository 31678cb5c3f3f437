"""What places reported of a year over their population, and whose population is not known."""

from django.db.models import Exists, Max, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.reported.models import ReportedFigure, ReportingPeriod, ReportingPeriodQuerySet, Span
from hieuhoc.reported.populations import POPULATION, per_head
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.reported.periods import crumbs
from hieuhoc.web.office.reported.words import per_head_words
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import number
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Số liệu trên dân số")


@needs("reported.read_figures")
def per_head_list(request: Request) -> HttpResponse:
    """The yearly periods of one year, the newest where none is chosen."""
    there = ReportingPeriod.objects.within(request.scope).filter(span=Span.YEAR)
    newest = there.aggregate(newest=Max("year"))["newest"] or timezone.localdate().year
    years = [(str(year), str(year)) for year in there.order_by("-year").values_list("year", flat=True).distinct()]
    year, place = filter_of(request, "year", _("Năm"), years, str(newest)), place_filter(request)
    rows = there.filter(year=year.chosen or newest)
    if (below := place_ids(request, place)) is not None:
        rows = rows.filter(place__in=below)
    page = key_page(rows, request, order=["id"])
    told = per_head(page.rows)
    context = {
        "page": page,
        "rows": [(period, told[period.pk], per_head_words(told[period.pk])) for period in page.rows],
        "names": titles(period.place_id for period in page.rows),
        "title": TITLE,
        "sentence": _without_population(rows, year.chosen or str(newest)),
        "crumbs": crumbs(),
        "filters": [year, place],
        "chips": chips_of([year, place], reverse("office:reported-per-head")),
    }
    return render(request, "office/reported/per_head.html", context)


def _without_population(periods: ReportingPeriodQuerySet, year: str) -> str:
    said = ReportedFigure.objects.current().filter(
        kind=POPULATION,
        place=OuterRef("place"),
        year=OuterRef("year"),
        origin=ReportedFigure.Origin.REPORT,
        number__gt=0,
    )
    missing = periods.exclude(Exists(said)).count()
    if not missing:
        return _("Nơi nào báo cáo năm %(year)s cũng đã có dân số.") % {"year": year}
    return _("%(count)s nơi chưa có dân số năm %(year)s nên chưa tính được.") % {"count": number(missing), "year": year}
