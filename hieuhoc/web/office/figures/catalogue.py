"""The catalogue of figures for those who work with them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hieuhoc.web.figures.catalogue import shown_catalogue
from hieuhoc.web.guards import needs
from hieuhoc.web.requests import Request


@needs("indicators.read_figures")
def catalogue(request: Request) -> HttpResponse:
    context = shown_catalogue(request.GET.get("q", ""))
    context["crumbs"] = [(_("Số liệu"), reverse("office:figures"))]
    return render(request, "office/figures/catalogue.html", context)
