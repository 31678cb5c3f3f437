"""Typing one figure, correcting one that is locked, and every figure as it was known before."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hieuhoc.accounts.reads import require
from hieuhoc.reported.actions import FigureEntry, correct_figure, enter_figure
from hieuhoc.reported.catalogue import BY_CODE, KINDS, FigureKind
from hieuhoc.reported.models import ReportedFigure, ReportingPeriod
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.reported.forms import FigureForm
from hieuhoc.web.office.reported.periods import address_of, crumbs, period_there
from hieuhoc.web.office.reported.words import value_words
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.paging import key_page

TOLD = ("number", "whole", "percent", "precision", "source", "source_address", "certainty")
type WriteFigure = Callable[..., ReportedFigure]


@needs("reported.enter_figure")
def enter(request: Request, pk: int) -> HttpResponse:
    period = period_there(request, pk)
    require(request.user, "reported.enter_figure", period)
    return _asked(request, period, enter_figure, _("Lưu số"), _("Đã lưu: %(kind)s."))


@needs("reported.correct_figure")
def correct(request: Request, pk: int) -> HttpResponse:
    period = period_there(request, pk)
    require(request.user, "reported.correct_figure", period)
    return _asked(
        request, period, correct_figure, _("Đính chính"), _("Đã đính chính: %(kind)s; số cũ vẫn xem lại được.")
    )


def _asked(request: Request, period: ReportingPeriod, write: WriteFigure, submit: str, done: str) -> HttpResponse:
    kind = _kind_asked(request)

    def known() -> dict[str, object]:
        told = period.figures.filter(kind=kind.code).values(*TOLD).first() or {}
        return {name: value for name, value in told.items() if kind.is_share or name not in ("whole", "percent")}

    form = FigureForm(request.POST or None, initial=known(), kind=kind)

    def deed(given: dict[str, Any]) -> str:
        told = {name: given[name] for name in ("source", "source_address", "certainty", "reason")}
        write(period, kind, FigureEntry(value=form.value(), **told), actor=request.user)
        came_of_it(request, done % {"kind": kind.name})
        return address_of(period)

    page = FormPage(str(kind.name), submit, str(kind.sentence), address_of(period), crumbs(period))
    return ask(request, form, page, deed, known=known)


def _kind_asked(request: Request) -> FigureKind:
    """`?kind=`; an unknown word is the first kind."""
    return BY_CODE.get(request.GET.get("kind", ""), KINDS[0])


@needs("reported.read_figures")
def revisions(request: Request, pk: int) -> HttpResponse:
    """All that was ever said in this period, the newest first: what was known until when, and why it was changed."""
    period = period_there(request, pk)
    page = key_page(period.all_figures.select_related("entered_by"), request, order=["-id"])
    context = {
        "period": period,
        "page": page,
        "rows": [(figure, value_words(figure)) for figure in page.rows],
        "crumbs": crumbs(period),
        "back": address_of(period),
    }
    return render(request, "office/reported/revisions.html", context)
