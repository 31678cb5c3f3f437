"""A year of the programme looked back on: to be read and printed, and as an official paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hieuhoc.accounts.reads import scope_of
from hieuhoc.documents.writing import written_paper
from hieuhoc.indicators.reads import years_known
from hieuhoc.lib.numbers import read_whole
from hieuhoc.programme.reads import YearlyReview, review_of, reviewed_place
from hieuhoc.programme.review_on_paper import review_paper
from hieuhoc.programme.review_words import cells_of, parts_of
from hieuhoc.web.guards import needs
from hieuhoc.web.office.exporting import content_type_of
from hieuhoc.web.requests import Request


@needs("programme.read_yearly_review")
def yearly_review(request: Request) -> HttpResponse:
    """All communes of the place, whole, for it is printed."""
    review = _asked(request)
    context = {
        "review": review,
        "years": list(years_known()),
        "parts": parts_of(review),
        "rows": [(row, cells_of(row)) for row in review.communes],
        "today": timezone.localdate(),
        "page_place": review.name,
        "page_year": review.year,
    }
    return render(request, "office/programme/review.html", context)


@needs("programme.read_yearly_review")
def yearly_report(request: Request, form: str) -> HttpResponse:
    """Written when somebody asks for it."""
    review = _asked(request)
    answer = HttpResponse(written_paper(review_paper(review), form), content_type=content_type_of(f".{form}"))
    answer["Content-Disposition"] = f'attachment; filename="tong-ket-{review.year}.{form}"'
    return answer


def _asked(request: Request) -> YearlyReview:
    """Of the year in the address, else of the last that has figures."""
    place, known = reviewed_place(scope_of(request.user, "programme.read_yearly_review")), years_known()
    if place is None:
        raise Http404
    chosen = read_whole(request.GET.get("year", ""))
    latest = next(iter(known), timezone.localdate().year)
    return review_of(place, chosen if chosen in known else latest)
