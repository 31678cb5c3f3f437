"""Reporting periods: which stand how, one with its figures beside the computed ones, handed in, accepted or given back."""

from typing import Any

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hieuhoc.accounts.reads import require
from hieuhoc.places.models import Place, Tier
from hieuhoc.places.reads import ended_within, label_of, labels
from hieuhoc.reported.actions import accept_period, hand_in_period, open_period, return_period
from hieuhoc.reported.catalogue import KINDS
from hieuhoc.reported.models import ReportingPeriod, Span
from hieuhoc.reported.populations import per_head
from hieuhoc.reported.reads import computed_beside_all, states_below
from hieuhoc.reported.rules import last_day
from hieuhoc.web.choices import places_to_choose, titles
from hieuhoc.web.guards import needs
from hieuhoc.web.office.form_pages import FormPage, ask, confirmation
from hieuhoc.web.office.next_deeds import NextDeed, OfferedDeed, offered
from hieuhoc.web.office.outcomes import came_of_it
from hieuhoc.web.office.reported.forms import ReportingPeriodForm, WhyForm
from hieuhoc.web.office.reported.words import computed_words, per_head_words, value_words
from hieuhoc.web.office.story import story
from hieuhoc.web.office.work_filters import chips_of, filter_of, place_filter, place_ids
from hieuhoc.web.requests import Request
from hieuhoc.web.ui.formats import day, number
from hieuhoc.web.ui.paging import key_page

TITLE = gettext_lazy("Số liệu báo cáo")
Status = ReportingPeriod.Status


@needs("reported.read_figures")
def period_list(request: Request) -> HttpResponse:
    """The state of every place below, the span of the newest year first."""
    there = ReportingPeriod.objects.within(request.scope)
    newest = there.aggregate(newest=Max("year"))["newest"] or timezone.localdate().year
    years = [(str(year), str(year)) for year in there.order_by("-year").values_list("year", flat=True).distinct()]
    year = filter_of(request, "year", _("Năm"), years, str(newest))
    span = filter_of(request, "span", _("Kỳ"), list(Span.choices))
    state, place = filter_of(request, "state", _("Trạng thái"), list(Status.choices)), place_filter(request)
    rows = there
    for column, chosen in (("year", year.chosen), ("span", span.chosen), ("status", state.chosen)):
        rows = rows.filter(**{column: chosen}) if chosen else rows
    if (below := place_ids(request, place)) is not None:
        rows = rows.filter(place__in=below)
    page = key_page(rows, request, order=["-year", "-id"])
    filters, address = [year, span, state, place], reverse("office:reported-list")
    context = {
        "page": page,
        "names": titles(period.place_id for period in page.rows),
        "filters": filters,
        "chips": chips_of(filters, address),
        "sentence": _states(states_below(request.scope, int(year.chosen or newest), span.chosen or Span.YEAR)),
        "may_open": request.user.has_perm("reported.open_period"),
    }
    return render(request, "office/reported/periods.html", context)


def _states(counts: dict[str, int]) -> str:
    """ "12 nơi đã khoá số, 3 chờ xem.": of the span that is looked at; what nobody stands in is not said."""
    words = {
        Status.LOCKED: _("%(count)s nơi đã khoá số"),
        Status.HANDED_IN: _("%(count)s nơi chờ xem"),
        Status.GIVEN_BACK: _("%(count)s nơi bị trả lại"),
        Status.TYPING: _("%(count)s nơi đang nhập"),
    }
    said = [words[state] % {"count": number(counts[state])} for state in words if counts.get(state)]
    return f"{', '.join(said)}." if said else ""


@needs("reported.open_period")
def period_new(request: Request) -> HttpResponse:
    places = [*places_to_choose(request.scope), *_ended(request)]
    form = ReportingPeriodForm(request.POST or None, places=places, today=timezone.localdate())

    def deed(given: dict[str, Any]) -> str:
        place = Place.objects.get(pk=given["place"])
        period = open_period(place, given["year"], given["span"], actor=request.user)
        came_of_it(request, _("Nhập từng số kèm tài liệu nguồn, xong thì nộp."))
        return address_of(period)

    lead = _("Số nhập ở đây đứng cạnh số tính từ hồ sơ, không trộn vào nhau.")
    page = FormPage(_("Mở kỳ báo cáo"), _("Mở kỳ báo cáo"), lead, reverse("office:reported-list"), crumbs())
    return ask(request, form, page, deed)


def _ended(request: Request) -> list[tuple[int, str]]:
    """Communes, districts and provinces of earlier maps that the scope follows: their past is reported where it was."""
    there = labels(ended_within(request.scope), timezone.localdate()).values()
    words = _("%(place)s (nay đã sáp nhập)")
    return [(label.id, words % {"place": label.path}) for label in there if label.tier != Tier.VILLAGE]


@needs("reported.read_figures")
def period(request: Request, pk: int) -> HttpResponse:
    period = period_there(request, pk)
    figures = {figure.kind: figure for figure in period.figures.select_related("entered_by")}
    beside = computed_beside_all(list(figures.values()))
    rows = [
        (kind, figure, value_words(figure), computed_words(kind, computed) if computed else "", computed)
        for kind in KINDS
        if (figure := figures.get(kind.code)) is not None
        for computed in [beside.get(figure.pk)]
    ]
    deeds, told = _deeds(request, period), per_head([period])[period.pk]
    context = {
        "period": period,
        "title": f"{period}, {place_name(period)}",
        "sentence": _("Theo bản đồ ngày %(day)s") % {"day": day(last_day(period.year, period.span))},
        "crumbs": crumbs(),
        "first": deeds[0] if deeds else None,
        "deeds": deeds[1:],
        "rows": rows,
        "told": told,
        "told_words": per_head_words(told),
        "missing": [kind for kind in KINDS if kind.code not in figures],
        "may_enter": period.takes_figures and request.user.has_perm("reported.enter_figure", period),
        "may_correct": period.status == Status.LOCKED and request.user.has_perm("reported.correct_figure", period),
        "events": story("reporting_period", period.pk),
    }
    return render(request, "office/reported/period.html", context)


def _deeds(request: Request, period: ReportingPeriod) -> list[NextDeed]:
    """The first is the button of the page."""
    is_handed_in = period.status == Status.HANDED_IN
    deeds = (
        OfferedDeed("reported-hand-in", "reported.hand_in_period", _("Nộp kỳ báo cáo"), "send", period.takes_figures),
        OfferedDeed("reported-accept", "reported.accept_period", _("Chấp nhận, khoá số"), "check", is_handed_in),
        OfferedDeed("reported-return", "reported.return_period", _("Trả lại"), "arrow-back-up", is_handed_in),
    )
    return offered(request.user, period, deeds, place=period)


@needs("reported.hand_in_period")
def hand_in(request: Request, pk: int) -> HttpResponse:
    period = period_there(request, pk)
    require(request.user, "reported.hand_in_period", period)

    def deed(_given: dict[str, Any]) -> str:
        hand_in_period(period, actor=request.user)
        came_of_it(request, _("Đã nộp; cấp tỉnh chấp nhận hoặc trả lại."))
        return address_of(period)

    page = _page(period, _("Nộp kỳ báo cáo?"), _("Nộp"), _("Nộp rồi thì không sửa được, trừ khi cấp tỉnh trả lại."))
    return ask(request, confirmation(request), page, deed)


@needs("reported.accept_period")
def accept(request: Request, pk: int) -> HttpResponse:
    period = period_there(request, pk)
    require(request.user, "reported.accept_period", period)

    def deed(_given: dict[str, Any]) -> str:
        accept_period(period, actor=request.user)
        came_of_it(request, _("Đã chấp nhận; từ nay số chỉ đổi bằng đính chính có lý do."))
        return address_of(period)

    page = _page(period, _("Chấp nhận kỳ báo cáo?"), _("Chấp nhận"), _("Các số của kỳ này được khoá."))
    return ask(request, confirmation(request), page, deed)


@needs("reported.return_period")
def give_back(request: Request, pk: int) -> HttpResponse:
    period = period_there(request, pk)
    require(request.user, "reported.return_period", period)

    def deed(given: dict[str, Any]) -> str:
        return_period(period, note=given["reason"], actor=request.user)
        came_of_it(request, _("Đã trả lại; nơi báo cáo đọc được lý do."))
        return address_of(period)

    form = WhyForm(request.POST or None, label=_("Số nào cần xem lại, vì sao"))
    return ask(request, form, _page(period, _("Trả lại kỳ báo cáo"), _("Trả lại")), deed)


def period_there(request: Request, pk: int) -> ReportingPeriod:
    return get_object_or_404(ReportingPeriod.objects.within(request.scope), pk=pk)


def place_name(period: ReportingPeriod) -> str:
    return label_of(period.place_id, min(last_day(period.year, period.span), timezone.localdate())).title


def crumbs(period: ReportingPeriod | None = None) -> list[tuple[str, str]]:
    first = (str(TITLE), reverse("office:reported-list"))
    return [first] if period is None else [first, (f"{period}, {place_name(period)}", address_of(period))]


def address_of(period: ReportingPeriod) -> str:
    return reverse("office:reported-period", args=[period.pk])


def _page(period: ReportingPeriod, title: str, submit: str, lead: str = "") -> FormPage:
    return FormPage(title, submit, lead, address_of(period), crumbs(period))
