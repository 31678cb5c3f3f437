"""Examples that travel: nominated by their place, adopted by another, and the figures of both beside each other."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hieuhoc.indicators.definition import registry
from hieuhoc.indicators.reads import current_map_date, years_known
from hieuhoc.news.actions import adopt_example, end_adoption, nominate_example
from hieuhoc.news.models import Adoption, Article
from hieuhoc.places.models import Place
from hieuhoc.web.choices import full_titles
from hieuhoc.web.figures.shown import trend_lines
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, OnForm, ask
from hieuhoc.web.office.homes import places_for
from hieuhoc.web.office.news.article_forms import AdoptionForm, PraiseForm
from hieuhoc.web.office.news.articles import article_of, crumbs, under
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.story import story
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page
from hieuhoc.web.ui.shapes import Point


@dataclass(frozen=True)
class YearBeside:
    """One year: the figure where the example comes from, and where it was adopted."""

    year: int
    origin: Point | None
    adopting: Point | None
    is_after: bool


@needs("news.read_articles")
def example_list(request: Request) -> HttpResponse:
    """Of the whole province: what others do is what one looks for."""
    page = key_page(Article.objects.worth_copying(), request, order=["-published_at", "-id"])
    own = Adoption.objects.within(request.scope).filter(article__in=[row.pk for row in page.rows])
    adoptions = list(own.order_by("since", "pk"))
    context = {
        "page": page,
        "rows": [(row, [own for own in adoptions if own.article_id == row.pk]) for row in page.rows],
        "names": full_titles([*(row.place_id for row in page.rows), *(row.place_id for row in adoptions)]),
        "crumbs": crumbs(),
        "may_adopt": request.user.has_perm("news.adopt_example"),
    }
    return render(request, "office/news/examples.html", context)


@needs("news.nominate_example")
def article_nominate(request: Request, pk: int) -> HttpResponse:
    article = article_of(request, pk)
    address = reverse("office:article", args=[pk])
    lead = _("Mọi nơi trong tỉnh thấy và làm theo được; chỉ tiêu đã chọn cho biết có khá hơn không.")
    page = FormPage(_("Giới thiệu cách làm hay"), _("Giới thiệu"), lead, address, under(article))

    def deed(given: dict[str, Any]) -> str:
        nominate_example(article, **given, actor=request.user)
        came_of_it(request, _("Đã giới thiệu với mọi nơi."))
        return address

    return ask(request, PraiseForm(request.POST or None), page, deed)


@needs("news.adopt_example")
def example_adopt(request: Request, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.worth_copying(), pk=pk)
    places = [(place, title) for place, title in places_for(request.scope) if place != article.place_id]
    usual: dict[str, Any] = {"since": timezone.localdate()} | ({"place": places[0][0]} if len(places) == 1 else {})
    form = AdoptionForm(request.POST if request.method == "POST" else None, initial=usual, places=places)
    back = reverse("office:example-list")
    page = FormPage(_("Làm theo"), _("Làm theo"), article.title, back, [*crumbs(), (_("Cách làm hay"), back)])

    def deed(given: dict[str, Any]) -> str:
        place = Place.objects.get(pk=given["place"])
        adoption = adopt_example(article, place, since=given["since"], plan=given["plan"], actor=request.user)
        came_of_it(request, _("Đã ghi nơi này làm theo; trang này so số liệu hai nơi qua từng năm."))
        return reverse("office:adoption", args=[adoption.pk])

    return ask(request, form, page, deed)


@needs("news.read_articles")
def adoption(request: Request, pk: int) -> HttpResponse:
    rows = Adoption.objects.within(request.scope).select_related("article", "adopted_by")
    adoption = get_object_or_404(rows, pk=pk)
    names = full_titles([adoption.place_id, adoption.article.place_id])
    indicator = registry.get(adoption.article.indicator)
    context = {
        "adoption": adoption,
        "article": adoption.article,
        "crumbs": [*crumbs(), (_("Cách làm hay"), reverse("office:example-list"))],
        "indicator": indicator,
        "years": years_beside(adoption) if indicator else [],
        "origin_name": names.get(adoption.article.place_id, ""),
        "adopting_name": names.get(adoption.place_id, ""),
        "may_end": adoption.until is None and request.user.has_perm("news.end_adoption", adoption),
        "events": story("adoption", adoption.pk),
        "page_place": names.get(adoption.place_id, ""),
    }
    return render(request, "office/news/adoption.html", context)


@needs("news.end_adoption")
def adoption_end(request: Request, pk: int) -> HttpResponse:
    adoption = get_object_or_404(Adoption.objects.within(request.scope).select_related("article"), pk=pk)
    address = reverse("office:adoption", args=[pk])
    form = OnForm(request.POST or None, label=_("Thôi từ ngày"))
    page = FormPage(_("Thôi làm theo"), _("Thôi làm theo"), adoption.article.title, address, crumbs())

    def deed(given: dict[str, Any]) -> str:
        end_adoption(adoption, until=given["on"], actor=request.user)
        came_of_it(request, _("Đã ghi là thôi làm theo."))
        return address

    return ask(request, form, page, deed)


def years_beside(adoption: Adoption) -> list[YearBeside]:
    """Every year with figures, both places on the map of today."""
    over, map_date = sorted(years_known()), current_map_date()
    origin, adopting = (
        _by_year(place, adoption.article.indicator, over, map_date)
        for place in (adoption.article.place_id, adoption.place_id)
    )
    return [
        YearBeside(year, origin.get(year), adopting.get(year), year >= adoption.since.year)
        for year in over
        if year in origin or year in adopting
    ]


def _by_year(place: int, indicator: str, over: list[int], map_date: Any) -> dict[int, Point]:
    lines = trend_lines(place, indicator, over, rebased_on=map_date)
    return {point.year: point for line in lines for point in line.points}
