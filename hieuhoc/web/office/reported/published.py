"""What other provinces published."""

from django.http import HttpResponse
from django.shortcuts import render

from hieuhoc.reported.models import ReportedFigure
from hieuhoc.web.choices import titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.reported.periods import crumbs
from hieuhoc.web.office.reported.words import value_words
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page


@needs("reported.read_figures")
def published_list(request: Request) -> HttpResponse:
    rows = ReportedFigure.objects.current().filter(origin=ReportedFigure.Origin.PUBLISHED)
    page = key_page(rows, request, order=["place_id", "year", "id"])
    context = {
        "page": page,
        "rows": [(figure, value_words(figure)) for figure in page.rows],
        "names": titles(figure.place_id for figure in page.rows),
        "crumbs": crumbs(),
    }
    return render(request, "office/reported/published.html", context)
